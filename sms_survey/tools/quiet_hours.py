"""When a text may reach a phone. Pure functions, no database."""

from datetime import datetime, time, timedelta

import pytz


def next_allowed(moment, timezone, quiet_start, quiet_end):
    """The first moment, not before ``moment``, that lies outside the quiet hours.

    :param datetime moment: naive, UTC
    :param str timezone: name of the time zone whose clock the quiet hours are on
    :param float quiet_start: hour of the day (20.5 is half past eight in the evening)
    :param float quiet_end: hour of the day; smaller than the start: the hours run over midnight.
        Equal to the start: there are no quiet hours.
    :return: naive, UTC; ``moment`` itself where it is not quiet
    :rtype: datetime
    """
    if quiet_start == quiet_end:
        return moment
    zone = pytz.timezone(timezone)
    local = pytz.utc.localize(moment).astimezone(zone)
    hour = local.hour + local.minute / 60 + local.second / 3600
    over_midnight = quiet_start > quiet_end
    quiet = hour >= quiet_start or hour < quiet_end if over_midnight else quiet_start <= hour < quiet_end
    if not quiet:
        return moment
    day = local.date()
    if over_midnight and hour >= quiet_start:
        day += timedelta(days=1)
    return _on_the_clock(day, quiet_end, zone)


def _on_the_clock(day, hour, zone):
    """UTC moment at which the clock of ``zone`` shows ``hour`` on ``day``.

    An hour that the clocks skip in spring is the moment after the gap; of an hour that they
    show twice in autumn it is the second one, so that quiet hours never end early.
    """
    minutes = round(hour * 60)
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    try:
        local = zone.localize(wall, is_dst=None)
    except pytz.NonExistentTimeError:
        local = zone.normalize(zone.localize(wall, is_dst=False))
    except pytz.AmbiguousTimeError:
        local = zone.localize(wall, is_dst=False)
    return local.astimezone(pytz.utc).replace(tzinfo=None)
