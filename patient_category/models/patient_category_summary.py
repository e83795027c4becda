from odoo import api, fields, models
from odoo.tools import SQL

PENDING = "patient_category.summary"


class PatientCategorySummary(models.Model):
    """What the posted invoices say, small enough to be asked about years.

    One row per invoice, patient, category and employee. No row is shared by two invoices,
    so that nobody who posts waits for anybody else, and merging contacts is a plain update.
    Sales whose cost nobody knows have rows of their own, without a cost.
    Users read ``patient.category.report``, which knows when these rows are enough.
    """

    _name = "patient.category.summary"
    _description = "Profitability by Invoice"
    _log_access = False
    _rec_name = "move_id"

    move_id = fields.Many2one("account.move", required=True, index=True, ondelete="cascade")
    patient_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="restrict")
    category_id = fields.Many2one("patient.category", ondelete="restrict")
    attending_employee_id = fields.Many2one("hr.employee", ondelete="set null")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    date = fields.Date(required=True)
    estimated = fields.Boolean()
    revenue = fields.Float(digits=0)
    cost = fields.Float(digits=0)
    quantity = fields.Float(digits=0)
    line_count = fields.Integer()
    invoice_count = fields.Integer(help="1 on the only row of an invoice that counts.")
    counted_move_id = fields.Integer(
        help="The invoice, where several rows of it count: they have to be counted distinct."
    )

    # Counting distinct patients by category and month is what the report opens with: read in
    # this order, nothing has to be sorted but the months.
    _patients_by_month = models.Index(
        "(category_id, (date_trunc('month', date::timestamp)::date), patient_id) INCLUDE (date, company_id)"
    )

    # ------------------------------------------------------------
    # The sales behind it
    # ------------------------------------------------------------

    @api.model
    def _sales_query(self):
        """The lines of posted customer invoices, receipts and credit notes, as they count.

        The one definition of revenue, cost, quantity and of which invoices are counted; the
        report by product reads it as it is, the summary adds it up.

        ``counted_move_id`` is the invoice for the lines that make it count: not credit notes,
        and not down payments, which are the same visit paid earlier. ``cost`` is NULL where it
        is not known: on invoices of before this addon that are not classified.
        """
        return SQL(
            """
            SELECT line.id,
                   line.move_id,
                   line.patient_id,
                   line.patient_category_id AS category_id,
                   line.attending_employee_id,
                   line.company_id,
                   move.invoice_date AS date,
                   line.product_id,
                   template.categ_id AS product_categ_id,
                   line.posted_cost_origin IS NOT DISTINCT FROM 'estimated' AS estimated,
                   -line.balance AS revenue,
                   CASE WHEN line.posted_cost_origin IS NULL THEN NULLIF(line.posted_cost, 0)
                        ELSE COALESCE(line.posted_cost, 0) END AS cost,
                   line.quantity * COALESCE(line_uom.factor / template_uom.factor, 1)
                       * CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END AS quantity,
                   CASE WHEN move.move_type != 'out_refund' AND line.is_downpayment IS NOT TRUE
                        THEN line.move_id END AS counted_move_id
              FROM account_move_line line
              JOIN account_move move ON move.id = line.move_id
              LEFT JOIN product_product product ON product.id = line.product_id
              LEFT JOIN product_template template ON template.id = product.product_tmpl_id
              LEFT JOIN uom_uom line_uom ON line_uom.id = line.product_uom_id
              LEFT JOIN uom_uom template_uom ON template_uom.id = template.uom_id
             WHERE move.state = 'posted'
               AND move.move_type IN ('out_invoice', 'out_receipt', 'out_refund')
               AND line.display_type = 'product'
               AND line.account_id IS NOT NULL
            """
        )

    @api.model
    def _summary_query(self, condition):
        """The rows that belong into the summary.

        :param SQL condition: which ``sale`` rows of ``_sales_query`` to add up
        """
        return SQL(
            """
            SELECT move_id, patient_id, category_id, attending_employee_id, company_id, date, estimated,
                   SUM(revenue) AS revenue,
                   SUM(cost) AS cost,
                   SUM(quantity) AS quantity,
                   COUNT(*)::integer AS line_count,
                   (COUNT(MIN(counted_move_id)) OVER of_move = 1 AND MIN(counted_move_id) IS NOT NULL)::integer
                       AS invoice_count,
                   CASE WHEN COUNT(MIN(counted_move_id)) OVER of_move > 1
                        THEN MIN(counted_move_id) END AS counted_move_id
              FROM (%(sales)s) AS sale
             WHERE %(condition)s
          GROUP BY move_id, patient_id, category_id, attending_employee_id, company_id, date, estimated, cost IS NULL
            WINDOW of_move AS (PARTITION BY move_id)
            """,
            sales=self._sales_query(),
            condition=condition,
        )

    # ------------------------------------------------------------
    # Keeping it true
    # ------------------------------------------------------------

    @api.model
    def _update_at_commit(self, moves):
        """Rewrite the rows of these invoices once, when the transaction ends.

        Whoever reads the report earlier in the same transaction has them rewritten then.
        """
        if not moves:
            return
        precommit = self.env.cr.precommit
        if PENDING not in precommit.data:
            precommit.add(self._update_pending)
        precommit.data.setdefault(PENDING, set()).update(moves.ids)

    @api.model
    def _update_pending(self):
        """Rewrite the rows of the invoices that changed in this transaction."""
        move_ids = self.env.cr.precommit.data.pop(PENDING, None)
        if move_ids:
            self._rewrite(SQL("move_id IN %s", tuple(move_ids)))

    @api.model
    def _rebuild(self):
        """Write the whole summary anew, in one statement."""
        self._rewrite(SQL("TRUE"))

    @api.model
    def _rewrite(self, condition):
        """Replace the rows that ``condition`` selects by what the invoices say.

        :param SQL condition: on columns that the summary and its query share
        """
        self._flush_sales()
        columns = SQL(
            "move_id, patient_id, category_id, attending_employee_id, company_id, date, estimated,"
            " revenue, cost, quantity, line_count, invoice_count, counted_move_id"
        )
        self.env.cr.execute(
            SQL(
                """
                WITH replaced AS (DELETE FROM patient_category_summary WHERE %(condition)s)
                INSERT INTO patient_category_summary (%(columns)s) %(rows)s
                """,
                condition=condition,
                columns=columns,
                rows=self._summary_query(condition),
            )
        )
        self.invalidate_model()

    @api.model
    def _flush_sales(self):
        """Write to the database what ``_sales_query`` reads."""
        for model, names in self.env["patient.category.report"]._depends.items():
            self.env[model].flush_model(names)

    @api.model
    def _find_differences(self, companies):
        """The invoices whose rows are not what the journal items say.

        :param companies: ``res.company`` to look at
        :return: ``account.move``
        """
        self._update_pending()
        self._flush_sales()
        self.flush_model()
        measures = SQL(
            "move_id, patient_id, category_id, attending_employee_id, company_id, date, estimated,"
            " SUM(revenue), SUM(cost), SUM(quantity), SUM(line_count)::integer,"
            " MAX(GREATEST(invoice_count, (counted_move_id IS NOT NULL)::integer))"
        )
        keys = SQL("move_id, patient_id, category_id, attending_employee_id, company_id, date, estimated")
        condition = SQL("company_id IN %s", tuple(companies.ids))
        stored = SQL(
            "SELECT %s FROM patient_category_summary WHERE %s GROUP BY %s", measures, condition, keys
        )
        expected = SQL(
            "SELECT %s FROM (%s) AS expected GROUP BY %s", measures, self._summary_query(condition), keys
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT move_id
                  FROM ((%(stored)s EXCEPT %(expected)s) UNION ALL (%(expected)s EXCEPT %(stored)s)) AS difference
              ORDER BY move_id
                """,
                stored=stored,
                expected=expected,
            )
        )
        return self.env["account.move"].browse(move_id for (move_id,) in rows)
