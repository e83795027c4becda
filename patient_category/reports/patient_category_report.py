import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..groups import MARGINS

PATIENT_COUNT = "patient_count:count_distinct"
# What the summary has added up already: an average or a maximum of lines is no more in it.
SUMS = {"revenue", "cost", "margin", "quantity"}
COUNTS_OF_LINES = (["array_agg"], ["count"])
# What the rows of the summary are told apart by, without the patient and the invoice.
SUMMARY_DIMENSIONS = ("category_id", "attending_employee_id", "company_id", "date", "estimated")
# Whoever asks about these needs every row of the summary.
ROW_DIMENSIONS = {"move_id", "patient_id", "current_category_id", "patient_count", "cost_known"}
# All that the index of patients by category and month has.
IN_ORDER_OF_PATIENTS = {"category_id", "company_id", "date", "patient_count"}
# What stands for a dimension that nobody asked for, by the type of its field.
NO_VALUE = {
    "boolean": SQL("NULL::boolean"),
    "date": SQL("NULL::date"),
    "integer": SQL("NULL::integer"),
    "many2one": SQL("NULL::integer"),
}
# What the summary knows: a question about anything else is answered line by line.
SUMMARY_FIELDS = {
    *SUMMARY_DIMENSIONS,
    *ROW_DIMENSIONS,
    "__count",
    "revenue",
    "cost",
    "margin",
    "margin_percent",
    "quantity",
    "invoice_count",
    "average_invoice",
}


