from odoo import api, fields, models
from odoo.tools import SQL

# Figures that are empty where nobody answered, or where nothing arrived.
SHARES = {f"{name}:avg" for name in ("response_rate", "average_score", "score_percent", "csat_percent", "nps")}


class SmsSurveyReport(models.Model):
    """One row a request, without the patient. Every figure is made of sums of rows.

    Shares are averages over the rows they are about (a mark of 5 is 100 % satisfied), the
    response rate is a share of sums, so that they are right at every grouping and empty, not
    zero, where nothing was answered. Marks of two scales have no common average: it is empty
    where they meet, and the share of the scale compares them.

    A row names a day and no moment: whoever knows when a patient was served must not find the
    mark. Of anonymous campaigns a row is what an employee was asked about in one month, and
    a mark of a closed batch.
    """

    _name = "sms.survey.report"
    _description = "Staff Appraisal"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "employee_id"

    _depends = {
        "sms.survey.anonymous.mark": ["manual", "released", "score"],
        "sms.survey.request": [
            "alert_threshold",
            "anonymous",
            "answered_at",
            "delivered_at",
            "delivery_assumed",
            "employee_id",
            "manual",
            "rated_user_id",
            "scale_max",
            "score",
            "state",
            "visit_date",
        ],
    }

    date = fields.Date(string="Served on", readonly=True)
    campaign_id = fields.Many2one("sms.survey.campaign", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    rated_user_id = fields.Many2one("res.users", readonly=True, groups="base.group_system")
    patient_category_id = fields.Many2one("patient.category", string="Category then", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    manual = fields.Boolean(string="Sent by Hand", readonly=True)
    scale_max = fields.Integer(string="Scale to", readonly=True, aggregator=None)
    request_count = fields.Integer(string="Requests", readonly=True)
    delivered_count = fields.Integer(string="Delivered", readonly=True)
    assumed_count = fields.Integer(
        string="Delivery Assumed", readonly=True, help="Sent by gateways that give no delivery reports."
    )
    answered_count = fields.Integer(string="Answers", readonly=True)
    response_rate = fields.Float(
        string="Response Rate (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Share of the delivered questions that were answered.",
    )
    average_score = fields.Float(
        string="Average Mark",
        readonly=True,
        aggregator="avg",
        digits=(4, 2),
        help="Empty where marks of two scales meet: group by campaign, or look at the share of the scale.",
    )
    score_percent = fields.Float(
        string="Share of the Scale (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="0 for the worst mark, 100 for the best, on every scale.",
    )
    csat_percent = fields.Float(
        string="Satisfied (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Share of the two best marks, of the answers on a scale from 1 to 5.",
    )
    nps = fields.Float(
        string="Net Promoter Score",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Share of 9 and 10 less share of 0 to 6, of the answers on a scale from 0 to 10.",
    )
    low_count = fields.Integer(string="Low Marks", readonly=True)

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """The response rate is the share of all delivered questions; an average is one of a single scale."""
        if aggregate_spec == "response_rate:avg":
            answered = self._read_group_select("answered_count:sum", query)
            delivered = self._read_group_select("delivered_count:sum", query)
            return SQL("100.0 * %s / NULLIF(%s, 0)", answered, delivered)
        selected = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec == "average_score:avg":
            score = self._field_to_sql(self._table, "average_score", query)
            scale = self._field_to_sql(self._table, "scale_max", query)
            # Of the marks alone: a question that nobody answered mixes nothing.
            scales = SQL("(%s) FILTER (WHERE %s IS NOT NULL)", scale, score)
            return SQL("CASE WHEN MIN%s = MAX%s THEN %s END", scales, scales, selected)
        return selected

    @api.model
    @api.readonly
    def formatted_read_group(
        self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None, order=None
    ):
        """As everywhere; but whoever asks for shares alone, as graphs do, gets no group that has none.

        A graph draws what is empty as 0: an employee whom nobody answered about would be the worst of all.
        """
        groups = super().formatted_read_group(domain, groupby, aggregates, having, offset, limit, order)
        shares = set(aggregates) - {"__count"}
        if not groupby or not shares or not shares <= SHARES:
            return groups
        return [group for group in groups if any(_is_figure(group[share]) for share in shares)]

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT %(requests)s
              FROM sms_survey_request request
              JOIN res_company company ON company.id = request.company_id
         LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
             WHERE request.anonymous IS NOT TRUE
            UNION ALL
            SELECT %(anonymous_requests)s
              FROM sms_survey_request request
             WHERE request.anonymous
          GROUP BY request.campaign_id, request.company_id, request.employee_id, request.rated_user_id,
                   request.manual, request.scale_max, DATE_TRUNC('month', request.visit_date)
            UNION ALL
            SELECT %(anonymous_marks)s
              FROM sms_survey_anonymous_mark mark
             WHERE mark.released
            """,
            anonymous_marks=self._select_anonymous_marks(),
            anonymous_requests=self._select_anonymous_requests(),
            requests=self._select_requests(),
        )

    @api.model
    def _answered(self):
        return SQL("request.answered_at IS NOT NULL")

    @api.model
    def _delivered(self):
        return SQL("(request.delivered_at IS NOT NULL OR %s OR request.delivery_assumed IS TRUE)", self._answered())

    @api.model
    def _assumed(self):
        return SQL(
            "(request.delivery_assumed IS TRUE AND request.delivered_at IS NULL AND NOT %s)", self._answered()
        )

    def _select_requests(self):
        """One row a request that is not anonymous, on the day of the visit where the clinic is."""
        return SQL(
            """
            request.id,
            (request.visit_date AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
            request.campaign_id,
            request.employee_id,
            request.rated_user_id,
            request.patient_category_id,
            request.company_id,
            COALESCE(request.manual, FALSE) AS manual,
            request.scale_max,
            1 AS request_count,
            CASE WHEN %(delivered)s THEN 1 ELSE 0 END AS delivered_count,
            CASE WHEN %(assumed)s THEN 1 ELSE 0 END AS assumed_count,
            CASE WHEN %(answered)s THEN 1 ELSE 0 END AS answered_count,
            CASE WHEN %(answered)s THEN 100.0 WHEN %(delivered)s THEN 0.0 END AS response_rate,
            %(figures)s
            """,
            answered=self._answered(),
            assumed=self._assumed(),
            delivered=self._delivered(),
            figures=self._select_figures(
                SQL("CASE WHEN %s THEN request.score END", self._answered()),
                SQL("request.scale_max"),
                SQL("request.alert_threshold"),
            ),
        )

    def _select_anonymous_requests(self):
        """How many were asked and answered: one row an employee and month, so that no row is a patient."""
        return SQL(
            """
            MIN(request.id) AS id,
            DATE_TRUNC('month', request.visit_date)::date AS date,
            request.campaign_id,
            request.employee_id,
            request.rated_user_id,
            NULL::int AS patient_category_id,
            request.company_id,
            COALESCE(request.manual, FALSE) AS manual,
            request.scale_max,
            COUNT(*)::int AS request_count,
            COUNT(*) FILTER (WHERE %(delivered)s)::int AS delivered_count,
            COUNT(*) FILTER (WHERE %(assumed)s)::int AS assumed_count,
            COUNT(*) FILTER (WHERE %(answered)s)::int AS answered_count,
            100.0 * COUNT(*) FILTER (WHERE %(answered)s)
                / NULLIF(COUNT(*) FILTER (WHERE %(delivered)s), 0) AS response_rate,
            %(figures)s
            """,
            answered=self._answered(),
            assumed=self._assumed(),
            delivered=self._delivered(),
            figures=self._select_figures(SQL("NULL::int"), SQL("request.scale_max"), SQL("0")),
        )

    def _select_anonymous_marks(self):
        """Marks that belong to no day and no category; their requests are counted above."""
        return SQL(
            """
            -mark.id AS id,
            NULL::date AS date,
            mark.campaign_id,
            mark.employee_id,
            NULL::int AS rated_user_id,
            NULL::int AS patient_category_id,
            mark.company_id,
            COALESCE(mark.manual, FALSE) AS manual,
            mark.scale_max,
            0 AS request_count,
            0 AS delivered_count,
            0 AS assumed_count,
            0 AS answered_count,
            NULL::numeric AS response_rate,
            %s
            """,
            self._select_figures(SQL("mark.score"), SQL("mark.scale_max"), SQL("mark.alert_threshold")),
        )

    def _select_figures(self, score, scale_max, alert_threshold):
        """What is made of one mark; all empty where ``score`` is."""
        return SQL(
            """
            %(score)s AS average_score,
            CASE WHEN %(scale_max)s = 10 THEN %(score)s * 10.0 ELSE (%(score)s - 1) * 100.0 / (%(scale_max)s - 1)
            END AS score_percent,
            CASE WHEN %(scale_max)s = 5 THEN
                CASE WHEN %(score)s >= 4 THEN 100.0 WHEN %(score)s IS NOT NULL THEN 0.0 END
            END AS csat_percent,
            CASE WHEN %(scale_max)s = 10 THEN
                CASE WHEN %(score)s >= 9 THEN 100.0 WHEN %(score)s <= 6 THEN -100.0
                     WHEN %(score)s IS NOT NULL THEN 0.0 END
            END AS nps,
            CASE WHEN %(score)s <= %(alert_threshold)s THEN 1 ELSE 0 END AS low_count
            """,
            alert_threshold=alert_threshold,
            scale_max=scale_max,
            score=score,
        )


def _is_figure(value):
    """Whether ``value`` is one, also the figure 0; not what Odoo sends where there is none."""
    return value is not None and value is not False
