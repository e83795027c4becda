"""The manager reads the profitability report, and gets from a figure to the invoices behind it."""
import io

import openpyxl
from playwright.sync_api import expect

from dev.testing import ALL_ADDONS, fresh_database

from .desk import desk

WITHOUT_MARGINS = """
manager = env["res.users"].search([("login", "=", "manager")])
manager.group_ids -= env.ref("patient_category.group_margins")
env.cr.commit()
"""


def test_from_a_figure_to_its_invoices(odoo, odoo_server, odoo_shell, browser):
    with fresh_database(odoo, *ALL_ADDONS, demo=True) as name:
        with odoo_server(name) as url, desk(browser, url, "manager") as manager:
            look_at_the_report(manager)
        odoo_shell(name, WITHOUT_MARGINS)
        with odoo_server(name) as url, desk(browser, url, "manager") as manager:
            look_without_margins(manager)


def look_at_the_report(manager):
    manager.open("patient-profitability")
    vip = [["category_id.name", "=", "VIP"]]
    (figures,) = manager.call(
        "patient.category.report", "formatted_read_group", vip, [], ["revenue:sum", "margin:sum", "invoice_count:sum"]
    )
    row = manager.page.locator(".o_pivot tbody tr", has_text="VIP")
    expect(row.locator("td").first).to_have_text(f"{figures['revenue:sum']:,.2f}")

    look_at_unknown_costs(manager)

    row.locator("td").first.click()
    manager.settle()
    lines = manager.page.locator(".o_list_view .o_data_row")
    assert lines.count() >= figures["invoice_count:sum"]
    expect(manager.page.locator(".o_list_view tfoot")).to_contain_text(f"{figures['revenue:sum']:,.2f}")
    expect(manager.page.locator(".o_list_view tfoot")).to_contain_text(f"{figures['margin:sum']:,.2f}")
    invoice = lines.first.locator("[name=move_id]").inner_text()

    lines.first.locator("[name=move_id]").click()
    manager.settle()
    manager.sees(invoice)
    assert manager.value("patient_category_id") == "VIP"

    # All invoices behind a figure at once.
    manager.page.locator(".o_breadcrumb .breadcrumb-item a").last.click()
    manager.settle()
    manager.page.locator(".o_list_view thead .o_list_record_selector input").check()
    manager.page.locator("button[name=action_open_invoices]").click()
    manager.settle()
    expect(manager.page.locator(".o_list_view .o_data_row")).to_have_count(figures["invoice_count:sum"])


def look_at_unknown_costs(manager):
    """Invoices of before: their revenue counts, their cost is an empty cell, on the screen and in the file."""
    nobody = manager.page.locator(".o_pivot tbody tr", has_text="None").locator("td")
    revenue, *unknown = nobody.all_inner_texts()[:4]
    assert float(revenue.replace(",", "")) > 0
    assert unknown == ["", "", ""]
    file = io.BytesIO(manager.download(manager.page.locator(".o_pivot_download").click))
    rows = openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    [row] = [row for row in rows if (row[0] or "").strip() == "None"]
    assert f"{row[1]:,.2f}" == revenue
    assert row[2:5] in [("", "", ""), (None, None, None)]


def look_without_margins(manager):
    manager.open("patient-profitability")
    manager.sees("VIP", "Revenue", "Average Invoice")
    manager.does_not_see("Margin", "Cost")
    manager.page.get_by_role("button", name="Measures").click()
    manager.sees("Quantity")
    manager.does_not_see("Margin", "Cost")
    manager.page.locator(".o_switch_view.o_list").click()
    manager.settle()
    manager.does_not_see("Margin", "Cost")
