from odoo import models


class MailFollowers(models.Model):
    """Every employee may read who follows which record, and so would count what he may not see.

    Odoo makes whoever is given an activity a follower: the low mark that all appraisal managers
    but one follow is about that one.
    """

    _inherit = "mail.followers"

    def _insert_followers(
        self, res_model, res_ids, partner_ids, subtypes=None, customer_ids=None, check_existing=True,
        existing_policy="skip",
    ):
        followed = self._that_may_have_followers(res_model, res_ids)
        if not followed:
            return None
        return super()._insert_followers(
            res_model, followed, partner_ids, subtypes, customer_ids, check_existing, existing_policy
        )

    def _that_may_have_followers(self, res_model, res_ids):
        """Those of ``res_ids`` whose being there is no secret.

        :rtype: list[int]
        """
        if res_model == "staff.suitability.check":
            return []
        if res_model != "patient.incident" or not res_ids:
            return res_ids
        incidents = self.env[res_model].sudo().browse(res_ids)  # sudo: which are low marks is for few to know
        return incidents.filtered(lambda incident: not incident.survey_request_id).ids
