from odoo import api, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    @api.constrains("user_id", "res_model_id", "res_id")
    def _check_low_mark_stays_hidden(self):
        """Whoever may not read of a low mark is given nothing to do about it: it would name the patient.

        :raise ValidationError: the activity is for somebody who is no appraisal manager, or whom the mark is about
        """
        activities = self.filtered(lambda activity: activity.res_model == "patient.incident" and activity.user_id)
        # sudo: whether it is a low mark is for the appraisal managers only.
        incidents = self.env["patient.incident"].sudo().browse(activities.mapped("res_id")).exists()
        by_id = {incident.id: incident for incident in incidents.filtered("survey_request_id")}
        for activity in activities.filtered(lambda activity: activity.res_id in by_id):
            by_id[activity.res_id]._check_may_handle_low_mark(activity.user_id)
