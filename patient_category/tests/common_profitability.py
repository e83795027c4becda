from odoo import Command

from .common import PatientCommon


class ProfitabilityCommon(PatientCommon):
    """A clinic of its own, so that its report holds nothing but what the test has posted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._clinic("Clinic of the test")
        users = cls.receptionist + cls.cashier + cls.manager
        users.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.manager.group_ids += cls.env.ref("patient_category.group_margins")
        cls.employee = cls.env["hr.employee"].create({"name": "Nora Nurse", "company_id": cls.company.id})
        cls.service = cls.service.with_env(cls.env)
        cls.service.standard_price = 40.0
        cls.drug = cls.env["product.product"].create(
            {
                "name": "Drug",
                "type": "consu",
                "list_price": 30.0,
                "standard_price": 12.0,
                "taxes_id": False,
                "invoice_policy": "order",
            }
        )
        cls.report = cls.env["patient.category.report"].with_user(cls.manager)

    @classmethod
    def _clinic(cls, name, currency=None):
        company = cls.env["res.company"].create({"name": name})
        cls.env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        company.currency_id = currency or company.currency_id  # the chart of accounts brings its own
        return company

    @classmethod
    def _invoice(cls, payer, *lines, date="2026-03-15", move_type="out_invoice", post=True, **values):
        """A direct invoice; a line is (product, quantity, price[, values])."""
        move = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": payer.id,
                "invoice_date": date,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "quantity": quantity,
                            "price_unit": price,
                            "tax_ids": False,
                            **dict(*more),
                        }
                    )
                    for product, quantity, price, *more in lines
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def _confirmed_order(cls, patient, *lines, **values):
        """A confirmed order of a patient who need not prepay; a line is (product, quantity, price[, values])."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": patient.id,
                "company_id": cls.company.id,
                "attending_employee_id": cls.employee.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                            "tax_ids": False,
                            **dict(*more),
                        }
                    )
                    for product, quantity, price, *more in lines
                ],
                **values,
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def _down_payment(cls, order, percent):
        wizard = (
            cls.env["sale.advance.payment.inv"]
            .with_context(active_model="sale.order", active_ids=order.ids, active_id=order.id)
            .create({"advance_payment_method": "percentage", "amount": percent})
        )
        invoice = wizard._create_invoices(order)
        invoice.invoice_date = "2026-03-01"
        invoice.action_post()
        return invoice

    @classmethod
    def _final_invoice(cls, order, date="2026-03-20"):
        invoice = order._create_invoices(final=True)
        invoice.invoice_date = date
        invoice.action_post()
        return invoice

    def _figures(self, domain=(), groupby=(), measures=None):
        """{group: {measure: figure}} of the report, as its pivot shows it; without groups the total."""
        measures = measures or {
            "revenue": "sum",
            "cost": "sum",
            "margin": "sum",
            "margin_percent": "avg",
            "invoice_count": "sum",
            "patient_count": "count_distinct",
            "average_invoice": "avg",
            "quantity": "sum",
        }
        rows = self.report._read_group(
            list(domain), list(groupby), [f"{name}:{how}" for name, how in measures.items()]
        )
        figures = {}
        for row in rows:
            keys, values = row[: len(groupby)], row[len(groupby) :]
            key = keys[0] if len(keys) == 1 else keys
            figures[key] = {name: round(value or 0.0, 6) for name, value in zip(measures, values)}
        return figures if groupby else figures[()]
