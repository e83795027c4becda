from odoo import http
from odoo.http import request

from ..models.sms_survey_campaign import TEST_TOKEN
from ..tools.sms_text import without_control_characters
from .bounded_body import read_whole_body
from .named_methods import route_for

# Link previews and virus scanners fetch pages: nothing is ever recorded by GET. The token in the
# address is all the visitor has, so there is no session that a forged form could misuse.
PUBLIC = {"type": "http", "auth": "public", "csrf": False, "save_session": False}
FORM = {**PUBLIC, "max_content_length": 32 * 1024}
MAX_COMMENT = 2000
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class SmsSurveyAnswer(http.Controller):
    """The page behind the link in a question: no login, no JavaScript, one small request."""

    @route_for("/sv/<string:token>", methods=["GET"], **PUBLIC)
    def show(self, token, **_params):
        """The form, or a polite word why there is none."""
        survey_request = self._find(token)
        status = "test" if token == TEST_TOKEN else self._status(survey_request)
        return self._page(survey_request, status)

    @route_for("/sv/<string:token>", methods=["POST"], **FORM)
    def answer(self, token, score="", comment="", **_params):
        """Record the mark, then show the page again (so that reloading records nothing)."""
        read_whole_body()  # refuses what is longer than a form of ours can be
        survey_request = self._find(token)
        if not survey_request or not survey_request._takes_answer():
            return self._page(survey_request, self._status(survey_request))
        score, comment = self._written(score), self._written(comment)
        scale = survey_request._scale()
        if not (score.isascii() and score.isdigit() and len(score) <= 2 and int(score) in scale):
            return self._page(survey_request, "open", missing=True, comment=comment[:MAX_COMMENT])
        survey_request._record_answer(int(score), comment.strip()[:MAX_COMMENT], "link")
        return request.redirect(f"/sv/{token}", code=303)

    @route_for("/sv/<string:token>/stop", methods=["POST"], **FORM)
    def stop(self, token, **_params):
        """No more questions to this number."""
        survey_request = self._find(token)
        if survey_request.phone:
            survey_request._opt_out(survey_request.phone, request.env._("Asked for on the page behind the link"))
        return request.redirect(f"/sv/{token}/stop" if survey_request else f"/sv/{token}", code=303)

    @route_for("/sv/<string:token>/stop", methods=["GET"], **PUBLIC)
    def stopped(self, token, **_params):
        """That no more questions come; looking at it changes nothing."""
        survey_request = self._find(token)
        if survey_request.phone and survey_request._opted_out([survey_request.phone]):
            return self._page(survey_request, "stopped")
        return request.redirect(f"/sv/{token}", code=303)

    @route_for("/sv/<string:token>/form", methods=["GET"], **PUBLIC)
    def no_form_yet(self, token, **_params):
        """An answer to the longer form is only begun by its button."""
        return request.redirect(f"/sv/{token}", code=303)

    @route_for("/sv/<string:token>/form", methods=["POST"], **FORM)
    def longer_form(self, token, **_params):
        """Go on to the longer form of the campaign."""
        url = self._find(token)._longer_form_url()
        return request.redirect(url or f"/sv/{token}", code=303)

    def _find(self, token):
        # sudo: the patient has no login; the token is what he is known by.
        requests = request.env["sms.survey.request"].sudo()
        is_token = len(token) <= 64 and token.isascii() and token.isprintable()
        return requests.search([("token", "=", token)]) if is_token else requests

    def _written(self, value):
        """What was written into a field of the form, as it can be kept; nothing where a file was sent."""
        return without_control_characters(value) if isinstance(value, str) else ""

    def _status(self, survey_request):
        """Which of the pages is shown."""
        if not survey_request:
            return "missing"
        if survey_request.state == "answered":
            return "answered"
        if survey_request.state in ("cancelled", "suppressed"):
            return "withdrawn"
        return "open" if survey_request._takes_answer() else "expired"

    def _page(self, survey_request, status, **values):
        lang = survey_request._page_language()
        request.update_context(lang=lang.code)
        survey_request = survey_request.with_context(lang=lang.code)
        response = request.render(
            "sms_survey.answer_page",
            {
                "comment": survey_request.comment or "",
                "direction": lang.direction,
                "html_lang": lang.code.replace("_", "-"),
                "can_reply": survey_request.campaign_id.gateway_id.can_receive,
                "may_change": status == "answered" and survey_request._may_be_corrected(),
                "missing": False,
                "status": status,
                "survey_request": survey_request,
                **values,
            },
        )
        response.status_code = 404 if status == "missing" else 200
        response.headers.update(HEADERS)
        return response
