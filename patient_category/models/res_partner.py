from dateutil.relativedelta import relativedelta

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..groups import PATIENTS
from ..tools import without_defaults

# Nobody decides these about himself; the category itself is judged with its old and its new value.
DECISIONS = {"patient_category_reason", "patient_category_review_date", "pays_on_account"}
# What decides, with the patient's own choice, which pricelist stands ready.
STANDING_PRICELIST_FIELDS = {"country_id", "parent_id", "patient_category_id"}


class ResPartner(models.Model):
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
    patient_category_reason = fields.Char(
        string="Reason for Category", size=1000, copy=False, groups=PATIENTS
    )
    patient_category_source = fields.Selection(
        [("manual", "Chosen by staff"), ("employee", "By employment")],
        copy=False,
        readonly=True,
        groups=PATIENTS,
    )
    patient_category_review_date = fields.Date(copy=False, groups=PATIENTS)
    patient_category_history_ids = fields.One2many(
        "patient.category.history", "partner_id", readonly=True, groups=PATIENTS
    )
    patient_category_color = fields.Integer(
        related="patient_category_id.color", string="Category Colour", groups=PATIENTS
    )
    patient_category_attention = fields.Selection(
        related="patient_category_id.attention", string="Category Attention", groups=PATIENTS
    )
    patient_category_guidance = fields.Html(
        related="patient_category_id.guidance", string="Guidance", groups=PATIENTS
    )
    patient_birthdate = fields.Date(string="Birth Date", groups=PATIENTS)
    guardian_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="restrict",
        groups=PATIENTS,
        domain="[('id', '!=', id), ('is_company', '=', False)]",
        help="Who pays and answers the phone for this patient, for example a parent.",
    )
    pays_on_account = fields.Boolean(
        groups=PATIENTS,
        help="An insurer or employer who pays on invoice: orders invoiced to this contact "
        "need no prepayment.",
    )

    patient_duplicate_ids = fields.Many2many(
        "res.partner",
        compute="_compute_patient_duplicate_ids",
        string="Patients with this Phone or E-mail",
        context={"active_test": False},
        groups=PATIENTS,
    )
    patient_incident_ids = fields.One2many("patient.incident", "partner_id", groups=PATIENTS)
    patient_open_incident_count = fields.Integer(
        compute="_compute_patient_open_incident_count", string="Open Incidents", groups=PATIENTS
    )
    # Who is employed as which patient; empty for nearly everybody.
    patient_employee_ids = fields.One2many("hr.employee", "patient_partner_id", groups="hr.group_hr_user")

    # Odoo's field; searched for duplicates at every registration.
    phone_sanitized = fields.Char(index="btree_not_null")

    # ------------------------------------------------------------
    # Constraints
    # ------------------------------------------------------------

    @api.constrains("patient_category_id", "company_id")
    def _check_patient_category_company(self):
        for partner in self.filtered("patient_category_id"):
            category = partner.patient_category_id
            if category.company_id and not (
                partner.company_id and category._serves_company(partner.company_id)
            ):
                raise ValidationError(
                    self.env._(
                        "“%(category)s” is a category of %(company)s. Choose a category shared by "
                        "all companies for %(patient)s, or let the patient belong to that company.",
                        category=category.name,
                        company=category.company_id.name,
                        patient=partner.display_name,
                    )
                )

    @api.constrains("guardian_id")
    def _check_guardian(self):
        if self._has_cycle("guardian_id"):
            raise ValidationError(self.env._("A patient cannot be their own guardian. Choose another person."))

    # ------------------------------------------------------------
    # Incidents
    # ------------------------------------------------------------

    @api.depends_context("uid")
    def _compute_patient_open_incident_count(self):
        # With the rights of whoever looks: an incident that is hidden from him does not count.
        counts = dict(
            self.env["patient.incident"]._read_group(
                [("partner_id", "in", self.ids), ("state", "!=", "resolved")], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.patient_open_incident_count = counts.get(partner._origin, 0)

    def _own_users(self):
        """Users who are one of these patients, by their login or by their employee record.

        The other direction of ``res.users._own_patient_records``.

        :return: ``res.users``
        """
        # sudo: employees of all companies, archived ones too, and their private contacts.
        partners = self.sudo().with_context(active_test=False)
        employees = partners.employee_ids | partners.patient_employee_ids
        return (partners.user_ids | employees.user_id).with_env(self.env)

    def action_view_patient_incidents(self):
        """Open the incidents with this patient, those that are still open first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_category.action_patient_incidents")
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.id, "search_default_unresolved": 1}
        return action

    def action_help_me_now(self):
        """Show what to do with this patient, right now."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_category.action_patient_incident_help")
        action["context"] = {"default_partner_id": self.id}
        return action

    # ------------------------------------------------------------
    # Duplicates
    # ------------------------------------------------------------

    @api.depends("phone", "email", "country_id", "company_id")
    def _compute_patient_duplicate_ids(self):
        for partner in self:
            partner.patient_duplicate_ids = partner._find_patient_duplicates()

    def _find_patient_duplicates(self):
        """Patients who already have the phone number or e-mail address of this one.

        Archived patients count, those of other companies do not.

        :return: ``res.partner``, at most 5
        """
        self.ensure_one()
        contact = Domain.FALSE
        if number := self._phone_format(fname="phone"):
            contact |= Domain("phone_sanitized", "=", number)
        elif self.phone:
            contact |= Domain("phone", "=", self.phone)  # no number anywhere in the world: as written
        if email := tools.email_normalize(self.email):
            contact |= Domain("email_normalized", "=", email)
        domain = (
            contact
            & Domain("id", "!=", self._origin.id)
            & Domain("patient_category_id", "!=", False)
            & Domain("company_id", "in", [False, *(self.company_id or self.env.company).ids])
        )
        return self.with_context(active_test=False).search(domain, limit=5)

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
            defaults.setdefault("patient_category_id", self.env["patient.category"]._get_default().id)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        # A right of managers is not given by a default of the caller's either.
        self = without_defaults(self, {"pays_on_account"})  # noqa: PLW0642
        for vals in vals_list:
            self._check_may_set_pays_on_account(vals)
            self._check_category_source(vals)
            self._drop_standing_pricelist(vals)
        partners = super().create(vals_list)
        # sudo: whoever may create contacts may do so without seeing what a patient is.
        patients = partners.sudo().filtered("patient_category_id").with_env(self.env)
        patients._check_category_change({})
        patients._set_category_source()
        patients._record_category_change()
        return partners

    def write(self, vals):
        if self._may_send_standing_pricelist(vals):
            return self._write_pricelist_last(vals)
        self._check_may_set_pays_on_account(vals)
        self._check_category_source(vals)
        self._check_not_about_oneself(vals)
        if "patient_category_id" not in vals:
            old_categories = self._effective_categories() if "parent_id" in vals else {}
            result = super().write(vals)
            if "parent_id" in vals:
                self._check_category_change(old_categories)
            if "pays_on_account" in vals:
                self.env["sale.order"]._judge_quotations([("partner_invoice_id", "in", self.ids)])
            return result
        old_categories = self._effective_categories()
        changed = self.filtered(
            lambda partner: partner.patient_category_id.id != (vals["patient_category_id"] or False)
        )
        quotations, chosen_prices = self.env["sale.order"]._open_quotations(changed)
        result = super().write(vals)
        changed._check_category_change(old_categories)
        if "patient_category_source" not in vals:
            changed._set_category_source()
        changed._record_category_change()
        quotations._follow_patient_prices(chosen_prices)
        registered = changed.filtered(lambda partner: not old_categories[partner.id])
        registered._grant_employees_category()
        return result

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
                    self.env._("Only managers put patients into this category. Ask a manager to do it.")
                )
            if old_category and old_category._only_managers_release():
                self._check_is_patient_manager(
                    self.env._("Only managers change the category of this patient. Ask a manager to do it.")
                )
            if category.reason_required and not (partner.sudo().patient_category_reason or "").strip():
                raise UserError(self.env._("Please enter why this patient gets this category."))

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
        if not self.env.user.has_group("patient_category.group_manager"):
            raise AccessError(message)

    def _check_may_set_pays_on_account(self, vals):
        if vals.get("pays_on_account") and not self.env.su:
            self._check_is_patient_manager(
                self.env._("Only managers let a contact pay on account. Ask a manager to do it.")
            )

    def _record_category_change(self):
        """End the open period of the patients' history, begin a new one, set the review date."""
        now = fields.Datetime.now()
        History = self.env["patient.category.history"].sudo()  # read-only for everybody
        History.search([("partner_id", "in", self.ids), ("date_to", "=", False)]).date_to = now
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
        today = fields.Date.context_today(self)
        for partner in self:
            days = partner.patient_category_id.review_after_days
            partner.patient_category_review_date = days and today + relativedelta(days=days)

    # ------------------------------------------------------------
    # Prices
    # ------------------------------------------------------------

    @api.depends(
        "patient_category_id.pricelist_id",
        "patient_category_id.company_id",
        "commercial_partner_id.patient_category_id.pricelist_id",
        "commercial_partner_id.patient_category_id.company_id",
    )
    @api.depends_context("company")
    def _compute_product_pricelist(self):
        return super()._compute_product_pricelist()

    def _inverse_product_pricelist(self):
        """What was chosen by hand stays the patient's own, also where it equals the country's list.

        Odoo keeps nothing in that case, and the category's list would silently come back.
        The category's list itself is never kept as if chosen: it goes when the patient leaves.
        """
        patients = self.filtered(lambda partner: partner.sudo()._patient_category(self.env.company))
        for partner in patients:
            chosen = partner.property_product_pricelist
            standing = partner.sudo()._patient_category_pricelist()
            partner.specific_property_product_pricelist = chosen if chosen != standing else False
        return super(ResPartner, self - patients)._inverse_product_pricelist()

    @api.model
    def _drop_standing_pricelist(self, vals):
        """Forget a pricelist that the form of a new patient sends only because it stood there."""
        if not vals.get("property_product_pricelist") or not vals.get("patient_category_id"):
            return
        country_id = vals.get("country_id") or False
        standing = self.env["product.pricelist"]._get_country_pricelist_multi([country_id])[country_id]
        if standing.id == vals["property_product_pricelist"]:
            del vals["property_product_pricelist"]

    def _may_send_standing_pricelist(self, vals):
        """Whether a form sends the patient's pricelist perhaps only because it changed with what else it sends."""
        if "property_product_pricelist" not in vals or not STANDING_PRICELIST_FIELDS & vals.keys():
            return False
        # sudo: whoever may write a contact need not know whether it is a patient.
        return vals.get("patient_category_id") or any(self.sudo().mapped("patient_category_id"))

    def _write_pricelist_last(self, vals):
        """Write ``vals``; a pricelist that then stands ready by itself was not chosen."""
        vals = dict(vals)
        pricelist_id = vals.pop("property_product_pricelist") or False
        result = self.write(vals)
        chosen = self.filtered(lambda partner: partner.property_product_pricelist.id != pricelist_id)
        if chosen:
            chosen.write({"property_product_pricelist": pricelist_id})
        return result

    def _patient_category_pricelist(self):
        """The pricelist that this contact has by its category in the current company.

        :return: ``product.pricelist``, empty where there is none that can be used now
        """
        self.ensure_one()
        company = self.env.company
        pricelist = self._patient_category(company).with_company(company).pricelist_id
        return pricelist._get_partner_pricelist_multi_filter_hook()

    # ------------------------------------------------------------
    # The right that comes with employment
    # ------------------------------------------------------------

    def _check_category_source(self, vals):
        if "patient_category_source" in vals and not self.env.su:
            raise AccessError(
                self.env._("Where a category comes from is filled in by the system. Choose the category itself.")
            )

    def _set_category_source(self):
        """Keep whether a person chose the category.

        The employees' category of somebody who works here comes from employment, whoever wrote it.
        """
        employed = self.env["hr.employee"]._employed_patients(self)
        for partner in self.sudo():  # sudo: not the user's to write
            category = partner.patient_category_id
            by_employment = category.for_employees and partner in employed
            partner.patient_category_source = category and ("employee" if by_employment else "manual")

    def _with_chosen_category(self):
        """Those of these patients whose category somebody chose: employment does not touch them.

        The default that stood ready when somebody was registered is nobody's choice.
        """
        with_default = self.filtered(lambda partner: partner.patient_category_id.is_default)
        moved = with_default.filtered(lambda partner: partner.patient_category_source == "manual")
        periods = self.env["patient.category.history"]._read_group(
            [("partner_id", "in", moved.ids)], ["partner_id"], ["__count"]
        )
        moved_ids = [partner.id for partner, count in periods if count > 1]
        return (self - with_default).filtered("patient_category_id") | self.browse(moved_ids)

    def _grant_employees_category(self):
        """Put those who work here into the employees' category, unless another one was chosen for them.

        Called when a person is registered as a patient and when one gets an order, not by hiring.
        """
        if not self:
            return
        # sudo: a right, not a decision of the person at the desk.
        entitled = self.env["hr.employee"]._employed_patients(self).sudo()
        Category = self.env["patient.category"].sudo()
        entitled -= entitled._with_chosen_category()
        for company, partners in entitled.grouped("company_id").items():
            category = Category._get_marked("for_employees", company)
            if category:
                partners.write(
                    {
                        "patient_category_id": category.id,
                        "patient_category_source": "employee",
                        "patient_category_reason": self.env._("Works here"),
                    }
                )

    def _end_employees_category(self):
        """Give those whose last employment in any company has ended the category back that was there before.

        A category that somebody chose stays.
        """
        # sudo: a right that ends, not a decision of the person who keeps the employees' files.
        partners = self.sudo().filtered(lambda partner: partner.patient_category_source == "employee")
        left = partners - self.env["hr.employee"]._employed_patients(partners)
        before = left._categories_before_employment()
        for category, partners in left.grouped(before.get).items():
            partners.write(
                {
                    "patient_category_id": category.id,
                    "patient_category_source": False,
                    "patient_category_reason": self.env._("Does not work here any more"),
                }
            )

    def _categories_before_employment(self):
        """The category that each of these patients had when employment gave them another one.

        :return: {partner: ``patient.category``}, empty where there was none
        """
        periods = (
            self.env["patient.category.history"]
            .search([("partner_id", "in", self.ids)], order="date_from desc, id desc")
            .grouped("partner_id")
        )
        before = {}
        for partner in self:
            category, begin = self.env["patient.category"], None
            for period in periods.get(partner, ()):
                if not period.category_id.for_employees and period.category_id != partner.patient_category_id:
                    # A gap means that the contact was no patient any more when it got the right.
                    category = period.category_id if period.date_to == begin else category
                    break
                begin = period.date_from
            if category and not category.active:
                category = category._get_marked("is_default", partner.company_id)
            before[partner] = category
        return before

    # ------------------------------------------------------------
    # Business methods
    # ------------------------------------------------------------

    def _patient_category(self, company):
        """The category that is effective for this contact (at most one) in ``company``.

        The person's own category counts, else that of the commercial entity; a category of
        another company does not exist here.

        :param company: one ``res.company``
        :return: ``patient.category``, empty where there is none
        """
        for partner in (self, self.commercial_partner_id):
            category = partner.patient_category_id
            if category and category._serves_company(company):
                return category
        return self.env["patient.category"]

    def action_view_patient_orders(self):
        """Open the visits of this patient."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_category.action_visits")
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.id}
        return action
