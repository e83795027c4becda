import inspect
import re

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import PHONE, SurveyCommon


@tagged("post_install", "-at_install")
class TestAnswerPage(SurveyCommon, HttpCase):
    """The page behind the link, as a phone's browser, a link preview and a stranger meet it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign.write({"question": "How was {employee}? {link}", "reply_mode": "link"})

    def setUp(self):
        super().setUp()
        self.request = self._ask()
        self.path = f"/sv/{self.request.token}"

    def _post(self, path=None, **data):
        return self.url_open(path or self.path, data=data, method="POST", allow_redirects=True)

    def test_link_arrives_on_the_phone_and_nowhere_else(self):
        message = self.request.message_ids
        self.assertIn(self.path, message._body_to_send())
        self.assertNotIn(self.request.token, message.with_user(self.appraiser).body)
        with self.assertRaises(AccessError):
            self.request.with_user(self.appraiser).read(["token"])

    def test_a_dark_phone_gets_a_dark_page(self):
        page = self.url_open(self.path).text
        self.assertIn("color-scheme: light dark", page, "fields and scroll bars follow the phone")
        self.assertIn("@media (prefers-color-scheme: dark)", page)

    def test_looking_records_nothing(self):
        for query in ("", "?score=5", "?score=5&comment=x"):
            self.assertEqual(self.url_open(self.path + query).status_code, 200)
        self.assertEqual(self.url_open(self.path, method="HEAD").status_code, 200)
        self.assertFalse(self.request.answered_at)

    def test_no_method_but_post_records_anything(self):
        """Odoo gives OPTIONS to every route: asked with a mark in its address it must record none."""
        self.campaign.survey_id = self.env["survey.survey"].create({"title": "More", "access_mode": "public"})
        for method in ("GET", "HEAD", "OPTIONS"):
            for path in ("", "/stop", "/form"):
                self.url_open(f"{self.path}{path}?score=1&comment=x", method=method)
            self.assertFalse(self.request.answered_at, method)
            self.assertFalse(self.env["sms.survey.request"]._opted_out([PHONE]), method)
        self._post(score="4")
        self.url_open(f"{self.path}/form", method="OPTIONS")
        self.assertFalse(self.campaign.survey_id.user_input_ids)

    def test_every_route_is_reached_by_the_methods_it_names(self):
        """A handler that is added later and records something must not do so by being looked at."""
        router = self.env["ir.http"]
        routes = list(router._generate_routing_rules(["sms_survey"], converters=router._get_converters()))
        self.assertGreaterEqual(len(routes), 11)
        values = {"string:token": self.request.token, "int:gateway_id": str(self.gateway.id)}
        self.authenticate("admin", "admin")
        for route, endpoint in routes:
            named = set(endpoint.routing["methods"])
            handler = inspect.unwrap(endpoint, stop=lambda function: hasattr(function, "reached_by"))
            self.assertEqual(getattr(handler, "reached_by", set()) - {"HEAD"}, named, f"use route_for: {route}")
            path = re.sub("<(.*?)>", lambda place: values[place[1]], route)
            answer = self.url_open(f"{path}?score=1&phone={PHONE}&body=STOP&from={PHONE}&text=STOP", method="OPTIONS")
            self.assertEqual((answer.status_code, answer.content), (204, b""), path)
        self.assertFalse(self.env["sms.survey.gateway.event"].search_count([("gateway_id", "=", self.gateway.id)]))

    def test_answer(self):
        page = self._post(score="2", comment="waited an hour")
        self.assertIn("Thank you!", page.text)
        self.assertEqual(
            (self.request.state, self.request.score, self.request.comment, self.request.channel),
            ("answered", 2, "waited an hour", "link"),
        )
        self.assertEqual(len(self.request.incident_ids), 1)

    def test_answer_can_be_changed_within_the_hour_only(self):
        self._post(score="2")
        self._post(score="5")
        self.assertEqual(self.request.score, 5)
        self._pass_time(self.request, minutes=61)
        page = self._post(score="1")
        self.assertEqual(self.request.score, 5)
        self.assertNotIn("<fieldset", page.text)

    def test_the_worst_mark_of_ten_can_be_given(self):
        self.request.scale_max = 10
        self.assertEqual(self.url_open(self.path).text.count('value="0"'), 1, "an attribute of 0 was left out")
        self._post(score="0")
        self.assertEqual((self.request.state, self.request.score), ("answered", 0))
        self.assertRegex(self.url_open(self.path).text, r'value="0"[^>]*checked')

    def test_bad_input_gets_a_sentence(self):
        for score in ("", "0", "6", "-1", "5.0", "٥", "five", "99999999999"):
            page = self._post(score=score, comment="kept")
            self.assertIn("Please choose a mark.", page.text)
            self.assertIn("kept", page.text)
        self.assertFalse(self.request.answered_at)

    def test_what_no_database_keeps_loses_no_answer(self):
        page = self._post(score="5", comment="very\x00 good\x07,\nthank you \N{WAVING HAND SIGN}")
        self.assertEqual(page.status_code, 200)
        self.assertEqual(
            (self.request.score, self.request.comment), (5, "very good,\nthank you \N{WAVING HAND SIGN}")
        )

    def test_files_in_the_form_are_no_answer(self):
        for files in ({"score": ("5.txt", b"5")}, {"score": (None, "5"), "comment": ("c.txt", b"x")}):
            page = self.url_open(self.path, files=files, method="POST")
            self.assertEqual(page.status_code, 200)
        self.assertEqual((self.request.score, self.request.comment), (5, False))

    def test_a_link_that_cannot_be_one_is_not_known(self):
        for token in ("%00", "x%00", "%E2%80%AE", "x" * 5000, "%20"):
            for path in ("", "/stop", "/form"):
                self.assertEqual(self.url_open(f"/sv/{token}{path}").status_code, 404, token[:10])

    def test_markup_in_a_comment_is_text(self):
        page = self._post(score="5", comment="</textarea><script>alert(1)</script>")
        self.assertNotIn("<script", page.text)

    def test_every_closed_link_says_so(self):
        self._pass_time(self.request, days=4)
        self.assertIn("The time to answer is over", self.url_open(self.path).text)
        self._post(score="5")
        self.request.with_user(self.appraiser).action_cancel()
        self.assertIn("This question was withdrawn", self.url_open(self.path).text)
        self._post(score="5")
        self.assertFalse(self.request.answered_at)
        unknown = self._post("/sv/nobodyknowsthis", score="5")
        self.assertEqual(unknown.status_code, 404)
        self.assertIn("We do not know this link", unknown.text)

    def test_page_is_small_private_and_not_indexed(self):
        page = self.url_open(self.path)
        self.assertLess(len(page.content), 30_000)
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertNotIn("Set-Cookie", page.headers)
        self.assertNotIn("<script", page.text)
        self.assertFalse(re.search(r'(?:src|href)="', page.text), "nothing from anywhere else")
        self.assertNotIn(self.patient.name, page.text)
        self.assertNotIn(self.ordinary.name, page.text)

    def test_right_to_left(self):
        self.env["res.lang"]._activate_lang("ar_001")
        self.patient.lang = "ar_001"
        self.assertIn('dir="rtl"', self.url_open(self.path).text)

    def test_no_more_questions(self):
        self.assertIn("You get no more questions", self._post(self.path + "/stop").text)
        self.assertEqual(self.env["sms.survey.request"]._opted_out([PHONE]), {PHONE})

    def test_an_answer_to_a_text_that_was_reported_as_failed_counts(self):
        self.request.message_ids._book_report("failed")
        self.request.message_ids.state = "failed"
        self.request.state = "failed"
        self._post(score="4")
        self.assertEqual((self.request.state, self.request.score), ("answered", 4))

    def test_stop_is_shown_and_looking_stops_nothing(self):
        self.assertNotIn("no more questions from us", self.url_open(self.path + "/stop").text)
        self.assertFalse(self.env["sms.survey.request"]._opted_out([PHONE]))
        self._post(self.path + "/stop")
        page = self.url_open(self.path + "/stop")
        self.assertIn("reply START", page.text)
        self.gateway.can_receive = False
        self.assertIn("tell us at the clinic", self.url_open(self.path + "/stop").text)
        self.assertEqual(self.url_open("/sv/nobodyknowsthis/stop").status_code, 404)
        self.assertEqual(self.url_open("/sv/nobodyknowsthis/form").status_code, 404)

    def test_longer_form_names_nobody(self):
        survey = self.env["survey.survey"].create({"title": "More", "access_mode": "public"})
        self.env["survey.question"].create(
            {"survey_id": survey.id, "title": "Why?", "question_type": "text_box"}
        )
        self.campaign.survey_id = survey
        self.assertFalse(survey.user_input_ids)
        self._post(score="4")
        self.url_open(self.path + "/form", method="POST", allow_redirects=False)
        self.assertEqual(len(survey.user_input_ids), 1)
        self.assertFalse(survey.user_input_ids.partner_id or survey.user_input_ids.email)

    def test_longer_form_is_begun_once(self):
        """Whoever presses the button again goes on where he was; robots make no heaps of answers."""
        survey, other = self.env["survey.survey"].create([{"title": "More", "access_mode": "public"}] * 2)
        self.campaign.survey_id = survey
        self._post(score="4")
        form = f"{self.path}/form"
        addresses = {self.url_open(form, method="POST", allow_redirects=False).headers["Location"] for _twice in "ab"}
        self.assertEqual(len(addresses), 1)
        answer = survey.user_input_ids
        self.assertEqual(len(answer), 1)
        self.assertIn(answer.access_token, addresses.pop())
        self.request._begin_longer_form(survey, answer.access_token)  # another server did not see it yet
        self.assertEqual(survey.user_input_ids, answer)
        self.campaign.survey_id = other
        self.url_open(form, method="POST", allow_redirects=False)
        self.assertEqual(len(other.user_input_ids), 1, "another form has an answer of its own")
        self.assertNotEqual(other.user_input_ids.access_token, answer.access_token)
        somebody = self._ask(self.vip_patient)
        self._post(f"/sv/{somebody.token}", score="4")
        self.url_open(f"/sv/{somebody.token}/form", method="POST", allow_redirects=False)
        self.assertEqual(len(other.user_input_ids), 2, "everybody has his own")

    def test_the_link_of_a_test_text_says_that_it_was_a_test(self):
        self.appraiser.partner_id.phone = "+32 470 99 88 77"
        self.campaign.with_user(self.appraiser).action_send_test()
        body = self.env["sms.survey.message"].search([("phone", "=", "+32470998877")]).body
        page = self.url_open("/sv/" + body.rsplit("/sv/", 1)[1])
        self.assertEqual(page.status_code, 200)
        self.assertIn("This was a test", page.text)
        self._post("/sv/test", score="5")

    def test_endless_body_is_refused(self):
        self.assertEqual(self._post(score="5", comment="x" * 10_000_000).status_code, 413)
        self.assertFalse(self.request.answered_at)
