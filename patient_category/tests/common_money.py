from odoo import fields
from odoo.fields import Command

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common import PatientCommon


class MoneyCommon(PatientCommon, AccountTestInvoicingCommon):
    """Orders, invoices and payments in a company with a chart of accounts of its own."""

    @classmethod
    def get_default_groups(cls):
        return (
            super().get_default_groups()
            | cls.env.ref("patient_category.group_manager")
            | cls.env.ref("sales_team.group_sale_manager")
            | cls.env.ref("hr.group_hr_manager")
            | cls.env.ref("base.group_system")
        )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        for user in (cls.receptionist, cls.cashier, cls.manager):
            user.write({"company_ids": [Command.set(cls.company.ids)], "company_id": cls.company.id})
        cls.cash = cls.company_data["default_journal_cash"]
        cls.bank = cls.company_data["default_journal_bank"]
        cls.service.property_account_income_id = cls.company_data["default_account_revenue"]

    @classmethod
    def _confirmed(cls, patient, amount, **values):
        """A confirmed order over ``amount`` that needs no prepayment of its own accord."""
        order = cls._order(patient, user=cls.env.user, **values)
        order.order_line.price_unit = amount
        order.action_confirm()
        return order

    @classmethod
    def _invoice(cls, orders, quantity=None, post=True):
        """One posted invoice for ``orders``; for ``quantity`` units of the first line of each, when given."""
        if quantity is not None:
            orders.order_line.qty_to_invoice = quantity
        invoice = orders._create_invoices(final=True)
        invoice.invoice_date = fields.Date.today()
        if post:
            invoice.action_post()
        return invoice

    @classmethod
    def _down_payment(cls, order, amount, post=True):
        """A down payment on ``order``, posted unless said otherwise."""
        wizard = cls.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "fixed", "fixed_amount": amount}
        )
        invoice = wizard._create_invoices(order)
        if post:
            invoice.action_post()
        return invoice

    @classmethod
    def _payment(cls, partner, amount, journal=None, **values):
        """A posted desk payment with a journal entry."""
        payment = cls.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": partner.id,
                "amount": amount,
                "journal_id": (journal or cls.cash).id,
                **values,
            }
        )
        payment.outstanding_account_id = payment._prepayment_liquidity_account()
        payment.action_post()
        return payment

    @classmethod
    def _set_aside(cls, order, payment, amount=None):
        return cls.env["patient.prepayment.allocation"].sudo().create(
            {"order_id": order.id, "payment_id": payment.id, "amount": amount or payment.amount}
        )

    @classmethod
    def _pay(cls, move, amount, journal=None, **values):
        """Pay an invoice (or pay out a credit note) at the desk, in part or in full."""
        inbound = move.move_type in ("out_invoice", "out_receipt")
        payment = cls._payment(
            move.partner_id,
            amount,
            journal=journal,
            payment_type="inbound" if inbound else "outbound",
            **values,
        )
        cls._reconcile(move, payment.move_id)
        return payment

    @classmethod
    def _reconcile(cls, *moves):
        lines = cls.env["account.move"].union(*moves).line_ids
        lines.filtered(lambda line: line.account_type == "asset_receivable" and not line.reconciled).reconcile()

    @classmethod
    def _credit(cls, invoice, amount=None, order=None, reconcile=True):
        """A posted credit note for ``invoice``: over ``amount`` in all, or over the lines of ``order``."""
        note = invoice._reverse_moves([{"invoice_date": fields.Date.today()}])
        if order:
            note.invoice_line_ids.filtered(lambda line: line.sale_line_ids.order_id != order).unlink()
        if amount is not None:
            keep = note.invoice_line_ids[:1]
            (note.invoice_line_ids - keep).unlink()
            keep.write({"quantity": 1, "price_unit": amount})
        note.action_post()
        if reconcile:
            cls._reconcile(invoice, note)
        else:
            note.line_ids.remove_move_reconcile()
        return note
