from dateutil.relativedelta import relativedelta

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..groups import MANAGERS, PATIENTS
from ..tools import without_defaults
from .patient_category import LONGEST_TEXT

REVIEW = "patient_category.activity_type_review"
UNDO_MINUTES = 15
MOST_DUPLICATES = 5
ADULT = 18  # years
REVIEW_BATCH = 500
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
    # No size: Odoo would cut a longer text silently.
    patient_category_reason = fields.Char(string="Reason for Category", copy=False, groups=PATIENTS)
    patient_category_source = fields.Selection(
        [("manual", "Chosen by staff"), ("employee", "By employment")],
        copy=False,
        readonly=True,
        groups=PATIENTS,
    )
    patient_category_review_date = fields.Date(
        string="Category Review",
        copy=False,
        tracking=True,
        index="btree_not_null",
        groups=PATIENTS,
        help="On this day the managers are asked whether the category is still right.",
    )
    patient_category_history_ids = fields.One2many(
        "patient.category.history", "partner_id", readonly=True, groups=PATIENTS
    )
    # Computed, not related: where somebody sorts or groups by a related field, Odoo asks for nobody's groups.
    patient_category_color = fields.Integer(
        compute="_compute_patient_category_look", compute_sudo=True, string="Category Colour", groups=PATIENTS
    )
    patient_category_attention = fields.Selection(
        selection=lambda self: self.env["patient.category"]._fields["attention"]._description_selection(self.env),
        compute="_compute_patient_category_look",
        compute_sudo=True,
        string="Category Attention",
        groups=PATIENTS,
    )
    patient_category_guidance = fields.Html(
        compute="_compute_patient_category_look", compute_sudo=True, string="Guidance", groups=PATIENTS
    )
    patient_category_reason_required = fields.Boolean(
        compute="_compute_patient_category_look", compute_sudo=True, string="Reason Required", groups=PATIENTS
    )
    patient_category_can_undo = fields.Boolean(compute="_compute_patient_category_can_undo", groups=PATIENTS)
    patient_birthdate = fields.Date(string="Birth Date", groups=PATIENTS)
    guardian_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="restrict",
        groups=PATIENTS,
        domain="[('id', '!=', id), ('is_company', '=', False)]",
        help="Who pays and answers the phone for this patient, for example a parent.",
    )
    guardian_phone = fields.Char(related="guardian_id.phone", string="Guardian's Phone", groups=PATIENTS)
    pays_on_account = fields.Boolean(
        tracking=True,
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
    # What is being answered about them now: {id of the other patient: "family" or "different"}.
    patient_duplicate_answers = fields.Json(
        compute="_compute_patient_duplicate_answers",
        inverse="_inverse_patient_duplicate_answers",
        groups=PATIENTS,
    )
    # Computed, so that it is searched with the rights of whoever asks: of a stored one, Odoo finds out with
    # all rights which patient has one of these incidents, or any.
    patient_incident_ids = fields.One2many(
        "patient.incident",
        string="Incidents",
        compute="_compute_patient_incident_ids",
        search="_search_patient_incident_ids",
        groups=PATIENTS,
    )
    patient_open_incident_count = fields.Integer(
        compute="_compute_patient_open_incident_count", string="Open Incidents", groups=PATIENTS
    )
    # Who is employed as which patient; empty for nearly everybody.
    patient_employee_ids = fields.One2many("hr.employee", "patient_partner_id", groups="hr.group_hr_user")

    # Odoo's fields; searched for duplicates at every registration.
    phone_sanitized = fields.Char(index="btree_not_null")
    email_normalized = fields.Char(index="btree_not_null")

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

    @api.constrains("guardian_id", "company_id")
    def _check_guardian(self):
        if self._has_cycle("guardian_id"):
            raise ValidationError(self.env._("A patient cannot be their own guardian. Choose another person."))
        for partner in self:
            if partner.guardian_id.company_id and partner.guardian_id.company_id != partner.company_id:
                raise ValidationError(
                    self.env._(
                        "%(guardian)s belongs to %(company)s, and %(patient)s does not. Choose another guardian.",
                        guardian=partner.guardian_id.name,
                        company=partner.guardian_id.company_id.name,
                        patient=partner.name,
                    )
                )

    @api.depends(
        "patient_category_id.attention",
        "patient_category_id.color",
        "patient_category_id.guidance",
        "patient_category_id.reason_required",
    )
    @api.depends_context("lang")
    def _compute_patient_category_look(self):
        for partner in self:
            category = partner.patient_category_id
            partner.patient_category_color = category.color
            partner.patient_category_attention = category.attention
            partner.patient_category_guidance = category.guidance
            partner.patient_category_reason_required = category.reason_required

    # ------------------------------------------------------------
    # Incidents
    # ------------------------------------------------------------

    @api.depends_context("uid")
    def _compute_patient_incident_ids(self):
        incidents = self.env["patient.incident"].search([("partner_id", "in", self.ids)]).grouped("partner_id")
        for partner in self:
            partner.patient_incident_ids = incidents.get(partner._origin, False)

    def _search_patient_incident_ids(self, operator, value):
        incidents = self.env["patient.incident"]
        if operator == "any":
            return Domain("id", "in", incidents._patients_query(value))
        if operator != "in":
            return NotImplemented
        domain = Domain("id", "in", incidents._patients_query([("id", "in", [id_ for id_ in value if id_])]))
        if False in value:
            domain |= Domain("id", "not in", incidents._patients_query([]))
        return domain

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

    @api.depends("phone", "email", "country_id", "company_id", "guardian_id", "patient_duplicate_answers")
    def _compute_patient_duplicate_ids(self):
        duplicates = self._find_patient_duplicates()
        for partner in self:
            partner.patient_duplicate_ids = duplicates[partner]

    def _compute_patient_duplicate_answers(self):
        self.patient_duplicate_answers = False

    def _find_patient_duplicates(self):
        """Patients who already have the phone number or e-mail address of these, and about whom nobody was asked yet.

        Archived patients count; those of other companies do not, nor does the family.

        :return: {partner: ``res.partner``}, at most five each
        """
        numbers = {partner: partner._phone_format(fname="phone") for partner in self}
        emails = {partner: tools.email_normalize(partner.email) for partner in self}
        # A phone that is no number anywhere in the world is compared as it is written.
        phones = {partner: partner.phone for partner in self if not numbers[partner]}
        domain = (
            Domain("phone_sanitized", "in", list(filter(None, numbers.values())))
            | Domain("email_normalized", "in", list(filter(None, emails.values())))
            | Domain("phone", "in", list(filter(None, phones.values())))
        )
        # Many answered ones may come first; a number shared by hundreds is the clinic's own.
        found = self.with_context(active_test=False).search_fetch(
            domain & Domain("patient_category_id", "!=", False),
            ["phone_sanitized", "email_normalized", "phone", "company_id"],
            limit=100 * len(self),
        )
        known = self._known_to_be_others()
        return {
            partner: found.filtered(
                lambda other, partner=partner: (
                    other not in known[partner]
                    and other.company_id in (self.env["res.company"], partner.company_id or self.env.company)
                    and (
                        (numbers[partner] and numbers[partner] == other.phone_sanitized)
                        or (emails[partner] and emails[partner] == other.email_normalized)
                        or (phones.get(partner) and phones[partner] == other.phone)
                    )
                )
            )[:MOST_DUPLICATES]
            for partner in self
        }

    def _known_to_be_others(self):
        """Contacts that are no duplicates of these: themselves, their family, and who was answered for.

        :return: {partner: ``res.partner``}
        """
        # sudo: nobody reads the answers but this rule.
        answered = self.env["patient.duplicate.answer"].sudo()._answered_pairs(self._origin)
        family = self.with_context(active_test=False).search_fetch(
            Domain("guardian_id", "in", (self._origin | self.guardian_id._origin).ids), ["guardian_id"]
        )
        known = {}
        for partner in self:
            guardians = partner._origin | partner.guardian_id._origin
            known[partner] = (
                guardians
                | family.filtered(lambda other, guardians=guardians: other.guardian_id in guardians)
                | self.browse(int(key) for key in partner.patient_duplicate_answers or {})
            )
            if partner._origin:
                known[partner] |= answered[partner._origin].with_env(self.env)
        return known

    @api.onchange("patient_duplicate_answers")
    def _onchange_patient_duplicate_answers(self):
        for key, answer in (self.patient_duplicate_answers or {}).items():
            if answer == "family":
                self._join_family(self.browse(int(key)))

    def _inverse_patient_duplicate_answers(self):
        """Remember the answers for good."""
        rows = []
        for partner in self.filtered("patient_duplicate_answers"):
            for other, answer in partner._read_duplicate_answers():
                rows.append({"partner_id": partner.id, "other_partner_id": other.id, "answer": answer})
                if answer == "family":
                    partner._join_family(other)
        # sudo: nobody writes the answers but this rule.
        self.env["patient.duplicate.answer"].sudo().create(rows)

    def _read_duplicate_answers(self):
        """What was answered about this patient now: [(other patient, answer)].

        :raise ValidationError: it is no answer
        """
        answers = self.patient_duplicate_answers
        options = dict(self.env["patient.duplicate.answer"]._fields["answer"].selection)
        is_readable = isinstance(answers, dict) and all(
            str(key).isdecimal() and answer in options for key, answer in answers.items()
        )
        others = self.browse(int(key) for key in answers) if is_readable else self.browse()
        if not is_readable or self in others or others.exists() != others:
            raise ValidationError(
                self.env._("Please answer about another patient: a family member, or a different person.")
            )
        others.check_access("read")
        return [(other, answers[str(other.id)]) for other in others]

    def _join_family(self, other):
        """Let the adult of these two be the guardian of the other one, where none is known yet.

        Of two adults, the one who was here first pays.
        """
        if other._is_minor() and not other.guardian_id and not self._is_minor():
            if self._origin == self:  # once it is saved
                other.guardian_id = self
        elif not self.guardian_id and not (other.guardian_id and other.guardian_id == self._origin):
            self.guardian_id = other.guardian_id or other

    def _is_minor(self):
        """Whether this patient is known to be a child."""
        birthdate = self.patient_birthdate
        return bool(birthdate) and birthdate + relativedelta(years=ADULT) > fields.Date.context_today(self)

    def action_show_guidance(self):
        """Open how to treat this patient, for the staff."""
        self.ensure_one()
        return self._patient_category(self.env.company).action_show_guidance()

    def action_open_patient(self):
        """Open this patient on the desk's own form."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("patient_category.patient_view_form").id, "form")],
        }

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
        patients._record_category_change()
        # sudo: as above; a date that was given for somebody new stays.
        patients.sudo().filtered(lambda patient: not patient.patient_category_review_date)._plan_review()
        return partners

    def write(self, vals):
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
        quotations, chosen_prices = self.env["sale.order"]._open_quotations(changed)
        if "patient_category_reason" not in vals:
            # What was the reason for the category that they leave is none for the next one.
            super(ResPartner, changed.filtered("patient_category_reason")).write({"patient_category_reason": False})
        result = super().write(vals)
        changed._check_category_change(old_categories)
        if "patient_category_source" not in vals:
            changed._set_category_source()
        changed._record_category_change()
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

    def _record_category_change(self):
        """End the open period of the patients' history and begin a new one."""
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

    # ------------------------------------------------------------
    # Undoing a category that was chosen by mistake
    # ------------------------------------------------------------

    @api.depends("patient_category_id")
    @api.depends_context("uid")
    def _compute_patient_category_can_undo(self):
        undoable = self._undoable_periods()
        for partner in self:
            partner.patient_category_can_undo = partner._origin in undoable

    def _undoable_periods(self):
        """The choices that this user made by mistake a moment ago, perhaps, and may still undo.

        His own, at most fifteen minutes old, and used by no visit or invoice yet. What employment
        gave nobody chose.

        :return: {patient: (period of the history, category that comes back)}
        """
        # sudo: the user's own choices, whatever he may see of orders and invoices.
        patients = self._origin.sudo()
        periods = self.env["patient.category.history"].sudo().search([("partner_id", "in", patients.ids)])
        earliest = fields.Datetime.now() - relativedelta(minutes=UNDO_MINUTES)
        undoable = {}
        for patient, (period, *earlier) in periods.grouped("partner_id").items():
            if (
                period.user_id == self.env.user
                and not period.date_to
                and period.date_from >= earliest
                and patient.patient_category_source != "employee"
            ):
                category = period._category_before(earlier[0] if earlier else periods.browse())
                if category != period.category_id and (not category or category.active):
                    undoable[patient.with_env(self.env)] = (period, category)
        used = self._patients_with_used_category({period for period, _category in undoable.values()})
        return {patient: found for patient, found in undoable.items() if patient not in used}

    def _patients_with_used_category(self, periods):
        """Whose category was frozen on a confirmed order or a posted invoice since these periods began."""
        if not periods:
            return self.browse()
        patients = self.browse(period.partner_id.id for period in periods)
        since = min(period.create_date for period in periods)  # of the same clock as what is compared with it
        # sudo: counts whatever this user may see of orders and invoices.
        orders = self.env["sale.order"].sudo().search(
            Domain("partner_id", "child_of", patients.ids)
            & Domain("state", "not in", ("draft", "sent"))
            & (Domain("date_order", ">=", since) | Domain("write_date", ">=", since))
        )
        lines = self.env["account.move.line"].sudo().search(
            Domain("patient_id", "child_of", patients.ids)
            & Domain("parent_state", "=", "posted")
            & Domain("write_date", ">=", since)
        )
        used = (orders.partner_id | lines.patient_id).with_env(self.env)
        return used | used.commercial_partner_id

    def action_undo_category(self):
        """Take back the category that this user chose by mistake, as if it had never been chosen.

        :raise UserError: it is too late, somebody else chose it, or a visit has used it
        """
        self.check_access("write")
        undoable = self._undoable_periods()
        for patient in self:
            if patient not in undoable:
                raise UserError(
                    self.env._(
                        "This can only be undone within %(minutes)s minutes, by whoever did it, and before a visit "
                        "of %(patient)s is confirmed. Choose another category instead, or ask a manager.",
                        minutes=UNDO_MINUTES,
                        patient=patient.display_name,
                    )
                )
            patient._restore_category(*undoable[patient])
        return True

    def _restore_category(self, period, category):
        """Give this patient ``category`` back and let the history forget ``period``."""
        earlier = period._earlier()
        reopened = earlier.filtered(lambda row: row.category_id == category and row.date_to == period.date_from)
        # sudo: he may not be allowed to choose this way, but to take back what he chose.
        self.sudo().write({"patient_category_id": category.id, "patient_category_reason": reopened.reason})
        newest = self.sudo().patient_category_history_ids.filtered(lambda row: not row.date_to)
        if reopened:
            (newest | period).unlink()
            reopened.date_to = False
            self._plan_review(reopened.date_from)
        elif category:  # registered with the default, as it should have been
            newest.unlink()
            period.write({"category_id": category.id, "reason": False})
        else:
            period.unlink()

    # ------------------------------------------------------------
    # Is the category still right?
    # ------------------------------------------------------------

    def _plan_review(self, since=None):
        """Set when the managers are asked whether the category is still right.

        :param since: when the patient got the category, or was reviewed last; now when not given
        """
        since = fields.Date.to_date(since) or fields.Date.context_today(self)
        # sudo: planned by the rule, not by the person at the desk.
        by_days = self.sudo().grouped(lambda partner: partner.patient_category_id.review_after_days)
        for days, partners in by_days.items():
            date = days and since + relativedelta(days=days)
            partners.filtered(
                lambda partner, date=date: partner.patient_category_review_date != date
            ).patient_category_review_date = date

    def _end_reviews(self):
        """Nobody is asked any more about patients whose review is not due now."""
        today = fields.Date.context_today(self)
        # sudo: the activities of the managers.
        self.sudo().filtered(
            lambda partner: not partner.patient_category_review_date or partner.patient_category_review_date > today
        ).activity_unlink([REVIEW])

    def _confirm_category(self):
        """A manager found that these patients' category is still right: ask again after the usual time."""
        self._plan_review()

    @api.model
    def _cron_ask_for_reviews(self):
        """Give the managers one activity each for every patient whose review is due."""
        patients = self.search(
            Domain("patient_category_review_date", "<=", fields.Date.context_today(self))
            & Domain("activity_ids", "not any", [("activity_type_id", "in", self.env.ref(REVIEW).ids)])
        )
        remaining = len(patients)
        for ids in tools.split_every(REVIEW_BATCH, patients.ids):
            self.browse(ids)._ask_for_review()
            remaining -= len(ids)
            if not self.env["ir.cron"]._commit_progress(len(ids), remaining=remaining):
                break  # the next run goes on

    def _ask_for_review(self):
        activity_type = self.env.ref(REVIEW)
        model_id = self.env["ir.model"]._get_id(self._name)
        # sudo: whoever runs the job need not see users. Without mails, which would carry patients' names out of here.
        Activity = self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True)
        managers = self.env.ref(MANAGERS).sudo().all_user_ids  # sudo: as above
        Activity.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "date_deadline": partner.patient_category_review_date,
                    "res_id": partner.id,
                    "res_model_id": model_id,
                    "summary": activity_type.summary,
                    "user_id": manager.id,
                }
                for partner in self
                for manager in managers - partner._own_users()
                if not partner.company_id or partner.company_id in manager.company_ids
            ]
        )

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

        def source(partner):
            by_employment = partner.patient_category_id.for_employees and partner in employed
            return bool(partner.patient_category_id) and ("employee" if by_employment else "manual")

        for value, partners in self.sudo().grouped(source).items():  # sudo: not the user's to write
            partners.patient_category_source = value

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

    @api.onchange("patient_category_id")
    def _onchange_patient_category_id(self):
        """What was the reason for the category before is none for the one chosen now."""
        before = self._origin
        if before.patient_category_id and self.patient_category_reason == before.patient_category_reason:
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
