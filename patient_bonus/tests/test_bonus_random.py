import contextlib
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BonusCommon

CENT = Decimal("0.01")
STEPS = (
    *("confirm", "invoice", "invoice_two", "pay", "pay_out", "undo"),
    *("credit", "cancel", "redeem", "category", "block", "replace", "lower"),
)


def euros(amount):
    return Decimal(str(round(amount, 2)))


class Undo(Exception):
    """Ends a sequence: the next one begins where this one began."""


class ExpectedOrder:
    """What an order should have earned, computed in decimals from what was done to it, and from nothing of Odoo's."""

    def __init__(self, record, rate):
        self.record = record
        self.rate = rate
        # The categories' shares of an order that may be paid with bonuses.
        self.share = Decimal(100) if rate == 10 else Decimal(50)
        self.spent = Decimal(0)
        self.total = euros(record.amount_total)
        self.invoice = None
        self.shares_invoice = False
        self.cancelled = False
        self.credited = Decimal(0)
        self.paid_out = Decimal(0)

    def earned(self):
        if self.cancelled or not self.invoice:
            return Decimal(0)
        paid = sum(self.invoice.payments, Decimal(0))
        of_this_order = paid * self.total / self.invoice.total if self.invoice.total else Decimal(0)
        base = max(Decimal(0), min(of_this_order - self.paid_out, self.total - self.credited))
        return (base * self.rate / 100).quantize(CENT, ROUND_HALF_UP)


class ExpectedInvoice:
    def __init__(self, record, orders):
        self.record = record
        self.orders = orders
        self.total = sum((order.total for order in orders), Decimal(0))
        self.payments = []
        self.reconciled_credit = Decimal(0)
        self.notes = []

    @property
    def open(self):
        return self.total - sum(self.payments, Decimal(0)) - self.reconciled_credit


