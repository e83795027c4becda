from odoo import api, fields, models
from odoo.tools import float_round, format_date


class LoyaltyCard(models.Model):
    """The decision: will this card receive bonuses, and may it spend them?"""

    _inherit = "loyalty.card"

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
        cards = self.sudo()  # sudo: patients, categories and rates decide whoever asks; what is told is chosen here
        return {card.id: card._bonus_status(company, date) for card in cards}

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
    # What is said about it
    # ------------------------------------------------------------

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
            return self.env._("This card is no longer valid."), self._bonus_reason_of_archived()
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

    def _bonus_reason_of_archived(self):
        successor = self._bonus_successor()
        if successor == self:
            return self.env._("The card is archived. Ask a manager, or issue a new card.")
        return self.env._(
            "Two contacts of this patient were merged: balance and movements go on with card %(number)s.",
            number=successor.code,
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
