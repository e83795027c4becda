from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

from ..groups import MANAGERS

LONGEST_TEXT = 1000  # characters of a name or a reason
# What lists, confirming and posting ask of all categories, and the registry remembers.
CACHED_FIELDS = {
    "active",
    "color",
    "company_id",
    "name",
    "prepayment_percent",
    "prepayment_required",
    "pricelist_id",
    "pricelist_reserved",
}


class PatientCategory(models.Model):
    _name = "patient.category"
    _description = "Category of Patients"
    _order = "sequence, id"
    _check_company_auto = True

    # Rules and guidance (`prefetch`) do not come along with what a badge or a list of categories shows.
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        help="Empty: the category serves all companies.",
    )
    is_default = fields.Boolean(
        prefetch="rules",
        string="Default",
        help="Stands ready when a new patient is registered.",
    )
    for_employees = fields.Boolean(
        prefetch="rules",
        help="The category to which employment gives the right.",
    )
    attention = fields.Selection(
        [("normal", "Normal"), ("courtesy", "Courtesy"), ("caution", "Caution")],
        default="normal",
        required=True,
        help="What the badge shows the staff: an ordinary patient, one who is to be "
        "treated with particular courtesy, or one who must be watched.",
    )
    guidance = fields.Html(
        prefetch=False,
        translate=True,
        help="How to treat the patients of this category; shown where staff meet them.",
    )
    manager_assigns = fields.Boolean(
        prefetch="rules",
        string="Only managers assign",
        help="Only managers put patients into this category.",
    )
    manager_releases = fields.Boolean(
        prefetch="rules",
        string="Only managers release",
        help="Only managers take patients out of this category. "
        "Always so where prepayment is required.",
    )
    prepayment_required = fields.Boolean(
        prefetch="rules",
        help="Orders are neither confirmed nor served before they are prepaid.",
    )
    prepayment_percent = fields.Float(
        prefetch="rules",
        default=100.0,
        digits=(5, 2),
        help="Share of the order's total that has to be prepaid, in percent.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        company_dependent=True,
        check_company=True,
        help="Prices of these patients, unless a patient has a pricelist of their own.",
    )
    pricelist_reserved = fields.Boolean(
        prefetch="rules",
        help="Patients outside the categories with this pricelist cannot confirm orders that use it.",
    )
    reason_required = fields.Boolean(
        prefetch="rules",
        help="A reason must be given when a patient is put into this category.",
    )
    review_after_days = fields.Integer(
        prefetch="rules",
        help="After this many days a manager is asked whether the category is still right. "
        "0: never.",
    )
    patient_count = fields.Integer(compute="_compute_patient_count")

    _prepayment_percent_range = models.Constraint(
        "CHECK(prepayment_percent > 0 AND prepayment_percent <= 100)",
        "The prepayment must be more than 0 and at most 100 percent of the order.",
    )
    _review_after_days_range = models.Constraint(
        "CHECK(review_after_days >= 0 AND review_after_days <= 3650)",
        "The days until a review can be 0 (no review) to 3,650 (ten years).",
    )
    # Two indexes a flag: NULLs are distinct, so the shared categories need their own.
    _default_per_company = models.UniqueIndex(
        "(company_id) WHERE is_default AND active AND company_id IS NOT NULL",
        "This company already has a default category. Take the mark off that one first.",
    )
    _default_shared = models.UniqueIndex(
        "((company_id IS NULL)) WHERE is_default AND active AND company_id IS NULL",
        "There already is a default category for all companies. Take the mark off that one first.",
    )
    _employees_per_company = models.UniqueIndex(
        "(company_id) WHERE for_employees AND active AND company_id IS NOT NULL",
        "This company already has an employees' category. Take the mark off that one first.",
    )
    _employees_shared = models.UniqueIndex(
        "((company_id IS NULL)) WHERE for_employees AND active AND company_id IS NULL",
        "There already is an employees' category for all companies. "
        "Take the mark off that one first.",
    )

    def _compute_patient_count(self):
        counts = self._count_patients(self.env["res.partner"])
        for category in self:
            category.patient_count = counts.get(category, 0)

    def _count_patients(self, partners):
        """How many patients these categories have now: {category: number}, without zeros.

        :param partners: ``res.partner`` in the environment that says who is counted
        """
        groups = partners._read_group(
            [("patient_category_id", "in", self.ids)], ["patient_category_id"], ["__count"]
        )
        return {category.with_env(self.env): count for category, count in groups}

    def _count_all_patients(self):
        """As ``_count_patients``, with archived patients and those of companies that this user cannot see."""
        # sudo: whoever archives a category archives it for all of them.
        return self._count_patients(self.env["res.partner"].sudo().with_context(active_test=False))

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):  # pylint: disable=missing-return
        """Odoo asks for it with all rights where it shows whose category this is: on every order, in every list."""
        remembered = self if self.env.su else self.browse()
        for category in remembered:
            category.display_name, _color = category._look()
        super(PatientCategory, self - remembered)._compute_display_name()

    @api.constrains("name")
    def _check_name_length(self):
        for category in self:
            if len(category.name or "") > LONGEST_TEXT:
                raise ValidationError(
                    self.env._("The name of a category has at most 1,000 characters. Please enter a shorter one.")
                )

    @api.constrains("active")
    def _check_archived_is_empty(self):
        """Refuse to archive a category that patients still have."""
        archived = self.filtered(lambda category: not category.active)
        for category, count in archived._count_all_patients().items():
            raise ValidationError(
                self.env._(
                    "%(patients)s. Move them to another category first: choose Archive in the menu of the "
                    "category, which asks where they shall go.",
                    patients=category._still_has_message(count),
                )
            )

    def _still_has_message(self, count):
        """How many patients this category still has, as a part of a sentence."""
        self.ensure_one()
        if count == 1:
            return self.env._("1 patient still has the category “%(category)s”", category=self.name)
        return self.env._(
            "%(count)s patients still have the category “%(category)s”", count=count, category=self.name
        )

    @api.constrains("company_id")
    def _check_company_of_patients(self):
        """Refuse to give a category to one company while another one's patients have it."""
        for category in self.filtered("company_id"):
            foreign = self.env["res.partner"].sudo().with_context(active_test=False).search_count(
                # sudo: the patients who are in the way may be in companies that this user cannot see.
                [
                    ("patient_category_id", "=", category.id),
                    "|",
                    ("company_id", "=", False),
                    "!",
                    ("company_id", "child_of", category.company_id.id),
                ],
            )
            if foreign:
                raise ValidationError(
                    self.env._(
                        "%(count)s patients with the category “%(category)s” do not belong to %(company)s. "
                        "Move them to another category first.",
                        count=foreign,
                        category=category.name,
                        company=category.company_id.name,
                    )
                )

    @api.constrains("pricelist_id", "pricelist_reserved")
    def _check_reserved_is_not_everybodys(self):
        """Refuse to reserve the pricelist that everybody falls back to."""
        reserved = self.filtered("pricelist_reserved").sudo()  # sudo: the list of each company counts
        companies = self.env["res.company"].sudo().search([("active", "=", True)]) if reserved else ()
        for company in companies:
            everybodys = self.env["product.pricelist"]._everybodys_pricelist(company)
            for category in reserved.with_company(company):
                if everybodys and category.pricelist_id == everybodys:
                    raise ValidationError(
                        self.env._(
                            "“%(pricelist)s” is the pricelist of all patients who have no other one, so it cannot "
                            "be reserved for “%(category)s”. Put another pricelist first in the list of pricelists, "
                            "or choose another one here.",
                            pricelist=everybodys.name,
                            category=category.name,
                        )
                    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        History = self.env["patient.category.history"].sudo()  # the past of all companies counts
        for category in self:
            if History.search_count([("category_id", "=", category.id)], limit=1):
                raise UserError(
                    self.env._(
                        "“%(category)s” cannot be deleted, because patients have or had this category. "
                        "Archive it instead.",
                        category=category.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        categories = super().create(vals_list)
        self.env.registry.clear_cache()  # `_policies`, `_looks`, and who may have which pricelist
        return categories

    def unlink(self):
        self.env.registry.clear_cache()  # as in `create`
        return super().unlink()

    def write(self, vals):
        result = super().write(vals)
        if CACHED_FIELDS & vals.keys():
            self.env.registry.clear_cache()  # as in `create`
        if {"prepayment_required", "prepayment_percent"} & vals.keys():
            # Confirmed orders keep the policy that was frozen on them.
            self.env["sale.order"]._judge_quotations([("patient_category_id", "in", self.ids)])
        return result

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        result = super()._update_field_translations(field_name, translations, digest=digest, source_lang=source_lang)
        if field_name in CACHED_FIELDS:
            self.env.registry.clear_cache()  # as in `create`; Odoo writes translations past `write`
        return result

    def copy_data(self, default=None):
        default = dict(default or {}, is_default=False, for_employees=False)
        vals_list = super().copy_data(default=default)
        if "name" in default:
            return vals_list
        return [
            dict(vals, name=self.env._("%s (copy)", category.name))
            for category, vals in zip(self, vals_list)
        ]

    def action_archive(self):
        """Archive these categories, or ask where the patients go who still have one of them.

        :return: the action that opens the question, where there is one
        """
        self.check_access("write")
        used = self.browse(category.id for category in self.filtered("active")._count_all_patients())
        if not used:
            return super().action_archive()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Where do these patients go?"),
            "res_model": "patient.category.change",
            "views": [(False, "form")],  # the web client opens it as it is
            "target": "new",
            "context": {"default_archived_category_ids": self.ids},
        }

    def action_show_guidance(self):
        """Open how to treat a patient of this category, for the staff."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("How to treat this patient"),
            "res_model": "patient.category",
            "res_id": self.id,
            "views": [(self.env.ref("patient_category.patient_category_view_guidance").id, "form")],
            "target": "new",
            "context": {"create": False, "edit": False},
        }

    def action_view_patients(self):
        """Open the patients of this category."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_category.action_patients")
        action["domain"] = [("patient_category_id", "=", self.id)]
        action["context"] = {"default_patient_category_id": self.id}
        return action

    def _prepayment_share(self):
        """Share (0 to 1) of an order's total that its patient has to prepay.

        The one place where the percent of a category becomes the share that
        orders calculate with. An empty recordset requires nothing.

        :rtype: float
        """
        _company_id, share = self._policies().get(self.id) or self._policy()
        return share

    @api.model
    @ormcache()
    def _policies(self):
        """What every confirmation and every posting asks, of all categories: they are few and seldom change.

        :return: {id of category: what ``_policy`` says of it}
        """
        # sudo: the cache is everybody's
        categories = self.sudo().with_context(active_test=False).search_fetch(
            [], ["company_id", "prepayment_percent", "prepayment_required"]
        )
        return {category.id: category._policy() for category in categories}

    def _look(self):
        """(name in the user's language, number of the colour) of what may be no category."""
        return self._looks().get(self.id) or (self.name, self.color)

    @api.model
    @ormcache("self.env.lang")
    def _looks(self):
        """What the badges of all categories show, as `_policies`: {id of category: (name, number of the colour)}"""
        # sudo: the cache is everybody's
        categories = self.sudo().with_context(active_test=False).search_fetch([], ["name", "color"])
        return {category.id: (category.name, category.color) for category in categories}

    def _policy(self):
        """(id of the company or False, share of an order's total that has to be prepaid)."""
        return self.company_id.id, self.prepayment_percent / 100.0 if self.prepayment_required else 0.0

    def _only_managers_release(self):
        """Whether only managers take patients out of this category."""
        return self.manager_releases or self.prepayment_required

    def _serves_company(self, company):
        """Whether patients of this category are met in ``company``.

        :param company: one ``res.company``
        """
        self.ensure_one()
        company_id, _share = self._policies().get(self.id) or self._policy()
        return company._uses_what_belongs_to(company_id)

    @api.model
    def _get_default(self, company=None):
        """The category that stands ready at registration: the company's own, else the shared one.

        :param company: one ``res.company``; the current one when not given
        :return: ``patient.category``, empty where the clinic marked none as default
        """
        company = company or self.env.company
        return self._get_marked("is_default", company)

    @api.model
    def _offered(self):
        """The categories into which this user may put patients, in the clinic's order."""
        offered = Domain("active", "=", True)
        if not self.env.user.has_group(MANAGERS):
            offered &= Domain("manager_assigns", "=", False)
        return self.search(offered)

    @api.model
    def _get_marked(self, flag, company):
        """The active category marked with ``flag`` that is nearest to ``company``."""
        categories = self.search([(flag, "=", True)]).filtered(
            lambda category: category._serves_company(company)
        )
        ancestry = company.sudo().parent_ids.ids  # from the root down to the company itself
        return max(
            categories,
            key=lambda category: ancestry.index(category.company_id.id) if category.company_id else -1,
            default=self.browse(),
        )
