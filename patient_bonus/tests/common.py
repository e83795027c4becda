from odoo.fields import Command

from odoo.addons.patient_bonus.models.loyalty_card_check import misses
from odoo.addons.patient_category.tests.common_money import MoneyCommon


class BonusCommon(MoneyCommon):
    """A program of the test's own: 5 % ordinary, 10 % VIP, 0 % problem, and a card of each patient."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls.env["loyalty.program"].create(
            {
                "name": "T-Bonuses",
                "is_patient_bonus": True,
                "company_id": cls.company.id,
                "bonus_rate_ids": [
                    Command.create({"category_id": cls.ordinary.id, "rate": 5.0}),
                    Command.create({"category_id": cls.vip.id, "rate": 10.0, "max_redeem_percent": 100.0}),
                    Command.create({"category_id": cls.problem.id, "rate": 0.0}),
                ],
            }
        )
        cls.card, cls.vip_card, cls.problem_card = cls.env["loyalty.card"].sudo()._bonus_issue(
            cls.patient | cls.vip_patient | cls.problem_patient, cls.program
        )

    def setUp(self):
        super().setUp()
        misses.clear()

    def tearDown(self):
        # The promise that everything else stands on, after every single test: asked of the database,
        # without a word of the addon's own.
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT card.code, card.points, ledger.net
              FROM loyalty_card card
              JOIN loyalty_program program ON program.id = card.program_id AND program.is_patient_bonus
        CROSS JOIN LATERAL (SELECT COALESCE(SUM(COALESCE(issued, 0) - COALESCE(used, 0)), 0) AS net
                              FROM loyalty_history WHERE card_id = card.id) ledger
             WHERE ABS(COALESCE(card.points, 0) - ledger.net) > 0.001
            """
        )
        self.assertFalse(self.env.cr.fetchall(), "a balance is not the sum of its rows")
        self.assertFalse(self.env["loyalty.card"]._bonus_unexplained_ids())
        super().tearDown()

    def _give(self, card, points):
        card.sudo()._bonus_adjust(points, "for the test")

    def assertPoints(self, card, points):
        self.assertAlmostEqual(card.points, points, 2)
