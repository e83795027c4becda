from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain

MANAGERS = "sms_survey.group_manager"


class PatientIncident(models.Model):
    """A low mark is an incident that only the appraisal managers see, and never the one rated."""

    _inherit = "patient.incident"

    survey_request_id = fields.Many2one(
        "sms.survey.request",
        string="Survey Answer",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=MANAGERS,
    )
    # For the record rule: not a column, so that nothing of it can be searched or exported.
    survey_is_hidden = fields.Boolean(
        compute="_compute_survey_is_hidden", search="_search_survey_is_hidden", compute_sudo=True
    )
    # Not with sudo: whoever may not read the answer does not read its mark here either.
    survey_score_display = fields.Char(
        related="survey_request_id.score_display", related_sudo=False, string="Mark Given", groups=MANAGERS
    )
    survey_phone = fields.Char(
        related="survey_request_id.phone", related_sudo=False, string="Number Asked", groups=MANAGERS
    )
    survey_revenue_at_stake = fields.Monetary(
        compute="_compute_survey_revenue_at_stake",
        string="Revenue at Stake",
        currency_field="survey_currency_id",
        groups=MANAGERS,
        help="What the clinic invoiced to this patient in the last twelve months, without taxes.",
    )
    survey_currency_id = fields.Many2one(related="company_id.currency_id", string="Company Currency")

    _one_per_survey_request = models.UniqueIndex(
        "(survey_request_id) WHERE survey_request_id IS NOT NULL", "This answer has an incident already."
    )

    @api.depends_context("uid")
    def _compute_display_name(self):  # pylint: disable=missing-return
        """Odoo tells names with sudo: of a low mark nobody reads more than that it is not for him."""
        super()._compute_display_name()
        for incident in self.filtered("survey_is_hidden"):
            incident.display_name = self.env._("Not for you to see")

    @api.depends("survey_request_id.employee_id.user_id", "survey_request_id.rated_user_id", "employee_id.user_id")
    @api.depends_context("uid")
    def _compute_survey_is_hidden(self):
        is_manager = self.env.user.has_group(MANAGERS) or self.env.user._is_superuser()
        for incident in self:
            rated = incident.employee_id.user_id | incident.survey_request_id._rated_users()
            incident.survey_is_hidden = incident.survey_request_id and (
                self.env.user in rated or not is_manager
            )

    def _search_survey_is_hidden(self, operator, value):
        if operator != "in":
            return NotImplemented
        hidden = Domain("survey_request_id", "!=", False)
        if self.env.user.has_group(MANAGERS):
            # Whoever the incident names now, the answer is about him who was rated.
            hidden &= Domain.OR(
                Domain(path, "=", self.env.uid)
                for path in (
                    "employee_id.user_id",
                    "survey_request_id.employee_id.user_id",
                    "survey_request_id.rated_user_id",
                )
            )
        return Domain.OR([hidden if wanted else ~hidden for wanted in set(value)])

    @api.constrains("employee_id", "partner_id", "type_id", "user_id", "survey_request_id")
    def _check_responsible(self):  # pylint: disable=missing-return
        """A low mark is given to an appraisal manager only: an assignment tells its name."""
        low_marks = self.filtered("survey_request_id")
        for incident in low_marks.filtered("user_id"):
            incident._check_may_handle_low_mark(incident.user_id)
        super(PatientIncident, self - low_marks)._check_responsible()

    def _check_may_handle_low_mark(self, user):
        """Refuse to give this low mark to somebody who may not know of it.

        :param user: ``res.users``
        :raise ValidationError: the user is no appraisal manager, or it is about him
        """
        self.ensure_one()
        if not user.has_group(MANAGERS) or user in self._concerned_users():
            raise ValidationError(
                self.env._("Only an appraisal manager who is not concerned can be responsible for a low mark.")
            )

    def _compute_survey_revenue_at_stake(self):
        """Of patients whose category asks for courtesy; nothing for all others."""
        since = fields.Date.subtract(fields.Date.context_today(self), months=12)
        valued = self.filtered(lambda incident: incident.patient_category_id.attention == "courtesy")
        # sudo: appraisal managers have no accounting rights, and see no invoice here.
        revenues = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    # Whoever was treated, also where somebody else was invoiced.
                    ("patient_id", "in", valued.partner_id.ids),
                    ("company_id", "in", valued.company_id.ids),
                    ("parent_state", "=", "posted"),
                    ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
                    ("display_type", "=", "product"),
                    ("invoice_date", ">=", since),
                ],
                ["patient_id", "company_id"],
                ["balance:sum"],
            )
        )
        totals = {(partner.id, company.id): -balance for partner, company, balance in revenues}
        for incident in self:
            key = (incident.partner_id.id, incident.company_id.id)
            incident.survey_revenue_at_stake = incident in valued and totals.get(key, 0.0)

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"survey_request_id"}

    def _concerned_users(self):
        concerned = super()._concerned_users()
        rated = self.sudo().survey_request_id._rated_users()  # sudo: the answer may be hidden from this user
        return concerned | rated.with_env(self.env)

    def _escalation_users(self):
        # sudo: whether it is an answer to a survey is for the appraisal managers only.
        if self.sudo().survey_request_id:
            return self._members(MANAGERS)
        return super()._escalation_users()

    @api.model
    def _follow_survey(self, request):
        """Open the incident of a low mark, add the patient's words, or close it after a correction.

        :param request: one ``sms.survey.request`` that was just answered
        """
        incident = self.search([("survey_request_id", "=", request.id)])
        if not request._is_low():
            incident.filtered(lambda incident: incident.state != "resolved").write(
                {
                    "state": "resolved",
                    "outcome": "unfounded",
                    "resolution": self.env._("The patient corrected the mark to %s.", request.score_display),
                }
            )
            return
        if not incident:
            incident = self._open_for_survey(request)
        elif incident.state == "resolved":
            incident.action_reopen()
        if request.comment:
            incident.description = request.comment

    @api.constrains("proposed_category_id", "survey_request_id")
    def _check_survey_proposal(self):
        """Nobody is put into another category for an honest answer; and the decision would tell of it."""
        for incident in self.filtered(lambda incident: incident.survey_request_id and incident.proposed_category_id):
            raise ValidationError(
                self.env._(
                    "A low mark is no reason for another category, and %s would be known to have given one. "
                    "Leave the proposed category empty.",
                    incident.partner_id.name,
                )
            )

    @api.model
    def _survey_type(self):
        """The type of all low marks: the first of cause *service*, also where it was put aside.

        :return: ``patient.incident.type``
        """
        types = self.env["patient.incident.type"].with_context(active_test=False)
        return types.search([("cause", "=", "service")], order="active desc, sequence, id", limit=1) or types.create(
            {
                "name": self.env._("Badly served"),
                "cause": "service",
                "steps": [Command.create({"text": self.env._("Listen, apologise, and say what will be changed.")})],
            }
        )

    @api.model
    def _open_for_survey(self, request):
        incident_type = self._survey_type()
        # What was moved to another patient or company since then must not keep a mark from being followed up.
        order = request.order_id.filtered(lambda order: order.partner_id == request.partner_id)
        employee = request.employee_id.filtered(lambda employee: employee.company_id == request.company_id)
        # Not tracked, and nobody responsible: a patient's mark is in no mail and no chatter.
        return self.with_context(mail_create_nosubscribe=True, tracking_disable=True).create(
            {
                "company_id": request.company_id.id,
                "date": request.visit_date,
                # The time to act runs from the answer, which may come days after the visit.
                "deadline": fields.Datetime.now() + timedelta(hours=incident_type.deadline_hours),
                "employee_id": employee.id,
                "order_id": order.id,
                "partner_id": request.partner_id.id,
                "survey_request_id": request.id,
                "type_id": incident_type.id,
                "user_id": False,
            }
        )
