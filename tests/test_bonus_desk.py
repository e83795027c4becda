"""Bonus cards as the desk, the manager and the patient meet them: keys, scans, dialogs, paper and portal."""
import io
import json
import time

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import expect

from dev.testing import ALL_ADDONS, fresh_database

from .desk import PHONE, desk

INES, WALTER, PETRA, VERA = "0430000010011", "0430000010028", "0430000010035", "0430000010042"
MANY = 1200  # more than two batches
BETWEEN_KEYS = 0.005  # seconds

PREPARE = f"""
import json
ordinary = env.ref("patient_category.category_ordinary")
env["res.partner"].create([{{"name": f"Many {{each}}", "patient_category_id": ordinary.id}} for each in range({MANY})])
old = env["res.partner"].create([
    {{"name": name, "patient_category_id": ordinary.id}}
    for name in ("Maximiliana-Theodora von und zu Hohenstauffen-Wittelsbach the Third", "Ada Old", "Bea Old")
])
program = env.ref("patient_bonus.program_bonus")
cards = env["loyalty.card"].sudo().create([
    {{"program_id": program.id, "partner_id": patient.id, "code": code}}
    for patient, code in zip(old, ("0430000010059", "0012345", "ABCDEFGHIJKLMNOP0123456789ABCDEF"))
])
ines = env.ref("patient_category.partner_ines")
env["res.users"].with_context(no_reset_password=True).create({{
    "name": ines.name, "login": "ines", "password": "ines", "partner_id": ines.id,
    "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
}})
env.ref("patient_bonus.card_ines").sudo()._bonus_adjust(-2.5, "complained loudly at the desk")
env.cr.commit()
print("IDS", json.dumps({{
    "old": cards.ids, "ines": env.ref("patient_bonus.card_ines").id, "vera": env.ref("patient_bonus.card_vera").id,
}}))
"""


@pytest.fixture(scope="module")
def clinic(odoo, odoo_shell, odoo_server):
    """A server on the demo clinic with many patients: its address and the ids of some cards."""
    with fresh_database(odoo, *ALL_ADDONS, demo=True) as name:
        ids = json.loads(odoo_shell(name, PREPARE).split("IDS ")[1])
        with odoo_server(name) as url:
            yield url, ids


def _check_with_one_key(staff):
    staff.page.keyboard.press("Alt+k")
    expect(staff.page.locator(".modal .o_field_widget[name=number] input")).to_be_focused()


def _scan(staff, number, end="Enter"):
    """Send the keys as a reader does: a few milliseconds apart, however busy this machine is."""
    keyboard = staff.page.context.new_cdp_session(staff.page)
    start = time.time()
    for index, key in enumerate([*number, *([end] if end else [])]):
        text = {"Enter": "\r", "Tab": ""}.get(key, key)
        for kind in ("keyDown", "keyUp"):
            keyboard.send("Input.dispatchKeyEvent", {
                "type": kind, "key": key, "timestamp": start + index * BETWEEN_KEYS,
                "windowsVirtualKeyCode": {"Enter": 13, "Tab": 9}.get(key, ord(key[0].upper())),
                **({"text": text} if text and kind == "keyDown" else {}),
            })
    expect(staff.field("number").locator("input")).to_have_value(number)
    staff.settle()


def test_one_key_from_patients_orders_and_cards_opens_the_check(clinic, browser):
    url, _ids = clinic
    with desk(browser, url, "reception") as reception:
        for screen in ("patients", "bonus-cards"):
            reception.open(screen)
            _check_with_one_key(reception)
            reception.close_dialog()
        reception.open("visits/new")
        reception.choose("partner_id", "Ines Ibarra")
        reception.add_product("Check-up")
        reception.save()
        _check_with_one_key(reception)
        _scan(reception, INES)
        reception.sees("This card will receive 5 % bonuses.")
        assert reception.value("amount") == "80.00"
        reception.sees("$ 4.00")
        _scan(reception, VERA)
        reception.sees("This is not the card of the patient of")
        assert not reception.page.get_by_role("button", name="Spend on this quotation").count()
        _scan(reception, INES)
        reception.click("action_redeem")
        reception.type("amount", "12.34")
        reception.click("action_redeem")
        reception.is_back_on_the_form()
        reception.sees("$ 67.66")


