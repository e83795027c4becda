from collections import defaultdict
from dataclasses import dataclass

from odoo import api, models

MONEY_JOURNALS = ("bank", "cash", "credit")


@dataclass(frozen=True)
class RealMoney:
    """How much real money has come in for one order.

    ``on_invoices``, ``set_aside`` and ``online`` are in the order's currency,
    ``bonus_base`` is in the currency of its company, at the rates of the invoices.
    """

    on_invoices: float = 0.0
    bonus_base: float = 0.0
    set_aside: float = 0.0
    online: float = 0.0
    tolerance: float = 0.0  # what money in another currency may fall short by its rounding

    @property
    def paid(self):
        """What counts as paid for the order, in its currency."""
        return self.on_invoices + self.set_aside + self.online


def _receivable(lines):
    """The receivable lines among ``lines``, as a generator: they keep being read together."""
    return (line for line in lines if line.account_type == "asset_receivable")


def _is_settled(move):
    """Whether money has settled some of ``move``: Odoo keeps that while a document is reset to draft."""
    return any(line.matched_debit_ids or line.matched_credit_ids for line in _receivable(move.line_ids))


class PatientMoney(models.AbstractModel):
    """The money function: what has really been paid for an order.

    Prepayment and bonuses both ask here. Everything is computed from accounting's own
    records, never from a counter that somebody adds to. In the formulas, for a posted
    invoice m, a posted credit note n and an order o (for prepayment also one that was reset
    to draft and keeps what settled it):

    * L(o, m): total with tax of o's lines on m;
    * C(o, m): the part of o's credit notes that is reconciled with m; due = L - C;
    * money(m): what bank, cash and card entries settled of m, without their write-offs;
    * direct(o, m): the part of money(m) from payments that were set aside for o; what of them is nobody's on a
      draft, because its lines were changed since, is no money(m) but still set aside;
    * phi(m) = (money - sum of direct) / (sum of due - sum of direct), within 0..1: how far
      the rest of m is paid, the same for everything on it;
    * psi(n): how far n was paid out.

    on_invoices(o) = sum over m of direct + phi (due - direct), less sum over n of psi L.

    A line counts only where it treats the order's patient (for bonuses: the patient of the frozen card).
    Neither an invoice of somebody else that is linked to the order, nor what was invoiced before
    the order got another customer, pays for it.
    """

    _name = "patient.money"
    _description = "Real Money Received for Orders"

    @api.model
    def _of_orders(self, orders):
        """What has been paid for each of ``orders``.

        Orders that were never saved have received nothing.

        :param orders: ``sale.order``, any number, of any company
        :return: {id of order, also of one that is being edited: RealMoney}
        """
        # sudo: whoever works with an order is told how much of it is paid, without
        # a right to read payments and journal items.
        saved = orders.sudo()._origin
        ledger = self._ledger_of_payments(saved.prepayment_allocation_ids.payment_id, saved)
        set_aside = self._set_aside(saved, ledger)
        online = self._online(saved)
        money = {
            order.id: RealMoney(
                *ledger.received(order), set_aside[order.id], online[order.id], self._tolerance(order, ledger)
            )
            for order in saved
        }
        return {order.id: money.get(order._origin.id, RealMoney()) for order in orders}

    @api.model
    def _bonus_bases(self, orders):
        """The ``bonus_base`` of ``_of_orders`` alone, which needs neither transactions nor what is still set aside.

        :param orders: saved ``sale.order``
        :return: {id of order: money in the currency of its company}
        """
        ledger = _Ledger(orders.sudo())  # sudo: as above
        return {order.id: ledger.received(order)[1] for order in orders}

    @api.model
    def _tolerance(self, order, ledger):
        """One rounding unit for each time that money in another currency was converted, in the order's; mostly 0.

        A payment is converted as it comes in, and anew with each invoice that it settles.
        """
        invoices = ledger.invoices_by_order[order]
        payments = order.prepayment_allocation_ids.payment_id
        received = [
            *((payment.currency_id, payment.date, 1 + len(invoices)) for payment in payments),
            *((invoice.currency_id, invoice.invoice_date or invoice.date, 1) for invoice in invoices),
            *((online.currency_id, online.create_date.date(), 1) for online in order.transaction_ids),
        ]
        return sum(
            times
            * max(
                order.currency_id.rounding,
                currency._convert(currency.rounding, order.currency_id, order.company_id, day, round=False),
            )
            for currency, day, times in received
            if currency != order.currency_id
        )

    @api.model
    def _ledger_of_payments(self, payments, orders=None):
        """What was settled for all orders for which these payments were set aside, and for ``orders``, read once.

        Who asks for one of the payments or for one of the orders alone is told the same of it.
        """
        payments = payments.sudo()  # sudo: the desk has no right to read payments
        return _Ledger(payments.prepayment_allocation_ids.order_id | (orders or self.env["sale.order"]))

    @api.model
    def _settled_beside_allocations(self, order, payment):
        """What of ``payment`` settled invoices of ``order`` without being set aside, in the payment's currency."""
        ledger = self._ledger_of_payments(payment, order.sudo())  # sudo: as above
        return ledger.settled_beside_allocations(order, payment)

    @api.model
    def _settled_without_order(self, invoice):
        """What has settled ``invoice`` and was set aside for no order, in its currency.

        So much of its lines that stand on no order needs no money any more: they are served before orders that
        were let pass.
        """
        invoice = invoice.sudo()  # sudo: as above
        if not _is_settled(invoice):
            return 0.0
        return _Ledger(invoice.invoice_line_ids.sale_line_ids.order_id, invoice).settled_without_order(invoice)

    @api.model
    def _set_aside(self, orders, ledger):
        """Open parts of the allocations of these orders, in the orders' currencies: {id: amount}."""
        amounts = defaultdict(float)
        for allocation, open_amount in orders.prepayment_allocation_ids._open_amounts(ledger).items():
            amounts[allocation.order_id.id] += allocation.currency_id._convert(
                open_amount, allocation.order_id.currency_id, allocation.company_id, allocation.payment_id.date
            )
        return amounts

    @api.model
    def _online(self, orders):
        """Online money of these orders that no payment stands for yet: {id: amount}.

        Authorized transactions, less what was captured or voided of them, and done ones, because
        Odoo asks whether an order is paid before it creates the payment. A transaction
        that names several orders counts for none of them.
        """
        amounts = defaultdict(float)
        for order in orders:
            for transaction in order.transaction_ids:
                if transaction.sale_order_ids != order or transaction.operation in ("validation", "refund"):
                    continue
                amounts[order.id] += transaction.currency_id._convert(
                    self._amount_without_payment(transaction),
                    order.currency_id,
                    order.company_id,
                    transaction.create_date.date(),
                )
        return amounts

    @api.model
    def _amount_without_payment(self, transaction):
        children = transaction.child_transaction_ids
        if transaction.state == "authorized":
            settled = children.filtered(lambda child: child.state == "cancel" or child.payment_id)
            return transaction.amount - sum(settled.mapped("amount"))
        if transaction.state == "done" and not transaction.payment_id:
            # A capture stands here until it gets its payment, which Odoo makes later than it marks it as done.
            captures = children.filtered(lambda child: child.operation != "refund")
            if not captures.filtered(lambda child: child.state in ("done", "cancel")):
                return transaction.amount  # captured whole
            return sum(captures.filtered(lambda child: child.state == "done" and not child.payment_id).mapped("amount"))
        return 0.0


