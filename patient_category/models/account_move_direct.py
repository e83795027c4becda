from odoo import fields, models
from odoo.exceptions import UserError

from ..groups import EXCEPTIONS, PATIENTS


class AccountMove(models.Model):
    """Direct invoices: customer invoices and receipts with lines that stand on no order.

    Where the clinic wants it (a setting), they ask for prepayment as orders do: what the patient
    left on account covers them and settles them, or somebody lets them pass.
    """

    _name = "account.move"
    _inherit = ["account.move", "patient.prepayment.releasable"]
    _release_dialog_field = "move_id"

    prepayment_release_ids = fields.One2many(
        "patient.prepayment.release", "move_id", copy=False, readonly=True, groups=PATIENTS
    )

    def _asks_for_prepayment(self):
        """Those of these documents that are direct invoices, of companies that want them prepaid."""
        return self.sudo().filtered(  # sudo: the rule is for all who post invoices
            lambda move: move.move_type in ("out_invoice", "out_receipt")
            and move.company_id.prepayment_direct_invoices
            and move.amount_total > 0
            and not move.partner_id.pays_on_account
            and not move._is_from_point_of_sale()
        )

    def _is_from_point_of_sale(self):
        """Point of sale has taken the money by its own ways, which a bridge will know one day."""
        return "pos_order_ids" in self._fields and bool(self.pos_order_ids)

    def _direct_amounts_required(self):
        """What has to be on account before this invoice is posted, for its lines that stand on no order.

        Less what has settled them already: Odoo keeps that while an invoice is reset to draft.

        :return: {patient: amount in the currency of the invoice}
        """
        self.ensure_one()
        amounts = {}
        lines = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product" and not line._invoiced_orders()
        )
        settled = self.env["patient.money"]._settled_without_order(self) if lines else 0.0
        for patient, patient_lines in lines.grouped(lambda line: line.patient_id or self.partner_id).items():
            share = patient._patient_category(self.company_id)._prepayment_share()
            required = share * sum(patient_lines.mapped("price_total"))
            given = max(0.0, min(settled, required))
            settled -= given
            amount = self.currency_id.round(required - given)
            if amount > 0:
                amounts[patient] = amount
        return amounts

    def _direct_credits(self):
        """What is on account for the lines of these invoices that stand on no order.

        Each takes what those before it leave. Only what is booked: nothing else could settle them.

        :return: {invoice: ({``account.payment``: amount in its currency} that settles it, what is missing then, in
            the currency of the invoice)}
        """
        required = {move: move._direct_amounts_required() for move in self}
        payers = self.env["res.partner"].union(
            *(move._direct_payers(patient) for move in self for patient in required[move])
        )
        free = self.env["account.payment"]._free_credit(payers, self.company_id) if payers else {}
        booked = {payment: amount for payment, amount in free.items() if payment.move_id.state == "posted"}
        return {move: move._take_credit(booked, required[move]) for move in self}

    def _take_credit(self, free, required):
        """Take what this invoice requires out of what is on account.

        :param free: {``account.payment``: amount in its currency}, less what is taken afterwards
        :param required: {patient: amount in the currency of the invoice}
        :return: as each value of ``_direct_credits``
        """
        self.ensure_one()
        used, missing = {}, 0.0
        for patient, amount in required.items():
            payers, open_amount = self._direct_payers(patient), amount
            for payment in free:
                # Branches share the tills of their parents, not each other's.
                is_met = self.company_id._uses_what_belongs_to(payment.company_id.id)
                if not is_met or not payment._payer() & payers:
                    continue
                given = min(free[payment], self._in_currency_of(payment, open_amount))
                free[payment] -= given
                used[payment] = used.get(payment, 0.0) + given
                open_amount -= payment.currency_id._convert(
                    given, self.currency_id, self.company_id, payment.date, round=False
                )
            missing += max(0.0, open_amount)
        return used, self.currency_id.round(missing)

    def _direct_payers(self, patient):
        """Whose money on account covers lines of this invoice that treat ``patient``."""
        return patient | patient.guardian_id | self.partner_id

    def _in_currency_of(self, payment, amount):
        return payment.currency_id.round(
            self.currency_id._convert(amount, payment.currency_id, self.company_id, payment.date, round=False)
        )

    def _direct_refusal(self, missing):
        """Why this direct invoice is not posted, as a sentence that may be read aloud; False when it is.

        :param missing: in the currency of the invoice
        """
        self.ensure_one()
        if self.currency_id.is_zero(missing) or self.prepayment_release_ids._lifts_total(
            self.currency_id, self.amount_total
        ):
            return False
        return self.env._(
            "This invoice is not posted yet. Prepayment missing: %(amount)s. "
            "Please make an order, on which a cashier takes the payment, or have the invoice released.",
            amount=self.currency_id.format(missing),
        )

    def _check_direct_invoices_covered(self):
        """Refuse direct invoices that nothing on account covers.

        :raise UserError: the prepayment of one of them is missing
        """
        for move, (_credit, missing) in self._asks_for_prepayment()._direct_credits().items():
            error = move._direct_refusal(missing)
            if error:
                raise UserError(error)

    def _settle_direct_invoices(self):
        """Settle these posted direct invoices with what covers them, so that it covers nothing else.

        :raise UserError: what covered one of them was used by another one in the meantime
        """
        for move, (credit, missing) in self._asks_for_prepayment()._direct_credits().items():
            unused = 0.0
            for payment, amount in credit.items():
                left = amount - payment._settle_invoice(move, amount)
                unused += payment.currency_id._convert(left, move.currency_id, move.company_id, payment.date)
            # Where the rate of the payment left nothing open, nothing is missing.
            error = move._direct_refusal(min(missing + unused, move.amount_residual))
            if error:
                raise UserError(error)

    # ------------------------------------------------------------
    # Letting a direct invoice pass
    # ------------------------------------------------------------

    def _get_alerts(self):
        alerts = super()._get_alerts()
        if self.state != "draft" or not self.env.user.has_group(PATIENTS):
            return alerts
        for move in self._origin._asks_for_prepayment():  # as it is saved: that is what can be released
            error = move._direct_refusal(move._direct_credits()[move][1])
            if error:
                alerts["patient_category_treat_now"] = {
                    "level": "warning",
                    "message": error,
                    "action_text": self.env._("Treat now"),
                    "action": move._release_dialog("treat_now"),
                }
                if self.env.user.has_group(EXCEPTIONS):
                    alerts["patient_category_release"] = {
                        "level": "info",
                        "message": self.env._("You may let it pass for a business reason."),
                        "action_text": self.env._("Release"),
                        "action": move._release_dialog("business"),
                    }
        return alerts

    def _release(self, kind, reason, amount=0.0):
        """Let this direct invoice pass unpaid; whoever may post it does so.

        :param kind: ``treat_now``, without limit, or ``business``
        :param reason: why, as a text
        :param amount: for a business reason, the invoice's total up to which the release holds
        :raise AccessError: the user may not release this invoice
        :raise UserError: no reason is given, or the amount is no amount
        """
        self.ensure_one()
        self._check_may_release(kind)
        self.check_access("read")
        if self.move_type not in ("out_invoice", "out_receipt") or self.state != "draft":
            raise UserError(self.env._("Only a customer invoice that is not posted yet can be released."))
        self.env["patient.prepayment.release"]._grant(self, kind, reason, amount)

    def _check_may_release(self, kind):
        lines = self.sudo().invoice_line_ids  # sudo: the desk need not be allowed to read all lines
        self.env["patient.prepayment.release"]._check_may_release(kind, self.partner_id | lines.patient_id)
