"""The page behind the link of a question, on a phone, and for people who cannot see or click well."""
import json

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe

PHONE_SCREEN = {"width": 360, "height": 740}
SMALLEST_TARGET = 44  # pixels
LARGEST_PAGE = 30_000  # bytes
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SET_UP = """
import json
from datetime import timedelta
from odoo import fields
env["res.lang"]._activate_lang("ar_001")
env["ir.module.module"].search([("name", "=", "sms_survey")])._update_translations(["ar_001"])
now = fields.Datetime.now()
company = env.ref("base.main_company")
company.name = "Clinic of the Long Name that does not End and Goes on"
survey = env["survey.survey"].create({"title": "Tell us more", "access_mode": "public"})
env["survey.question"].create({"survey_id": survey.id, "title": "Why?", "question_type": "text_box"})
gateway = env["sms.survey.gateway"].search([("provider", "=", "sandbox")], limit=1)
campaign = env["sms.survey.campaign"].create({
    "name": "By link", "gateway_id": gateway.id, "reply_mode": "link", "question": "How was {employee}? {link}",
    "survey_id": survey.id})
to_ten = campaign.copy({"scale_max": 10, "name": "To ten"})
employee = env["hr.employee"].create({"name": "Nora Jones"})
patient = env["res.partner"].create({"name": "Secret Patient", "lang": "en_US"})
arab = env["res.partner"].create({"name": "Arab Patient", "lang": "ar_001"})
tokens = {}
for number, (status, values) in enumerate({
    "open": {}, "open to ten": {"campaign_id": to_ten.id, "scale_max": 10}, "right to left": {"partner_id": arab.id},
    "answered": {"state": "answered", "score": 2, "comment": "Waited", "answered_at": now},
    "closed": {"state": "answered", "score": 2, "answered_at": now - timedelta(hours=2)},
    "expired": {"state": "expired", "expires_at": now - timedelta(hours=1)}, "withdrawn": {"state": "cancelled"},
}.items()):
    tokens[status] = env["sms.survey.request"].create({
        "campaign_id": campaign.id, "company_id": company.id, "partner_id": patient.id, "employee_id": employee.id,
        "phone": "+3247012345%d" % number, "scale_max": 5, "state": "sent", "send_at": now, "visit_date": now,
        "expires_at": now + timedelta(days=1), **values}).token
env.cr.commit()
print("TOKENS", json.dumps(tokens))
"""
TITLES = {
    "open": "How were you served by Nora?", "open to ten": "How were you served by Nora?",
    "right to left": "كيف كانت خدمة Nora لك؟", "answered": "thank you for your answer",
    "closed": "thank you for your answer", "expired": "The time to answer is over",
    "withdrawn": "This question was withdrawn", "unknown": "We do not know this link",
}


@pytest.fixture
def clinic(odoo_database, odoo_server, odoo_shell):
    """Address of a page in each state, and the database."""
    name = odoo_database("sms_survey")
    tokens = json.loads(odoo_shell(name, SET_UP).split("TOKENS ")[1].splitlines()[0])
    with odoo_server(name) as url:
        yield name, {status: f"{url}/sv/{token}" for status, token in {**tokens, "unknown": "nobody-knows"}.items()}


def _phone(browser, **options):
    context = browser.new_context(viewport=PHONE_SCREEN, is_mobile=True, has_touch=True, **options)
    context.set_default_timeout(60_000)
    return context.new_page()


def _tap(phone, button):
    """Tap a button that opens another page, and wait for that."""
    with phone.expect_navigation():
        phone.get_by_role("button", name=button, exact=True).tap()


def _answers(odoo_sql, name):
    return odoo_sql(name, "SELECT state || coalesce(score, 0) FROM sms_survey_request ORDER BY id")


