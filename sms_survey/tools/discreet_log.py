"""What patients write, and the secrets in their links, stay out of the server's log.

Whoever reads the log is not meant to read marks. Odoo writes every address down, and a statement that the
database refused with all its values.
"""

import logging
import re

# The token of a page would open it, the one of a webhook forge a reply; behind it stand numbers and texts.
_SECRET_PATH = re.compile(r"(/sv/|/sms_survey/\d+/\w+/).*?(?= HTTP/\d|$)", re.DOTALL)
_KEPT_TABLE = re.compile(
    r"\b(?:sms_survey_(?:anonymous_mark|cooldown|gateway_event|message|request)|patient_incident|phone_blacklist)\b"
)


class DiscreetAddresses(logging.Filter):
    """Names a page or a webhook in the access log, and nothing of what follows."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(self._masked(value) for value in record.args)
        record.msg = self._masked(record.msg)
        return True

    def _masked(self, value):
        return _SECRET_PATH.sub(r"\1…", value) if isinstance(value, str) else value


class DiscreetStatements(logging.Filter):
    """Says that a statement about answers failed, and with which error, but not with which values."""

    def filter(self, record):
        if record.levelno < logging.WARNING:
            return True  # statements that are logged one by one were asked for
        if table := _KEPT_TABLE.search(record.getMessage()):
            errors = [self._named(value) for value in record.args if isinstance(value, Exception)]
            record.msg, record.args = "refused a statement on %s: %s", (table[0], ", ".join(errors) or "?")
        return True

    def _named(self, error):
        """What kind of error it is; its own words repeat the values."""
        constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
        return f"{type(error).__name__} ({constraint})" if constraint else type(error).__name__


_FILTERS = {
    "longpolling": DiscreetAddresses(),
    "odoo.sql_db": DiscreetStatements(),
    "werkzeug": DiscreetAddresses(),
}


def install():
    """Keep both out of the logs of this process; calling it again changes nothing."""
    for name, discreet in _FILTERS.items():
        logging.getLogger(name).addFilter(discreet)