@tagged("post_install", "-at_install")
class TestBonusRandom(BonusCommon):
    """Whatever is done in whatever order, the ledger says what an independent computation says."""

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),  # to shrink a failure takes longer than to read it
    )
    @given(
        steps=st.lists(
            st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.integers(1, 20_000)), min_size=6, max_size=14
        )
    )
    @example(
        # Chance seldom spends and then lowers the price.
        steps=[
            *(("redeem", 0, 8_000), ("confirm", 0, 12_001), ("lower", 0, 7_003), ("lower", 0, 7_001)),
            ("invoice", 0, 0),
            *(("pay", 1, 2_000), ("category", 0, 0), ("redeem", 0, 5_000), ("confirm", 0, 6_000), ("lower", 0, 4_000)),
            *(("block", 0, 0), ("lower", 0, 3_333), ("block", 0, 0), ("lower", 0, 1), ("cancel", 2, 0), ("undo", 1, 0)),
        ]
    )
    def test_random_sequences(self, steps):
        with contextlib.suppress(Undo), self.env.cr.savepoint():
            self._play(steps)
            raise Undo

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )
    @given(
        cents=st.integers(1, 10_000_000),
        rate=st.integers(1, 10_000),
        taxes=st.sampled_from((0, 7, 21)),
    )
    def test_would_earn_is_what_the_order_then_earns(self, cents, rate, taxes):
        """What is read aloud at the desk is what arrives, to the cent."""
        with contextlib.suppress(Undo), self.env.cr.savepoint():
            self.program.bonus_rate_ids.filtered(lambda row: row.category_id == self.ordinary).rate = rate / 100
            order = self._order(self.patient, user=self.env.user)
            order.order_line.price_unit = cents / 100
            if taxes:
                order.order_line.tax_ids = self.env["account.tax"].create({"name": f"T-{taxes}", "amount": taxes})
            check = self.env["loyalty.card"].with_user(self.receptionist).bonus_check
            promised = check(self.card.code, order.amount_total)["would_earn"]
            exact = euros(order.amount_total) * rate / 10_000
            self.assertEqual(euros(promised), exact.quantize(CENT, ROUND_HALF_UP))
            order.action_confirm()
            self._pay(self._invoice(order), order.amount_total)
            self.assertEqual(euros(self.card.points), euros(promised))
            raise Undo

    def _play(self, steps):
        self.orders, self.invoices = [], []
        self.opening, self.spent = Decimal(150), Decimal(0)
        self.rate, self.wish = Decimal(5), None
        self._give(self.card, 150)
        # Every sequence begins with something to work on, so that no step is idle for long.
        for step, which, cents in [("confirm", 0, 10_010), ("invoice", 0, 0), ("pay", 0, 3_333), *steps]:
            getattr(self, f"_step_{step}")(which, euros(cents / 100))
            if self.card.bonus_state == "active":
                self._compare()
        self.card.sudo()._bonus_set_state("active", "")
        self._compare()

    def _compare(self):
        for order in self.orders:
            self.assertEqual(euros(order.record.bonus_earned), order.earned())
        balance = self.opening - self.spent + sum((order.earned() for order in self.orders), Decimal(0))
        self.assertEqual(euros(self.card.points), balance)
        self.assertFalse(self.env["loyalty.card"]._bonus_unexplained_ids(self.card))

    @staticmethod
    def _pick(candidates, which):
        return candidates[which % len(candidates)] if candidates else None

    # ------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------

    def _step_confirm(self, _which, amount):
        order = self._order(self.patient, user=self.env.user)
        order.order_line.write({"price_unit": float(amount)})
        spent = Decimal(0)
        if self.wish:
            possible = euros(order._bonus_spendable_amount(self.card))
            spent, self.wish = min(self.wish, possible), None
            if spent:
                order._bonus_redeem(self.card, float(spent))
        try:
            with self.env.cr.savepoint():
                order.action_confirm()
        except UserError:
            # Only a card that is not active refuses, and only where bonuses were to be spent.
            self.assertTrue(spent and self.card.bonus_state != "active")
            return
        self.spent += spent
        self.orders.append(ExpectedOrder(order, self.rate))
        self.orders[-1].spent = spent

    def _step_lower(self, which, amount):
        """The price of a visit is lowered; what may not be paid with bonuses any more goes back to the card."""
        order = self._pick([order for order in self.orders if not order.invoice and not order.cancelled], which)
        if not order:
            return
        price = min(amount, order.total + order.spent)
        order.record.order_line.filtered(lambda line: not line.coupon_id).price_unit = float(price)
        spent = min(order.spent, (price * order.share / 100).quantize(CENT, ROUND_DOWN))
        self.spent -= order.spent - spent
        order.spent, order.total = spent, price - spent
        self.assertEqual(euros(order.record.amount_total), order.total)

    def _step_redeem(self, _which, amount):
        self.wish = amount  # on the next visit

    def _invoice_of(self, orders):
        record = self._invoice(self.env["sale.order"].union(*(order.record for order in orders)))
        invoice = ExpectedInvoice(record, orders)
        for order in orders:
            order.invoice = invoice
        self.invoices.append(invoice)

    def _step_invoice(self, which, _amount):
        order = self._pick([order for order in self.orders if not order.invoice and not order.cancelled], which)
        if order:
            self._invoice_of([order])

    def _step_invoice_two(self, _which, _amount):
        orders = [order for order in self.orders if not order.invoice and not order.cancelled][:2]
        if len(orders) == 2:
            self._invoice_of(orders)

    def _step_pay(self, which, amount):
        invoice = self._pick([invoice for invoice in self.invoices if invoice.open > 0], which)
        if invoice:
            amount = min(amount, invoice.open)
            self._pay(invoice.record, float(amount))
            invoice.payments.append(amount)

    def _step_undo(self, which, _amount):
        invoice = self._pick([invoice for invoice in self.invoices if invoice.payments and not invoice.notes], which)
        if invoice:
            invoice.record.line_ids.remove_move_reconcile()
            invoice.payments = []

    def _step_credit(self, which, amount):
        """Credit a part; what is still open on the invoice is settled with it, the rest stays open."""
        alone = [invoice for invoice in self.invoices if len(invoice.orders) == 1]
        invoice = self._pick([one for one in alone if one.total > one.orders[0].credited], which)
        if invoice:
            [order] = invoice.orders
            amount = min(amount, invoice.total - order.credited)
            note = self._credit(invoice.record, amount=float(amount))
            order.credited += amount
            settled = min(amount, invoice.open)
            invoice.reconciled_credit += settled
            invoice.notes.append([note, amount - settled])

    def _step_pay_out(self, which, amount):
        """Pay back what of a credit note is open."""
        notes = [(invoice, note) for invoice in self.invoices for note in invoice.notes if note[1] > 0]
        picked = self._pick(notes, which)
        if picked:
            invoice, note = picked
            amount = min(amount, note[1])
            self._pay(note[0], float(amount))
            note[1] -= amount
            invoice.orders[0].paid_out += amount

    def _step_cancel(self, which, _amount):
        order = self._pick([order for order in self.orders if not order.cancelled], which)
        if not order:
            return
        stands = order.spent and order.invoice and order.credited < order.total
        if stands:
            with self.assertRaises(UserError), self.env.cr.savepoint():
                order.record._action_cancel()
            return
        if order.spent and order.invoice:
            return  # credited by a free amount: the bonus line itself was not credited
        order.record._action_cancel()
        order.cancelled = True
        self.spent -= order.spent

    def _step_category(self, _which, _amount):
        """The patient moves; visits that are confirmed already keep their rate."""
        to_vip = self.rate == 5
        self.patient.sudo().patient_category_id = self.vip if to_vip else self.ordinary
        self.rate = Decimal(10 if to_vip else 5)

    def _step_replace(self, _which, _amount):
        """A lost card gets another number; balance, history and what is still to come stay."""
        if self.card.bonus_state == "active":
            number = self.card.code
            self.card.sudo()._bonus_set_state("lost", "for the test")
            self.card.sudo()._bonus_replace("for the test")
            self.assertNotEqual(self.card.code, number)

    def _step_block(self, _which, _amount):
        state = "active" if self.card.bonus_state == "blocked" else "blocked"
        self.card.sudo()._bonus_set_state(state, "for the test")
