from odoo import api, fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tools import format_list

from ..groups import MANAGERS, PATIENTS
from ..tools import without_defaults
from .sale_order_prepayment import JUDGED_FIELDS

# What the rules of this addon decide, and Odoo's total, of which they ask a share; sudo() marks our own code.
PROTECTED_FIELDS = {
    "amount_total",
    "patient_category_id",
    "prepayment_policy_percent",
    "prepayment_revision",
    *JUDGED_FIELDS,
    "served_at",
    "served_late",
}
CONFIRMATION_FIELDS = {"date_order", "state"}  # what Odoo writes when it confirms
NAMED_AT_MOST = 10  # orders in one notification


class SaleOrder(models.Model):
    """The doors: every way into the state "sale", and what no edit of a confirmed order gets around."""

    _inherit = "sale.order"

    # No groups: Odoo's own button depends on it. It is true only for those who may choose a category.
    patient_category_is_missing = fields.Boolean(compute="_compute_patient_category_is_missing")

    @api.depends("patient_category_id", "company_id.patient_category_required", "state")
    @api.depends_context("uid")
    def _compute_patient_category_is_missing(self):
        may_choose = self.env.user.has_group(PATIENTS)
        for order in self:
            order.patient_category_is_missing = (
                may_choose and order.state in ("draft", "sent") and order._is_category_missing()
            )

    # ------------------------------------------------------------
    # CRUD
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
        if self._write_confirmation_last(vals):
            return True
        if not {"partner_id", "partner_invoice_id", "state"}.intersection(vals):
            return super().write(vals)
        # The state is read as the user, so that Odoo refuses whom it is no concern before anything else is read.
        confirmed = self.filtered(lambda order: order.state == "sale")
        # sudo: the policy is for those who know patients, the rules are for all
        orders, confirmed = self.sudo(), confirmed.sudo()
        quotations = orders.filtered(lambda order: order.state in ("draft", "sent"))
        policies = {order.id: order.prepayment_policy_percent for order in confirmed}
        # Asked while they still are quotations: a confirmed order is judged by what is frozen, and nothing is yet.
        judged_shares = {}
        if vals.get("state") == "sale":
            judged_shares = {order.id: order._judged_policy_share() for order in quotations}
        patients = {order.id: order.partner_id for order in orders}
        payers = {order.id: order.partner_invoice_id for order in orders}
        result = super().write(vals)
        if "state" in vals:
            orders._follow_state(vals["state"], confirmed, quotations, judged_shares)
        if "partner_id" in vals or "partner_invoice_id" in vals:
            self._follow_patient_and_payer(confirmed, policies, patients, payers)
        if vals.get("state") == "cancel":
            self._end_releases()
            self._free_prepayments()
        return result

    def _follow_state(self, state, confirmed, quotations, judged_shares):
        """Judge these orders by the policy that counts in their new state.

        :param state: what was written
        :param confirmed: those of them that were confirmed before
        :param quotations: those that were quotations; of these the same policy counts once they are confirmed
        :param judged_shares: as ``_enter_confirmed`` expects
        """
        others = self - quotations
        if state in ("draft", "sent"):
            # What was frozen is over: as a quotation it follows its patient, who may be in another category by now.
            self.env.add_to_compute(self._fields["patient_category_id"], others)
        (self if state == "cancel" else others)._judge_prepayment()
        if state == "sale":
            (others - confirmed)._freeze_patient()
            (self - confirmed)._enter_confirmed(judged_shares)

    def _follow_patient_and_payer(self, confirmed, policies, patients, payers):
        """Judge confirmed orders with another patient or payer anew; no edit is lost, and the same one changes nothing.

        A hold does not vanish by borrowing another patient or payer; a manager corrects what was entered wrongly. For
        him a payer on account counts also where he was there before: somebody else may have borrowed another one.

        :param confirmed: those of these orders that were confirmed before
        :param policies: {id of confirmed order: percent} frozen until now
        :param patients: {id of order: ``res.partner``} until now
        :param payers: {id of order: ``res.partner``} until now
        """
        orders = self.sudo()  # sudo: a payer may be out of the user's sight
        of_others = orders.filtered(lambda order: order.partner_id != patients[order.id])
        with_other_payer = orders.filtered(lambda order: order.partner_invoice_id != payers[order.id])
        is_manager = self.env.user.has_group(MANAGERS)
        at_least = {} if is_manager else policies
        of_others.partner_id._grant_employees_category()
        (confirmed & of_others)._freeze_patient(at_least)
        with_other_policy = (confirmed - of_others).filtered(
            lambda order: order.partner_invoice_id.pays_on_account != payers[order.id].pays_on_account
            or (is_manager and order.partner_invoice_id.pays_on_account)
        )
        with_other_policy._freeze_policy(at_least)
        (of_others | with_other_policy | confirmed & with_other_payer)._judge_prepayment()
        (of_others | with_other_payer).with_env(self.env)._free_prepayments_of_others(patients)
        of_others.with_env(self.env)._end_releases()

    def _write_confirmation_last(self, vals):
        """Write what is asked for beside the state "sale" first: an order is judged as the quotation that it becomes.

        For overrides of ``write`` that act upon orders that become confirmed.

        :return: whether ``vals`` have been written
        """
        others = vals.keys() - CONFIRMATION_FIELDS
        if vals.get("state") != "sale" or not others:
            return False
        self.write({name: vals[name] for name in vals if name in others})
        return self.write({name: vals[name] for name in vals if name not in others})

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

    # ------------------------------------------------------------
    # Into the state "sale"
    # ------------------------------------------------------------

    def action_confirm(self):
        self._read_with_patient_fields()
        return super().action_confirm()

    def _read_with_patient_fields(self):
        """Read once what confirming needs, with the fields of this addon.

        Read first by somebody else than the superuser, Odoo would find out three times for each field
        of ours whether he may see it: half of what confirming costs more than without this addon.

        :raise AccessError: the user may not change these orders, and learns nothing else about them
        """
        if self:  # Odoo confirms no orders at all without a question, whoever asks
            self.check_access("write")
            self.sudo().mapped("prepayment_state")  # sudo: see above

    def _enter_confirmed(self, judged_shares=()):
        """Every way into the state "sale" ends here, after the values are written.

        :param judged_shares: {id of order: share (0 to 1) of the total by which its stored state was judged}
        :raise UserError: the prepayment of one of these orders is missing, or its patient's category
        """
        orders = self.sudo()  # also the portal's and the website's way in
        orders._freeze_patient(anew=False, judged_shares=judged_shares)
        for order in orders:
            error = order._confirmation_refusal()
            if error:
                raise UserError(error)
        orders._compute_lines_to_invoice()

    def _compute_lines_to_invoice(self):
        """Have the lines computed to the end before they are written, which Odoo does as it asks for their status.

        What is computed after that is written once more, and of a row that a transaction writes a second time
        PostgreSQL looks up every foreign key: a fifteenth of what confirming takes without this addon.
        """
        self.order_line._recompute_recordset(["untaxed_amount_to_invoice"])

    def _freeze_patient(self, at_least=(), anew=True, judged_shares=()):
        """Keep category and policy as they are now, whatever becomes of them later.

        :param at_least: {id of order: percent} below which the policy must not fall
        :param anew: whether to ask the patient; a quotation has followed him until now
        :param judged_shares: {id of order: share (0 to 1)}, where it is known and the category stays
        """
        judged_shares = dict(judged_shares)
        for order in self.sudo():  # the fields are for those who know patients; the rule is for all
            # Only what differs: a category that is written, were it the same, has the money counted anew.
            if anew or not order.patient_category_id:
                category = order.partner_id._patient_category(order.company_id)
                if order.patient_category_id != category:
                    order.patient_category_id = category
                    judged_shares.pop(order.id, None)
        self._freeze_policy(at_least, judged_shares)

    def _freeze_policy(self, at_least=(), judged_shares=()):
        """Keep the share of the total that category and payer ask for now; the parameters of ``_freeze_patient``."""
        at_least, judged_shares = dict(at_least), dict(judged_shares)
        for order in self.sudo():  # sudo: as above
            share = judged_shares.get(order.id)
            if share is None:
                share = order._prepayment_policy_share()
            percent = max(100.0 * share, at_least.get(order.id, 0.0))
            if order.prepayment_policy_percent != percent:
                with self.env.protecting([self._fields["prepayment_policy_percent"]], order):
                    order.prepayment_policy_percent = percent  # by the ORM alone: nothing follows from it

    def _confirmation_refusal(self):
        """Why this order must not be confirmed, as a sentence that may be read aloud; False when it may."""
        self.ensure_one()
        if self._is_category_missing() and not self._is_emergency():
            return self.env._(
                "%(order)s cannot be confirmed yet, because nobody has chosen a category for %(patient)s. "
                "Please open the order and choose Confirm: it asks for the category first.",
                order=self.name,
                patient=self.partner_id.name,
            )
        if self._is_prepayment_missing():
            return self.env._(
                "%(order)s cannot be confirmed yet. %(notice)s. "
                "Please take the payment first: a cashier opens the order and chooses Confirm.",
                order=self.name,
                notice=self.prepayment_notice,
            )
        error = self._reserved_pricelist_error_message()
        return error and not self._is_released() and error

    def _is_category_missing(self):
        """Whether the clinic confirms orders of patients with a category only, and this one's has none."""
        self.ensure_one()
        order = self.sudo()  # the rule is for all, also for those who may not know what a patient is
        return order.company_id.patient_category_required and not order.patient_category_id

    def action_choose_category(self):
        """Open the dialog in which the category of this order's patient is chosen; then the order is confirmed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Choose a Category"),
            "res_model": "patient.category.choose",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_confirm_eligible(self):
        """Confirm those of these orders that can be, each for itself, and name the others with the reason.

        ``action_confirm`` is all or nothing.

        :return: an action that shows what was done
        :raise AccessError: one of them is not for this user to read, so not to be named either
        """
        self.check_access("read")
        refusals = {}
        for order in self:
            try:
                with self.env.cr.savepoint():
                    order.action_confirm()
            except (UserError, RedirectWarning) as refusal:
                refusals[order] = refusal.args[0]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if refusals else "success",
                "sticky": bool(refusals),
                "title": self.env._(
                    "%(confirmed)s confirmed, %(left_out)s left out",
                    confirmed=len(self) - len(refusals),
                    left_out=len(refusals),
                ),
                "message": self._describe_refusals(refusals),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _describe_refusals(self, refusals):
        """What was left out, and why, in words.

        :param refusals: {``sale.order``: sentence}
        """
        described = [
            sentence if order.name in sentence else f"{order.name}: {sentence}"
            for order, sentence in list(refusals.items())[:NAMED_AT_MOST]
        ]
        further = [order.name for order in list(refusals)[NAMED_AT_MOST:]]
        if further:
            described.append(self.env._("Also left out: %s", format_list(self.env, further)))
        return " ".join(described)

    # ------------------------------------------------------------
    # After confirmation: held, not refused
    # ------------------------------------------------------------

    def _holding_reason(self):
        """Why this order is neither served nor finally invoiced now; False when it may be."""
        self.ensure_one()
        if self._is_prepayment_missing():
            return self.env._(
                "%(order)s is on hold. %(notice)s. Please let a cashier register the payment first.",
                order=self.name,
                notice=self.prepayment_notice,
            )
        if self.state == "cancel" and self._prepayment_policy_share():
            return self.env._(
                "%(order)s is cancelled, and what was paid for it is credit of the patient. "
                "Please set it to quotation and confirm it again.",
                order=self.name,
            )
        error = self._reserved_pricelist_error_message()
        return error and not self._is_released() and error

    def _amount_not_deducted(self, documents, beyond):
        """What invoices ask for beyond this order because ``documents`` leave a down payment in.

        :param documents: as below
        :param beyond: what its other lines ask for beyond it
        :return: in the currency of the order
        """
        self.ensure_one()
        asked = {line: line._lines_asked(documents) for line in self.order_line}
        amounts = {line: line._amount_of(invoiced) for line, invoiced in asked.items()}
        down_payments = sum(amount for line, amount in amounts.items() if line._is_real_down_payment())
        if self.currency_id.compare_amounts(down_payments, 0.0) <= 0:
            return 0.0
        is_final = any(
            invoiced.move_id & documents for line, invoiced in asked.items() if not line._is_real_down_payment()
        )
        allowance = sum(line._rounding_allowance() * len(invoiced) for line, invoiced in asked.items())
        left_in = min(down_payments, sum(amounts.values()) - self._prepayment_total() - beyond)
        return left_in if is_final and left_in > allowance else 0.0

    def _overcharging_reason(self, documents):
        """Why these documents ask for more than this order was prepaid for; False when they do not.

        A quantity that is entered for the invoice alone, or a price on its draft, is on no order that anybody holds.

        :param documents: ``account.move`` about to be posted, invoices and credit notes
        """
        self.ensure_one()
        share = self._prepayment_share()
        if not share:
            return False
        beyond = sum(
            # Down payments are a way to pay.
            0.0 if line._is_real_down_payment() else line._amount_asked_beyond(documents)
            for line in self.order_line  # not filtered: the invoices of all orders are read together
        )
        beyond += self._amount_not_deducted(documents, beyond)
        if not beyond:
            return False
        asked = self._prepayment_total() + beyond
        missing = share * asked - self._real_money()[self.id].paid
        if self.currency_id.compare_amounts(missing, 0.0) <= 0 or self._is_released_up_to(asked):
            return False
        return self.env._(
            "More is invoiced than %(order)s comes to. Prepayment missing: %(amount)s. Please correct the invoice; "
            "or enter on the order what was done, and let a cashier register the payment.",
            order=self.name,
            amount=self.currency_id.format(missing),
        )
