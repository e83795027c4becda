from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..groups import PATIENTS

# Whoever may change Odoo's settings need not work with patients.
SETTINGS = f"{PATIENTS},base.group_system"


class ResCompany(models.Model):
    _inherit = "res.company"

    patient_category_required = fields.Boolean(
        string="Category before Confirmation",
        groups=SETTINGS,
        help="Orders are confirmed only once their patient has a category.",
    )
    prepayment_direct_invoices = fields.Boolean(
        string="Prepaid Direct Invoices",
        groups=SETTINGS,
        help="Invoices and receipts without an order ask for prepayment as orders do.",
    )

    def _uses_what_belongs_to(self, owner_id):
        """Whether what belongs to a company is met in this one: in itself and in its branches.

        No company at all meets only what all companies share.

        :param owner_id: id of the company it belongs to; false for what all companies share
        """
        # sudo: the parents of a branch may be out of the user's sight
        return not owner_id or owner_id in self.sudo().parent_ids.ids

    def _check_period_is_open(self, day, journal=None):
        """Refuse what would change a period that accounting has closed.

        :param day: date
        :param journal: one ``account.journal``; without it, only what closes all journals counts
        :raise UserError: the day is in a closed period
        """
        self.ensure_one()
        journal = journal if journal is not None else self.env["account.journal"]
        lock_date = self.sudo()._get_user_fiscal_lock_date(journal)  # sudo: accounting's setting
        if day <= lock_date:
            raise UserError(
                self.env._(
                    "The books are closed up to %(date)s. Please enter a later day, or ask the accountant.",
                    date=format_date(self.env, lock_date),
                )
            )