def test_every_state_is_polite_small_and_accessible(browser, clinic, odoo_sql):
    name, addresses = clinic
    before = _answers(odoo_sql, name)
    phone = _phone(browser)
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    for status, address in addresses.items():
        asked.clear()
        answer = phone.goto(address)
        assert asked == [address], "nothing else is fetched"
        assert len(answer.body()) < LARGEST_PAGE
        assert answer.status == (404 if status == "unknown" else 200)
        assert "noindex" in answer.headers["x-robots-tag"]
        assert TITLES[status] in phone.locator("h1").first.inner_text()
        assert "Secret Patient" not in phone.content()
        found = Axe().run(phone, options=RULES).response["violations"]
        assert not found, (status, [(each["id"], each["help"], each["nodes"][0]["html"]) for each in found])
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE_SCREEN["width"], status
        for target in phone.locator("label:has(input), button, textarea").all():
            box = target.bounding_box()
            assert min(box["width"], box["height"]) >= SMALLEST_TARGET, (status, box)
        assert requests.head(address, timeout=60).status_code == answer.status
        assert requests.get(f"{address}?score=1&comment=x", timeout=60).status_code == answer.status
        for more in ("/stop", "/form"):  # a preview follows every address
            assert requests.get(address + more, timeout=60).status_code == answer.status
    assert _answers(odoo_sql, name) == before
    assert odoo_sql(name, "SELECT count(*) FROM phone_blacklist") == ["0"]
    assert odoo_sql(name, "SELECT count(*) FROM survey_user_input") == ["0"]


def test_right_to_left(browser, clinic):
    _name, addresses = clinic
    phone = _phone(browser)
    phone.goto(addresses["right to left"])
    first, second = (phone.locator(".marks label").nth(place).bounding_box() for place in (0, 1))
    assert first["x"] > second["x"], "the marks begin on the right"
    assert phone.get_by_role("button", name="إرسال", exact=True).is_visible(), "the page is in the patient's language"
    assert not phone.get_by_text("excellent").count()
    phone.goto(addresses["open"])
    first, second = (phone.locator(".marks label").nth(place).bounding_box() for place in (0, 1))
    assert first["x"] < second["x"]


def test_answer_without_javascript_then_the_longer_form(browser, clinic, odoo_sql):
    """Also for somebody who is logged in on that phone: he is a visitor like any other."""
    name, addresses = clinic
    phone = _phone(browser, java_script_enabled=False)
    phone.goto(addresses["open"])
    phone.get_by_role("button", name="Send", exact=True).tap()
    assert phone.url == addresses["open"], "the browser itself asks for a mark"
    phone.locator(".marks label", has_text="4").tap()
    phone.get_by_label("What could we do better?").fill("Nothing & nobody <3")
    _tap(phone, "Send")
    assert "thank you for your answer" in phone.locator("h1").inner_text()
    state = "SELECT state, score, comment, channel FROM sms_survey_request ORDER BY id LIMIT 1"
    assert odoo_sql(name, state) == ["answered|4|Nothing & nobody <3|link"]
    assert phone.get_by_role("radio", name="4").is_checked()
    phone.locator(".marks label", has_text="5").tap()
    _tap(phone, "Change my answer")
    assert odoo_sql(name, state) == ["answered|5|Nothing & nobody <3|link"]

    staff = _phone(browser)
    staff.goto(addresses["open"].split("/sv/")[0] + "/web/login")
    staff.locator("input[name=login]").fill("admin")
    staff.locator("input[name=password]").fill("admin")
    staff.locator("button[type=submit]").first.tap()
    staff.wait_for_url("**/odoo**")
    staff.goto(addresses["open"])
    _tap(staff, "A few more questions")
    staff.get_by_role("button", name="Start").tap()
    staff.locator("textarea").fill("Because")
    staff.get_by_role("button", name="Submit", exact=True).tap()
    staff.locator(".modal").get_by_role("button", name="Submit").tap()  # "Are you sure?"
    staff.get_by_text("Thank you").first.wait_for()
    assert odoo_sql(name, "SELECT i.state, coalesce(i.partner_id, 0), l.value_text_box FROM survey_user_input i "
                          "JOIN survey_user_input_line l ON l.user_input_id = i.id") == ["done|0|Because"]
    who = odoo_sql(name, "SELECT login FROM res_users WHERE id IN (SELECT create_uid FROM survey_user_input UNION "
                         "SELECT write_uid FROM survey_user_input UNION SELECT create_uid FROM survey_user_input_line)")
    assert "admin" not in who, "who is logged in is not written down"


def test_no_more_questions(browser, clinic, odoo_sql):
    name, addresses = clinic
    phone = _phone(browser, java_script_enabled=False)
    phone.goto(addresses["open"])
    _tap(phone, "Send me no more questions")
    assert "You get no more questions from us" in phone.locator("h1").inner_text()
    assert odoo_sql(name, "SELECT number FROM phone_blacklist") == ["+32470123450"]
    phone.reload()
    assert "You get no more questions from us" in phone.locator("h1").inner_text()
