from odoo import api, fields, models
from odoo.exceptions import UserError

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

    @api.model_create_multi
    def create(self, vals_list):
        # Whoever registers a patient at a number that has opted out takes nothing back by not ticking the box.
        return super().create(
            [
                {name: value for name, value in vals.items() if value or name != "sms_survey_opted_out"}
                for vals in vals_list
            ]
        )

    @api.depends("phone", "country_id", "guardian_id.phone", "guardian_id.country_id")
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
                requests._opt_out(number, self.env._("Asked for at the desk, by %s", partner.name))
            elif number in requests._opted_out([number]):
                raise UserError(
                    self.env._(
                        "The owner of %s wants no survey texts, and nobody can take that back at the desk. "
                        "The owner replies START to one of our texts, or asks a manager of the appraisal, "
                        "who writes down why.",
                        number,
                    )
                )

    def action_sms_survey_opt_out(self):
        """Send no more survey texts to the numbers of these patients.

        :raise UserError: a patient has no valid number
        """
        self.check_access("write")
        for partner in self:
            if not partner._sms_survey_phone():
                raise UserError(self.env._("%s has no valid phone number, and gets no texts.", partner.name))
            partner.sms_survey_opted_out = True
        return True

    def _sms_survey_phone(self):
        """The number to which the survey of this patient goes: the patient's, else the guardian's.

        :return: E.164, False where there is no valid number
        """
        self.ensure_one()
        for partner in (self, self.guardian_id):
            if number := partner and partner._phone_format(fname="phone"):
                return number
        return False
