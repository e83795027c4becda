from odoo import api, fields, models

from odoo.addons.patient_category.groups import PATIENTS


class ResPartner(models.Model):
    _inherit = "res.partner"

    sms_survey_consent = fields.Boolean(
        string="Agrees to Surveys",
        copy=False,
        groups=PATIENTS,
        help="The patient has agreed to be asked about visits by text message. "
        "Campaigns that require consent ask nobody else.",
    )
    sms_survey_opted_out = fields.Boolean(
        string="No Survey Texts",
        compute="_compute_sms_survey_opted_out",
        inverse="_inverse_sms_survey_opted_out",
        compute_sudo=True,
        groups=PATIENTS,
        help="The owner of this phone number wants no survey texts, whoever else of the family has it.",
    )

    @api.depends("phone", "country_id")
    def _compute_sms_survey_opted_out(self):
        numbers = {partner: partner._sms_survey_phone() for partner in self}
        opted_out = self.env["sms.survey.request"]._opted_out(numbers.values())
        for partner in self:
            partner.sms_survey_opted_out = numbers[partner] in opted_out

    def _inverse_sms_survey_opted_out(self):
        # sudo: the desk may not read the list, but does what the patient on the phone asks for.
        requests = self.env["sms.survey.request"].sudo()
        for partner in self:
            number = partner._sms_survey_phone()
            if number and partner.sms_survey_opted_out:
                requests._opt_out(number)
            elif number:
                requests._opt_in(number)

    def _sms_survey_phone(self):
        """The number to which the survey of this patient goes: the patient's, else the guardian's.

        :return: E.164, False where there is no valid number
        """
        self.ensure_one()
        for partner in (self, self.guardian_id):
            if number := partner and partner._phone_format(fname="phone"):
                return number
        return False
