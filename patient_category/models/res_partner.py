from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..groups import MANAGERS, PATIENTS
from ..tools import to_tell_of, without_defaults
from .patient_category import LONGEST_TEXT

# Odoo raises them after each posting, partner by partner and field by field: to look for changes of what
# is tracked, where none can be, it would ask the database for every field of ours once more.
RANKS = {"customer_rank", "supplier_rank"}
# Nobody decides these about himself; the category itself is judged with its old and its new value.
DECISIONS = {"patient_category_reason", "patient_category_review_date", "pays_on_account"}


class ResPartner(models.Model):
    """A contact with a category is a patient. Duplicates, reviews, prices … are in the files beside this one."""

    _inherit = "res.partner"

    patient_category_id = fields.Many2one(
        "patient.category",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        copy=False,
        groups=PATIENTS,
        help="A contact with a category is a patient.",
    )
    # No size: Odoo would cut a longer text silently.
    # What only registration needs is read together, and not with every partner: for each field with groups
    # that Odoo reads, it asks whether the user may.
    patient_category_reason = fields.Char(
        string="Reason for Category", prefetch="patient", copy=False, groups=PATIENTS
    )
    patient_category_source = fields.Selection(
        [("manual", "Chosen by staff"), ("employee", "By employment")],
        prefetch="patient",
        copy=False,
        readonly=True,
        groups=PATIENTS,
    )
    patient_category_history_ids = fields.One2many(
        "patient.category.history", "partner_id", readonly=True, groups=PATIENTS
    )
    # Computed, not related: where somebody sorts or groups by a related field, Odoo asks for nobody's groups.
    patient_category_color = fields.Integer(
        compute="_compute_patient_category_color", compute_sudo=True, string="Category Colour", groups=PATIENTS
    )
    patient_category_guidance = fields.Html(
        compute="_compute_patient_category_guidance",
        compute_sudo=True,
        sanitize=False,  # the category's was, when it was written
        string="Guidance",
        groups=PATIENTS,
    )
    patient_category_reason_required = fields.Boolean(
        compute="_compute_patient_category_reason_required",
        compute_sudo=True,
        string="Reason Required",
        groups=PATIENTS,
    )
    patient_birthdate = fields.Date(string="Birth Date", prefetch="patient", groups=PATIENTS)
    guardian_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="restrict",
        groups=PATIENTS,
        domain="[('id', '!=', id), ('is_company', '=', False)]",
        help="Who pays and answers the phone for this patient, for example a parent.",
    )
    guardian_phone = fields.Char(
        compute="_compute_guardian_phone", compute_sudo=True, string="Guardian's Phone", groups=PATIENTS
    )
    pays_on_account = fields.Boolean(
        tracking=True,
        groups=PATIENTS,
        help="An insurer or employer who pays on invoice: orders invoiced to this contact "
        "need no prepayment.",
    )

    # ------------------------------------------------------------
    # Constraints
    # ------------------------------------------------------------

    @api.constrains("patient_category_id")
    def _check_patient_category_active(self):
        for partner in self.sudo():  # sudo: binds also those who may not know patients
            if partner.patient_category_id and not partner.patient_category_id.active:
                raise ValidationError(
                    self.env._("This category is archived. Choose another one for %s.", partner.display_name)
                )

    @api.constrains("patient_category_id", "company_id")
    def _check_patient_category_company(self):
        for partner in self.filtered("patient_category_id"):
            category = partner.patient_category_id
            if category.company_id and not (
                partner.company_id and category._serves_company(partner.company_id)
            ):
                raise ValidationError(
                    self.env._(
                        "This category belongs to %(company)s. Choose a category shared by all companies "
                        "for %(patient)s, or let the patient belong to that company.",
                        company=category.company_id.name,
                        patient=partner.display_name,
                    )
                )

    @api.constrains("name", "patient_category_id", "patient_category_reason")
    def _check_patient_text_length(self):
        for partner in self.sudo():  # sudo: binds also those who may not know patients
            if not partner.patient_category_id:
                continue
            if len(partner.name or "") > LONGEST_TEXT or len(partner.patient_category_reason or "") > LONGEST_TEXT:
                raise ValidationError(
                    self.env._(
                        "The name of a patient and the reason for a category have at most 1,000 characters "
                        "each. Please enter a shorter text."
                    )
                )

    @api.constrains("patient_birthdate")
    def _check_patient_birthdate(self):
        tomorrow = fields.Date.add(fields.Date.context_today(self), days=1)  # it may be that where the patient is
        for partner in self:
            if partner.patient_birthdate and partner.patient_birthdate > tomorrow:
                raise ValidationError(
                    self.env._("%s cannot be born in the future. Please correct the birth date.", partner.display_name)
                )

    @api.constrains("guardian_id", "company_id")
    def _check_guardian(self):
        if self._has_cycle("guardian_id"):
            raise ValidationError(self.env._("A patient cannot be their own guardian. Choose another person."))
        for partner in self:
            if partner.guardian_id.company_id and partner.guardian_id.company_id != partner.company_id:
                raise ValidationError(
                    self.env._(
                        "The guardian of %(patient)s belongs to another company. Choose another guardian.",
                        patient=partner.name,
                    )
                )

    @api.depends("guardian_id.phone")
    def _compute_guardian_phone(self):
        for partner in self:
            partner.guardian_phone = to_tell_of(partner, partner.guardian_id).phone

    @api.depends("patient_category_id.color")
    def _compute_patient_category_color(self):
        for partner in self:
            _name, partner.patient_category_color = to_tell_of(partner, partner.patient_category_id)._look()

    @api.depends("patient_category_id.guidance")
    @api.depends_context("lang")
    def _compute_patient_category_guidance(self):
        for partner in self:
            partner.patient_category_guidance = to_tell_of(partner, partner.patient_category_id).guidance

    @api.depends("patient_category_id.reason_required")
    def _compute_patient_category_reason_required(self):
        for partner in self:
            category = to_tell_of(partner, partner.patient_category_id)
            partner.patient_category_reason_required = category.reason_required

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        # Asked for by the registration form only: contacts created elsewhere are no patients.
        if (
            self.env.context.get("register_patient")
            and "patient_category_id" in fields
            and self.env.user.has_group(PATIENTS)
        ):
            category = self.env["patient.category"]._get_default()
            defaults.setdefault("patient_category_id", category.id)
            if category.company_id and defaults["patient_category_id"] == category.id and "company_id" in fields:
                defaults["company_id"] = defaults.get("company_id") or self.env.company.id
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        # A right of managers is not given by a default of the caller's either.
        self = without_defaults(self, {"pays_on_account"})  # noqa: PLW0642
        for vals in vals_list:
            self._check_may_set_pays_on_account({} if not vals.get("pays_on_account") else vals)
            self._check_may_set_review_date({} if not vals.get("patient_category_review_date") else vals)
            self._check_category_source(vals)
            self._drop_standing_pricelist(vals)
        self._join_company_of_category(vals_list)
        partners = super().create(vals_list)
        # sudo: whoever may create contacts may do so without seeing what a patient is.
        patients = partners.sudo().filtered("patient_category_id").with_env(self.env)
        patients._check_category_change({})
        patients._set_category_source()
        patients._record_category_change({})
        # sudo: as above; a date that was given for somebody new stays.
        patients.sudo().filtered(lambda patient: not patient.patient_category_review_date)._plan_review()
        return partners

    def write(self, vals):
        if vals.keys() <= RANKS:
            return super(ResPartner, self.with_context(mail_notrack=True)).write(vals)
        if self._may_send_standing_pricelist(vals):
            return self._write_pricelist_last(vals)
        self._check_may_set_pays_on_account(vals)
        self._check_may_set_review_date(vals)
        self._check_category_source(vals)
        self._check_not_about_oneself(vals)
        if "patient_category_id" not in vals:
            old_categories = self._effective_categories() if "parent_id" in vals else {}
            result = super().write(vals)
            if "parent_id" in vals:
                self._check_category_change(old_categories)
            if "pays_on_account" in vals:
                self.env["sale.order"]._judge_quotations([("partner_invoice_id", "in", self.ids)])
            if "patient_category_review_date" in vals:
                self._end_reviews()
            return result
        old_categories = self._effective_categories()
        changed = self.filtered(
            lambda partner: partner.patient_category_id.id != (vals["patient_category_id"] or False)
        )
        # sudo: whoever may change contacts may do so without seeing what a patient is.
        review_dates = {patient.id: patient.patient_category_review_date for patient in changed.sudo()}
        quotations, chosen_prices = self.env["sale.order"]._open_quotations(changed)
        if "patient_category_reason" not in vals:
            # What was the reason for the category that they leave is none for the next one.
            super(ResPartner, changed.filtered("patient_category_reason")).write({"patient_category_reason": False})
        result = super().write(vals)
        changed._check_category_change(old_categories)
        if "patient_category_source" not in vals:
            changed._set_category_source()
        changed._record_category_change(review_dates)
        if "patient_category_review_date" not in vals:
            changed._plan_review()
        self._end_reviews()
        quotations._follow_patient_prices(chosen_prices)
        registered = changed.filtered(lambda partner: not old_categories[partner.id])
        registered._grant_employees_category()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_patients(self):
        """What happened stays provable: a patient is archived."""
        # sudo: the past of all companies counts.
        History = self.env["patient.category.history"].sudo()
        Incident = self.env["patient.incident"].sudo()
        Partner = self.sudo().with_context(active_test=False)
        kept = (
            History.search([("partner_id", "in", self.ids)], limit=1).partner_id
            or Incident.search([("partner_id", "in", self.ids)], limit=1).partner_id
        )
        if kept:
            raise UserError(
                self.env._(
                    "%(patient)s cannot be deleted, because the clinic has a history with this patient. "
                    "Archive the patient instead.",
                    patient=kept.name,
                )
            )
        child = Partner.search([("guardian_id", "in", self.ids), ("id", "not in", self.ids)], limit=1)
        if child:
            raise UserError(
                self.env._(
                    "%(guardian)s cannot be deleted, because a patient has this guardian: %(patient)s. "
                    "Archive the guardian instead.",
                    guardian=child.guardian_id.name,
                    patient=child.name,
                )
            )

    @api.model
    def _join_company_of_category(self, vals_list):
        """Somebody new in a category of this company belongs to this company, unless another one is named."""
        # sudo: whoever may create contacts may do so without seeing what a patient is.
        Category = self.env["patient.category"].sudo()
        categories = Category.browse({vals.get("patient_category_id") for vals in vals_list} - {None, False}).exists()
        own_ids = categories.filtered(
            lambda category: category.company_id and category._serves_company(self.env.company)
        ).ids
        for vals in vals_list:
            if vals.get("patient_category_id") in own_ids and not vals.get("company_id"):
                vals["company_id"] = self.env.company.id

    def copy_data(self, default=None):
        # A copied patient is a new contact, not a second patient with the same guardian.
        return super().copy_data(default=dict(default or {}, pays_on_account=False))

    # ------------------------------------------------------------
    # Who may put patients into a category, and take them out
    # ------------------------------------------------------------

    def _check_category_change(self, old_categories):
        """Refuse a change of category that is not this user's to make.

        Called after the change. sudo() is our own automation (employment, merging of
        contacts); the rules bind people.

        :param old_categories: {id of partner: effective category before}; absent for a new patient
        :raise AccessError: only managers may do this, or nobody for himself
        :raise UserError: the category asks for a reason
        """
        if self.env.su:
            return
        own_records = self.env.user._own_patient_records()
        categories = self._effective_categories()
        for partner in self:
            category, old_category = categories[partner.id], old_categories.get(partner.id)
            if category == old_category:
                continue
            if partner in own_records:
                raise AccessError(
                    self.env._("Nobody decides about themselves. Ask a colleague to choose your category.")
                )
            if category.manager_assigns:
                self._check_is_patient_manager(
                    self.env._(
                        "Only managers put patients into this category. Ask a manager to do it for %(patient)s.",
                        patient=partner.display_name,
                    )
                )
            if old_category and old_category._only_managers_release():
                self._check_is_patient_manager(
                    self.env._(
                        "Only managers change the category of %(patient)s. Ask a manager to do it.",
                        patient=partner.display_name,
                    )
                )
            if category.reason_required and not (partner.sudo().patient_category_reason or "").strip():
                raise UserError(
                    self.env._("Please enter why %(patient)s gets this category.", patient=partner.display_name)
                )

    def _effective_categories(self):
        """The category that counts for each of these contacts now, own or of the commercial entity: {id: category}."""
        # sudo: the rules bind also those who may not know what a patient is.
        return {
            partner.id: partner._patient_category(partner.company_id or self.env.company) for partner in self.sudo()
        }

    def _check_not_about_oneself(self, vals):
        """Refuse what somebody would decide about himself.

        :raise AccessError: the user writes one of these fields on his own contact
        """
        if self.env.su or not DECISIONS.intersection(vals):
            return
        if self & self.env.user._own_patient_records():
            raise AccessError(
                self.env._("Nobody decides about themselves. Ask a colleague to do it.")
            )

    def _keep_one_open_history(self):
        """End what two merged contacts both had open, except the period of the category that is kept."""
        self.ensure_one()
        open_periods = self.patient_category_history_ids.filtered(lambda period: not period.date_to)
        kept = open_periods.filtered(lambda period: period.category_id == self.patient_category_id)[:1]
        (open_periods - kept).date_to = fields.Datetime.now()

    def _check_is_patient_manager(self, message):
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(message)

    def _check_may_set_pays_on_account(self, vals):
        if "pays_on_account" in vals and not self.env.su:
            self._check_is_patient_manager(
                self.env._("Only managers decide who pays on account. Ask a manager to do it.")
            )

    def _check_may_set_review_date(self, vals):
        if "patient_category_review_date" in vals and not self.env.su:
            self._check_not_about_oneself(vals)
            self._check_is_patient_manager(
                self.env._("Only managers set when a category is reviewed. Ask a manager to do it.")
            )

    def _record_category_change(self, review_dates):
        """End the open period of the patients' history and begin a new one.

        :param dict review_dates: {id: when the review was due in the category that ends}
        """
        now = fields.Datetime.now()
        History = self.env["patient.category.history"].sudo()  # read-only for everybody
        ended = History.search([("partner_id", "in", self.ids), ("date_to", "=", False)])
        for review_date, periods in ended.grouped(lambda period: review_dates[period.partner_id.id]).items():
            periods.write({"date_to": now, "review_date": review_date})
        History.create(
            [
                {
                    "partner_id": partner.id,
                    "category_id": partner.patient_category_id.id,
                    "date_from": now,
                    "user_id": self.env.uid,
                    "reason": partner.patient_category_reason,
                }
                for partner in self
                if partner.patient_category_id
            ]
        )

    # ------------------------------------------------------------
    # Business methods
    # ------------------------------------------------------------

    def _patient_category(self, company):
        """The category that is effective for this contact (at most one) in ``company``.

        The person's own category counts, else that of the commercial entity; a category of
        another company does not exist here, and neither does a commercial entity of another company.

        :param company: one ``res.company``
        :return: ``patient.category``, empty where there is none
        """
        for partner in (self, self.commercial_partner_id):
            category = partner.patient_category_id
            if category and category._serves_company(company) and (partner == self or partner._is_met_in(company)):
                return category
        return self.env["patient.category"]

    def _is_met_in(self, company):
        """Whether this contact is shared by all companies, or belongs to ``company`` or one above it."""
        self.ensure_one()
        return company._uses_what_belongs_to(self.company_id.id)

    @api.onchange("patient_category_id")
    def _onchange_patient_category_id(self):
        """What was the reason for the category before is none for the one chosen now."""
        before = self._origin
        if before and before.patient_category_id == self.patient_category_id:
            self.patient_category_reason = self.patient_category_reason or before.patient_category_reason
        elif before.patient_category_id and self.patient_category_reason == before.patient_category_reason:
            self.patient_category_reason = False

    def address_get(self, adr_pref=None):
        """The guardian pays for a patient who has no invoice address of their own."""
        addresses = super().address_get(adr_pref)
        guardian = self.sudo().guardian_id  # sudo: the rule is for all, whoever knows patients
        if len(guardian) == 1 and len(self) == 1 and addresses.get("invoice") == self.id:
            addresses["invoice"] = guardian.address_get(["invoice"])["invoice"]
        return addresses

    @api.model
    def get_import_templates(self):
        """Offer a file with the clinic's own categories, where patients are imported."""
        if not self.env.context.get("register_patient"):
            return super().get_import_templates()
        return [
            {
                "label": self.env._("Import Template for Patients"),
                "template": "/patient_category/import_template/patients.csv",
            }
        ]

    def action_view_patient_orders(self):
        """Open the visits of this patient."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_category.action_visits")
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.id}
        return action

    def action_new_visit(self):
        """Write a quotation for this patient. The button saves the patient first: one step from a name to a visit."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_category.action_visits")
        return {
            **action,
            "name": self.env._("New Visit"),
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {"default_partner_id": self.id},
        }