class PatientCategoryReport(models.Model):
    _name = "patient.category.report"
    _description = "Profitability"
    _auto = False
    _rec_name = "date"
    _order = "date desc, id desc"

    date = fields.Date(string="Invoice Date", readonly=True)
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)
    category_id = fields.Many2one(
        "patient.category",
        readonly=True,
        help="The category of the patient at the time of sale.",
    )
    current_category_id = fields.Many2one(
        "patient.category",
        string="Category Today",
        readonly=True,
    )
    patient_id = fields.Many2one("res.partner", readonly=True)
    attending_employee_id = fields.Many2one("hr.employee", string="Attended by", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    product_categ_id = fields.Many2one("product.category", string="Product Category", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    estimated = fields.Boolean(
        readonly=True,
        help="Category and cost were not known when the invoice was posted, "
        "they were estimated afterwards.",
    )
    cost_known = fields.Boolean(
        readonly=True,
        help="Not so for invoices of the time before patients had categories, until they are classified. "
        "Their revenue counts, but no cost and no margin: an unknown cost is no profit.",
    )

    # Floats, not Monetary: those make the pivot ask for the currencies of every cell, which
    # costs three quarters of what the summary gains. All amounts are in the currency of the
    # current company. What is no plain sum is not offered when a list is exported: Odoo adds up the
    # lines of a group itself there, and averages their percentages. The downloaded pivot has it.
    revenue = fields.Float(readonly=True, digits=(16, 2), help="Untaxed, in the currency of the company.")
    cost = fields.Float(
        readonly=True,
        digits=(16, 2),
        groups=MARGINS,
        help="As known when the invoice was posted. Empty where it is not known.",
    )
    margin = fields.Float(
        readonly=True,
        digits=(16, 2),
        groups=MARGINS,
        help="Revenue less cost, of the sales whose cost is known.",
    )
    margin_percent = fields.Float(
        string="Margin (%)",
        readonly=True,
        digits=(16, 2),
        aggregator="avg",
        exportable=False,
        groups=MARGINS,
        help="Margin of all that is added up here, in percent of its revenue, as far as the cost is known.",
    )
    quantity = fields.Float(readonly=True, digits=(16, 2))
    invoice_count = fields.Integer(
        string="Invoices",
        readonly=True,
        exportable=False,
        help="Different invoices and receipts. Credit notes and down payments are not counted.",
    )
    patient_count = fields.Integer(
        string="Patients",
        readonly=True,
        aggregator="count_distinct",
        exportable=False,
        help="Different patients.",
    )
    average_invoice = fields.Float(
        readonly=True,
        digits=(16, 2),
        aggregator="avg",
        exportable=False,
        help="Revenue of all that is added up here, divided by its number of invoices.",
    )

    _depends = {
        "account.move": ["state", "move_type", "invoice_date"],
        "account.move.line": [
            "account_id",
            "attending_employee_id",
            "balance",
            "company_id",
            "display_type",
            "is_downpayment",
            "move_id",
            "patient_category_id",
            "patient_id",
            "posted_cost",
            "posted_cost_origin",
            "product_id",
            "product_uom_id",
            "quantity",
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id", "uom_id"],
        "res.partner": ["commercial_partner_id", "patient_category_id"],
        "uom.uom": ["factor"],
    }

    # ------------------------------------------------------------
    # Where the rows come from
    # ------------------------------------------------------------

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT source.id,
                   source.date,
                   source.move_id,
                   source.category_id,
                   COALESCE(patient.patient_category_id, entity.patient_category_id) AS current_category_id,
                   source.patient_id,
                   source.attending_employee_id,
                   source.product_id,
                   source.product_categ_id,
                   source.company_id,
                   source.estimated,
                   source.revenue %(rate)s AS revenue,
                   source.cost %(rate)s AS cost,
                   source.cost IS NOT NULL AS cost_known,
                   source.known_revenue %(rate)s AS known_revenue,
                   (source.known_revenue - source.cost) %(rate)s AS margin,
                   (source.known_revenue - source.cost) * 100 / NULLIF(source.known_revenue, 0) AS margin_percent,
                   source.quantity,
                   source.line_count,
                   source.invoice_count AS only_invoice_count,
                   source.counted_move_id,
                   source.invoice_count + (source.counted_move_id IS NOT NULL)::integer AS invoice_count,
                   (source.patient_id IS NOT NULL)::integer AS patient_count,
                   source.revenue %(rate)s AS average_invoice
              FROM (%(source)s) AS source
              LEFT JOIN res_partner patient ON patient.id = source.patient_id
              LEFT JOIN res_partner entity ON entity.id = patient.commercial_partner_id
             WHERE source.company_id IN %(companies)s
            """,
            source=self._source_query(),
            rate=self._currency_rate(),
            companies=tuple(self.env.companies.ids),
        )

    @api.model
    def _source_query(self):
        """The summary where it is enough, else the lines of the invoices, in the same shape."""
        asked = self.env.context.get("patient_category_summary")
        if not isinstance(asked, tuple):  # nor what a caller over RPC puts there
            return SQL(
                "SELECT *, 1 AS line_count, 0 AS invoice_count, %s FROM (%s) AS sale",
                self._known_revenue(),
                self.env["patient.category.summary"]._sales_query(),
            )
        if ROW_DIMENSIONS.intersection(asked):
            return SQL(
                "SELECT *, NULL::integer AS product_id, NULL::integer AS product_categ_id, %s"
                " FROM patient_category_summary %s",
                self._known_revenue(),
                self._order_of_patients() if IN_ORDER_OF_PATIENTS.issuperset(asked) else SQL(),
            )
        return self._added_up_query(asked)

    @api.model
    def _known_revenue(self):
        """The part of the revenue whose cost is known: what margins are made of."""
        return SQL("CASE WHEN cost IS NOT NULL THEN revenue END AS known_revenue")

    @api.model
    def _order_of_patients(self):
        """The order of the index by which distinct patients are counted, ``_patients_by_month``.

        It changes no answer, but finds the rows sorted as GROUPING SETS would have to sort them.
        Left alone, the database does not see that the index has that order.
        """
        return SQL("ORDER BY category_id, (date_trunc('month', date::timestamp)::date), patient_id")

    @api.model
    def _added_up_query(self, asked):
        """The summary by the dimensions that are asked for, and by nothing else.

        Adding up is what the database does fastest: a pivot then makes its sums and subtotals
        of some thousand rows. It would sort all of them for each of its axes otherwise.

        :param asked: names of fields, as ``_where_it_is_known`` finds them
        """
        dimensions = [name for name in SUMMARY_DIMENSIONS if name in asked or name == "company_id"]
        unasked = [
            SQL("%s AS %s", NO_VALUE[self._fields[name].type], SQL.identifier(name))
            for name in (*SUMMARY_DIMENSIONS, "id", "move_id", "patient_id", "product_id", "product_categ_id")
            if name not in dimensions
        ]
        return SQL(
            """
            SELECT %(dimensions)s, counted_move_id, %(unasked)s,
                   SUM(revenue) AS revenue, SUM(revenue) FILTER (WHERE cost IS NOT NULL) AS known_revenue,
                   SUM(cost) AS cost, SUM(quantity) AS quantity,
                   SUM(line_count)::integer AS line_count, SUM(invoice_count)::integer AS invoice_count
              FROM patient_category_summary
          GROUP BY %(dimensions)s, counted_move_id
            """,
            dimensions=SQL(", ").join(map(SQL.identifier, dimensions)),
            unasked=SQL(", ").join(unasked),
        )

    @api.model
    def _currency_rate(self):
        """Factor from the currency of a row's company to that of the current one; empty if all have the same.

        No temporary table, as Odoo's own reports make one: a read replica can answer this.
        """
        companies = self.env.companies
        if len(companies.currency_id) <= 1:
            return SQL()
        today = fields.Date.context_today(self)
        currency = self.env.company.currency_id
        rates = [
            SQL(
                "WHEN %s THEN %s",
                company.id,
                currency._get_conversion_rate(company.currency_id, currency, self.env.company, today),
            )
            for company in companies
        ]
        return SQL("* CASE source.company_id %s END", SQL(" ").join(rates))

    # ------------------------------------------------------------
    # Adding up
    # ------------------------------------------------------------

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None, order=None):
        report = self._where_it_is_known(domain, [*groupby, *aggregates], order, having)
        return super(PatientCategoryReport, report)._read_group(
            domain, groupby, aggregates, having=having, offset=offset, limit=limit, order=order
        )

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        specifications = [*aggregates, *(spec for groupby in grouping_sets for spec in groupby)]
        report = self._where_it_is_known(domain, specifications, order)
        if report._is_faster_with_patients_apart(grouping_sets, aggregates, order):
            return self._read_patients_apart(domain, grouping_sets, aggregates, order)
        return super(PatientCategoryReport, report)._read_grouping_sets(
            domain, grouping_sets, aggregates, order=order
        )

    def _is_faster_with_patients_apart(self, grouping_sets, aggregates, order):
        """Whether patients are counted among other measures, and needed for nothing else."""
        asked = self.env.context["patient_category_summary"] or ()
        return (
            PATIENT_COUNT in aggregates
            and len(aggregates) > 1
            and ROW_DIMENSIONS.intersection(asked) == {"patient_count"}
            and not {term.split()[0] for term in (order or "").split(",") if term.strip()}.intersection(aggregates)
        )

    def _read_patients_apart(self, domain, grouping_sets, aggregates, order):
        """``_read_grouping_sets`` in two questions: the sums, and the patients, who have an index of their own."""
        others = [aggregate for aggregate in aggregates if aggregate != PATIENT_COUNT]
        sums = self._read_grouping_sets(domain, grouping_sets, others, order=order)
        self._allow_memory_for_patients()
        patients = self._read_grouping_sets(domain, grouping_sets, [PATIENT_COUNT])
        place = list(aggregates).index(PATIENT_COUNT)
        result = []
        for groupby, groups, counts in zip(grouping_sets, sums, patients):
            keys = len(groupby)
            count_of = {row[:keys]: row[keys] for row in counts}
            result.append(
                [(*row[: keys + place], count_of.get(row[:keys], 0), *row[keys + place :]) for row in groups]
            )
        return result

    @api.model
    def _allow_memory_for_patients(self):
        """Let the rest of this transaction sort a million patients in memory; PostgreSQL's 4 MB go to the disk."""
        self.env.cr.execute(
            SQL(
                "SELECT set_config('work_mem', %(enough)s, TRUE)"
                " WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes(%(enough)s)",
                enough="64MB",
            )
        )

    @api.model
    def _where_it_is_known(self, domain, specifications, order, having=()):
        """This report upon the summary if that can answer, else upon the lines of the invoices.

        :param specifications: what is grouped by and added up, as ``_read_group`` has it
        """
        asked = {re.split(r"[.:]", spec)[0] for spec in specifications}
        asked |= {re.split(r"[.: ]", term.strip())[0] for term in (order or "").split(",") if term.strip()}
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        for conditions in (domain, having, rules):
            asked |= {
                re.split(r"[.:]", condition.field_expr)[0]
                for condition in Domain(conditions).iter_conditions()
            }
        parts = [spec.split(":") for spec in specifications]
        of_single_lines = any(
            (name in SUMS and function != ["sum"]) or function in COUNTS_OF_LINES for name, *function in parts
        )
        if of_single_lines or not asked <= SUMMARY_FIELDS:
            return self.with_context(patient_category_summary=False)
        self.env["patient.category.summary"]._update_pending()
        return self.with_context(patient_category_summary=tuple(sorted(asked)))

    def _read_group_select(self, aggregate_spec, query):
        """Ratios are made from sums, invoices and patients are counted once, at every grouping."""
        name = aggregate_spec.split(":")[0]
        if name == "__count":
            return SQL("COALESCE(SUM(%s), 0)::integer", self._column("line_count"))
        if name not in ("margin_percent", "average_invoice", "invoice_count", "patient_count"):
            return super()._read_group_select(aggregate_spec, query)
        self._field_to_sql(self._table, name, query)  # raises unless the user may read the measure
        if name == "patient_count":
            return SQL("COUNT(DISTINCT %s)", self._column("patient_id"))
        invoice_count = SQL(
            "(COALESCE(SUM(%s), 0) + COUNT(DISTINCT %s))::integer",
            self._column("only_invoice_count"),
            self._column("counted_move_id"),
        )
        if name == "invoice_count":
            return invoice_count
        if name == "average_invoice":
            return SQL("SUM(%s) / NULLIF(%s, 0)", self._column("revenue"), invoice_count)
        return SQL("SUM(%s) * 100 / NULLIF(SUM(%s), 0)", self._column("margin"), self._column("known_revenue"))

    def _column(self, name):
        return SQL.identifier(self._table, name)

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    @api.readonly
    def action_open_invoices(self):
        """Open the invoices behind these rows."""
        moves = self.move_id
        action = {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "name": self.env._("Invoices"),
            "context": {"create": False},
        }
        if len(moves) == 1:
            return {**action, "view_mode": "form", "res_id": moves.id}
        return {
            **action,
            "views": [(self.env.ref("account.view_out_invoice_tree").id, "list"), (False, "form")],
            "domain": [("id", "in", moves.ids)],
        }
