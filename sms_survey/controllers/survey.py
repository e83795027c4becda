from odoo.http import request

from odoo.addons.survey.controllers.main import Survey


class SmsSurveyForm(Survey):
    """The longer form behind an answer, which names nobody."""

    def _get_access_data(self, survey_token, answer_token, ensure_token=True, check_partner=True):
        # Odoo shows a form that names nobody to nobody who is logged in, and would write down who
        # saves it. Its token is all that counts: whoever has it is a visitor like any other.
        if answer_token and not request.env.user._is_public():
            # sudo: the visitor may not read answers; only whether his is one of ours.
            answers = request.env["survey.user_input"].sudo()
            if answers.search_count([("access_token", "=", answer_token), ("sms_survey_unnamed", "=", True)], limit=1):
                request.update_env(user=request.env.ref("base.public_user").id)
        return super()._get_access_data(survey_token, answer_token, ensure_token, check_partner)
