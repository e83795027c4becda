from odoo import fields, models
from odoo.tools import SQL


class SmsSurveyReport(models.Model):
    """One row a request, without the patient. Every figure is a sum or an average of rows.

    Rates are averages over the rows they are about (a mark of 5 is 100 % satisfied, an
    undelivered question has no response rate at all), so that they are right at every grouping
    and empty, not zero, where nothing was answered.
    """

    _name = "sms.survey.report"
    _description = "Staff Appraisal"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "employee_id"

    date = fields.Datetime(string="Served on", readonly=True)
    campaign_id = fields.Many2one("sms.survey.campaign", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
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
    average_score = fields.Float(string="Average Mark", readonly=True, aggregator="avg", digits=(4, 2))
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

    @property
    def _table_query(self):
        return SQL("SELECT %s FROM %s", self._select(), self._from())

    def _select(self):
        answered = SQL("request.answered_at IS NOT NULL")
        delivered = SQL(
            "(request.delivered_at IS NOT NULL OR request.answered_at IS NOT NULL OR %s)", self._assumed()
        )
        return SQL(
            """
            request.id,
            request.visit_date AS date,
            request.campaign_id,
            request.employee_id,
            request.patient_category_id,
            request.company_id,
            request.manual,
            request.scale_max,
            1 AS request_count,
            CASE WHEN %(delivered)s THEN 1 ELSE 0 END AS delivered_count,
            CASE WHEN %(assumed)s AND request.delivered_at IS NULL AND NOT %(answered)s
                 THEN 1 ELSE 0 END AS assumed_count,
            CASE WHEN %(answered)s THEN 1 ELSE 0 END AS answered_count,
            CASE WHEN %(answered)s THEN 100.0 WHEN %(delivered)s THEN 0.0 END AS response_rate,
            CASE WHEN %(answered)s THEN request.score END AS average_score,
            CASE WHEN %(answered)s AND request.scale_max = 5
                 THEN CASE WHEN request.score >= 4 THEN 100.0 ELSE 0.0 END END AS csat_percent,
            CASE WHEN %(answered)s AND request.scale_max = 10
                 THEN CASE WHEN request.score >= 9 THEN 100.0
                           WHEN request.score <= 6 THEN -100.0 ELSE 0.0 END END AS nps,
            CASE WHEN %(answered)s AND request.score <= campaign.alert_threshold THEN 1 ELSE 0 END AS low_count
            """,
            answered=answered,
            assumed=self._assumed(),
            delivered=delivered,
        )

    def _assumed(self):
        return SQL("COALESCE(request.delivery_assumed, FALSE)")

    def _from(self):
        return SQL(
            "sms_survey_request request JOIN sms_survey_campaign campaign ON campaign.id = request.campaign_id"
        )
