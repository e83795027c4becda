from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.patient_category.groups import PATIENTS
from odoo.addons.patient_category.tools import without_defaults

from ..tools import without_callers_defaults

# Kinds of rows by what they say about an order.
EARNING_KINDS = ("earn", "clawback")
SPENDING_KINDS = ("spend",)
# What only the ledger writes, on rows of whatever card: sums and record rules rely on it.
PROTECTED_FIELDS = {
    "bonus_base",
    "bonus_employee_id",
    "bonus_kind",
    "bonus_net",
    "bonus_note",
    "bonus_order_id",
    "bonus_rate",
    "company_id",
    "partner_id",
    "patient_category_id",
    "program_id",
}


class LoyaltyHistory(models.Model):
    """The ledger: a bonus card's balance is the sum of its rows, because creating a row moves it."""

    _inherit = "loyalty.history"
    _rec_name = "description"

    program_id = fields.Many2one(related="card_id.program_id", store=True, precompute=True, index="btree_not_null")
    # Core's field, stored so that the record rule and the reports need no join.
    company_id = fields.Many2one(related="card_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="program_id.currency_id")
    # The patient at that time, whoever has the card today.
    partner_id = fields.Many2one(
        "res.partner", string="Patient", readonly=True, index="btree_not_null", ondelete="restrict", groups=PATIENTS
    )
    patient_category_id = fields.Many2one(
        "patient.category",
        string="Category at that Time",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups=PATIENTS,
    )
    bonus_kind = fields.Selection(
        [
            ("earn", "Received"),
            ("spend", "Spent"),
            ("clawback", "Taken back"),
            ("adjust", "Corrected"),
            ("import", "Opening balance"),
            ("transfer", "Transferred"),
        ],
        string="Kind",
        readonly=True,
        index="btree_not_null",
    )
    bonus_base = fields.Float(
        string="Money Paid",
        digits=(16, 2),
        readonly=True,
        help="Money on which the bonuses of the order stand after this movement, in the company's currency.",
    )
    # The rate tells the category.
    bonus_rate = fields.Float(string="Rate (%)", digits=(5, 2), readonly=True, aggregator="avg", groups=PATIENTS)
    bonus_order_id = fields.Many2one(
        "sale.order", string="Visit", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    bonus_employee_id = fields.Many2one(
        "hr.employee", string="Attended by", readonly=True, index="btree_not_null", groups=PATIENTS
    )
    bonus_note = fields.Char(
        string="Reason", readonly=True, groups=PATIENTS, help="For the staff; the patient does not see it."
    )
    bonus_net = fields.Float(string="Net", compute="_compute_bonus_net", store=True, precompute=True, digits=(16, 2))

    bonus_net_amount = fields.Monetary(
        string="Net in Money",
        compute="_compute_bonus_net_amount",
        help="In the program's currency. The sum of several currencies is in the company's, at today's rates.",
    )

    # The nightly check sums the ledger; with this index it need not read the rows.
    _bonus_ledger = models.Index("(card_id) INCLUDE (issued, used) WHERE bonus_kind IS NOT NULL")

    @api.depends("issued", "used", "bonus_kind")
    def _compute_bonus_net(self):
        for row in self:
            row.bonus_net = row.issued - row.used if row.bonus_kind else 0.0

    @api.depends("bonus_net")
    def _compute_bonus_net_amount(self):
        for row in self:
            row.bonus_net_amount = row.bonus_net

    def _field_to_sql(self, alias, field_expr, query=None):
        """The net is the amount: stored once, asked for with a currency where it is added up."""
        return super()._field_to_sql(alias, "bonus_net" if field_expr == "bonus_net_amount" else field_expr, query)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Move the balances of bonus cards together with their rows.

        The rows that core writes when an order is confirmed are left out: the order books
        its spending itself (``sale.order._book_bonus_spending``).

        :raise AccessError: a user writes a row of a bonus card; only the ledger does, with sudo
        """
        if not self.env.su:
            return self._create_by_user(vals_list)
        default_card = self.default_get(["card_id"]).get("card_id")
        if default_card:
            vals_list = [{"card_id": default_card, **vals} for vals in vals_list]
        cards = self.env["loyalty.card"].sudo()  # sudo: a bonus card is one whatever the user may read
        cards = cards.browse({vals["card_id"] for vals in vals_list if vals.get("card_id")})
        bonus_cards = cards.filtered("is_patient_bonus")
        if not bonus_cards:
            return super().create(vals_list)
        vals_list = [
            vals
            for vals in vals_list
            if vals.get("card_id") not in bonus_cards._ids or vals.get("order_model") != "sale.order"
        ]
        if not any(vals.get("card_id") in bonus_cards._ids for vals in vals_list):
            return super().create(vals_list)
        return self._create_movements(vals_list, bonus_cards)

    @api.model
    def _create_movements(self, vals_list, bonus_cards):
        """Create rows and move the balances of bonus cards with them.

        :param vals_list: of rows, be they of these cards or of others
        :param bonus_cards: ``loyalty.card`` with sudo, known to be bonus cards
        """
        cards = {card.id: card for card in bonus_cards}
        # No default of the caller's adds to a movement.
        # pylint: disable-next=super-method-mismatch
        rows = super(LoyaltyHistory, without_callers_defaults(self)).create(
            [
                self._complete_bonus_values(vals, cards[vals["card_id"]]) if vals.get("card_id") in cards else vals
                for vals in vals_list
            ]
        )
        bonus_cards._bonus_add_movements(rows.filtered("bonus_kind"))
        return rows

    def _create_by_user(self, vals_list):
        """Rows of other cards; those that core writes for a bonus card on confirmation are left out."""
        self._check_protected_values(vals_list)
        # Nor may a default of the caller's write them.
        self = without_defaults(self, PROTECTED_FIELDS)  # noqa: PLW0642
        cards = self.env["loyalty.card"].sudo()  # sudo: a bonus card is one whatever the user may read
        cards = cards.browse({vals["card_id"] for vals in vals_list if vals.get("card_id")})
        bonus_cards = cards.filtered("is_patient_bonus")
        # pylint: disable-next=super-method-mismatch
        rows = super().create(
            [
                vals
                for vals in vals_list
                if vals.get("card_id") not in bonus_cards._ids or vals.get("order_model") != "sale.order"
            ]
        )
        rows._check_not_of_bonus_card()
        return rows

    def _check_protected_values(self, vals_list):
        if any(PROTECTED_FIELDS & vals.keys() for vals in vals_list):
            raise AccessError(self._not_by_hand_message())

    def _check_not_of_bonus_card(self):
        if any(self.sudo().card_id.mapped("is_patient_bonus")):  # sudo: cards the user cannot read too
            raise AccessError(self._not_by_hand_message())

    def _not_by_hand_message(self):
        return self.env._("Movements of bonus cards are not entered by hand. Ask a manager to adjust the card.")

    @api.model
    def _complete_bonus_values(self, vals, card):
        partner = card.partner_id
        company = card.company_id or self.env.company
        completed = {
            "bonus_kind": "adjust",
            "partner_id": partner.id,
            "patient_category_id": partner and partner._patient_category(company).id,
            **vals,
        }
        # Points carry two digits; anything finer would make sums that no balance can equal.
        for name in ("issued", "used"):
            completed[name] = round(completed.get(name) or 0.0, 2)
        return completed

    def write(self, vals):
        changes_movement = vals.keys() & {"issued", "used", "card_id", "bonus_kind", "bonus_order_id"}
        concerned = changes_movement or not self.env.su
        if concerned and any(self.sudo().mapped("bonus_kind")):  # sudo: rows the user cannot read stay too
            raise AccessError(self._rows_stay_message())
        if self.env.su:
            return super().write(vals)
        self._check_protected_values([vals])
        result = super().write(vals)
        if "card_id" in vals:
            self._check_not_of_bonus_card()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_bonus_movement(self):
        if any(self.sudo().mapped("bonus_kind")):  # sudo: rows the user cannot read stay too
            raise UserError(self._rows_stay_message())

    def _rows_stay_message(self):
        return self.env._("Movements of bonus cards stay as they are. Correct the balance with “Adjust” instead.")
