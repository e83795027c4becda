from odoo import fields, models
from odoo.tools import SQL

Z_95 = 1.959963984540054  # both tails of the normal distribution together hold 5 %


class SmsSurveyRanking(models.Model):
    """Employees by the least that their share of satisfied patients can be, with 95 % confidence.

    Three fives are no better than ninety fives and ten fours: the lower bound of the Wilson
    interval says so. Below the campaign's number of answers nobody is ranked at all. Marks of a
    campaign whose scale was changed are ranked apart: four of five is more than nine of ten is.
    """

    _name = "sms.survey.ranking"
    _description = "Ranking of Employees"
    _auto = False
    _order = "campaign_id, scale_max, is_ranked desc, lower_bound desc, answered_count desc, id"
    _rec_name = "employee_id"
    _depends = {"sms.survey.campaign": ["min_answers"], "sms.survey.report": ["employee_id", "scale_max"]}

    campaign_id = fields.Many2one("sms.survey.campaign", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    rated_user_id = fields.Many2one("res.users", readonly=True, groups="base.group_system")
    scale_max = fields.Integer(string="Scale to", readonly=True, aggregator=None)
    rank = fields.Integer(string="Place", readonly=True, aggregator=None)
    rank_display = fields.Char(string="Rank", compute="_compute_rank_display")
    is_ranked = fields.Boolean(string="Ranked", readonly=True)
    answered_count = fields.Integer(string="Answers", readonly=True)
    average_score = fields.Float(string="Average Mark", readonly=True, aggregator=None, digits=(4, 2))
    satisfied_percent = fields.Float(
        string="Satisfied (%)",
        readonly=True,
        aggregator=None,
        digits=(5, 1),
        help="Share of 4 and 5 of 5, or of 9 and 10 of 10.",
    )
    lower_bound = fields.Float(
        string="At Least (%)",
        readonly=True,
        aggregator=None,
        digits=(5, 1),
        help="With 95 % confidence the true share is not below this: employees are ranked by it.",
    )
    upper_bound = fields.Float(
        string="At Most (%)",
        readonly=True,
        aggregator=None,
        digits=(5, 1),
        help="With 95 % confidence the true share is not above this.",
    )

    def _compute_rank_display(self):
        for row in self:
            row.rank_display = str(row.rank) if row.is_ranked else self.env._("Not ranked: too few answers")

    @property
    def _table_query(self):
        return SQL(
            """
            WITH counted AS (
                SELECT MIN(report.id) AS id, report.campaign_id, report.company_id, report.employee_id,
                       report.scale_max,
                       MAX(report.rated_user_id) AS rated_user_id,
                       COUNT(report.average_score)::float AS n,
                       AVG(report.average_score) AS average_score,
                       COUNT(*) FILTER (WHERE report.csat_percent = 100 OR report.nps = 100) AS satisfied,
                       COUNT(report.average_score) >= campaign.min_answers AS is_ranked
                  FROM (%(report)s) report
                  JOIN sms_survey_campaign campaign ON campaign.id = report.campaign_id
                 WHERE report.employee_id IS NOT NULL AND NOT report.manual AND report.average_score IS NOT NULL
                       %(period)s
              GROUP BY report.campaign_id, report.company_id, report.employee_id, report.scale_max, campaign.min_answers
            ), bounded AS (
                SELECT *, satisfied / n AS share,
                       (satisfied / n + %(z)s * %(z)s / (2 * n)) / (1 + %(z)s * %(z)s / n) AS centre,
                       %(z)s * SQRT(satisfied / n * (1 - satisfied / n) / n + %(z)s * %(z)s / (4 * n * n))
                           / (1 + %(z)s * %(z)s / n) AS margin
                  FROM counted
            )
            SELECT id, campaign_id, company_id, employee_id, rated_user_id, scale_max, is_ranked,
                   n::int AS answered_count,
                   average_score,
                   100 * share AS satisfied_percent,
                   100 * GREATEST(centre - margin, 0) AS lower_bound,
                   100 * LEAST(centre + margin, 1) AS upper_bound,
                   CASE WHEN is_ranked THEN RANK() OVER (
                       PARTITION BY campaign_id, company_id, scale_max, is_ranked
                           ORDER BY GREATEST(centre - margin, 0) DESC
                   ) END AS rank
              FROM bounded
            """,
            period=self._period(),
            report=self.env["sms.survey.report"]._table_query,
            z=Z_95,
        )

    def _period(self):
        """Only the last days, where a filter asks for them. Marks of anonymous batches have no day."""
        days = self.env.context.get("sms_survey_ranking_days")
        if not isinstance(days, int) or days <= 0:
            return SQL()
        since = fields.Date.subtract(fields.Date.context_today(self), days=days)
        return SQL("AND (report.date >= %s OR report.date IS NULL)", since)
