import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.patient_category.groups import PATIENTS

from . import card_numbers
from .miss_limiter import MissLimiter

_logger = logging.getLogger(__name__)

# Answers that tell nothing about a patient of ours; many of them in a row are somebody who tries numbers.
MISSES = ("bad_number", "unknown", "retired_number", "other_company")
misses = MissLimiter(limit=30, seconds=60)


class LoyaltyCard(models.Model):
    """The desk's question, typed or scanned: whose card is this, and what does it receive?"""

    _inherit = "loyalty.card"

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
        numbers = self.env["patient.bonus.retired.number"].sudo()  # sudo: of other companies, too; only a date is told
        retired = numbers.search([("number", "=", number)])
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
