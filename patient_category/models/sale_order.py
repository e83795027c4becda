from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ..groups import PATIENTS
from ..tools import without_defaults

# What the rules of this addon decide; sudo() marks our own code.
PROTECTED_FIELDS = {"patient_category_id", "prepayment_policy_percent", "prepayment_state", "served_at"}


class SaleOrder(models.Model):
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
    patient_category_color = fields.Integer(
        related="patient_category_id.color", string="Category Colour", groups=PATIENTS
    )
    patient_attention = fields.Selection(
        related="patient_category_id.attention", string="Attention", groups=PATIENTS
    )
    patient_guidance = fields.Html(
        related="patient_category_id.guidance", string="Guidance", groups=PATIENTS
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

    prepayment_policy_percent = fields.Float(
        string="Prepayment Required (%)",
        copy=False,
        readonly=True,
        groups=PATIENTS,
        help="Share of the total that had to be prepaid when the order was confirmed; frozen then.",
    )
    prepayment_allocation_ids = fields.One2many(
        "patient.prepayment.allocation", "order_id", copy=False, readonly=True, groups=PATIENTS
    )
    prepayment_release_ids = fields.One2many(
        "patient.prepayment.release", "order_id", copy=False, readonly=True, groups=PATIENTS
    )
    prepayment_required_amount = fields.Monetary(
        compute="_compute_prepayment_amounts", compute_sudo=True, groups=PATIENTS
    )
    prepayment_paid_amount = fields.Monetary(
        compute="_compute_prepayment_amounts", compute_sudo=True, groups=PATIENTS
    )
    prepayment_missing_amount = fields.Monetary(
        compute="_compute_prepayment_amounts", compute_sudo=True, groups=PATIENTS
    )
    prepayment_state = fields.Selection(
        [
            ("not_required", "Not required"),
            ("missing", "Missing"),
            ("partial", "Partly paid"),
            ("paid", "Paid"),
            ("released", "Released"),
        ],
        string="Prepayment",
        compute="_compute_prepayment_state",
        store=True,
        index=True,
        groups=PATIENTS,
    )
    prepayment_notice = fields.Char(compute="_compute_prepayment_notice", groups=PATIENTS)
    # No groups: Odoo's own buttons depend on it. It is true for cashiers only.
    prepayment_can_register = fields.Boolean(compute="_compute_prepayment_can_register")
    # Written whenever money of an order that must be prepaid moves: of two transactions that judge the
    # same order at the same moment, the database lets one pass and Odoo repeats the other.
    prepayment_revision = fields.Integer(copy=False, readonly=True, groups=PATIENTS)

    # ------------------------------------------------------------
    # Patient
    # ------------------------------------------------------------

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

    # ------------------------------------------------------------
    # Prepayment: how much is required, how much is there
    # ------------------------------------------------------------

    @api.depends(
        "state", "amount_total", "currency_id", "patient_category_id", "partner_invoice_id", "prepayment_policy_percent"
    )
    def _compute_prepayment_amounts(self):
        demanding = self.filtered(lambda order: order._prepayment_amount_required() > 0)
        real_money = self.env["patient.money"]._of_orders(demanding)
        for order in self:
            required = order._prepayment_amount_required()
            paid = real_money[order.id].paid if order in demanding else 0.0
            order.prepayment_required_amount = required
            missing = max(0.0, required - paid)
            if order in demanding and missing <= real_money[order.id].tolerance:
                missing = 0.0
            order.prepayment_paid_amount = order.currency_id.round(paid)
            order.prepayment_missing_amount = order.currency_id.round(missing)

    @api.depends(
        "state", "amount_total", "patient_category_id", "partner_invoice_id", "prepayment_policy_percent"
    )
    def _compute_prepayment_state(self):
        for order in self:
            order.prepayment_state = order._get_prepayment_state()

    def _get_prepayment_state(self):
        """The one decision whether an order is prepaid enough."""
        self.ensure_one()
        if not self.currency_id or self.currency_id.is_zero(self.prepayment_required_amount):
            return "not_required"
        if self.currency_id.is_zero(self.prepayment_missing_amount):
            return "paid"
        if self._is_released():
            return "released"
        if self.currency_id.is_zero(self.prepayment_paid_amount):
            return "missing"
        return "partial"

    @api.depends("prepayment_state")
    def _compute_prepayment_notice(self):
        """What the desk reads, and the patient may: an amount, never a category."""
        for order in self:
            order.prepayment_notice = order._is_prepayment_missing() and self.env._(
                "Prepayment missing: %(amount)s", amount=order.currency_id.format(order.prepayment_missing_amount)
            )

    @api.depends("prepayment_state")
    @api.depends_context("uid")
    def _compute_prepayment_can_register(self):
        is_cashier = self.env.user.has_group("patient_category.group_cashier")
        for order in self:
            # sudo: the button is also looked at by those who may not know patients
            order.prepayment_can_register = is_cashier and order.sudo()._is_prepayment_missing()

    def _is_released(self):
        """Whether somebody who may has let this order pass unpaid, as it is now."""
        self.ensure_one()
        return self.prepayment_release_ids._lifts(self)

    def _is_prepayment_missing(self):
        self.ensure_one()
        return self.prepayment_state in ("missing", "partial")

    def _prepayment_amount_required(self):
        """How much of this order has to be paid before it is confirmed, in its currency."""
        self.ensure_one()
        if self.state == "cancel" or self.amount_total <= 0:
            return 0.0
        return self.currency_id.round(self.amount_total * self._prepayment_share())

    def _prepayment_share(self):
        """Share (0 to 1) of the total: of the category while a quotation, frozen once confirmed."""
        self.ensure_one()
        if self.state == "sale":
            return self.prepayment_policy_percent / 100.0
        if self.partner_invoice_id.pays_on_account:
            return 0.0
        return self.patient_category_id._prepayment_share()

    def _prepayment_payers(self):
        """Whose payments may be set aside for this order: the patient, the guardian, who is invoiced."""
        self.ensure_one()
        return self.partner_id | self.partner_id.guardian_id | self.partner_invoice_id

    def _real_money(self):
        """How much real money has come in for these orders; the one answer for prepayment and bonuses.

        :return: {id of order: ``RealMoney``} with ``paid`` in the order's currency and
            ``bonus_base`` in the company's
        """
        return self.env["patient.money"]._of_orders(self)

    def _on_real_money_changed(self):
        """Hook: money of these orders came, left or was moved.

        Called once per batch, in whatever rights the mover of the money has. Not called when
        only the order itself changes.
        """
        self._judge_prepayment()

    def _judge_prepayment(self):
        """Compute anew what is required, paid and missing, and whether that is enough."""
        orders = self.sudo()  # a stored result follows its reasons, whoever changed them
        for order in orders.filtered(lambda order: order._prepayment_amount_required() > 0):
            order.prepayment_revision += 1
        orders.invalidate_recordset(
            ["prepayment_paid_amount", "prepayment_missing_amount", "prepayment_required_amount"], flush=False
        )
        self.env.add_to_compute(orders._fields["prepayment_state"], orders)

    @api.model
    def _judge_quotations(self, domain):
        """Judge the quotations in ``domain`` anew: the policy or the payer behind them changed."""
        # sudo: whoever changes a policy need not see all quotations that follow it.
        self.sudo().search([("state", "in", ("draft", "sent")), *domain])._judge_prepayment()

    # ------------------------------------------------------------
    # Prepayment: the gate
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_protected_values(vals)
        # Nor may a default of the caller's write them.
        self = without_defaults(self, self._protected_fields())  # noqa: PLW0642
        orders = super().create(vals_list)
        orders.partner_id._grant_employees_category()
        orders.filtered(lambda order: order.state == "sale")._enter_confirmed()
        return orders

    def write(self, vals):
        self._check_protected_values(vals)
        confirmed = self.filtered(lambda order: order.state == "sale")
        # sudo: the policy is for those who know patients, the rule is for all
        policies = {order.id: order.prepayment_policy_percent for order in confirmed.sudo()}
        result = super().write(vals)
        if "partner_id" in vals:
            self.partner_id._grant_employees_category()
        if vals.get("state") == "sale":
            (self - confirmed)._enter_confirmed()
        if "partner_id" in vals or "partner_invoice_id" in vals:
            # Another patient or payer on a confirmed order: judged anew, but no edit is lost. A hold does
            # not vanish by borrowing another patient; a manager corrects what was entered wrongly.
            is_manager = self.env.user.has_group("patient_category.group_manager")
            confirmed._freeze_patient({} if is_manager else policies)
        if "partner_id" in vals or vals.get("state") == "cancel":
            self._end_releases()
        if vals.get("state") == "cancel":
            self._free_prepayments()
        return result

    @api.model
    def _protected_fields(self):
        """Names of the fields that hold the result of a rule: our own code writes them, with sudo."""
        return PROTECTED_FIELDS

    def _check_protected_values(self, vals):
        """Refuse what would write the result of a rule instead of following it.

        :raise AccessError: one of the fields is written by a person, not by our own code
        """
        protected = self._protected_fields().intersection(vals)
        if protected and not self.env.su:
            labels = [label["string"] for label in self.fields_get(sorted(protected), ["string"]).values()]
            raise AccessError(
                self.env._(
                    "%(fields)s cannot be written. Use the buttons of the order.",
                    fields=format_list(self.env, labels or sorted(protected)),
                )
            )

    def _enter_confirmed(self):
        """Every way into the state "sale" ends here, after the values are written.

        :raise UserError: the prepayment of one of these orders is missing
        """
        orders = self.sudo()  # also the portal's and the website's way in
        orders._freeze_patient()
        for order in orders:
            error = order._confirmation_refusal()
            if error:
                raise UserError(error)

    def _freeze_patient(self, at_least=()):
        """Keep category and policy as they are now, whatever becomes of them later.

        :param at_least: {id of order: percent} below which the policy must not fall
        """
        at_least = dict(at_least)
        for order in self.sudo():  # the fields are for those who know patients; the rule is for all
            category = order.partner_id._patient_category(order.company_id)
            exempt = order.partner_invoice_id.pays_on_account
            percent = 0.0 if exempt else 100.0 * category._prepayment_share()
            values = {
                "patient_category_id": category.id,
                "prepayment_policy_percent": max(percent, at_least.get(order.id, 0.0)),
            }
            if order.patient_category_id.id != values["patient_category_id"] or (
                order.prepayment_policy_percent != values["prepayment_policy_percent"]
            ):
                order.write(values)

    def _confirmation_refusal(self):
        """Why this order must not be confirmed, as a sentence that may be read aloud; False when it may."""
        self.ensure_one()
        if self._is_released():
            return False
        if not self._is_prepayment_missing():
            return self._reserved_pricelist_error_message()
        return self.env._(
            "%(order)s cannot be confirmed yet. %(notice)s. "
            "Please take the payment first: a cashier opens the order and chooses Confirm.",
            order=self.name,
            notice=self.prepayment_notice,
        )

    def _holding_reason(self):
        """Why this order is neither served nor finally invoiced now; False when it may be."""
        self.ensure_one()
        if not self._is_prepayment_missing():
            return not self._is_released() and self._reserved_pricelist_error_message()
        return self.env._(
            "%(order)s is on hold. %(notice)s. Please let a cashier register the payment first.",
            order=self.name,
            notice=self.prepayment_notice,
        )

    def action_register_prepayment(self):
        """Open the dialog in which a cashier takes the missing part of this order."""
        self.ensure_one()
        self._check_is_cashier()
        self.check_access("read")
        # Before the patient hands over money for an order that cannot be confirmed all the same.
        error = not self._is_released() and self._reserved_pricelist_error_message()
        if error:
            raise UserError(error)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register Prepayment"),
            "res_model": "patient.prepayment.register",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_show_guidance(self):
        """Open how to treat the patient of this order, for the staff."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("How to treat this patient"),
            "res_model": "patient.category",
            "res_id": self.patient_category_id.id,
            "views": [(self.env.ref("patient_category.patient_category_view_guidance").id, "form")],
            "target": "new",
            "context": {"create": False, "edit": False},
        }

    # ------------------------------------------------------------
    # Prepayment: letting an order pass unpaid
    # ------------------------------------------------------------

    def action_treat_now(self):
        """Open the dialog in which anybody who serves patients lets an emergency pass unpaid."""
        self._check_may_release("treat_now")
        return self._release_dialog("treat_now", self.env._("Treat now"))

    def action_release(self):
        """Open the dialog in which an order is let pass unpaid for a business reason."""
        self._check_may_release("business")
        return self._release_dialog("business", self.env._("Release an unpaid order"))

    def _release_dialog(self, kind, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "patient.prepayment.release.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id, "default_kind": kind},
        }

    def _release(self, kind, reason, amount=0.0):
        """Let this order pass unpaid; an emergency is confirmed at once.

        :param kind: ``treat_now``, without limit, or ``business``
        :param reason: why, as a text
        :param amount: for a business reason, the order's total up to which the release holds
        :raise AccessError: the user may not release this order
        :raise UserError: no reason is given, or the amount is no amount
        """
        self.ensure_one()
        self._check_may_release(kind)
        self.check_access("write")
        reason = (reason or "").strip()
        if not reason or len(reason) > 1000:
            raise UserError(self.env._("Please enter the reason, in at most 1,000 characters."))
        if kind == "business" and self.currency_id.compare_amounts(amount, 0.0) <= 0:
            raise UserError(self.env._("Please enter the total up to which this order may pass unpaid."))
        self.env["patient.prepayment.release"].sudo().create(  # sudo: written by this rule only
            {
                "order_id": self.id,
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "currency_id": self.currency_id.id,
                "user_id": self.env.uid,
                "kind": kind,
                "reason": reason,
                "amount": amount if kind == "business" else 0.0,
            }
        )
        self._judge_prepayment()
        self.message_post(body=self.env._("Let pass unpaid. %(reason)s", reason=reason))
        if kind == "treat_now":
            self._tell_managers_of_release(reason)
            if self.state in ("draft", "sent"):
                self.action_confirm()

    def _check_may_release(self, kind):
        group = "patient_category.group_exceptions" if kind == "business" else "patient_category.group_user"
        if not self.env.user.has_group(group):
            raise AccessError(
                self.env._("You may not let orders pass unpaid. Ask a manager, or use Treat now in an emergency.")
            )
        self._check_not_own()

    def _check_not_own(self):
        """Nobody decides about himself, nor about whom he pays for.

        :raise AccessError: one of these orders is this user's own
        """
        patients = self.partner_id.sudo()  # sudo: a guardian may be in another company
        if self.env.user._own_patient_records() & (patients | patients.guardian_id):
            raise AccessError(self.env._("Nobody decides about themselves. Please ask a colleague."))

    def _tell_managers_of_release(self, reason):
        # sudo: the desk need not be allowed to read who the managers are.
        managers = self.env.ref("patient_category.group_manager").sudo().all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and user != self.env.user
        )
        self.message_notify(
            partner_ids=managers.partner_id.ids,
            subject=self.env._("Treated unpaid: %s", self.name),
            body=self.env._(
                "%(user)s had %(order)s treated before it was paid: %(reason)s. It waits on your list of releases.",
                user=self.env.user.name,
                order=self.name,
                reason=reason,
            ),
        )

    def _end_releases(self):
        self.sudo().prepayment_release_ids._end()  # sudo: a release is changed by nobody
        self._judge_prepayment()

    def _free_prepayments(self):
        """What was set aside for a cancelled order becomes credit of its patient."""
        allocations = self.sudo().prepayment_allocation_ids  # sudo: set aside and freed by rules only
        for allocation in allocations:
            allocation.order_id.message_post(
                body=self.env._(
                    "%(payment)s over %(amount)s is now credit of the patient.",
                    payment=allocation.payment_name or allocation.payment_id.display_name,
                    amount=allocation.currency_id.format(allocation.amount),
                )
            )
        allocations.unlink()

    def _check_is_cashier(self):
        if not self.env.user.has_group("patient_category.group_cashier"):
            raise AccessError(self.env._("Only cashiers take prepayments. Please ask a cashier."))

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
        return self._holding_reason()

    def _action_served(self):
        """Hook: these orders become served now."""
        self.sudo().served_at = fields.Datetime.now()  # sudo: nobody writes it but this rule

    # ------------------------------------------------------------
    # Prices
    # ------------------------------------------------------------

    def _with_reserved_pricelist(self):
        """Those of these orders that use a pricelist which is reserved for other patients than theirs."""
        refused = self.browse()
        for (company, pricelist), orders in self.grouped(
            lambda order: (order.company_id, order.pricelist_id)
        ).items():
            categories = pricelist and pricelist._patient_categories(company)
            if any(category.pricelist_reserved for category in categories):
                outsiders = orders.sudo().filtered(  # sudo: also asked by the portal
                    lambda order, categories=categories: order.patient_category_id not in categories
                )
                refused |= outsiders.with_env(self.env)
        return refused

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

    def _is_prepaid_by_category(self):
        """Whether the patient's category, and not Odoo's own setting, says what has to be paid online."""
        return self.sudo()._prepayment_amount_required() > 0  # sudo: also asked by the portal

    def _has_to_be_paid(self):
        """Ask for what the category requires; and nobody to pay at prices that are reserved for others."""
        if self._with_reserved_pricelist():
            return False
        if self._is_prepaid_by_category():  # sudo below: the portal asks, and is told no more than yes or no
            return self.state in ("draft", "sent") and not self.is_expired and self.sudo()._is_prepayment_missing()
        return super()._has_to_be_paid()

    def _get_prepayment_required_amount(self):
        """What is missing, where the category requires prepayment: this amount is offered for payment."""
        if self._is_prepaid_by_category():
            return self.sudo().prepayment_missing_amount  # sudo: the patient's own amount, asked by the portal
        return super()._get_prepayment_required_amount()

    def _has_to_be_signed(self):
        """As for paying: signing confirms."""
        return super()._has_to_be_signed() and not self._with_reserved_pricelist()

    def _is_confirmation_amount_reached(self):
        """Money that came all the same is kept, but confirms nothing.

        Refusing later, while the payment is booked, would leave the patient who paid without it.
        """
        if self._with_reserved_pricelist():
            return False
        if self._is_prepaid_by_category():
            order = self.sudo()  # the portal asks, and is told no more than yes or no
            order._judge_prepayment()
            return not order._is_prepayment_missing()
        return super()._is_confirmation_amount_reached()

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
