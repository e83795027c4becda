from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import float_compare, float_round

from odoo.addons.patient_category.models.patient_category import LONGEST_TEXT

from ..tools import without_callers_defaults
from .loyalty_history import SPENDING_KINDS

LARGEST_CORRECTION = 10**9


class LoyaltyCard(models.Model):
    """What staff do with a card: block, report as lost, unblock, close, replace, adjust."""

    _inherit = "loyalty.card"

    def _bonus_set_state(self, state, reason):
        """Block, report as lost, close or unblock these cards.

        :param state: the new ``bonus_state``
        :param reason: why; needed unless the card becomes active
        :raise AccessError: cashiers block and report as lost; managers also unblock and close
        """
        is_for_cashiers = state in ("blocked", "lost")
        self._bonus_check_role(f"patient_category.group_{'cashier' if is_for_cashiers else 'manager'}")
        self._bonus_check_changeable()
        reason = self._bonus_checked_reason(reason)
        if not reason and state != "active":
            raise UserError(self.env._("Please enter the reason."))
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
        reason = self._bonus_checked_reason(reason)
        [number] = self._bonus_new_numbers(1)
        card = without_callers_defaults(self.sudo())  # sudo: only this method writes the number; role checked above
        card.env["patient.bonus.retired.number"].create(
            {"number": card.code, "card_id": card.id, "reason": reason or False}
        )
        card.write({"code": number, "bonus_state": "active", "bonus_block_reason": False})
        self._bonus_book_what_waited()
        return number

    def _bonus_adjust(self, points, reason, into_debt=False):
        """Correct the balance by ``points``, which may be negative.

        :param into_debt: take away more than the card has: what was spent already is paid by what comes next
        :raise AccessError: not a manager, or his own card
        :raise UserError: no reason, no amount, or more than there is to take away
        """
        self.ensure_one()
        self._bonus_check_role("patient_category.group_manager")
        self._bonus_check_changeable()
        reason = self._bonus_checked_reason(reason)
        if not reason:
            raise UserError(self.env._("Please enter the reason of the correction."))
        points = float_round(points, precision_digits=2) if abs(points) <= LARGEST_CORRECTION else 0.0
        if not points:
            raise UserError(self.env._("Please enter by how much the balance changes."))
        refusal = self._bonus_taking_refusal(-points, into_debt)
        if refusal:
            raise UserError(refusal)
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

    def _bonus_taking_refusal(self, points, into_debt):
        """Why ``points`` are not taken off this card, as a sentence; False when they may be.

        Never more than the patient has had: what the card has left, and what was spent of it.
        """
        self.ensure_one()
        balance = max(self.points, 0.0)
        if float_compare(points, balance, precision_digits=2) <= 0:
            return False
        if not into_debt:
            return self.env._(
                "The card %(number)s has %(balance).2f bonuses. Take away at most that, or tick “Leave a debt” "
                "to take back what was spent already.",
                number=self.code,
                balance=balance,
            )
        most = max(self.points + self._bonus_spent_in_all(), 0.0)
        if float_compare(points, most, precision_digits=2) <= 0:
            return False
        return self.env._(
            "No more than %(most).2f can be taken off the card %(number)s: what it has and what was spent of it.",
            most=most,
            number=self.code,
        )

    def _bonus_spent_in_all(self):
        rows = self.env["loyalty.history"].sudo()  # sudo: the sum of a card that this user may read
        [[net]] = rows._read_group(
            [("card_id", "=", self.id), ("bonus_kind", "in", SPENDING_KINDS)], [], ["bonus_net:sum"]
        )
        return -(net or 0.0)

    # ------------------------------------------------------------
    # Who may, and on which card
    # ------------------------------------------------------------

    def _bonus_check_role(self, group):
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(self.env._("This is not for your role. Ask a colleague who may do it."))

    def _bonus_check_not_own(self, patients):
        if not self.env.su and patients & self.env.user._own_patient_records():
            raise AccessError(self.env._("Nobody decides about themselves. Ask a colleague to do it."))

    @api.model
    def _bonus_checked_reason(self, reason):
        reason = (reason or "").strip()
        if len(reason) > LONGEST_TEXT:
            raise UserError(self.env._("Please enter a reason of at most 1,000 characters."))
        return reason

    def _bonus_check_changeable(self):
        self.check_access("read")
        if any(not card.is_patient_bonus for card in self):
            raise UserError(self.env._("This is not a bonus card."))
        self._bonus_check_not_own(self.partner_id)
