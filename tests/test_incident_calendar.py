"""The calendar of deadlines: what is still to be settled is moved to another day, what is resolved is not."""
from playwright.sync_api import expect

from dev.testing import fresh_database

from .desk import desk

INCIDENTS = """
from odoo import fields
month = fields.Date.today().replace(day=1)
values = {
    "partner_id": env["res.partner"].create(
        {"name": "Olga", "patient_category_id": env.ref("patient_category.category_ordinary").id}
    ).id,
    "deadline": f"{month:%Y-%m}-10 12:00:00",
}
env["patient.incident"].create([
    {**values, "type_id": env.ref("patient_category.incident_type_rude").id},
    {
        **values,
        "type_id": env.ref("patient_category.incident_type_badly_served").id,
        "state": "resolved", "outcome": "apology", "resolution": "Apologised.",
    },
])
env.cr.commit()
print("MONTH", f"{month:%Y-%m}")
"""


def test_only_what_is_open_is_moved(odoo, odoo_server, odoo_shell, browser):
    with fresh_database(odoo, "patient_category", demo=True) as name:
        month = odoo_shell(name, INCIDENTS).split("MONTH ")[1][:7]
        with odoo_server(name) as url, desk(browser, url, "practitioner") as practitioner:
            practitioner.open("patient-incidents")
            practitioner.page.locator(".o_searchview_facet .o_facet_remove").click()
            practitioner.page.locator(".o_switch_view.o_calendar").click()
            practitioner.settle()
            move_both(practitioner, f"{month}-17")
            assert deadlines(practitioner) == {"open": f"{month}-17", "resolved": f"{month}-10"}


def move_both(practitioner, date):
    """Drag both to this day, the resolved one first."""
    day = practitioner.page.locator(f".fc-daygrid-day[data-date='{date}']")
    for incident in ("Badly served: Olga", "Rude: Olga"):
        practitioner.page.locator(".fc-event", has_text=incident).drag_to(day)
        practitioner.settle()
    expect(day.locator(".fc-event")).to_have_text("Rude: Olga")


def deadlines(practitioner):
    """The days on which the two are due: {state: date}"""
    rows = practitioner.call(
        "patient.incident", "search_read", [["partner_id.name", "=", "Olga"]], ["deadline", "state"]
    )
    return {row["state"]: row["deadline"][:10] for row in rows}
