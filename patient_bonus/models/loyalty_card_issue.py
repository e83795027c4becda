from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError, UserError

from odoo.addons.patient_category.groups import PATIENTS

from .loyalty_card import HELD_STATES


class LoyaltyCard(models.Model):
    """Issue: one card a patient and program, whoever asks and however often."""

    _inherit = "loyalty.card"

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
