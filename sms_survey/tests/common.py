from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import new_test_user

from odoo.addons.patient_category.tests.common import PatientCommon

PHONE = "+32470123456"
OTHER_PHONE = "+32470123457"


class SurveyCommon(PatientCommon):
    """A campaign of the test's own that asks at once, on a sandbox of its own, at any hour."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = new_test_user(cls.env, "figures", "sms_survey.group_reader")
        cls.appraiser = new_test_user(cls.env, "appraiser", "sms_survey.group_manager")
        cls.rated_user = new_test_user(cls.env, "rated", "patient_category.group_user")
        cls.employee.user_id = cls.rated_user
        cls.company.partner_id.lang = "en_US"
        cls.patient.write({"phone": "+32 470 12 34 56", "lang": "en_US"})
        cls.vip_patient.write({"phone": "+32 470 12 34 57", "lang": "en_US"})
        cls.env["sms.survey.campaign"].search([]).active = False
        cls.gateway = cls.env["sms.survey.gateway"].create({"name": "T-Sandbox"})
        cls.campaign = cls.env["sms.survey.campaign"].create(
            {
                "name": "T-Campaign",
                "gateway_id": cls.gateway.id,
                "question": "{clinic}: how was {employee}? 1 to 5",
                "thanks": "Thank you!",
                "follow_up": "What could we do better?",
                "delay_minutes": 0,
                "quiet_start": 0,
                "quiet_end": 0,
                "company_id": cls.company.id,
            }
        )
        cls.incident_type = cls.env["patient.incident.type"].search([("cause", "=", "service")], limit=1)

    @classmethod
    def _serve(cls, patient, **values):
        """A served visit of ``patient``, marked by the receptionist; its request, if there is one."""
        order = cls._order(patient, **values)
        order.action_confirm()
        order.action_served()
        return cls.env["sms.survey.request"].search([("order_id", "=", order.id)])

    def _no_commit(self):
        """Committing is what the dispatcher is about; a test case keeps its transaction."""
        return patch.object(self.env.cr, "commit", self.env.flush_all)

    def _run(self):
        """What the scheduled actions do within seconds: decide, send, read."""
        with self._no_commit():
            self.env["sms.survey.request"]._cron_process()
            self.env["sms.survey.message"]._cron_dispatch()
            self.env["sms.survey.gateway.event"]._cron_process()
            self.env["sms.survey.message"]._cron_dispatch()

    def _ask(self, patient=None, **values):
        """A question that reached the patient's phone."""
        request = self._serve(patient or self.patient, **values)
        self._run()
        return request

    def _reply(self, text, phone=PHONE, provider_id=None):
        """A text from ``phone`` through the gateway; what was kept of it."""
        event = self.env["sms.survey.gateway.event"]._receive(
            self.gateway, "mo", {"provider_id": provider_id, "phone": phone, "body": text}, f"{phone} {text}"
        )
        self._run()
        return event

    def _texts(self, phone=PHONE):
        """What the phone shows: (kind, body) of all texts that reached it."""
        messages = self.env["sms.survey.message"].search(
            [("phone", "=", phone), ("state", "=", "delivered"), ("gateway_id", "=", self.gateway.id)],
            order="id",
        )
        return [(message.kind, message.body) for message in messages]

    def _pass_time(self, request, **delta):
        """Let time go by for one request."""
        for name in ("send_at", "expires_at", "sent_at", "answered_at", "delivered_at"):
            if request[name]:
                request[name] -= timedelta(**delta)
        request.flush_recordset()

    @staticmethod
    def _now():
        return fields.Datetime.now()
