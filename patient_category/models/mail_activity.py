from odoo import models

from ..groups import MANAGERS


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """A manager who marks the review of a category as done keeps the category for its usual time."""
        review = self.env.ref("patient_category.activity_type_review", raise_if_not_found=False)
        reviews = self.filtered(lambda activity: review and activity.activity_type_id == review)
        patients = self.env["res.partner"].browse(reviews.filtered("res_id").mapped("res_id"))
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if patients and self.env.user.has_group(MANAGERS):
            patients._check_not_about_oneself({"patient_category_review_date": True})
            patients._confirm_category()
        return result
