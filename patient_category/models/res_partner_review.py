from dateutil.relativedelta import relativedelta

from odoo import api, fields, models, tools
from odoo.fields import Domain

from ..groups import MANAGERS, PATIENTS

REVIEW = "patient_category.activity_type_review"
REVIEW_BATCH = 500


class ResPartner(models.Model):
    """Is the category still right? On the day of review the managers are asked."""

    _inherit = "res.partner"

    patient_category_review_date = fields.Date(
        string="Category Review",
        copy=False,
        tracking=True,
        index="btree_not_null",
        groups=PATIENTS,
        help="On this day the managers are asked whether the category is still right.",
    )

    def _plan_review(self):
        """Set when the managers are asked whether the category, chosen or confirmed today, is still right."""
        today = fields.Date.context_today(self)
        # sudo: planned by the rule, not by the person at the desk.
        by_days = self.sudo().grouped(lambda partner: partner.patient_category_id.review_after_days)
        for days, partners in by_days.items():
            date = days and today + relativedelta(days=days)
            partners.filtered(
                lambda partner, date=date: partner.patient_category_review_date != date
            ).patient_category_review_date = date

    def _end_reviews(self):
        """Nobody is asked any more about patients whose review is not due now."""
        today = fields.Date.context_today(self)
        # sudo: the activities of the managers.
        self.sudo().filtered(
            lambda partner: not partner.patient_category_review_date or partner.patient_category_review_date > today
        ).activity_unlink([REVIEW])

    def _confirm_category(self):
        """A manager found that these patients' category is still right: ask again after the usual time."""
        self._plan_review()

    @api.model
    def _cron_ask_for_reviews(self):
        """Give the managers one activity each for every patient whose review is due."""
        patients = self.search(
            Domain("patient_category_review_date", "<=", fields.Date.context_today(self))
            & Domain("activity_ids", "not any", [("activity_type_id", "in", self.env.ref(REVIEW).ids)])
        )
        remaining = len(patients)
        for ids in tools.split_every(REVIEW_BATCH, patients.ids):
            self.browse(ids)._ask_for_review()
            remaining -= len(ids)
            if not self.env["ir.cron"]._commit_progress(len(ids), remaining=remaining):
                break  # the next run goes on

    def _ask_for_review(self):
        activity_type = self.env.ref(REVIEW)
        model_id = self.env["ir.model"]._get_id(self._name)
        # sudo: whoever runs the job need not see users. Without mails, which would carry patients' names out of here.
        Activity = self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True)
        managers = self.env.ref(MANAGERS).sudo().all_user_ids  # sudo: as above
        Activity.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "date_deadline": partner.patient_category_review_date,
                    "res_id": partner.id,
                    "res_model_id": model_id,
                    "summary": activity_type.summary,
                    "user_id": manager.id,
                }
                for partner in self
                for manager in managers - partner._own_users()
                if not partner.company_id or partner.company_id in manager.company_ids
            ]
        )
