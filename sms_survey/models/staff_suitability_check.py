from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

MANAGERS = "sms_survey.group_manager"
ACTIVITY = "sms_survey.activity_type_suitability"
LICENCE_WARNING = relativedelta(days=30)


class StaffSuitabilityCheck(models.Model):
    """Somebody looked whether an employee is suited for the work. Patients' marks are one part of it."""

    _name = "staff.suitability.check"
    _description = "Check of Suitability"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "employee_id"
    _check_company_auto = True

    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        [("hiring", "Hiring"), ("periodic", "Periodic"), ("after_incident", "After an incident")],
        required=True,
        default="periodic",
    )
    date = fields.Date(string="Checked on", required=True, default=fields.Date.context_today)
    checked_by_id = fields.Many2one(
        "res.users", string="Checked by", required=True, readonly=True, default=lambda self: self.env.user
    )
    licence_valid_until = fields.Date(
        tracking=True, help="The last day of the employee's licence to practise."
    )
    conclusion = fields.Selection(
        [
            ("suitable", "Suitable"),
            ("with_conditions", "Suitable with conditions"),
            ("not_suitable", "Not suitable"),
        ],
        required=True,
        tracking=True,
    )
    note = fields.Text()
    next_due = fields.Date(
        compute="_compute_next_due",
        store=True,
        readonly=False,
        tracking=True,
        help="When the next check is due. Empty: no more checks.",
    )
    overdue_reminded = fields.Boolean(readonly=True, copy=False, help="The managers were told that it is overdue.")
    licence_reminded = fields.Boolean(readonly=True, copy=False, help="They were told that the licence ends.")
    answered_count = fields.Integer(string="Answers of Patients", compute="_compute_appraisal")
    average_score = fields.Float(compute="_compute_appraisal", digits=(4, 2))
    average_display = fields.Char(string="Average Mark", compute="_compute_appraisal")
    incident_count = fields.Integer(string="Service Incidents", compute="_compute_appraisal")

    _latest_idx = models.Index("(employee_id, date DESC, id DESC)")

    @api.depends("employee_id")
    def _compute_company_id(self):
        for check in self:
            # sudo: appraisal managers may not read employees' files; the company is no secret.
            check.company_id = check.employee_id.sudo().company_id

    @api.depends("date", "kind", "conclusion")
    def _compute_next_due(self):
        for check in self:
            months = 3 if check.conclusion == "with_conditions" else 12
            check.next_due = check.date and check.date + relativedelta(months=months)

    @api.depends("employee_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_appraisal(self):
        status = {row.employee_id: row for row in self._status_rows()}
        for check in self:
            row = status.get(check.employee_id)
            check.answered_count = row.answered_count if row else 0
            check.average_score = row.average_score if row else 0.0
            check.average_display = row and row.average_display
            check.incident_count = row.incident_count if row else 0

    def _status_rows(self):
        return self.env["staff.suitability.status"].search([("employee_id", "in", self.employee_id.ids)])

    @api.constrains("date", "next_due", "licence_valid_until")
    def _check_dates(self):
        today = fields.Date.context_today(self)
        for check in self:
            if check.date > today:
                raise ValidationError(self.env._("A check cannot have taken place in the future."))
            if check.next_due and check.next_due <= check.date:
                raise ValidationError(self.env._("The next check must be due after this one."))

    # ------------------------------------------------------------
    # Reminders
    # ------------------------------------------------------------

    def _check_own_hand(self, vals):
        """Who checked is who writes it down; when it was told is not for anybody to say."""
        written = vals.keys() & {"checked_by_id", "overdue_reminded", "licence_reminded"}
        if written and not self.env.su and vals.get("checked_by_id", self.env.uid) != self.env.uid:
            raise AccessError(self.env._("A check is signed by the one who writes it down, and by nobody else."))

    def _check_stays_with_employee(self, vals):
        """Whom a check was about does not change: given to oneself, it would be signed by oneself."""
        if "employee_id" in vals and any(check.employee_id.id != vals["employee_id"] for check in self):
            raise AccessError(
                self.env._("A check stays with the employee it was about. Delete it, and write down another one.")
            )

    def write(self, vals):
        self._check_own_hand(vals)
        self._check_stays_with_employee(vals)
        if "next_due" in vals:
            vals = {**vals, "overdue_reminded": False}
        if "licence_valid_until" in vals:
            vals = {**vals, "licence_reminded": False}
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_own_hand(vals)
        checks = super().create(vals_list)
        # sudo: reminders of the check before this one may be somebody else's.
        earlier = self.sudo().search(
            [("employee_id", "in", checks.employee_id.ids), ("id", "not in", checks.ids)]
        )
        earlier.activity_unlink([ACTIVITY])
        return checks

    @api.model
    def _cron_remind(self):
        """Tell the appraisal managers once about checks that are overdue and licences about to end."""
        today = fields.Date.context_today(self)
        overdue = Domain("next_due", "<", today) & Domain("overdue_reminded", "=", False)
        licence = Domain("licence_valid_until", "<", today + LICENCE_WARNING) & Domain("licence_reminded", "=", False)
        latest = self.env["staff.suitability.status"].search([("check_id", "!=", False)]).check_id
        for check in latest.filtered_domain(overdue | licence):
            check._remind(today)

    def _remind(self, today):
        """Give every appraisal manager of the company, but not the employee, something to do."""
        overdue = self.next_due and self.next_due < today and not self.overdue_reminded
        managers = self.env.ref(MANAGERS).all_user_ids.filtered(
            lambda user: (
                user.active and self.company_id in user.company_ids and user != self.employee_id.user_id
            )
        )
        for user in managers:
            self.activity_schedule(
                ACTIVITY,
                date_deadline=self.next_due if overdue else self.licence_valid_until,
                summary=self.env._("Check again") if overdue else self.env._("The licence ends"),
                user_id=user.id,
            )
        self.write({"overdue_reminded": True} if overdue else {"licence_reminded": True})
