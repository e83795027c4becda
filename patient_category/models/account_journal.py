from odoo import models
from odoo.exceptions import UserError

from .patient_money import MONEY_JOURNALS


class AccountJournal(models.Model):
    _inherit = "account.journal"

    def _check_takes_money_of(self, company):
        """Whether money of ``company`` may be taken into this journal at a desk, or paid out of it.

        :raise UserError: it is none of cash, bank and card, or of another company
        """
        companies = company.sudo().parent_ids  # sudo: a branch uses the journals of its parents
        if self.type not in MONEY_JOURNALS or self.company_id not in companies:
            raise UserError(self.env._("Please choose a cash, bank or card journal of %s.", company.name))
