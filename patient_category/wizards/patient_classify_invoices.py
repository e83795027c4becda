from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import split_every

BATCH_SIZE = 2000


class PatientClassifyInvoices(models.TransientModel):
    _name = "patient.classify.invoices"
    _description = "Classify past invoices by today's category and cost"

    date_from = fields.Date(string="From", required=True, default=lambda self: self._default_date_from())
    date_to = fields.Date(string="To", required=True, default=fields.Date.context_today)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )
    unclassified_count = fields.Integer(
        compute="_compute_counts",
        help="Posted invoices of the period of which category and cost are not known.",
    )
    estimated_count = fields.Integer(
        compute="_compute_counts",
        help="Invoices of the period that were classified afterwards.",
    )

    @api.model
    def _default_date_from(self):
        """The date of the oldest invoice that is not classified, so that one run does it all.

        Of the oldest estimate where all are: then there is only that to take back.
        """
        for origin in (False, "estimated"):
            oldest = self._lines().search(
                self._sales_domain(self.env.company) & Domain("posted_cost_origin", "=", origin),
                order="date, id",
                limit=1,
            )
            if oldest:
                return oldest.move_id.invoice_date
        return fields.Date.context_today(self).replace(month=1, day=1)

    @api.depends("date_from", "date_to", "company_id")
    def _compute_counts(self):
        for wizard in self:
            wizard.unclassified_count = wizard._count_invoices(wizard._unclassified_domain())
            wizard.estimated_count = wizard._count_invoices(wizard._estimated_domain())

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        if any(wizard.date_to < wizard.date_from for wizard in self):
            raise ValidationError(
                self.env._("The period ends before it begins. Please correct one of the two dates.")
            )

    def _count_invoices(self, domain):
        [[count]] = self._lines()._read_group(domain, [], ["move_id:count_distinct"])
        return count

    # ------------------------------------------------------------
    # Which invoices
    # ------------------------------------------------------------

    def _lines(self):
        """The journal items, for the manager who decides here and is no accountant."""
        self._check_is_patient_manager()
        return self.env["account.move.line"].sudo()  # sudo: managers need no accounting rights

    def _check_is_patient_manager(self):
        if not self.env.user.has_group("patient_category.group_manager"):
            raise AccessError(
                self.env._("Only managers classify past invoices. Ask a manager to do it.")
            )

    def _sales_domain(self, company):
        return (
            Domain("parent_state", "=", "posted")
            & Domain("move_type", "in", self.env["account.move"].get_sale_types(include_receipts=True))
            & Domain("display_type", "=", "product")
            & Domain("company_id", "=", company.id)
        )

    def _period_domain(self):
        self.ensure_one()
        if self.company_id not in self.env.companies:
            raise AccessError(
                self.env._("Please switch to %(company)s first.", company=self.company_id.sudo().name)
            )
        if not (self.date_from and self.date_to):
            return Domain.FALSE
        return (
            self._sales_domain(self.company_id)
            & Domain("move_id.invoice_date", ">=", self.date_from)
            & Domain("move_id.invoice_date", "<=", self.date_to)
        )

    def _unclassified_domain(self):
        return self._period_domain() & Domain("posted_cost_origin", "=", False)

    def _estimated_domain(self):
        return self._period_domain() & Domain("posted_cost_origin", "=", "estimated")

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_classify(self):
        """Give the unclassified invoices of the period today's category and cost, marked as estimated.

        :raise UserError: there is nothing to classify
        """
        lines = self._change_lines(
            self._unclassified_domain(), lambda lines: lines._freeze_sale(estimated=True)
        )
        if not lines:
            raise UserError(
                self.env._("Category and cost of all invoices of this period are known. There is nothing to do.")
            )
        without_category = lines.filtered(lambda line: not line.patient_category_id)
        message = self.env._("%(count)s invoices are classified.", count=len(lines.move_id))
        if without_category:
            message = self.env._(
                "%(count)s invoices are classified. %(without)s of them treated contacts without a "
                "category: the report shows them under “None”.",
                count=len(lines.move_id),
                without=len(without_category.move_id),
            )
        return self._notify(message)

    def action_undo(self):
        """Take back what ``action_classify`` has estimated in the period.

        :raise UserError: nothing was estimated
        """
        lines = self._change_lines(self._estimated_domain(), lambda lines: lines._unfreeze_estimates())
        if not lines:
            raise UserError(
                self.env._("No invoice of this period was classified afterwards. There is nothing to take back.")
            )
        return self._notify(
            self.env._("%(count)s invoices are unclassified again.", count=len(lines.move_id))
        )

    def _change_lines(self, domain, change):
        """Apply ``change`` to the lines of ``domain``, a batch at a time, the oldest first.

        The oldest first: a final invoice takes back what its down payment cost.
        """
        found = self._lines().search(domain, order="date, id")
        for ids in split_every(BATCH_SIZE, found.ids):
            lines = found.browse(ids)
            change(lines)
            self.env["patient.category.summary"]._update_at_commit(lines.move_id)
            lines.env.flush_all()
            lines.env.invalidate_all()
        return found

    def _notify(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
