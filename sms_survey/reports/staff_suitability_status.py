from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class StaffSuitabilityStatus(models.Model):
    """Every active employee, with the latest check of suitability or with none."""

    _name = "staff.suitability.status"
    _description = "Suitability of Staff"
    _auto = False
    _order = "state, next_due, id"
    _rec_name = "employee_id"
    _depends = {
        "hr.employee": ["active", "company_id"],
        "staff.suitability.check": ["conclusion", "date", "employee_id", "licence_valid_until", "next_due"],
    }

    employee_id = fields.Many2one("hr.employee", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    check_id = fields.Many2one("staff.suitability.check", string="Latest Check", readonly=True)
    conclusion = fields.Selection(related="check_id.conclusion")
    date = fields.Date(string="Checked on", readonly=True)
    next_due = fields.Date(readonly=True)
    licence_valid_until = fields.Date(readonly=True)
    state = fields.Selection(
        [
            # In the order in which somebody has to act.
            ("1_not_suitable", "Not suitable"),
            ("2_licence", "Licence ended"),
            ("3_overdue", "Overdue"),
            ("4_missing", "Never checked"),
            ("5_valid", "Valid"),
        ],
        string="Status",
        readonly=True,
    )
    answered_count = fields.Integer(string="Answers", compute="_compute_appraisal")
    average_score = fields.Float(compute="_compute_appraisal", digits=(4, 2))
    average_display = fields.Char(string="Average Mark", compute="_compute_appraisal")
    incident_count = fields.Integer(string="Service Incidents", compute="_compute_appraisal")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_appraisal(self):
        """The employees' marks and service incidents of the last year.

        Marks of two scales have no common average: those of the scale with more answers are shown.
        """
        since = fields.Datetime.subtract(fields.Datetime.now(), years=1)
        employees = Domain("employee_id", "in", self.employee_id.ids)
        marks = {}
        for employee, scale_max, answers, average in self.env["sms.survey.report"]._read_group(
            employees & Domain("date", ">=", since.date()),
            ["employee_id", "scale_max"],
            ["average_score:count", "average_score:avg"],
        ):
            if answers > marks.get(employee, (0, 0, 0))[0]:
                marks[employee] = (answers, float(average), scale_max)
        # sudo: also those that the desk recorded; an appraisal manager reads how many, and none of them.
        incidents = dict(
            self.env["patient.incident"]
            .sudo()
            ._read_group(
                employees & Domain("cause", "=", "service") & Domain("date", ">=", since),
                ["employee_id"],
                ["__count"],
            )
        )
        for row in self:
            answers, average, scale_max = marks.get(row.employee_id, (0, 0.0, 0))
            row.answered_count = answers
            row.average_score = average
            row.average_display = answers > 0 and f"{average:.2f} / {scale_max}"
            row.incident_count = incidents.get(row.employee_id, 0)

    def action_check(self):
        """Open a new check of this employee."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "staff.suitability.check",
            "view_mode": "form",
            "context": {
                "default_employee_id": self.employee_id.id,
                "default_kind": "periodic" if self.check_id else "hiring",
            },
        }

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL(
            """
            SELECT employee.id, employee.id AS employee_id, employee.company_id, latest.id AS check_id,
                   latest.date, latest.next_due, latest.licence_valid_until,
                   CASE WHEN latest.id IS NULL THEN '4_missing'
                        WHEN latest.conclusion = 'not_suitable' THEN '1_not_suitable'
                        WHEN latest.licence_valid_until < %(today)s THEN '2_licence'
                        WHEN latest.next_due < %(today)s THEN '3_overdue'
                        ELSE '5_valid' END AS state
              FROM hr_employee employee
         LEFT JOIN LATERAL (
                SELECT suitability.*
                  FROM staff_suitability_check suitability
                 WHERE suitability.employee_id = employee.id
              ORDER BY suitability.date DESC, suitability.id DESC
                 LIMIT 1
                   ) latest ON TRUE
             WHERE employee.active
            """,
            today=today,
        )
