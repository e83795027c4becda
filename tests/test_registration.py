"""Registration and the directory in a real browser: what the desk clicks, and what a manager does with categories.

On Odoo's demo company and our demo data, where Walter Whitfield has the phone number +1 555-0167.
"""
import pytest

from dev.testing import ALL_ADDONS, fresh_database

from .desk import desk

WALTERS_PHONE = "+1 555-0167"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def clinic(odoo, odoo_server):
    with fresh_database(odoo, *ALL_ADDONS, demo=True) as name, odoo_server(name) as url:
        yield url


@pytest.fixture
def reception(browser, clinic):
    with desk(browser, clinic, "reception") as staff:
        yield staff


@pytest.fixture
def manager(browser, clinic):
    with desk(browser, clinic, "manager") as staff:
        yield staff


def begin_registration(staff, name):
    staff.open("patients/new")
    staff.type("name", name)
    staff.type("phone", WALTERS_PHONE)
    staff.sees("already registered", "Walter Whitfield (1961)")


def answer(staff, button, patient="Walter Whitfield"):
    row = staff.page.locator(".o_patient_duplicate", has_text=patient)
    row.get_by_role("button", name=button, exact=True).click()
    staff.settle()


def test_open_leads_to_the_patient_and_registers_nobody(reception):
    begin_registration(reception, "Walt Twice")
    answer(reception, "Open")
    assert reception.value("name") == "Walter Whitfield"
    assert reception.call("res.partner", "search_count", [["name", "=", "Walt Twice"]]) == 0


def test_family_member_gets_the_guardian_and_is_not_asked_about_again(reception):
    begin_registration(reception, "Wendy Whitfield")
    answer(reception, "Family member")
    assert reception.value("guardian_id") == "Walter Whitfield"
    reception.does_not_see("already registered")
    reception.save()
    reception.open(f"patients/{reception.record_id()}")
    assert reception.value("guardian_id") == "Walter Whitfield"
    reception.does_not_see("already registered")


def test_different_person_is_answered_once_for_both_on_a_phone(browser, clinic):
    with desk(browser, clinic, "reception", PHONE) as reception:
        begin_registration(reception, "Dora Different")
        for row in reception.page.locator(".o_patient_duplicate").all_inner_texts():
            answer(reception, "Different person", row.splitlines()[0].split(" (")[0])
        reception.does_not_see("already registered")
        reception.save()
        (walter,) = reception.call("res.partner", "search", [["name", "=", "Walter Whitfield"]])
        reception.open(f"patients/{walter}")
        reception.does_not_see("Dora Different")


def test_a_guardian_created_on_the_way_is_no_patient(reception):
    reception.open("patients/new")
    reception.type("name", "Kim Kid")
    reception.field("guardian_id").locator("input").fill("Gisela Guardian")
    reception.page.locator(".o_m2o_dropdown_option_create").click()
    reception.settle()
    reception.save()
    (guardian,) = reception.call(
        "res.partner", "search_read", [["name", "=", "Gisela Guardian"]], ["patient_category_id"]
    )
    assert not guardian["patient_category_id"]


def test_a_category_chosen_by_mistake_is_undone(reception):
    reception.open("patients/new")
    reception.type("name", "Mia Mistake")
    reception.page.get_by_role("radio", name="Problem").click()
    reception.sees("Stay calm, and take the payment first.")
    reception.save()
    reception.click("action_undo_category")
    assert reception.page.get_by_role("radio", name="Ordinary").get_attribute("aria-checked") == "true"
    reception.does_not_see("chosen by mistake")


def select_in_list(staff, *names):
    for name in names:
        staff.page.locator(".o_data_row", has_text=name).locator(".o_list_record_selector input").click()
    staff.settle()


def test_the_desk_is_refused_in_bulk_with_a_sentence_and_managers_are_not(reception, manager):
    for staff in (reception, manager):
        staff.open("patients")
        select_in_list(staff, "Ines Ibarra", "Walter Whitfield")
        staff.page.get_by_role("button", name="Change category").click()
        staff.settle()
        staff.sees("Patients selected: 2")
        staff.form.get_by_role("radio", name="Ordinary").click()
        staff.page.locator(".modal button[name=action_change]:visible").click()
        staff.settle()
        if staff is reception:
            staff.sees("Only managers change the category of Walter Whitfield.")
        else:
            staff.is_back_on_the_form()
    domain = [["name", "=", "Walter Whitfield"], ["patient_category_id.name", "=", "Ordinary"]]
    assert manager.call("res.partner", "search_count", domain) == 1


def test_archiving_a_category_asks_where_its_patients_go(manager):
    manager.open("patient-categories")
    manager.page.get_by_text("VIP", exact=True).first.click()
    manager.settle()
    manager.page.locator(".o_cp_action_menus button").first.click()
    manager.page.get_by_role("menuitem", name="Archive").click()
    manager.page.get_by_role("button", name="Archive").last.click()
    manager.sees("patients still have the category “VIP”")
    manager.form.get_by_role("radio", name="Ordinary").click()
    manager.page.locator(".modal button[name=action_change]:visible").click()
    manager.is_back_on_the_form()
    manager.sees("Archived")
    assert manager.call("res.partner", "search_count", [["patient_category_id.name", "=", "VIP"]]) == 0


def test_a_second_default_is_refused_with_a_sentence(manager):
    manager.open("patient-categories")
    row = manager.page.locator(".o_data_row", has_text="Problem")
    row.locator(".o_field_boolean_toggle[name=is_default] input").click()
    manager.sees("There already is a default category for all companies. Take the mark off that one first.")


def test_patients_are_imported_with_the_template(reception, tmp_path):
    reception.open("patients")
    reception.page.locator(".o_control_panel .fa-cog").first.click()
    reception.page.get_by_text("Import records").click()
    template = reception.download(lambda: reception.page.get_by_text("Import Template for Patients").click())
    header = template.decode("utf-8-sig").splitlines()[0]
    filled_in = tmp_path / "patients.csv"
    filled_in.write_text(f"{header}\nIda Import,+1 555-0111,,1990-05-01,,Problem,Two bills unpaid\n", encoding="utf-8")
    reception.page.locator("input[type=file]").first.set_input_files(filled_in)
    reception.page.get_by_role("button", name="Import", exact=True).click()
    reception.page.wait_for_selector(".o_list_view .o_data_row")
    domain = [["name", "=", "Ida Import"], ["patient_category_id.name", "=", "Problem"]]
    assert reception.call("res.partner", "search_count", domain) == 1