def test_cards_are_scanned_one_after_the_other_wherever_the_focus_is(clinic, browser):
    """A hurried cashier does not empty fields between two patients."""
    url, _ids = clinic
    with desk(browser, url, "cashier") as cashier:
        cashier.open("bonus-check")
        number, amount = cashier.field("number").locator("input"), cashier.field("amount").locator("input")
        _scan(cashier, INES)
        cashier.sees("This card will receive 5 % bonuses.", "Ines Ibarra")
        _scan(cashier, PETRA, end="Tab")
        cashier.sees("The card is blocked: Found at the desk, waiting for her.")
        cashier.type("amount", "150")
        amount.focus()
        _scan(cashier, VERA)
        assert amount.input_value() == "150.00"
        cashier.sees("This card will receive 10 % bonuses.", "Vera Vance (1974)", "$ 15.00")
        amount.focus()
        _scan(cashier, WALTER, end=None)  # a reader that sends no end
        cashier.sees("No bonuses are received with this card at present.")
        assert amount.input_value() == "150.00"
        cashier.page.locator(".modal-title").click()
        _scan(cashier, INES)
        cashier.sees("$ 7.50")
        # By hand, at the pace of a person, an amount stays an amount.
        amount.focus()
        amount.press("Control+a")
        amount.press_sequentially("12345678", delay=150)
        amount.press("Tab")
        cashier.settle()
        assert (amount.input_value(), number.input_value()) == ("12,345,678.00", INES)


def test_bad_input_gets_a_sentence(clinic, browser):
    url, _ids = clinic
    sentences = {
        "letters only!": "This number cannot be right.",
        "4" * 40: "This number cannot be right.",
        "🎉🎉🎉🎉🎉": "This number cannot be right.",
        INES[:-1] + "9": "The last digit does not fit the others",
        "99887766": "This number is unknown.",
    }
    with desk(browser, url, "reception") as reception:
        reception.open("bonus-check")
        for number, sentence in sentences.items():
            reception.type("number", number)
            reception.sees(sentence)
            assert not reception.page.get_by_role("button", name="Open patient").count()
        reception.type("number", INES)
        for amount in ("-5", "9999999999999"):
            reception.type("amount", amount)
            reception.sees("Please enter the amount of the purchase as a number from 0 on.")
            reception.page.locator(".modal").last.locator(".modal-footer").get_by_role("button", name="Close").click()
            reception.settle()


def test_cards_are_issued_to_many_with_progress_and_go_on_after_a_stop(clinic, browser):
    url, _ids = clinic
    with desk(browser, url, "manager") as manager:
        def issue():
            manager.open("patients?view_type=list")
            manager.page.locator("thead .o_list_record_selector input").click()
            manager.page.locator(".o_selection_box .o_select_domain, .o_list_selection_box a").last.click()
            manager.page.locator(".o_cp_action_menus button", has_text="Actions").click()
            manager.page.locator(".o-dropdown--menu").get_by_text("Issue bonus cards").click()
            expect(manager.page.locator(".modal .o_form_view")).to_be_visible()
            new_count = int(manager.value("new_count").replace(",", ""))
            manager.page.get_by_role("button", name="Issue cards").click()
            return new_count

        def cards_of_many():
            return manager.call("loyalty.card", "search_count", [["partner_id.name", "=like", "Many %"]])

        passed, held = [], []

        def hold_the_second_batch(route):
            if passed:
                held.append(route)
            else:
                passed.append(route)
                route.continue_()

        # However fast the server is: the dialog is closed while the second batch is under way.
        batches = "**/patient.bonus.issue/issue_batch**"
        manager.page.route(batches, hold_the_second_batch)
        new_count = issue()
        assert new_count >= MANY
        progress = manager.page.locator(".modal [role=status]", has_text="issued")
        expect(progress).to_contain_text(f"500 of {new_count} issued")
        while not held:
            manager.page.wait_for_timeout(50)
        manager.page.locator(".modal .btn-close").click()
        held.pop().continue_()
        manager.page.unroute(batches)
        manager.settle()
        issued = cards_of_many()
        assert 0 < issued < MANY, "closing the dialog stops, and what was issued stays"
        left = issue()
        assert left < new_count
        expect(manager.page.locator(".o_breadcrumb")).to_contain_text("Bonus cards")
        manager.settle()
        assert cards_of_many() == MANY
        with desk(browser, url, "admin") as administrator:
            assert administrator.call("mail.mail", "search_count", [["subject", "ilike", "card"]]) == 0


