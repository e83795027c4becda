from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from odoo.addons.patient_category.groups import PATIENTS
from odoo.addons.patient_category.tools import without_defaults

DEFAULT_MAX_REDEEM_PERCENT = 50.0
# Bonuses are spent to the cent, so a hundredth of a point must be enough for the reward.
SMALLEST_BONUS = 0.01


class BonusTerms(NamedTuple):
    """What a program gives to a category of patients; rates in percent."""

    rate: float
    can_redeem: bool
    max_redeem_percent: float
    is_own_row: bool


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    is_patient_bonus = fields.Boolean(
        string="Patient Bonus",
        help="Bonuses are a share of the money that really came in, by category of patients.",
    )
    bonus_rate = fields.Float(
        string="Default Rate",
        digits=(5, 2),
        help="Rate in percent for categories that have no rate of their own. 0: no bonuses.",
    )
    bonus_rate_ids = fields.One2many(
        "patient.bonus.rate", "program_id", string="Rates by Category", copy=True, groups=PATIENTS
    )

    _bonus_rate_range = models.Constraint(
        "CHECK(bonus_rate >= 0 AND bonus_rate <= 100)", "The rate must be between 0 and 100 percent."
    )

    @api.constrains("is_patient_bonus", "program_type", "applies_on", "trigger", "reward_ids")
    def _check_bonus_program(self):
        """Keep the shape on which our own rules for earning and spending rely."""
        for program in self.filtered("is_patient_bonus"):
            rewards = program.with_context(active_test=False).reward_ids
            if (
                (program.program_type, program.applies_on, program.trigger) != ("loyalty", "future", "auto")
                or len(rewards) != 1
                or (rewards.reward_type, rewards.discount_mode, rewards.discount_applicability)
                != ("discount", "per_point", "order")
                or rewards.discount != 1
            ):
                raise ValidationError(
                    self.env._(
                        "“%(program)s” is a bonus program of patients: a loyalty program for future orders "
                        "with one reward, which is worth one unit of the currency per point. "
                        "Make another loyalty program for other rewards.",
                        program=program.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Complete bonus programs; managers of patients may create those, and no other program."""
        if not any(vals.get("is_patient_bonus") for vals in vals_list):
            return super().create(vals_list)
        own_vals_list = vals_list
        vals_list = [
            dict(vals, **self._bonus_program_values()) if vals.get("is_patient_bonus") else vals
            for vals in vals_list
        ]
        if self.env.su or not self.env.user.has_group("patient_category.group_manager"):
            return super().create(vals_list)
        self.check_access("create")
        if not all(vals.get("is_patient_bonus") for vals in vals_list):
            raise AccessError(self.env._("Please create bonus programs separately from other programs."))
        ours = self._bonus_program_values().keys()
        nested = {name for name, field in self._fields.items() if field.type in ("one2many", "many2many")}
        creator = without_defaults(self, nested).sudo()  # sudo: rule, reward and product are made for the manager
        programs = super(LoyaltyProgram, creator).create(
            [{name: vals[name] for name in vals if name in ours or name not in nested} for vals in vals_list]
        )
        programs = programs.with_env(self.env)
        programs.check_access("create")
        # What else hangs on the program is the manager's own writing, with his rights.
        for program, vals in zip(programs, own_vals_list, strict=True):
            own = {name: vals[name] for name in vals if name in nested and name not in ours}
            if own:
                program.write(own)
        return programs

    @api.model
    def _bonus_program_values(self):
        """What every bonus program has in common, whoever creates it."""
        return {
            "program_type": "loyalty",
            "applies_on": "future",
            "trigger": "auto",
            "portal_visible": True,
            "portal_point_name": self.env._("bonuses"),
            "communication_plan_ids": [],
            "rule_ids": [Command.create({"reward_point_mode": "money", "reward_point_amount": 1})],
            "reward_ids": [
                Command.create(
                    {
                        "reward_type": "discount",
                        "discount_mode": "per_point",
                        "discount_applicability": "order",
                        "discount": 1,
                        "required_points": SMALLEST_BONUS,
                        "description": self.env._("Bonuses"),
                    }
                )
            ],
        }

    def write(self, vals):
        if "is_patient_bonus" in vals or "currency_id" in vals or "company_id" in vals:
            self._check_bonus_program_has_no_cards(vals)
        if vals.keys() == {"active"} and not self.env.su and all(self.mapped("is_patient_bonus")):
            self.check_access("write")
            programs = self.sudo()  # sudo: core archives the reward and its product together with the program
            return super(LoyaltyProgram, programs).write(vals)
        return super().write(vals)

    def _check_bonus_program_has_no_cards(self, vals):
        """A balance keeps its meaning: its program stays a bonus program, with its currency and company."""
        for program in self:
            changes = any(
                name in vals and program[name] != program._fields[name].convert_to_record(
                    program._fields[name].convert_to_cache(vals[name], program), program
                )
                for name in ("is_patient_bonus", "currency_id", "company_id")
            )
            concerned = program.is_patient_bonus or vals.get("is_patient_bonus")
            cards = self.env["loyalty.card"].sudo()  # sudo: cards of companies that this user cannot see count too
            cards = cards.with_context(active_test=False)
            if changes and concerned and cards.search_count([("program_id", "=", program.id)], limit=1):
                raise UserError(
                    self.env._(
                        "“%(program)s” already has cards. Its kind, currency and company stay as they are; "
                        "create a new program instead.",
                        program=program.name,
                    )
                )

    # ------------------------------------------------------------
    # Business methods
    # ------------------------------------------------------------

    def _bonus_terms(self, category):
        """What this program gives to a category of patients.

        :param category: one ``patient.category``
        :return: BonusTerms; without a row of its own the category has the default rate
            and may pay half of an order with bonuses
        """
        self.ensure_one()
        for row in self.sudo().bonus_rate_ids:  # sudo: users accrue and spend who may not see categories
            if row.category_id == category:
                return BonusTerms(row.rate, row.can_redeem, row.max_redeem_percent, True)
        return BonusTerms(self.bonus_rate, True, DEFAULT_MAX_REDEEM_PERCENT, False)

    def _check_issues_bonus_cards(self):
        """Refuse to make bonus cards of this program, whoever named it in a dialog or over RPC.

        :raise AccessError: a program of a company that this user has not chosen
        :raise UserError: another kind of program, or one that is archived
        """
        self.ensure_one()
        self.check_access("read")
        program = self.sudo()  # sudo: readable by now; its kind is no secret
        if not program.is_patient_bonus or not program.active:
            raise UserError(
                self.env._("“%(program)s” issues no bonus cards now. Choose a bonus program.", program=program.name)
            )

    def action_view_bonus_cards(self):
        """Open the cards of this program."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_bonus.action_bonus_cards")
        action["domain"] = [("program_id", "=", self.id)]
        return action
