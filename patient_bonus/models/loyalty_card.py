import base64
import logging
from collections import defaultdict

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, float_compare, float_round, format_date
from odoo.tools.barcode import createBarcodeDrawing

from odoo.addons.patient_category.groups import PATIENTS
from odoo.addons.patient_category.models.patient_category import LONGEST_TEXT
from odoo.addons.patient_category.tools import without_defaults

from ..tools import without_callers_defaults
from . import card_numbers
from .miss_limiter import MissLimiter

_logger = logging.getLogger(__name__)

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
# Answers that tell nothing about a patient of ours; many of them in a row are somebody who tries numbers.
MISSES = ("bad_number", "unknown", "retired_number", "other_company")
misses = MissLimiter(limit=30, seconds=60)


class LoyaltyCard(models.Model):
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
            self.env.companies.sudo().fetch(["parent_path"])  # sudo: as the rule does
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

    # ------------------------------------------------------------
    # Numbers
    # ------------------------------------------------------------

    @api.model
    def _bonus_new_numbers(self, count):
        """``count`` different numbers that no card has or ever had."""
        numbers = set()
        while len(numbers) < count:
            drawn = {card_numbers.new_number() for _index in range(count - len(numbers))}
            numbers |= drawn - self._bonus_taken_numbers(drawn)
        return list(numbers)

    @api.model
    def _bonus_taken_numbers(self, numbers):
        """Those of these numbers that a card of any program has or once had, or that are a program's own code."""
        everything = self.sudo().with_context(active_test=False)  # sudo: unique across companies and programs
        cards = everything.search_fetch([("code", "in", list(numbers))], ["code"])
        retired = everything.env["patient.bonus.retired.number"].search([("number", "in", list(numbers))])
        rules = everything.env["loyalty.rule"].search([("mode", "=", "with_code"), ("code", "in", list(numbers))])
        return {*cards.mapped("code"), *retired.mapped("number"), *rules.mapped("code")}

    def _bonus_barcode(self):
        """The number as a barcode for the printed card, an image that can stand in ``src``.

        Drawn as vectors: lines stay sharp on a card of 85 mm, and unlike Odoo's barcode widget
        it needs no drawing library beside reportlab.
        """
        self.ensure_one()
        is_ean = len(self.code) == 13 and self.code.isdecimal() and card_numbers.has_right_check_digit(self.code)
        drawing = createBarcodeDrawing(
            "EAN13" if is_ean else "Code128", value=self.code, width=270, height=70, humanReadable=0, quiet=0
        )
        image = base64.b64encode(drawing.asString("svg").encode()).decode()
        return f"data:image/svg+xml;base64,{image}"

    # ------------------------------------------------------------
    # The decision: will this card receive bonuses, and may it spend them?
    # ------------------------------------------------------------

    def _bonus_statuses(self, company=None, date=None):
        """Decide for these bonus cards, in batch.

        :param company: ``res.company`` in which the patient is served; the current one when not given
        :param date: day of the visit; today when not given
        :return: {card id: dict} with ``code``, ``message`` (may be read aloud), ``staff_reason``,
            ``card_id``, ``partner_id``, ``earns``, ``rate`` (percent), ``can_redeem``,
            ``max_redeem_percent``, ``balance`` and ``spendable`` (the program's currency)
        """
        company = company or self.env.company
        date = date or fields.Date.context_today(self)
        return {card.id: card._bonus_status(company, date) for card in self.sudo()}  # sudo: see bonus_check

    def _bonus_status(self, company, date):
        category = self.partner_id._patient_category(company) if self.partner_id else self.env["patient.category"]
        terms = self.program_id._bonus_terms(category)
        code = self._bonus_code(company, date, category, terms, self.bonus_state)
        can_redeem = terms.can_redeem and code in ("ok", "zero_rate", "category_excluded")
        status = {
            "code": code,
            "card_id": self.id,
            "partner_id": self.partner_id.id,
            "earns": code == "ok",
            "rate": terms.rate if code == "ok" else 0.0,
            "can_redeem": can_redeem,
            "max_redeem_percent": terms.max_redeem_percent if can_redeem else 0.0,
            "balance": self.points,
            "spendable": max(self.points, 0.0) if can_redeem else 0.0,
        }
        if code == "other_company":
            # Recognised, but nothing about the patient leaves the other company.
            status.update(card_id=False, partner_id=False, balance=0.0)
        return {**status, **self._bonus_sentences(code, rate=terms.rate)}

    def _bonus_code(self, company, date, category, terms, state):
        """The first reason why this card receives no bonuses, else ``ok``; the order is part of the contract."""
        program = self.program_id
        if self.company_id and self.company_id not in company.sudo().parent_ids:  # sudo: a branch's parents
            return "other_company"
        if not self.active:
            return "archived"
        if state != "active":
            return state
        if not program.active:
            return "program_archived"
        if program.date_from and program.date_from > date:
            return "program_not_started"
        if program.date_to and program.date_to < date:
            return "program_ended"
        if not category:
            return "no_patient"
        if not terms.rate:
            return "category_excluded" if terms.is_own_row else "zero_rate"
        return "ok"

    def _bonus_rate_when_active(self, company, date, category):
        """The rate for a visit of this card's patient, as if the card were active.

        What a blocked or lost card would have received waits until it is active again.

        :return: percent
        """
        terms = self.program_id._bonus_terms(category)
        code = self._bonus_code(company, date, category, terms, "active")
        return terms.rate if code == "ok" else 0.0

    def _bonus_sentences(self, code, **values):
        """What to say aloud and what the staff should know; the first never names a category.

        :param values: ``rate`` (percent) for "ok", ``retired`` (the retired number) for
            "retired_number", ``reason`` to replace the ordinary one of "bad_number"
        """
        if code in ("bad_number", "unknown", "retired_number", "other_company"):
            message, staff_reason = self._bonus_sentences_of_numbers(code, **values)
        elif code in ("archived", "lost", "blocked", "closed"):
            message, staff_reason = self._bonus_sentences_of_states(code)
        elif code == "ok":
            rate = f"{values['rate']:g}"
            message = self.env._("This card will receive %(rate)s %% bonuses.", rate=rate)
            staff_reason = self.env._("Receives %(rate)s %% of what is paid.", rate=rate)
        else:
            message = self.env._("No bonuses are received with this card at present.")
            staff_reason = self._bonus_reason_of_program(code)
        return {"message": message, "staff_reason": staff_reason}

    def _bonus_sentences_of_numbers(self, code, **values):
        if code == "bad_number":
            return self.env._("This number cannot be right."), values.get("reason") or self.env._(
                "A card number has 4 to 32 digits or letters. Type it again, or scan the card."
            )
        if code == "unknown":
            return self.env._("This number is unknown."), self.env._(
                "No bonus card has this number. Compare it with the card, digit by digit."
            )
        if code == "retired_number":
            date = format_date(self.env, values["retired"].date)
            return self.env._("This card has been replaced and is no longer valid."), self.env._(
                "Lost, replaced on %(date)s. Ask for the new card.", date=date
            )
        return self.env._("This card is not valid here."), self.env._(
            "The card was issued by another company of the group."
        )

    def _bonus_sentences_of_states(self, code):
        card = self.sudo()  # sudo: field groups; only staff who work with patients get to read the answer
        reason = (card.bonus_block_reason or self.env._("no reason given")).rstrip(".")
        if code == "archived":
            return self.env._("This card is no longer valid."), self.env._(
                "The card is archived. Ask a manager, or issue a new card."
            )
        if code == "lost":
            return self.env._("This card was reported as lost."), self.env._(
                "Ask for identification. If this is the patient, replace the card; its balance stays."
            )
        if code == "blocked":
            return self.env._("This card cannot be used at present."), self.env._(
                "The card is blocked: %(reason)s. A manager can unblock it.", reason=reason
            )
        return self.env._("This card is no longer valid."), self.env._(
            "The card is closed: %(reason)s. Issue a new card if the patient wants one.", reason=reason
        )

    def _bonus_reason_of_program(self, code):
        if code == "program_not_started":
            return self.env._("The bonus program has not started yet.")
        if code == "program_archived":
            return self.env._("The bonus program is archived. A manager can take it up again.")
        if code == "program_ended":
            return self.env._("The bonus program has ended. A manager can prolong it.")
        if code == "no_patient":
            return self.env._("The contact of this card has no category. Choose a category on the patient.")
        if code == "category_excluded":
            return self.env._("Patients of this category receive no bonuses.")
        return self.env._("The program has no rate for this category. A manager can enter one.")

    # ------------------------------------------------------------
    # Check a card
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def bonus_check(self, number, amount=0):
        """Say whether the patient with this card will receive bonuses, at which rate, or why not.

        Writes nothing; the question goes to the log. Numbers that lead to no patient are answered
        30 times a minute for each user and worker, then every question is refused for a while.

        :param number: as typed or scanned
        :param amount: of a planned purchase, in the company's currency
        :return: see ``_bonus_statuses``, and ``would_earn`` (the program's currency)
        :raise AccessError: not a *Patients* user
        :raise UserError: too many fruitless questions, or an amount that is none
        """
        if not self.env.user.has_group(PATIENTS):
            raise AccessError(self.env._("Only staff who work with patients check bonus cards."))
        amount = self._bonus_checked_amount(amount)
        key = (self.env.cr.dbname, self.env.uid)
        if misses.is_exhausted(key):
            raise UserError(self.env._("Too many numbers that lead to no patient. Wait a minute, then try again."))
        card, answer = self._bonus_find(number)
        answer = {**self._bonus_no_status(), **(answer or card._bonus_statuses()[card.id])}
        if answer["code"] in MISSES:
            misses.add(key)
        else:
            answer["would_earn"] = card._bonus_would_earn(answer["rate"], amount)
            if amount:
                answer["spendable"] = min(answer["spendable"], card._bonus_cap(answer["max_redeem_percent"], amount))
        _logger.info("Bonus check by user %s: %s, card %s", self.env.uid, answer["code"], answer["card_id"] or "-")
        return answer

    @api.model
    def _bonus_no_status(self):
        return {
            "card_id": False,
            "partner_id": False,
            "earns": False,
            "rate": 0.0,
            "can_redeem": False,
            "max_redeem_percent": 0.0,
            "balance": 0.0,
            "spendable": 0.0,
            "would_earn": 0.0,
        }

    @api.model
    def _bonus_checked_amount(self, amount):
        try:
            amount = float(amount or 0)
        except (TypeError, ValueError):
            amount = -1.0
        if not 0 <= amount < 10**12:
            raise UserError(self.env._("Please enter the amount of the purchase as a number from 0 on."))
        return amount

    @api.model
    def _bonus_find(self, number):
        """The bonus card with this number, or the answer why there is none.

        :return: (``loyalty.card`` with sudo, None) or (empty, dict)
        """
        none = self.browse()
        number = card_numbers.normalise(number)
        if not card_numbers.is_well_formed(number):
            return none, {"code": "bad_number", **self._bonus_sentences("bad_number")}
        cards = self.sudo()  # sudo: those of other companies are recognised; _bonus_status hides what it must
        card = cards.with_context(active_test=False).search(
            Domain("code", "=", number) & Domain("bonus_state", "!=", False)
        )
        if card:
            return card, None
        retired = self.env["patient.bonus.retired.number"].sudo().search([("number", "=", number)])  # sudo: same
        if retired:
            return none, {"code": "retired_number", **self._bonus_sentences("retired_number", retired=retired)}
        if card_numbers.looks_like_ours(number) and not card_numbers.has_right_check_digit(number):
            reason = self.env._(
                "The last digit does not fit the others: one digit is wrong. Type it again, or scan the card."
            )
            return none, {"code": "bad_number", **self._bonus_sentences("bad_number", reason=reason)}
        return none, {"code": "unknown", **self._bonus_sentences("unknown")}

    def _bonus_would_earn(self, rate, amount):
        """What a purchase of ``amount`` in the company's currency earns, in the program's currency."""
        currency = self.env.company.currency_id
        to_program = currency._get_conversion_rate(
            currency, self.program_id.currency_id, self.env.company, fields.Date.context_today(self)
        )
        return self._bonus_points(amount, rate, to_program)

    @api.model
    def _bonus_points(self, base, rate, currency_rate):
        """Points for money that came in.

        :param base: money in the company's currency
        :param rate: percent
        :param currency_rate: the program's currency for one of the company's
        """
        return float_round(base * rate / 100 * currency_rate, precision_digits=2)

    @api.model
    def _bonus_cap(self, percent, amount):
        """The part of ``amount`` that may be paid with bonuses, never a fraction of a cent too much."""
        return float_round(amount * percent / 100, precision_digits=2, rounding_method="DOWN")

    # ------------------------------------------------------------
    # Issue, block, replace, close, adjust
    # ------------------------------------------------------------

    @api.model
    def _bonus_issue(self, patients, program):
        """Give each of these patients a card, unless he has one of this program.

        :param patients: ``res.partner``
        :param program: one bonus program
        :return: the new ``loyalty.card``
        :raise AccessError: not a *Patients* user, or somebody for himself
        :raise UserError: a contact without category, or another kind of program
        """
        self._bonus_check_role(PATIENTS)
        patients.check_access("read")
        program._check_issues_bonus_cards()
        self._bonus_check_not_own(patients)
        holders = self._bonus_holders(patients, program)
        without_category = patients.sudo().filtered(lambda patient: not patient.patient_category_id)  # sudo: yes or no
        if without_category:
            raise UserError(
                self.env._(
                    "%(patient)s has no category yet. Choose one first, then issue the card.",
                    patient=without_category[0].name,
                )
            )
        return self._bonus_create(
            [{"program_id": program.id, "partner_id": patient.id} for patient in patients - holders]
        )

    @api.model
    def _bonus_create(self, vals_list):
        """Create bonus cards, without mails; the caller has checked who does it and for whom.

        :raise ConcurrencyError: a colleague gave one of these patients a card, or one of these
            numbers to another, at the same moment. Odoo then runs the request again, which finds it.
        """
        try:
            with self.env.cr.savepoint():
                creator = self.sudo()  # sudo: users do not create cards except through our own methods
                cards = creator.with_context(loyalty_no_mail=True).create(vals_list)
        except UniqueViolation as error:
            raise ConcurrencyError("another transaction has just made one of these bonus cards") from error
        return cards.with_env(self.env)

    @api.model
    def _bonus_holders(self, patients, program):
        """Those of these patients who hold a card of ``program``, be it blocked or lost."""
        cards = self.sudo().search(  # sudo: cards that this user cannot see are cards too
            [("program_id", "=", program.id), ("partner_id", "in", patients.ids), ("bonus_state", "in", HELD_STATES)]
        )
        return cards.partner_id.with_env(self.env)

    def _bonus_set_state(self, state, reason):
        """Block, report as lost, close or unblock these cards.

        :param state: the new ``bonus_state``
        :param reason: why; needed unless the card becomes active
        :raise AccessError: cashiers block and report as lost; managers also unblock and close
        """
        is_for_cashiers = state in ("blocked", "lost")
        self._bonus_check_role(f"patient_category.group_{'cashier' if is_for_cashiers else 'manager'}")
        self._bonus_check_changeable()
        reason = (reason or "").strip()
        if not reason and state != "active":
            raise UserError(self.env._("Please enter the reason."))
        if len(reason) > LONGEST_TEXT:
            raise UserError(self.env._("Please enter a reason of at most 1,000 characters."))
        for card in self:
            error = card._bonus_state_refusal(state)
            if error:
                raise UserError(error)
        cards = self.sudo()  # sudo: the state is written by this method only, which has checked the role
        cards.write({"bonus_state": state, "bonus_block_reason": reason or False})
        if state == "active":
            self._bonus_book_what_waited()

    def _bonus_state_refusal(self, state):
        """Why this card cannot get that state, as a sentence; False when it can.

        A blocked card is not reported as lost: whoever may replace it would unblock it that way.
        """
        self.ensure_one()
        if self.bonus_state == "closed":
            return self.env._("The card %(number)s is closed for good. Issue a new one.", number=self.code)
        if self.bonus_state == "lost" and state != "closed":
            return self.env._("A card that was reported as lost is replaced, so that its finder cannot use it.")
        if self.bonus_state == "blocked" and state in ("blocked", "lost"):
            return self.env._("The card %(number)s is blocked. A manager decides about it first.", number=self.code)
        return False

    def _bonus_replace(self, reason):
        """Give this card a new number; the balance and the history stay, the old number is retired.

        :return: the new number
        """
        self.ensure_one()
        self._bonus_check_role("patient_category.group_cashier")
        self._bonus_check_changeable()
        if self.bonus_state in ("blocked", "closed"):
            raise UserError(self.env._("This card is blocked or closed. A manager decides about it first."))
        [number] = self._bonus_new_numbers(1)
        card = without_callers_defaults(self.sudo())  # sudo: only this method writes the number; role checked above
        card.env["patient.bonus.retired.number"].create(
            {"number": card.code, "card_id": card.id, "reason": (reason or "").strip() or False}
        )
        card.write({"code": number, "bonus_state": "active", "bonus_block_reason": False})
        self._bonus_book_what_waited()
        return number

    def _bonus_adjust(self, points, reason):
        """Correct the balance by ``points``, which may be negative.

        :raise AccessError: not a manager, or his own card
        """
        self.ensure_one()
        self._bonus_check_role("patient_category.group_manager")
        self._bonus_check_changeable()
        points = float_round(points, precision_digits=2)
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Please enter the reason of the correction."))
        if len(reason) > LONGEST_TEXT:
            raise UserError(self.env._("Please enter a reason of at most 1,000 characters."))
        if not points or abs(points) > 10**9:
            raise UserError(self.env._("Please enter by how much the balance changes."))
        self.env["loyalty.history"].sudo().create(  # sudo: only the ledger writes rows; the role is checked above
            {
                "card_id": self.id,
                "bonus_kind": "adjust",
                "issued": max(points, 0.0),
                "used": max(-points, 0.0),
                "description": self.env._("Correction"),
                "bonus_note": reason,
            }
        )

    def _bonus_check_role(self, group):
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(self.env._("This is not for your role. Ask a colleague who may do it."))

    def _bonus_check_not_own(self, patients):
        if not self.env.su and patients & self.env.user._own_patient_records():
            raise AccessError(self.env._("Nobody decides about themselves. Ask a colleague to do it."))

    def _bonus_check_changeable(self):
        self.check_access("read")
        if any(not card.is_patient_bonus for card in self):
            raise UserError(self.env._("This is not a bonus card."))
        self._bonus_check_not_own(self.partner_id)

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

    def _bonus_successor(self):
        """The card that took over this one's balance when two contacts were merged, else itself."""
        card = self
        while card.bonus_merged_into_id:
            card = card.bonus_merged_into_id
        return card

    # ------------------------------------------------------------
    # Merging contacts
    # ------------------------------------------------------------

    @api.model
    def _bonus_merge_patients(self, sources, destination):
        """Let one card of ``destination`` take over the balances of all of them, with rows that say so.

        Called with sudo while contacts are merged.

        :param sources: ``res.partner`` that are merged away
        :param destination: the ``res.partner`` that stays
        :raise AccessError: whoever merges is one of them, and would get another's balance
        """
        cards = self.search(
            [("partner_id", "in", (sources | destination).ids), ("bonus_state", "in", HELD_STATES)], order="id"
        )
        own = self.env.user._own_patient_records()
        if (sources | destination) & own and cards.partner_id - own:
            raise AccessError(
                self.env._("One of these contacts is you. Bonuses of other cards come to yours only by a colleague.")
            )
        for of_program in cards.grouped("program_id").values():
            own = of_program.filtered(lambda card: card.partner_id == destination)
            kept = (own or of_program)[0]
            for card in of_program - kept:
                card._bonus_merge_into(kept)
            kept.partner_id = destination

    def _bonus_merge_into(self, kept):
        """Hand the balance and the number of this card over to ``kept``, and close this one."""
        balance = self.points
        transfer = {"bonus_kind": "transfer", "description": self.env._("Two cards of one patient were merged")}
        # What lies on a blocked or lost card stays there until a manager decides; a debt goes along.
        if balance and (self.bonus_state == "active" or balance < 0):
            out, into = ("used", "issued") if balance > 0 else ("issued", "used")
            self.env["loyalty.history"].create(
                [
                    {**transfer, "card_id": self.id, out: abs(balance)},
                    {**transfer, "card_id": kept.id, into: abs(balance)},
                ]
            )
        self.write(
            {
                "active": False,
                "bonus_state": "closed",
                "bonus_block_reason": self.env._("Merged into card %s", kept.code),
                "bonus_merged_into_id": kept.id,
            }
        )
        # What the merged patient's orders still earn goes to the card that stays.
        self.env["sale.order"].search([("bonus_card_id", "=", self.id)]).bonus_card_id = kept
