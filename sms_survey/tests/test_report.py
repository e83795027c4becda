import random
from collections import defaultdict
from datetime import datetime, timedelta

import pytz
from scipy.stats import binomtest

from odoo import models
from odoo.tests import new_test_user, tagged

from .common import SurveyCommon

MEASURES = {
    "request_count": "sum",
    "delivered_count": "sum",
    "assumed_count": "sum",
    "answered_count": "sum",
    "response_rate": "avg",
    "average_score": "avg",
    "score_percent": "avg",
    "csat_percent": "avg",
    "nps": "avg",
    "low_count": "sum",
}
AGGREGATES = [f"{name}:{how}" for name, how in MEASURES.items()]
PIVOTS = [
    [],
    ["employee_id"],
    ["campaign_id"],
    ["company_id"],
    ["patient_category_id"],
    ["scale_max"],
    ["manual"],
    ["date:day"],
    ["date:month"],
    ["date:quarter"],
    ["date:year"],
    ["employee_id", "date:month"],
    ["employee_id", "patient_category_id"],
    ["campaign_id", "employee_id"],
    ["company_id", "employee_id", "date:quarter"],
    ["campaign_id", "patient_category_id", "manual"],
]


@tagged("post_install", "-at_install")
class TestReport(SurveyCommon):
    """Every figure of every pivot, made a second time from the requests: staff are judged by them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(6)
        cls.second = cls.env["res.company"].create({"name": "Clinic in Kiritimati"})
        cls.zones = {cls.company: "America/New_York", cls.second: "Pacific/Kiritimati"}
        for company, zone in cls.zones.items():
            company.resource_calendar_id = cls.env["resource.calendar"].create(
                {"name": zone, "tz": zone, "company_id": company.id}
            )
        cls.campaigns = cls.campaign + cls.campaign.copy(
            {"name": "To ten", "scale_max": 10, "alert_threshold": 6, "company_id": False}
        )
        employees = cls.env["hr.employee"].create(
            [{"name": name, "company_id": cls.company.id} for name in ("First", "Second", "Silent", "Lucky")]
        )
        cls.employees, cls.silent, cls.lucky = employees[:2], employees[2], employees[3]
        requests = [cls._random_request() for _number in range(600)]
        # Asked, and nobody ever answered about her.
        requests += [{**cls._random_request(answered=False), "employee_id": cls.silent.id} for _number in range(4)]
        # Lucky, and too few to say anything.
        requests += [{**cls._random_request(answered=True), "employee_id": cls.lucky.id} for _number in range(3)]
        cls.facts = requests
        cls.env["sms.survey.request"].create(requests)
        companies = [company.id for company in cls.zones]
        cls.analyst = new_test_user(cls.env, "analyst", "sms_survey.group_reader", company_ids=companies)
        cls.report = (
            cls.env["sms.survey.report"]
            .with_user(cls.analyst)
            .with_context(allowed_company_ids=companies)
        )
        cls.own = [("campaign_id", "in", cls.campaigns.ids)]

    @classmethod
    def _random_request(cls, answered=None):
        draw = cls.random
        campaign = draw.choice(cls.campaigns)
        visit = datetime(2025, 11, 1) + timedelta(minutes=draw.randrange(200 * 24 * 60))
        values = {
            "campaign_id": campaign.id,
            "company_id": draw.choice(list(cls.zones)).id,
            "employee_id": draw.choice([*cls.employees.ids, False]),
            "patient_category_id": draw.choice([cls.ordinary.id, cls.vip.id, False]),
            "visit_date": visit,
            "send_at": visit,
            "expires_at": visit + timedelta(days=3),
            "scale_max": campaign.scale_max,
            "manual": draw.random() < 0.2,
            "state": "suppressed",
            "sent_at": False,
            "delivered_at": False,
            "delivery_assumed": False,
            "answered_at": False,
            "score": 0,
        }
        fate = draw.choice(["suppressed", "sent", "assumed", "delivered", "answered", "answered", "answered"])
        if answered is not None and answered is not (fate == "answered"):
            fate = "answered" if answered else "delivered"
        if fate != "suppressed":
            values.update(state="expired", sent_at=visit, delivery_assumed=fate == "assumed")
        if fate == "delivered":
            values["delivered_at"] = visit
        if fate == "answered":
            values.update(
                state="answered",
                answered_at=visit + timedelta(hours=1),
                # A gateway may have reported nothing before the patient answered.
                delivered_at=draw.choice([visit, False]),
                score=draw.randint(0 if campaign.scale_max == 10 else 1, campaign.scale_max),
            )
        return values

    # ------------------------------------------------------------
    # The second way
    # ------------------------------------------------------------

    def _day(self, fact):
        zone = pytz.timezone(self.zones[self.env["res.company"].browse(fact["company_id"])])
        return pytz.utc.localize(fact["visit_date"]).astimezone(zone).date()

    def _key(self, fact, groupby):
        day = self._day(fact)
        dates = {
            "date:day": day,
            "date:month": day.replace(day=1),
            "date:quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
            "date:year": day.replace(month=1, day=1),
        }
        return tuple(dates[spec] if spec in dates else fact[spec] or False for spec in groupby)

    def _expected_figures(self, facts):
        answers = [fact for fact in facts if fact["answered_at"]]
        delivered = [fact for fact in facts if fact["delivered_at"] or fact["delivery_assumed"] or fact["answered_at"]]
        fives = [fact["score"] for fact in answers if fact["scale_max"] == 5]
        tens = [fact["score"] for fact in answers if fact["scale_max"] == 10]
        thresholds = {campaign.id: campaign.alert_threshold for campaign in self.campaigns}

        def share(scores, is_meant):
            return 100 * sum(map(is_meant, scores)) / len(scores)

        return {
            "request_count": len(facts),
            "delivered_count": len(delivered),
            "assumed_count": sum(
                fact["delivery_assumed"] and not fact["delivered_at"] and not fact["answered_at"] for fact in facts
            ),
            "answered_count": len(answers),
            "response_rate": 100 * len(answers) / len(delivered) if delivered else False,
            # Marks of two scales have no average in common.
            "average_score": sum(fives + tens) / len(answers) if bool(fives) is not bool(tens) else False,
            "score_percent": (
                sum([25 * (score - 1) for score in fives] + [10 * score for score in tens]) / len(answers)
                if answers
                else False
            ),
            "csat_percent": share(fives, lambda score: score >= 4) if fives else False,
            "nps": share(tens, lambda score: score >= 9) - share(tens, lambda score: score <= 6) if tens else False,
            "low_count": sum(fact["score"] <= thresholds[fact["campaign_id"]] for fact in answers),
        }

    def _plain(self, value):
        return value.id if isinstance(value, models.BaseModel) else value

    def test_every_figure_of_every_pivot(self):
        for groupby in PIVOTS:
            grouping_sets = [groupby[:depth] for depth in range(len(groupby) + 1)]
            results = self.report._read_grouping_sets(self.own, grouping_sets, AGGREGATES)
            for grouping, rows in zip(grouping_sets, results, strict=True):
                with self.subTest(pivot=groupby, level=grouping):
                    expected = defaultdict(list)
                    for fact in self.facts:
                        expected[self._key(fact, grouping)].append(fact)
                    found = {tuple(map(self._plain, row[: len(grouping)])): row[len(grouping) :] for row in rows}
                    self.assertEqual(set(found), set(expected))
                    for key, figures in found.items():
                        self._assert_figures(figures, self._expected_figures(expected[key]), key)

    def _assert_figures(self, figures, expected, key):
        for name, figure in zip(MEASURES, figures, strict=True):
            if expected[name] is False:
                self.assertIs(figure, False, f"{name} of {key} is empty, not zero")
            else:
                self.assertIsNot(figure, False, f"{name} of {key}")
                self.assertAlmostEqual(float(figure), expected[name], 6, f"{name} of {key}")

    def test_marks_of_two_scales_are_never_averaged(self):
        """By a filter, an order or a condition on the average neither."""
        scales, average = ("scale_max:array_agg_distinct", "average_score:avg")
        answered = [*self.own, ("answered_count", ">", 0)]
        rows = self.report._read_group(answered, ["employee_id"], [scales, average], order="average_score:avg")
        self.assertIn({5, 10}, [set(both) for _employee, both, _average in rows])
        for _employee, both, figure in rows:
            self.assertEqual(figure is False, len(both) > 1)
        having = self.report._read_group(answered, ["employee_id"], [scales], having=[(average, ">=", 0)])
        self.assertEqual({len(both) for _employee, both in having} - {1}, set())

    def test_list_adds_no_average_of_averages(self):
        """What the web client would make of the rows it holds counts those that nobody answered as 0."""
        for view in ("sms_survey_report_view_list", "sms_survey_ranking_view_list"):
            arch = self.env.ref(f"sms_survey.{view}").arch
            self.assertNotIn(" avg=", arch)

    def test_filters(self):
        for domain, matches in (
            ([("manual", "=", False)], lambda fact: not fact["manual"]),
            ([("answered_count", ">", 0)], lambda fact: fact["answered_at"]),
            ([("employee_id", "=", self.silent.id)], lambda fact: fact["employee_id"] == self.silent.id),
            ([("company_id", "=", self.second.id)], lambda fact: fact["company_id"] == self.second.id),
            (
                [("date", ">=", "2026-01-01"), ("date", "<", "2026-02-01")],
                lambda fact: str(self._day(fact)).startswith("2026-01"),
            ),
        ):
            [figures] = self.report._read_group(self.own + domain, [], AGGREGATES)
            self._assert_figures(figures, self._expected_figures(list(filter(matches, self.facts))), domain)

    def test_empty_not_zero_in_what_the_pivot_shows(self):
        """What the pivot of the web client draws, for an employee whom nobody answered about."""
        [rows] = self.report.formatted_read_grouping_sets(
            [*self.own, ("employee_id", "=", self.silent.id)], [["employee_id"]], AGGREGATES
        )
        [row] = rows
        self.assertEqual(row["answered_count:sum"], 0)
        for name in ("average_score:avg", "csat_percent:avg", "nps:avg"):
            self.assertIs(row[name], False, name)

    def test_a_graph_has_no_bar_where_nothing_was_answered(self):
        """An empty bar looks like the worst of all marks; a mark of 0 has its bar."""
        self.env["sms.survey.request"].create(
            [
                {
                    **self._random_request(answered=True),
                    "campaign_id": self.campaigns[1].id,
                    "employee_id": self.env["hr.employee"].create({"name": "Zero"}).id,
                    "scale_max": 10,
                    "score": 0,
                }
            ]
        )
        for share in ("score_percent:avg", "average_score:avg", "nps:avg"):
            groups = self.report.formatted_read_group(self.own, ["employee_id"], ["__count", share])
            values = {group["employee_id"] and group["employee_id"][1]: group[share] for group in groups}
            self.assertNotIn("Silent", values, share)
            self.assertEqual(values["Zero"], -100 if share == "nps:avg" else 0, share)
        groups = self.report.formatted_read_group(self.own, ["employee_id"], ["__count", "request_count:sum"])
        self.assertIn("Silent", [group["employee_id"] and group["employee_id"][1] for group in groups])
        groups = self.report.formatted_read_group([*self.own, ("employee_id", "=", self.silent.id)], [], [share])
        self.assertEqual(len(groups), 1, "a total stays")

    def test_companies_see_their_own(self):
        [[count]] = self.report.with_context(allowed_company_ids=self.second.ids)._read_group(
            self.own, [], ["request_count:sum"]
        )
        self.assertEqual(count, sum(fact["company_id"] == self.second.id for fact in self.facts))

    def test_a_row_names_a_day_and_no_moment(self):
        """Whoever knows when a patient was served would find the mark by the minute."""
        self.assertEqual(self.report._fields["date"].type, "date")
        self.assertFalse({"partner_id", "phone", "order_id", "comment"} & self.report._fields.keys())

    # ------------------------------------------------------------
    # Ranking
    # ------------------------------------------------------------

    def test_ranking_against_an_independent_library(self):
        """Bounds by SciPy's Wilson interval, places by sorting them; both scales, two companies."""
        marks = defaultdict(list)
        for fact in self.facts:
            if fact["answered_at"] and not fact["manual"] and fact["employee_id"]:
                marks[fact["campaign_id"], fact["company_id"], fact["employee_id"]].append(fact["score"])
        rankings = self.env["sms.survey.ranking"].with_user(self.analyst).with_context(**self.report.env.context)
        rows = rankings.search(self.own)
        self.assertEqual(
            {(row.campaign_id.id, row.company_id.id, row.employee_id.id) for row in rows}, set(marks)
        )
        self.assertEqual(set(rows.mapped("is_ranked")), {True, False}, rows.mapped("answered_count"))
        lower_bounds = defaultdict(list)
        for row in rows:
            scores = marks[row.campaign_id.id, row.company_id.id, row.employee_id.id]
            good = 4 if row.campaign_id.scale_max == 5 else 9
            satisfied = sum(score >= good for score in scores)
            interval = binomtest(satisfied, len(scores)).proportion_ci(method="wilson")
            self.assertEqual(row.answered_count, len(scores))
            self.assertAlmostEqual(row.average_score, sum(scores) / len(scores), 6)
            self.assertAlmostEqual(row.satisfied_percent, 100 * satisfied / len(scores), 6)
            self.assertAlmostEqual(row.lower_bound, 100 * interval.low, 6)
            self.assertAlmostEqual(row.upper_bound, 100 * interval.high, 6)
            self.assertEqual(row.is_ranked, len(scores) >= row.campaign_id.min_answers)
            if row.is_ranked:
                lower_bounds[row.campaign_id, row.company_id].append((row.rank, interval.low))
            else:
                self.assertEqual(row.rank_display, "Not ranked: too few answers")
        for places in lower_bounds.values():
            by_rank = sorted(places)
            self.assertEqual([rank for rank, _low in by_rank], list(range(1, len(places) + 1)))
            self.assertEqual([low for _rank, low in by_rank], sorted((low for _rank, low in places), reverse=True))

    def test_a_campaign_with_a_new_scale_is_ranked_apart(self):
        """Four of five and nine of ten are both "satisfied", and not the same."""
        employees = self.env["hr.employee"].create([{"name": name} for name in ("Before", "After", "Both")])
        before, after, both = employees
        facts = [(before, 5, 5), (before, 5, 4), (after, 10, 9), (after, 10, 2), (both, 5, 1), (both, 10, 10)]
        self.env["sms.survey.request"].create(
            [
                {
                    **self._random_request(answered=True),
                    "campaign_id": self.campaign.id,
                    "company_id": self.company.id,
                    "employee_id": employee.id,
                    "manual": False,
                    "scale_max": scale_max,
                    "score": score,
                }
                for employee, scale_max, score in facts
                for _number in range(self.campaign.min_answers)
            ]
        )
        rows = self.env["sms.survey.ranking"].search([("employee_id", "in", employees.ids)])
        found = {(row.employee_id, row.scale_max): (row.average_score, row.satisfied_percent) for row in rows}
        self.assertEqual(
            found,
            {(before, 5): (4.5, 100), (after, 10): (5.5, 50), (both, 5): (1, 0), (both, 10): (10, 100)},
        )
        ranks = {(row.employee_id, row.scale_max): row.rank for row in rows}
        self.assertEqual((ranks[both, 10], ranks[after, 10]), (1, 2))
        self.assertLess(ranks[before, 5], ranks[both, 5])

    def test_wilson_interval_of_many_shares(self):
        """Up to a thousand answers, all and none satisfied among them, straight through the view."""
        cases = [(0, 5), (5, 5), (1, 1000), (999, 1000), (1000, 1000), (7, 13), (250, 400), (50, 51)]
        employees = self.env["hr.employee"].create([{"name": f"{k} of {n}"} for k, n in cases])
        self.env["sms.survey.request"].create(
            [
                {
                    **self._random_request(answered=False),
                    "campaign_id": self.campaign.id,
                    "company_id": self.company.id,
                    "employee_id": employee.id,
                    "manual": False,
                    "scale_max": 5,
                    "state": "answered",
                    "answered_at": datetime(2026, 1, 1),
                    "score": 5 if number < satisfied else 1,
                }
                for employee, (satisfied, answers) in zip(employees, cases, strict=True)
                for number in range(answers)
            ]
        )
        rows = self.env["sms.survey.ranking"].search([("employee_id", "in", employees.ids)])
        for row in rows:
            satisfied, answers = cases[employees.ids.index(row.employee_id.id)]
            interval = binomtest(satisfied, answers).proportion_ci(method="wilson")
            self.assertAlmostEqual(row.lower_bound, 100 * interval.low, 6)
            self.assertAlmostEqual(row.upper_bound, 100 * interval.high, 6)
        self.assertEqual(len(rows), len(cases))
        ranked = [row.lower_bound for row in rows if row.is_ranked]
        self.assertEqual(ranked, sorted(ranked, reverse=True), "the list is not ordered by the lower bound")