def test_printed_cards_are_read_by_a_barcode_reader(clinic, browser):
    url, ids = clinic
    numbers = ["0430000010059", "0012345", "ABCDEFGHIJKLMNOP0123456789ABCDEF"]
    with desk(browser, url, "reception") as reception:
        report = f"{url}/report/pdf/patient_bonus.report_bonus_card_document/{','.join(map(str, ids['old']))}"
        pages = list(pypdfium2.PdfDocument(io.BytesIO(reception.page.request.get(report).body())))
    assert len(pages) == len(numbers), "a page for each card"
    for page, number in zip(pages, numbers):
        width, height = page.get_size()
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (85, 54), "the size of a card, in mm"
        [barcode] = zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())
        assert barcode.text == number


def test_the_patient_sees_his_own_card_and_nothing_that_staff_noted(clinic, browser):
    url, ids = clinic
    context = browser.new_context(viewport={"width": 1366, "height": 820})
    page = context.new_page()
    page.goto(f"{url}/web/login")
    page.fill("input[name=login]", "ines")
    page.fill("input[name=password]", "ines")
    page.click("button[type=submit]")
    card = page.locator(".o_loyalty_card:visible")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("40 bonuses")
    seen = page.content()
    page.locator("body[is-ready=true]").wait_for()  # before, nothing listens to the card
    card.click()
    expect(page.locator(".modal")).to_contain_text("Correction")
    seen += page.locator(".modal").inner_html()
    page.goto(f"{url}/my/loyalty_card/{ids['ines']}/history")
    expect(page.locator("table")).to_contain_text("Opening balance")
    seen += page.content()
    with desk(browser, url, "reception", PHONE) as reception:
        reception.open(f"bonus-cards/{ids['ines']}")
        reception.sees("Correction", "$ -2.50", "complained loudly")
        movements = reception.field("history_ids").locator(".o_kanban_renderer").bounding_box()
        assert movements["x"] + movements["width"] <= PHONE["width"], "amounts are on the screen"
    page.set_viewport_size(PHONE)
    page.goto(f"{url}/my")
    bonuses = page.get_by_role("link", name="Your Bonuses")
    expect(bonuses).to_contain_text(f"40 bonuses on card {INES}")
    seen += page.content()
    bonuses.click()
    expect(page.locator("table")).to_contain_text("Opening balance")
    for secret in ("complained", "Ordinary", "5 %", "5.0", "VIP"):
        assert secret not in seen, secret
    page.goto(f"{url}/my/loyalty_card/{ids['vera']}/history")
    expect(page).to_have_url(f"{url}/my")
    for model in ("loyalty.card", "loyalty.history", "loyalty.program", "patient.bonus.rate"):
        payload = {"params": {"model": model, "method": "search_read", "args": [[]], "kwargs": {}}}
        answer = page.request.post(f"{url}/web/dataset/call_kw/{model}/search_read", data=payload).json()
        assert "error" in answer, model
    payload = {"params": {"model": "loyalty.card", "method": "bonus_check", "args": [VERA], "kwargs": {}}}
    answer = page.request.post(f"{url}/web/dataset/call_kw/loyalty.card/bonus_check", data=payload).json()
    assert "Only staff" in answer["error"]["data"]["message"]
    context.close()
