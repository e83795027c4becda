from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    sms_survey_consent = fields.Boolean(
        string="Agrees to Surveys",
        copy=False,
        groups="patient_category.group_user",
        help="The patient has agreed to be asked about visits by text message. "
        "Campaigns that require consent ask nobody else.",
    )

    def _sms_survey_phone(self):
        """The number to which the survey of this patient goes: the patient's, else the guardian's.

        :return: E.164, False where there is no valid number
        """
        self.ensure_one()
        for partner in (self, self.guardian_id):
            if number := partner and partner._phone_format(fname="phone"):
                return number
        return False
