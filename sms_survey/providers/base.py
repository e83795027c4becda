from collections import namedtuple

# What became of one text.
#   uuid     of the message
#   state    "sent": the gateway took it; "delivered": it is on the phone; "retry": it surely was
#            not taken, and may be offered again; "failed": it never will be taken; "unknown":
#            nobody can tell, so that it must not be sent again
#   ref      the gateway's name for it, by which delivery reports will call it
#   error    why not, for the appraisal managers
Sent = namedtuple("Sent", "uuid state ref error", defaults=("", ""))


class Provider:
    """What all providers have in common.

    An instance takes what it needs from the gateway when it is made. It is used with no
    transaction open, and reads nothing from the database afterwards.
    """

    can_receive = True

    def __init__(self, gateway):
        """:param gateway: one ``sms.survey.gateway``, in sudo"""
        self.sender = gateway.sender or ""

    def settings_error(self, env):
        """What keeps this gateway from working, as a sentence; False when nothing does."""
        return False

    def send(self, texts):
        """Hand texts over.

        :param texts: list of dicts: ``uuid``, ``phone`` (E.164), ``body``, ``report_url``
        :return: iterator of :class:`Sent`, one for each text, in any order
        """
        raise NotImplementedError

    def read_reply(self, params):
        """What a webhook call says about an incoming text.

        :param dict params: what the gateway sent
        :return: dict with ``provider_id``, ``phone``, ``body``; empty where it says nothing
        """
        return {}

    def read_report(self, params):
        """What a webhook call says about a text we sent.

        :param dict params: what the gateway sent
        :return: dict with ``provider_id``, ``ref``, ``status`` (``delivered``, ``failed`` or
            ``pending``) and ``body`` (the gateway's own words); empty where it says nothing
        """
        return {}