class _Ledger:
    """The journal items behind a batch of orders, read once, and the sums made of them."""

    def __init__(self, orders, invoices=()):
        """:param invoices: further invoices, which need not stand on an order"""
        documents = self._documents(orders).union(*invoices)
        # The orders that share an invoice with these share its money, and what was set
        # aside for them may be used up on invoices of their own.
        self.neighbours = documents.invoice_line_ids.sale_line_ids.order_id | orders
        documents |= self._documents(self.neighbours - orders)
        self.invoices = documents.filtered(lambda move: move.move_type in ("out_invoice", "out_receipt"))
        self.credit_notes = documents.filtered(lambda move: move.move_type == "out_refund")
        # {(document, order): [part of L that treats another patient, part that earns nothing for the card's]}
        self.of_others = defaultdict(lambda: [0.0, 0.0])
        self.line_totals = {move: self._line_totals(move) for move in documents}
        self.invoices_by_order = self._invoices_by_order()
        self.liquid_shares = {}
        # {invoice: [(payment entry, amount in document currency, amount in entry's currency)]}
        self.money = {invoice: [] for invoice in self.invoices}
        self.credited = defaultdict(lambda: defaultdict(float))  # {invoice: {order: C}}
        self.paid_out = defaultdict(float)  # {credit note: amount}
        self._read_settlements(documents)
        self.used = {}  # {allocation: what of it settled invoices of its order, in the payment's currency}
        self.used_on_drafts = defaultdict(float)  # the same, of those that were reset to draft
        self.unassigned = {}  # {(invoice, index of the money): what of it is for nobody in particular}
        self.direct = self._direct()
        self.kept_on_draft = defaultdict(float)  # {draft: money on it that is set aside, but nobody's there any more}
        self.kept_of_entry = defaultdict(float)  # {entry: the same, in its currency}
        self._read_what_drafts_keep()
        self.received_by_order = self._sum_by_order()

    def received(self, order):
        """(on_invoices in the order's currency, bonus base in company currency) of one order."""
        return self.received_by_order.get(order, (0.0, 0.0))

    @staticmethod
    def _documents(orders):
        return orders.order_line.invoice_lines.move_id.filtered(
            lambda move: move.is_sale_document(include_receipts=True)
            and (move.state == "posted" or (move.state == "draft" and _is_settled(move)))
        )

    def _line_totals(self, move):
        """{order: L}; lines that stand on no order of their patient are under the empty order."""
        totals = defaultdict(float)
        for line in move.invoice_line_ids:  # not filtered: the lines of all documents are read together
            if line.display_type != "product":
                continue
            linked = line.sale_line_ids.order_id
            paid = {order: line._treats_patient_of(order) for order in linked}
            earned = {
                order: paid[order] if patient == order.partner_id else line._treats(patient, order)
                for order, patient in ((order, order._bonus_patient()) for order in linked)
            }
            orders = [order for order in linked if paid[order] or earned[order]]
            for order in orders or [linked.browse()]:
                total = line.price_total / (len(orders) or 1)
                totals[order] += total
                if order and not (paid[order] and earned[order]):
                    of_others = self.of_others[move, order]
                    of_others[0] += total * (not paid[order])
                    of_others[1] += total * (not earned[order])
        largest, factor = move._add_rounding(totals)
        if (move, largest) in self.of_others:
            self.of_others[move, largest] = [factor * part for part in self.of_others[move, largest]]
        return totals

    def _own_shares(self, order, move):
        """How much of ``order`` on ``move`` treats its patient, and how much the card's patient: 0..1 each."""
        of_others, total = self.of_others.get((move, order)), self.line_totals[move][order]
        if not of_others or not total:
            return 1.0, 1.0
        return tuple(1.0 - foreign / total for foreign in of_others)

    def _invoices_by_order(self):
        """{order: the invoices with a line of it, the oldest first}"""
        invoices = defaultdict(list)
        for invoice in self.invoices.sorted("id"):
            for order in self.line_totals[invoice]:
                invoices[order].append(invoice)
        return invoices

    def open_by_order(self, invoice):
        """What of ``invoice`` no money has settled yet, for the patient of each order, in its currency.

        :return: {``sale.order``: amount}; what stands on no order of its patient is under the empty one
        """
        open_amounts = defaultdict(float)
        unpaid_share = 1.0 - self._paid_share(invoice)
        for order in self.line_totals[invoice]:
            amount = unpaid_share * (self._due(order, invoice) - self.direct.get((order, invoice), 0.0))
            own, _earned = self._own_shares(order, invoice)
            open_amounts[order] += own * amount
            if own < 1.0:
                open_amounts[order.browse()] += (1.0 - own) * amount
        return open_amounts

    def settled_without_order(self, invoice):
        """As ``PatientMoney._settled_without_order``."""
        return self._shared_money(invoice) + self.credited[invoice][self.neighbours.browse()]

    def _liquid_share(self, entry):
        """Share of a money entry's receivable that is money: the rest was written off. {entry: 0..1}"""
        if entry not in self.liquid_shares:
            journal = entry.journal_id
            accounts = (
                journal.default_account_id
                | journal.inbound_payment_method_line_ids.payment_account_id
                | journal.outbound_payment_method_line_ids.payment_account_id
                | entry.origin_payment_id.outstanding_account_id
            )
            receivable = abs(sum(line.balance for line in _receivable(entry.line_ids)))
            liquid = abs(sum(line.balance for line in entry.line_ids if line.account_id in accounts))
            self.liquid_shares[entry] = min(1.0, liquid / receivable) if receivable else 0.0
        return self.liquid_shares[entry]

    def _read_settlements(self, documents):
        # One loop over all lines: they are read together, not document by document.
        for line in _receivable(documents.line_ids):
            document = line.move_id
            if document in self.credit_notes:
                self._read_settlements_of_credit_note(document, line.matched_debit_ids)
            else:
                self._read_settlements_of_invoice(document, line.matched_credit_ids)

    def _read_settlements_of_invoice(self, invoice, partials):
        for partial in partials:
            entry = partial.credit_move_id.move_id
            amount = partial.debit_amount_currency
            if entry.state != "posted":  # Odoo keeps the reconciliation of an entry that is reset to draft
                continue
            if entry.move_type == "out_refund":
                for order, share in self._shares(entry).items():
                    self.credited[invoice][order] += amount * share
            elif entry.journal_id.type in MONEY_JOURNALS:
                self.money[invoice].append((entry, amount * self._liquid_share(entry), self._used_of_entry(partial)))

    @staticmethod
    def _used_of_entry(partial):
        """What a reconciliation uses of the money, in its currency, with the exchange difference that goes with it."""
        used = partial.credit_amount_currency
        if partial.exchange_move_id:
            differences = partial.credit_move_id.matched_debit_ids.filtered(
                lambda other: other.debit_move_id.move_id == partial.exchange_move_id
            )
            used += sum(differences.mapped("credit_amount_currency"))
        return used

    def _read_settlements_of_credit_note(self, credit_note, partials):
        for partial in partials:
            entry = partial.debit_move_id.move_id
            if entry.state == "posted" and entry.journal_id.type in MONEY_JOURNALS:
                self.paid_out[credit_note] += partial.credit_amount_currency * self._liquid_share(entry)

    def _paid_out_share(self, credit_note):
        """psi: how far a credit note was paid out, 0..1."""
        total = credit_note.amount_total
        return min(1.0, self.paid_out[credit_note] / total) if total else 0.0

    def _shares(self, credit_note):
        """{order: its share of the credit note}; a credit note of no order shares with nobody."""
        totals = self.line_totals.get(credit_note) or self._line_totals(credit_note)
        whole = sum(totals.values())
        return {order: total / whole for order, total in totals.items()} if whole else {}

    def _due(self, order, invoice):
        return self.line_totals[invoice].get(order, 0.0) - self.credited[invoice].get(order, 0.0)

    def _direct(self):
        """{(order, invoice): money that was set aside for this order and settled this invoice}.

        Allocations are served in their order, invoices in theirs; nobody gets more than is
        due to him, than was set aside, or than the entry settled.
        """
        direct = defaultdict(float)
        for allocation in self.neighbours.prepayment_allocation_ids.sorted("id"):
            left = allocation.amount
            entry = allocation.payment_id.move_id
            for invoice in self.invoices_by_order[allocation.order_id]:
                for index, (settling, amount, amount_in_entry_currency) in enumerate(self.money[invoice]):
                    due = self._due(allocation.order_id, invoice) - direct[allocation.order_id, invoice]
                    if settling != entry or not amount or left <= 0 or due <= 0:
                        continue
                    available = self.unassigned.get((invoice, index), amount)
                    rate = amount_in_entry_currency / amount
                    # What is too little to be anything in the entry's currency uses nothing of it.
                    given = min(available, due, left / rate if rate else available)
                    direct[allocation.order_id, invoice] += given
                    self.unassigned[invoice, index] = available - given
                    left -= given * rate
                    if invoice.state == "draft":
                        self.used_on_drafts[allocation] += given * rate
            self.used[allocation] = allocation.amount - left
        return direct

    def _read_what_drafts_keep(self):
        """What was set aside for one order pays for no other one that became dearer on an invoice reset to draft."""
        reserved = defaultdict(float)  # {entry: what is set aside of it and not used, in its currency}
        for allocation in self.neighbours.prepayment_allocation_ids:
            reserved[allocation.payment_id.move_id] += allocation.amount - self.used[allocation]
        for invoice in self.invoices:
            for index, (entry, amount, amount_in_entry_currency) in enumerate(self.money[invoice]):
                if invoice.state != "draft" or not amount_in_entry_currency:
                    continue
                rate = amount_in_entry_currency / amount
                kept = min(self.unassigned.get((invoice, index), amount), reserved[entry] / rate)
                self.kept_on_draft[invoice] += kept
                self.kept_of_entry[entry] += kept * rate
                reserved[entry] -= kept * rate

    def settled_beside_allocations(self, order, payment):
        """What of ``payment`` settled invoices of ``order`` without being set aside for anybody, in its currency.

        So much of an allocation that is made now would be used before any of it is open.
        """
        used = 0.0
        for invoice in self.invoices_by_order[order]:
            due = self._due(order, invoice) - self.direct.get((order, invoice), 0.0)
            for index, (settling, amount, amount_in_entry_currency) in enumerate(self.money[invoice]):
                if settling == payment.move_id and amount and due > 0:
                    taken = min(due, self.unassigned.get((invoice, index), amount))
                    used += taken * amount_in_entry_currency / amount
                    due -= taken
        return used

    def _paid_share(self, invoice):
        """phi: how far the part of an invoice that nobody prepaid for himself is paid, 0..1."""
        orders = self.line_totals[invoice]
        open_due = sum(self._due(order, invoice) for order in orders) - self._direct_money(invoice)
        if invoice.currency_id.compare_amounts(open_due, 0.0) <= 0:
            return 0.0
        return min(1.0, max(0.0, self._shared_money(invoice) / open_due))

    def _direct_money(self, invoice):
        """Sum of direct."""
        return sum(self.direct.get((order, invoice), 0.0) for order in self.line_totals[invoice])

    def _shared_money(self, invoice):
        """money - sum of direct: what everything on an invoice shares."""
        money = sum(amount for _entry, amount, _in_entry_currency in self.money[invoice])
        return money - self.kept_on_draft[invoice] - self._direct_money(invoice)

    def _sum_by_order(self):
        on_invoices = defaultdict(float)  # in the order's currency
        money = defaultdict(float)  # in company currency: B of the bonuses
        invoiced = defaultdict(float)  # in company currency: N of the bonuses
        for invoice in self.invoices:
            paid_share = self._paid_share(invoice)
            for order, total in self.line_totals[invoice].items():
                direct = self.direct.get((order, invoice), 0.0)
                received = direct + paid_share * (self._due(order, invoice) - direct)
                paid, earned = self._own_shares(order, invoice)
                on_invoices[order] += paid * self._in_order_currency(received, invoice, order)
                earned *= self._earning_rate(invoice)
                money[order] += earned * received
                invoiced[order] += earned * total
        for credit_note in self.credit_notes:
            for order, total in self.line_totals[credit_note].items():
                returned = self._paid_out_share(credit_note) * total
                paid, earned = self._own_shares(order, credit_note)
                on_invoices[order] -= paid * self._in_order_currency(returned, credit_note, order)
                earned *= self._earning_rate(credit_note)
                money[order] -= earned * returned
                invoiced[order] -= earned * total
        return {
            order: (on_invoices[order], max(0.0, min(money[order], invoiced[order])))
            for order in self.neighbours
        }

    @staticmethod
    def _earning_rate(move):
        """Company currency for one unit of the document's, as it was booked; a draft earns nothing."""
        if move.state != "posted":
            return 0.0
        return 1.0 / move.invoice_currency_rate if move.invoice_currency_rate else 1.0

    @staticmethod
    def _in_order_currency(amount, move, order):
        if not order:
            return 0.0
        return move.currency_id._convert(
            amount, order.currency_id, order.company_id, move.invoice_date or move.date, round=False
        )
