from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, float_compare, float_round

from odoo.addons.patient_category.groups import PATIENTS
from odoo.addons.patient_category.tools import without_defaults

from ..tools import without_callers_defaults
from . import card_numbers

# Written through the methods below only, which check who may do it and leave a trace.
PROTECTED_FIELDS = {
    "active",
    "bonus_block_reason",
    "bonus_merged_into_id",
    "bonus_state",
    "code",
    "company_id",
    "expiration_date",
    "partner_id",
    "points",
    "program_id",
}
# Of cards of other programs, too: nobody but our own code turns such a card into one of ours.
BONUS_FIELDS = {"bonus_block_reason", "bonus_merged_into_id", "bonus_retired_number_ids", "bonus_state"}
# States of a card that its patient still holds, or will get replaced.
HELD_STATES = ("active", "blocked", "lost")


class LoyaltyCard(models.Model):
    """Bonus cards: what is stored, and who may not write it."""

    _inherit = "loyalty.card"

    code = fields.Char(index="trigram")
    is_patient_bonus = fields.Boolean(related="program_id.is_patient_bonus", string="Bonus Card")
    bonus_state = fields.Selection(
        [("active", "Active"), ("blocked", "Blocked"), ("lost", "Lost"), ("closed", "Closed")],
        string="Card State",
        readonly=True,
        copy=False,
        tracking=True,
    )
    bonus_block_reason = fields.Char(
        string="Reason of the State", readonly=True, copy=False, tracking=True, groups=PATIENTS
    )
    bonus_retired_number_ids = fields.One2many(
        "patient.bonus.retired.number", "card_id", string="Earlier Numbers", readonly=True, groups=PATIENTS
    )
    bonus_merged_into_id = fields.Many2one(
        "loyalty.card", string="Merged into", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    bonus_category_id = fields.Many2one(
        related="partner_id.patient_category_id", string="Category", groups=PATIENTS
    )
    bonus_category_color = fields.Integer(
        related="partner_id.patient_category_color", string="Category Colour", groups=PATIENTS
    )
    bonus_amount = fields.Monetary(
        string="Bonuses in Money",
        compute="_compute_bonus_amount",
        help="The balance, in the program's currency. "
        "The sum of several currencies is in the company's, at today's rates.",
    )
    bonus_staff_reason = fields.Char(string="Bonuses now", compute="_compute_bonus_staff_reason", groups=PATIENTS)
    bonus_is_unexplained = fields.Boolean(
        string="Balance Unexplained",
        compute="_compute_bonus_is_unexplained",
        search="_search_bonus_is_unexplained",
        help="The balance differs from the sum of the card's movements. There should be none.",
    )

    # Two first visits at the same moment must not make two cards of one patient.
    _bonus_one_card = models.UniqueIndex(
        "(program_id, partner_id) WHERE active AND bonus_state IN ('active', 'blocked', 'lost')",
        "This patient already has a card of this program. Replace that card instead of issuing a second one.",
    )

    @api.depends("points")
    def _compute_bonus_amount(self):
        for card in self:
            card.bonus_amount = card.points

    @api.depends("bonus_state", "partner_id.patient_category_id", "program_id.bonus_rate_ids.rate")
    def _compute_bonus_staff_reason(self):
        bonus_cards = self.filtered("is_patient_bonus")
        statuses = bonus_cards._bonus_statuses()
        for card in self:
            card.bonus_staff_reason = statuses[card.id]["staff_reason"] if card.id in statuses else False

    @api.depends("points", "history_ids.issued", "history_ids.used")
    def _compute_bonus_is_unexplained(self):
        unexplained = self.sudo()._bonus_unexplained_ids(self)  # sudo: a yes or no, no movement is shown
        for card in self:
            card.bonus_is_unexplained = card.id in unexplained

    def _search_bonus_is_unexplained(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in" if True in value else "not in", list(self._bonus_unexplained_ids()))]

    @api.model
    def _bonus_unexplained_ids(self, cards=None):
        """Ids of the bonus cards whose balance is not the sum of their movements; there should be none.

        One statement that sums the ledger: the ORM has no way to compare a column with an
        aggregate of another table.

        :param cards: ``loyalty.card`` to look at; all of them when not given
        """
        self.flush_model(["points", "bonus_state"])
        self.env["loyalty.history"].flush_model(["card_id", "issued", "used", "bonus_kind"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT card.id
                  FROM loyalty_card card
             LEFT JOIN (SELECT card_id, SUM(COALESCE(issued, 0) - COALESCE(used, 0)) AS net
                          FROM loyalty_history
                         WHERE bonus_kind IS NOT NULL AND %(of_cards)s
                      GROUP BY card_id) ledger ON ledger.card_id = card.id
                 WHERE card.bonus_state IS NOT NULL AND %(cards)s
                   AND ABS(COALESCE(card.points, 0) - COALESCE(ledger.net, 0)) >= 0.005
                """,
                of_cards=SQL("TRUE") if cards is None else SQL("card_id = ANY(%s)", list(cards._ids)),
                cards=SQL("TRUE") if cards is None else SQL("card.id = ANY(%s)", list(cards._ids)),
            )
        )
        return {card_id for [card_id] in rows}

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Number new bonus cards, and book an opening balance as a movement.

        :raise AccessError: a user creates a bonus card directly; they are issued (``_bonus_issue``)
        """
        if not self.env.su:
            for vals in vals_list:
                self._bonus_check_values(vals)
            # Nor may a default of the caller's write them.
            self = without_defaults(self, BONUS_FIELDS)  # noqa: PLW0642
        programs = self._bonus_programs_of(vals_list)
        if not programs:
            return super().create(vals_list)
        if not self.env.su:
            raise AccessError(
                self.env._("Bonus cards are issued to patients: open a patient and press “Issue bonus card”.")
            )
        numbers = iter(self._bonus_new_numbers(len(vals_list)))
        opening = [0.0] * len(vals_list)
        completed = list(vals_list)
        for index, vals in enumerate(vals_list):
            if vals["program_id"] in programs._ids:
                opening[index] = vals.get("points") or 0.0
                number = card_numbers.normalise(vals.get("code")) or next(numbers)
                completed[index] = {"bonus_state": "active", **vals, "code": number, "points": 0.0}
        # No default of the caller's adds to a card: movements, for instance.
        # pylint: disable-next=super-method-mismatch
        cards = super(LoyaltyCard, without_callers_defaults(self)).create(completed)
        self.env["loyalty.history"].create(
            [
                {
                    "card_id": card.id,
                    "issued": max(points, 0.0),
                    "used": max(-points, 0.0),
                    "bonus_kind": "import",
                    "description": self.env._("Opening balance"),
                }
                for card, points in zip(cards, opening, strict=True)
                if points
            ]
        )
        return cards

    def write(self, vals):
        """Keep the balance and the identity of bonus cards out of everybody's reach.

        A balance that other code writes with sudo becomes a movement of its own.

        :raise AccessError: a user writes a protected field of a bonus card
        """
        if not self.env.su:
            self._bonus_check_values(vals, existing=True)
        if not PROTECTED_FIELDS & vals.keys():
            return super().write(vals)
        bonus_cards = self.filtered("is_patient_bonus")
        if not bonus_cards:
            return super().write(vals)
        if self - bonus_cards:
            super(LoyaltyCard, self - bonus_cards).write(vals)
        vals = dict(vals)
        if self.env.context.get("bonus_points_from_ledger"):
            # Core moves the points when lines of a confirmed order change; here the ledger does.
            # The key can only make a balance stay as it is.
            vals.pop("points", None)
        if PROTECTED_FIELDS & vals.keys() and not self.env.su:
            raise AccessError(
                self.env._(
                    "The number, the patient, the state and the balance of a bonus card are not written directly. "
                    "Use the buttons of the card; ask a manager for a correction."
                )
            )
        if "points" in vals:
            bonus_cards._bonus_book_written_balance(vals.pop("points"))
        return super(LoyaltyCard, bonus_cards).write(vals) if vals else True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_moved(self):
        bonus_cards = self.filtered("is_patient_bonus")
        if bonus_cards and self.env["loyalty.history"].sudo().search_count(  # sudo: any movement counts
            [("card_id", "in", bonus_cards.ids)], limit=1
        ):
            raise UserError(self.env._("A card with movements is not deleted. Close it instead."))

    @api.constrains("partner_id", "program_id")
    def _check_bonus_card_has_patient(self):
        if any(card.is_patient_bonus and not card.partner_id for card in self):
            raise ValidationError(self.env._("A bonus card belongs to a patient. Please choose one."))

    @api.model
    def _bonus_check_values(self, vals, existing=False):
        """Refuse to make any card one of ours by hand.

        :raise AccessError: a value that only our own code writes
        """
        programs = self.env["loyalty.program"].sudo()  # sudo: one that the user cannot read is a bonus program too
        program = programs.browse(vals.get("program_id") if existing else False)
        if BONUS_FIELDS & vals.keys() or program.is_patient_bonus:
            raise AccessError(
                self.env._("Bonus cards are issued to patients: open a patient and press “Issue bonus card”.")
            )

    def _bonus_programs_of(self, vals_list):
        default = self.default_get(["program_id"]).get("program_id")
        for vals in vals_list:
            vals.setdefault("program_id", default)
        programs = self.env["loyalty.program"].sudo()  # sudo: one that the user cannot read is a bonus program too
        programs = programs.browse({vals["program_id"] for vals in vals_list if vals["program_id"]})
        return programs.exists().filtered("is_patient_bonus")

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            # Core's record rule asks for the companies' parents: read those, not all that a company has.
            self.env.companies.sudo().fetch(["parent_path"])  # sudo: the rule reads it for those who may not
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Ask for the groups of a related field too: where somebody groups or sorts by one, Odoo does not."""
        field = self._fields.get(field_expr.partition(".")[0])
        if field and field.related and not field.store:
            self._check_field_access(field, "read")
        # The balance is the amount: stored once, asked for with a currency where it is added up.
        return super()._field_to_sql(alias, "points" if field_expr == "bonus_amount" else field_expr, query)

    # ------------------------------------------------------------
    # Balance: moved by the rows of the ledger, and by nothing else
    # ------------------------------------------------------------

    def _bonus_add_movements(self, rows):  # pylint: disable=missing-return
        """Add new rows of the ledger to the balances, in the database too.

        Two transactions that move one balance collide here: the later one waits for the earlier
        one and ends in a serialization error, upon which Odoo runs the whole request again.
        """
        change = defaultdict(float)
        for row in rows:
            change[row.card_id] += row.issued - row.used
        for card, points in change.items():
            balance = float_round(card.points + points, precision_digits=2)
            # No tracking: every movement has its row already.
            # Past our own write(), which keeps everybody else away from the balance.
            # pylint: disable-next=super-method-mismatch
            super(LoyaltyCard, card.with_context(tracking_disable=True)).write({"points": balance})
        self.flush_recordset(["points"])

    def _bonus_book_written_balance(self, balance):
        """Book what other code wrote into the balance as a movement, so that the rows explain it."""
        differences = {card: float_round(balance - card.points, precision_digits=2) for card in self}
        self.env["loyalty.history"].create(
            [
                {
                    "card_id": card.id,
                    "bonus_kind": "adjust",
                    "issued": max(difference, 0.0),
                    "used": max(-difference, 0.0),
                    "description": self.env._("Correction"),
                }
                for card, difference in differences.items()
                if difference
            ]
        )

    def _bonus_book_what_waited(self):
        """Book what came in while these cards were not active."""
        orders = self.env["sale.order"].sudo()  # sudo: orders of other salespeople count too
        orders.search([("bonus_card_id", "in", self.ids)])._book_bonus_earnings()

    def _bonus_check_balance(self, points):
        """Refuse to spend more than this card has.

        :raise UserError: with the balance
        """
        self.ensure_one()
        if float_compare(points, self.points, precision_digits=2) > 0:
            raise UserError(
                self.env._(
                    "The card %(number)s has %(balance).2f bonuses, %(points).2f are needed. Spend less on this order.",
                    number=self.code,
                    balance=max(self.points, 0.0),
                    points=points,
                )
            )

    def _bonus_raise_overspent(self):
        self.ensure_one()
        raise UserError(
            self.env._(
                "The card %(number)s has not enough bonuses for this. Spend less, or take the bonuses off the order.",
                number=self.code,
            )
        )
