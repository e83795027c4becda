from odoo import api, fields, models
from odoo.exceptions import UserError

PATIENTS = "patient_category.group_user"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    patient_category_id = fields.Many2one(
        "patient.category",
        string="Patient Category",
        compute="_compute_patient_category_id",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
        groups=PATIENTS,
        help="The category of the patient; frozen when the order is confirmed.",
    )
    patient_category_color = fields.Integer(
        related="patient_category_id.color", string="Category Colour", groups=PATIENTS
    )
    patient_attention = fields.Selection(
        related="patient_category_id.attention", string="Attention", groups=PATIENTS
    )
    patient_guidance = fields.Html(
        related="patient_category_id.guidance", string="Guidance", groups=PATIENTS
    )
    attending_employee_id = fields.Many2one(
        "hr.employee",
        string="Attended by",
        compute="_compute_attending_employee_id",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        check_company=True,
        tracking=True,
        groups=PATIENTS,
        help="Who serves the patient on this visit.",
    )
    served_at = fields.Datetime(
        string="Served on", readonly=True, copy=False, index="btree_not_null", tracking=True, groups=PATIENTS
    )

    @api.depends("partner_id", "partner_id.patient_category_id", "company_id")
    def _compute_patient_category_id(self):
        for order in self.filtered(lambda order: order.state in ("draft", "sent")):
            order.patient_category_id = order.partner_id._patient_category(order.company_id)

    @api.depends("partner_id")
    def _compute_attending_employee_id(self):
        """Stand ready with whoever attended the patient last; never guess from the person at the desk."""
        quotations = self.filtered(
            lambda order: order.state in ("draft", "sent") and not order.attending_employee_id
        )
        last_attendants = self._last_attendants(quotations.partner_id._origin)
        for order in quotations:
            order.attending_employee_id = last_attendants.get((order.partner_id._origin, order.company_id))

    @api.model
    def _last_attendants(self, patients):
        """Who attended these patients at their last served visit, if he still works here.

        :param patients: ``res.partner``
        :return: {(patient, company): ``hr.employee``}
        """
        visits = self.sudo()._read_group(  # sudo: the desk may not read employees' files
            [("partner_id", "in", patients.ids), ("served_at", "!=", False), ("attending_employee_id.active", "=", True)],
            ["partner_id", "company_id", "attending_employee_id"],
            ["served_at:max"],
        )
        visits.sort(key=lambda visit: visit[-1])  # later visits overwrite earlier ones
        return {
            (patient.with_env(self.env), company.with_env(self.env)): employee.id
            for patient, company, employee, _served_at in visits
        }

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_served(self):
        """Mark these confirmed orders as served, now.

        Asking again changes nothing. Overrides hook on ``_action_served``, which is called
        with the orders that really become served.

        :raise UserError: an order is not confirmed, or nobody is named who attended
        """
        to_serve = self.filtered(lambda order: not order.served_at)
        for order in to_serve:
            error = order._serving_error_message()
            if error:
                raise UserError(error)
        to_serve._action_served()
        return True

    def _serving_error_message(self):
        """Why this order cannot be marked as served, as a sentence; False when it can."""
        self.ensure_one()
        if self.state != "sale":
            return self.env._("Confirm %(order)s before you mark it as served.", order=self.name)
        if not self.attending_employee_id:
            return self.env._("Please choose who attended the patient on %(order)s.", order=self.name)
        return False

    def _action_served(self):
        """Hook: these orders become served now."""
        self.served_at = fields.Datetime.now()
