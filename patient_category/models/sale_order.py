from odoo import api, fields, models
from odoo.exceptions import UserError

from ..groups import PATIENTS
from ..tools import to_tell_of


class SaleOrder(models.Model):
    """A visit: whom it treats, who attends, at which prices. Prepayment is in the files beside this one."""

    _inherit = "sale.order"

    patient_category_id = fields.Many2one(
        "patient.category",
        compute="_compute_patient_category_id",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
        groups=PATIENTS,
        help="The category of the patient; frozen when the order is confirmed.",
    )
    # Computed, not related: where somebody sorts or groups by a related field, Odoo asks for nobody's groups.
    patient_category_color = fields.Integer(
        compute="_compute_patient_category_color", compute_sudo=True, string="Category Colour", groups=PATIENTS
    )
    patient_open_incident_count = fields.Integer(
        # With the rights of whoever looks: an incident that is hidden from him does not count.
        related="partner_id.patient_open_incident_count",
        related_sudo=False,
        string="Open Incidents",
        groups=PATIENTS,
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
    served_late = fields.Boolean(
        string="Late Entry",
        prefetch=False,  # not asked with every order whether the user may read it
        readonly=True,
        copy=False,
        groups=PATIENTS,
        help="Marked as served afterwards, for example because there was no network or power.",
    )

    # As Odoo has it on the lines: a patient reads his own order over RPC. Where nobody asks for it
    # (`prefetch`), Odoo need not find out for each whether the user may read it.
    margin = fields.Monetary(prefetch="margin", groups="base.group_user")
    margin_percent = fields.Float(prefetch="margin", groups="base.group_user")

    # ------------------------------------------------------------
    # Patient
    # ------------------------------------------------------------

    @api.depends(
        "company_id",
        "partner_id.patient_category_id",
        "partner_id.commercial_partner_id.patient_category_id",
    )
    def _compute_patient_category_id(self):
        for order in self.filtered(lambda order: order.state in ("draft", "sent")):
            order.patient_category_id = order._patient_to_tell_of()._patient_category(order.company_id)

    def _patient_to_tell_of(self):
        """The patient; of an order that is only being edited none of whom or whose visits the user may not know."""
        self.ensure_one()
        if not self.id and self.company_id not in self.env.user.company_ids:
            return self.partner_id.browse()
        return to_tell_of(self, self.partner_id)

    @api.depends("patient_category_id.color")
    def _compute_patient_category_color(self):
        for order in self:
            _name, order.patient_category_color = order.patient_category_id._look()

    @api.depends("partner_id")
    def _compute_attending_employee_id(self):
        """Stand ready with whoever attended the patient last; never guess from the person at the desk."""
        quotations = self.filtered(
            lambda order: order.state in ("draft", "sent") and not order.attending_employee_id
        )
        patients = {order: order._patient_to_tell_of()._origin for order in quotations}
        last_attendants = self._last_attendants(self.env["res.partner"].union(*patients.values()))
        for order, patient in patients.items():
            order.attending_employee_id = last_attendants.get((patient, order.company_id))

    @api.model
    def _last_attendants(self, patients):
        """Who attended these patients at their last served visit, if he still works here.

        :param patients: ``res.partner``
        :return: {(patient, company): ``hr.employee``}
        """
        visits = self.sudo()._read_group(  # sudo: the desk may not read employees' files
            [
                ("partner_id", "in", patients.ids),
                ("served_at", "!=", False),
                ("attending_employee_id.active", "=", True),
            ],
            ["partner_id", "company_id", "attending_employee_id"],
            ["served_at:max"],
        )
        visits.sort(key=lambda visit: visit[-1])  # later visits overwrite earlier ones
        return {
            (patient.with_env(self.env), company.with_env(self.env)): employee.id
            for patient, company, employee, _served_at in visits
        }

    def action_show_guidance(self):
        """Open how to treat the patient of this order, for the staff."""
        self.ensure_one()
        return self.patient_category_id.action_show_guidance()

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_served(self):
        """Mark these confirmed orders as served, now.

        Asking again changes nothing. Overrides hook on ``_action_served``, which is called
        with the orders that really became served.

        :raise UserError: an order is not confirmed, or nobody is named who attended
        """
        self._serve(fields.Datetime.now())
        return True

    def _serve(self, moment, is_late=False):
        """Mark these orders as served at ``moment``.

        :param moment: naive UTC datetime, not checked here
        :param is_late: whether it is entered after the event
        :raise UserError: as for ``action_served``
        """
        to_serve = self.filtered(lambda order: not order.served_at)
        for order in to_serve:
            error = order._serving_error_message()
            if error:
                raise UserError(error)
        to_serve.sudo().write({"served_at": moment, "served_late": is_late})  # sudo: nobody writes it but this rule
        to_serve._action_served()

    def action_served_earlier(self, moment):
        """Mark these confirmed orders as served at an earlier moment, for what happened without network or power.

        The orders are marked as late entries, and say who entered them.

        :param moment: naive UTC datetime, or its text over RPC
        :raise UserError: the moment is to come or in a closed period, or as for ``action_served``
        """
        moment = fields.Datetime.to_datetime(moment)
        if not moment or moment > fields.Datetime.now():
            raise UserError(self.env._("Please enter when the patient was served; it cannot be in the future."))
        day = fields.Datetime.context_timestamp(self, moment).date()
        for company in self.company_id:
            company._check_period_is_open(day)
        to_serve = self.filtered(lambda order: not order.served_at)
        to_serve._serve(moment, is_late=True)
        for order in to_serve:
            order.message_post(body=self.env._("Late entry: this visit was marked as served afterwards."))
        return True

    def _serving_error_message(self):
        """Why this order cannot be marked as served, as a sentence; False when it can."""
        self.ensure_one()
        if self.state != "sale":
            return self.env._("Confirm %(order)s before you mark it as served.", order=self.name)
        if not self.attending_employee_id:
            return self.env._("Please choose who attended the patient on %(order)s.", order=self.name)
        return self._holding_reason()

    def _action_served(self):
        """Hook: these orders have become served."""

    # ------------------------------------------------------------
    # Prices
    # ------------------------------------------------------------

    def write(self, vals):
        if not {"company_id", "partner_id", "pricelist_id"}.intersection(vals):
            return super().write(vals)
        reserved = self._quotations_at_reserved_prices()
        result = super().write(vals)
        for pricelist, orders in reserved.items():
            orders.filtered(lambda order, left=pricelist: order.pricelist_id != left)._leave_reserved_prices()
        return result

    def _quotations_at_reserved_prices(self):
        """{reserved pricelist: those of these quotations that use it}"""
        Pricelist = self.env["product.pricelist"]
        return (
            self.filtered(
                lambda order: order.state in ("draft", "sent")
                and order.pricelist_id.id in Pricelist._categories_of_reserved_pricelists(order.company_id.id)
            )
        ).grouped("pricelist_id")

    def _leave_reserved_prices(self):
        """Price these quotations by the list they have now, and say so: Odoo alone keeps the prices of the old one."""
        if not self:
            return
        self._recompute_prices()
        note = self.env._("The pricelist has changed from one that is reserved. This quotation was priced again.")
        self._message_log_batch(bodies=dict.fromkeys(self.ids, note))

    def _with_reserved_pricelist(self):
        """Those of these orders that use a pricelist which is reserved for other patients than theirs."""
        Pricelist = self.env["product.pricelist"]

        def is_reserved_for_others(order):
            category_ids = Pricelist._categories_of_reserved_pricelists(order.company_id.id).get(order.pricelist_id.id)
            # sudo: also asked by the portal
            return category_ids is not None and order.sudo().patient_category_id.id not in category_ids

        return self.filtered(is_reserved_for_others)

    def _reserved_pricelist_error_message(self):
        """Why this order must not be confirmed at its prices, as a sentence; False when it may.

        The sentence names neither category nor pricelist: the patient may read it.
        """
        self.ensure_one()
        if not self._with_reserved_pricelist():
            return False
        return self.env._(
            "The pricelist of %(order)s is reserved for other patients. Choose another one and update the "
            "prices, or ask for a release.",
            order=self.name,
        )

    @api.model
    def _open_quotations(self, patients):
        """The quotations of these patients that are still open, to be asked before their prices change.

        :return: those, and the part of them whose pricelist somebody chose on the quotation
        """
        if not self.env["product.pricelist"]._are_pricelists_in_use():
            return self.browse(), self.browse()
        # sudo: all of a patient's quotations change, whoever sees them.
        quotations = self.sudo().search(
            [
                ("state", "in", ("draft", "sent")),
                "|",
                ("partner_id", "in", patients.ids),
                ("partner_id.commercial_partner_id", "in", patients.ids),
            ]
        )
        return quotations, quotations.filtered(
            lambda order: order.pricelist_id != order._standing_pricelist()
        )

    def _standing_pricelist(self):
        """The pricelist that stands ready for this order's patient."""
        return self.partner_id.with_company(self.company_id).property_product_pricelist

    def _follow_patient_prices(self, chosen_prices):
        """Re-price these open quotations with what stands ready for their patients now, and say so.

        :param chosen_prices: quotations that keep their pricelist unless it is reserved for others
        """
        following = (self - chosen_prices) | chosen_prices._with_reserved_pricelist()
        to_reprice = following.filtered(lambda order: order.pricelist_id != order._standing_pricelist())
        for pricelist, orders in to_reprice.grouped(lambda order: order._standing_pricelist()).items():
            orders.pricelist_id = pricelist
            orders._recompute_prices()
            note = self.env._(
                "The usual prices of this patient have changed. This quotation was priced again: %(pricelist)s.",
                pricelist=pricelist.name or self.env._("list prices"),
            )
            orders._message_log_batch(bodies=dict.fromkeys(orders.ids, note))

    # ------------------------------------------------------------
    # Profitability
    # ------------------------------------------------------------

    def _get_untaxed_amount_and_cost(self):
        """What this order brings and costs, down payments aside, in company currency.

        :return: (untaxed amount, cost)
        """
        self.ensure_one()
        lines = self.order_line.filtered(lambda line: not line.display_type and not line.is_downpayment)
        return (
            sum(lines.mapped("price_subtotal")) / (self.currency_rate or 1.0),
            sum(line._get_unit_cost() * line.product_uom_qty for line in lines),
        )

    # ------------------------------------------------------------
    # Incidents
    # ------------------------------------------------------------

    def action_view_patient_incidents(self):
        """Open the incidents with the patient of this order."""
        return self.partner_id.action_view_patient_incidents()

    def action_help_me_now(self):
        """Show what to do with the patient of this order, right now."""
        self.ensure_one()
        action = self.partner_id.action_help_me_now()
        action["context"]["default_order_id"] = self.id
        return action
