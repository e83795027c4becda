"""The form of a campaign: what one reads while one writes, as an appraisal manager who may not see orders."""
from playwright.sync_api import expect

from dev.testing import ALL_ADDONS

from .desk import desk

TEXTS = [  # what is typed, and what stands below it before the field is left
    ("a" * 160, "160 characters, 1 text message."),
    ("a" * 159 + "€", "161 characters, 2 text messages."),
    ("ж" * 70, "70 characters, 1 text message. With “ж” in it, a text message holds 70 characters instead of 160."),
    ("ж" * 69 + "😀", "71 characters, 2 text messages. With “ж😀” in it, a text message holds 70"),
    ("", "0 characters, 0 text messages."),
    ("Rate {employee}: {link}", "1 text message."),
]


def test_length_phone_and_visits(odoo_database, odoo_server, odoo_shell, browser):
    name = odoo_database(*ALL_ADDONS, demo=True)
    odoo_shell(name, "env['res.lang']._activate_lang('fr_FR'); env.cr.commit()")
    with odoo_server(name) as url, desk(browser, url, "appraisal") as appraisal:
        page = appraisal.page
        appraisal.open("survey-campaigns")
        page.locator(".o_data_row").first.locator("td[name=name]").click()
        appraisal.settle()
        question = page.locator("div[name=question] textarea")
        length = page.locator("div[name=question] .o_sms_survey_length")
        for text, sentence in TEXTS:
            question.fill(text)
            expect(length).to_contain_text(sentence)
            assert question.evaluate("element => element === document.activeElement"), "only when the field was left"
        question.blur()
        phone = page.locator(".o_sms_survey_phone")
        expect(phone.locator(".ours").first).to_contain_text("Rate Alexandra: http")
        page.locator("div[name=preview_lang] input").click()
        page.locator(".o_select_menu_item", has_text="French").click()
        expect(phone).to_have_attribute("lang", "fr-FR")
        page.get_by_role("tab", name="Visits").click()
        expect(page.locator("div[name=domain]")).to_contain_text("visits of the last 30 days")
        expect(page.locator("div[name=domain]")).not_to_contain_text("Invalid")
        page.locator(".o_form_button_cancel").click()
        page.get_by_role("tab", name="Texts").click()
        expect(question).not_to_have_value("Rate {employee}: {link}")
