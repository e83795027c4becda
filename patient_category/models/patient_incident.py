from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..groups import MANAGERS

HANDLE = "patient_category.activity_type_incident"
DECIDE = "patient_category.activity_type_proposal"


class PatientIncident(models.Model):
    """Something went wrong between a patient and the clinic, and somebody takes care of it.

    Who sees what is decided by *global* rules only (companies; nobody's own incident), so
    that another addon may narrow it further by one more global rule, and open it to a group
    of its own by access rights alone. Every count, list and activity here asks with the
    rights of its user or of the one who will read it, never with ours.
    """

    _name = "patient.incident"
    _description = "Incident with a Patient"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    # Merging contacts moves these along; no unique key may contain the patient.
    partner_id = fields.Many2one(
        "res.partner",
        string="Patient",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    type_id = fields.Many2one(
        "patient.incident.type",
        string="What happened",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    cause = fields.Selection(related="type_id.cause", store=True, index=True)
    steps = fields.One2many(related="type_id.steps", string="Script")
    date = fields.Datetime(string="Happened on", required=True, default=fields.Datetime.now, copy=False)
    employee_id = fields.Many2one(
        "hr.employee",
        string="Employee concerned",
        index="btree_not_null",
        check_company=True,
        help="Who served the patient when it happened.",
    )
    order_id = fields.Many2one(
        "sale.order",
        string="Visit",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('partner_id', '=', partner_id)]",
    )
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    patient_category_id = fields.Many2one(
        "patient.category",
        string="Category then",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The patient's category when the incident was recorded.",
    )
    description = fields.Text()
    state = fields.Selection(
        [("open", "Open"), ("in_progress", "In progress"), ("resolved", "Resolved")],
        default="open",
        required=True,
        index=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        copy=False,
        tracking=True,
        default=lambda self: self.env.user,
        domain=lambda self: self._responsible_domain(),
        check_company=True,
    )
    deadline = fields.Datetime(
        compute="_compute_deadline",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        copy=False,
        tracking=True,
    )
    resolution = fields.Text(string="What was done", copy=False)
    outcome = fields.Selection(
        [
            ("agreed", "Settled with the patient"),
            ("apology", "Apologised, service reviewed"),
            ("refunded", "Refunded or compensated"),
            ("unfounded", "Unfounded"),
            ("unsettled", "Could not be settled"),
        ],
        copy=False,
        tracking=True,
    )
    resolved_at = fields.Datetime(string="Resolved on", readonly=True, copy=False)
    escalated_at = fields.Datetime(string="Managers told on", readonly=True, copy=False)

    # Settling an incident may end with another category: the person at the desk proposes,
    # a manager decides.
    proposed_category_id = fields.Many2one(
        "patient.category",
        string="Propose category",
        copy=False,
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="Where the patient should be moved. A manager decides about it once the incident is resolved.",
    )
    proposal_reason = fields.Char(string="Why", copy=False)
    proposal_state = fields.Selection(
        [("pending", "Waiting for a manager"), ("accepted", "Accepted"), ("refused", "Refused")],
        string="Proposal",
        readonly=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
    )
    proposal_answer = fields.Char(string="Manager's answer", copy=False)
    proposal_user_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    proposal_date = fields.Datetime(string="Decided on", readonly=True, copy=False)

    # Nobody meets his own incident: see the record rule.
    is_own = fields.Boolean(compute="_compute_is_own", search="_search_is_own")

    # Only an open incident is looked for by its deadline.
    _overdue_idx = models.Index("(deadline) WHERE state != 'resolved' AND escalated_at IS NULL")

    @api.depends("partner_id", "type_id")
    def _compute_display_name(self):
        for incident in self:
            if incident.type_id and incident.partner_id:
                incident.display_name = self.env._(
                    "%(incident)s: %(patient)s", incident=incident.type_id.name, patient=incident.partner_id.name
                )
            else:  # being written
                incident.display_name = incident.type_id.name or incident.partner_id.name or self.env._("New")

    @api.depends("type_id", "date")
    def _compute_deadline(self):
        for incident in self:
            begin = incident.date or fields.Datetime.now()
            try:
                incident.deadline = begin + timedelta(hours=incident.type_id.deadline_hours)
            except OverflowError:
                raise UserError(self.env._("Please check when it happened: there is no such date.")) from None

    @api.depends("partner_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        own_records = self.env.user._own_patient_records()
        for incident in self:
            incident.is_own = incident.partner_id in own_records

    def _search_is_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = Domain("partner_id", "in", self.env.user._own_patient_records().ids)
        return Domain.OR([own if wanted else ~own for wanted in set(value)])

    @api.onchange("order_id")
    def _onchange_order_id(self):
        if self.order_id:
            self.partner_id = self.order_id.partner_id
            self.employee_id = self.order_id.attending_employee_id or self.employee_id

    # ------------------------------------------------------------
    # Constraints
    # ------------------------------------------------------------

    @api.constrains("order_id", "partner_id")
    def _check_order_of_patient(self):
        for incident in self.filtered("order_id"):
            if incident.order_id.partner_id != incident.partner_id:
                raise ValidationError(
                    self.env._(
                        "The visit is not one of %(patient)s. Choose another visit, or none.",
                        patient=incident.partner_id.name,
                    )
                )

    @api.constrains("employee_id", "partner_id", "type_id", "user_id")
    def _check_responsible(self):
        """Refuse to give an incident to somebody who may not know of it: an assignment tells whose it is."""
        for incident in self.filtered("user_id"):
            user = incident.user_id
            if not incident.browse().with_user(user).has_access("write"):
                raise ValidationError(
                    self.env._(
                        "%(user)s has no access to incidents and could not settle this one. Choose somebody else "
                        "as responsible.",
                        user=user.name,
                    )
                )
            # Whoever records what concerns himself becomes nobody's responsible: `_withdraw_concerned_responsible`.
            if user != self.env.user and user in incident._concerned_users():
                raise ValidationError(
                    self.env._(
                        "This incident concerns %(user)s. Choose somebody else as responsible, or nobody: then the "
                        "managers settle it.",
                        user=user.name,
                    )
                )

    @api.constrains("state", "outcome", "resolution")
    def _check_resolution(self):
        for incident in self.filtered(lambda incident: incident.state == "resolved"):
            if not incident.outcome or not (incident.resolution or "").strip():
                raise ValidationError(
                    self.env._(
                        "Please write what was done and choose how it ended, then resolve “%(incident)s”.",
                        incident=incident.display_name,
                    )
                )

    @api.constrains("proposed_category_id", "type_id", "partner_id", "state")
    def _check_proposed_category(self):
        for incident in self.filtered(lambda incident: incident.proposed_category_id and not incident.proposal_state):
            category = incident.proposed_category_id
            patient = incident.partner_id.sudo()  # sudo: whoever settles it need not be a desk user
            if category == patient._patient_category(incident.company_id):
                raise ValidationError(
                    self.env._(
                        "%(patient)s already has the category “%(category)s”. Choose another one, or none.",
                        patient=patient.name,
                        category=category.name,
                    )
                )
            if category.prepayment_required and incident.cause != "payment":
                raise ValidationError(
                    self.env._(
                        "“%(category)s” asks for prepayment, and “%(type)s” says nothing about payment. Only "
                        "an incident about payment argues for prepayment. Choose another category, or none.",
                        category=category.name,
                        type=incident.type_id.name,
                    )
                )

    @api.constrains("state", "proposed_category_id", "proposal_reason")
    def _check_proposal_reason(self):
        for incident in self.filtered(lambda incident: incident.state == "resolved"):
            if incident.proposed_category_id and not (incident.proposal_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Please write why %(patient)s should get another category: a manager decides by it.",
                        patient=incident.partner_id.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _protected_fields(self):
        """Fields that only our own methods write: a user who sends them is refused."""
        return {
            "escalated_at",
            "patient_category_id",
            "proposal_date",
            "proposal_state",
            "proposal_user_id",
            "resolved_at",
        }

    def _check_protected_fields(self, vals):
        protected = self._protected_fields() & vals.keys()
        if protected and not self.env.su:
            raise AccessError(
                self.env._(
                    "“%(field)s” is filled in by the system. Use the buttons of the incident.",
                    field=self._fields[min(protected)].string,
                )
            )
        if vals.get("proposal_answer") and not self.env.su:
            self._check_is_manager()

    @api.model
    def _settled_fields(self):
        """What an incident says, and what a manager decides by: fixed while it is resolved."""
        return {
            "date",
            "deadline",
            "description",
            "employee_id",
            "order_id",
            "outcome",
            "partner_id",
            "proposal_reason",
            "proposed_category_id",
            "resolution",
            "type_id",
        }

    def _check_not_settled(self, vals):
        if self.env.su or vals.get("state", "resolved") != "resolved" or not self._settled_fields() & vals.keys():
            return
        for incident in self:
            if incident.state == "resolved":
                raise UserError(
                    self.env._("“%(incident)s” is resolved. Reopen it to change it.", incident=incident.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_protected_fields(vals)
        incidents = super().create(vals_list)
        incidents._freeze_category()
        incidents._withdraw_concerned_responsible()
        resolved = incidents.filtered(lambda incident: incident.state == "resolved")
        resolved._check_may_decide()
        resolved._state_changed()
        incidents._schedule_handling()
        return incidents

    def write(self, vals):
        self.check_access("write")  # before our own refusals, which say what is to be seen of an incident
        self._check_protected_fields(vals)
        self._check_may_decide()
        self._check_not_settled(vals)
        changed = self.filtered(lambda incident: "state" in vals and incident.state != vals["state"])
        result = super().write(vals)
        changed._state_changed()
        if vals.keys() & {"state", "user_id", "deadline", "type_id", "date"}:
            self._schedule_handling()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        if not self.env.su:
            raise UserError(self.env._("What happened stays on record. Resolve the incident instead of deleting it."))

    def _freeze_category(self):
        """Keep the category of today: reports about the past must not change with the patient."""
        for incident in self.sudo():  # sudo: the field is protected from everybody else
            incident.patient_category_id = incident.partner_id._patient_category(incident.company_id)

    def _withdraw_concerned_responsible(self):
        """Whoever writes down a complaint about himself does not settle it: the managers do."""
        for incident in self.filtered("user_id"):
            if incident.user_id in incident._concerned_users():
                incident.sudo().user_id = False  # sudo: he may not write to it any more

    def _mail_get_partner_fields(self, introspect_fields=False):
        """Never suggest the patient as a recipient: what is written here is for the staff."""
        return []

    def _notify_by_email_get_base_mail_values(self, message, recipients_data, additional_values=None):
        """Say nothing in the subject of a mail: Odoo lets every colleague read the subjects of all mails."""
        values = super()._notify_by_email_get_base_mail_values(
            message, recipients_data, additional_values=additional_values
        )
        return {**values, "subject": self.env._("An incident with a patient")}

    def _state_changed(self):
        """Hook: the state of these incidents has just become another one."""
        resolved = self.filtered(lambda incident: incident.state == "resolved")
        reopened = (self - resolved).filtered("resolved_at")
        # sudo: these times are not the user's to write.
        if resolved:
            resolved.sudo().resolved_at = fields.Datetime.now()
            resolved._submit_proposals()
        if reopened:
            reopened.sudo().write({"resolved_at": False, "escalated_at": False})
            reopened._withdraw_proposals()

    # ------------------------------------------------------------
    # Who is told, who decides
    # ------------------------------------------------------------

    @api.model
    def _patients_query(self, domain):
        """The patients of the incidents that this user may see and that match ``domain``, as a subquery.

        :rtype: SQL
        """
        return self._search(domain).subselect(SQL.identifier(self._table, "partner_id"))

    @api.model
    def _responsible_domain(self):
        """The users to whom an incident may be given: those who may settle one."""
        # sudo: who has which rights is not for everybody to read
        accesses = self.env["ir.model.access"].sudo().search(
            [("model_id.model", "=", self._name), ("perm_write", "=", True)]
        )
        return [("share", "=", False), ("all_group_ids", "in", accesses.group_id.ids)]

    def _concerned_users(self):
        """Users who are this incident's patient, or whose service it complains about.

        They are not told about it and decide nothing in it.

        :return: ``res.users``
        """
        self.ensure_one()
        # sudo: employees' files of all companies say who the person is.
        incident = self.sudo()
        concerned = incident.partner_id._own_users()
        if incident.cause == "service":
            concerned |= incident.employee_id.user_id
        return concerned.with_env(self.env)

    def _responsible_users(self):
        """Whom an incident that is not overdue yet is given to.

        :return: ``res.users``; the managers where nobody is responsible
        """
        self.ensure_one()
        return (self.user_id - self._concerned_users()) or self._escalation_users()

    def _escalation_users(self):
        """Who is told when nobody has settled the incident in time: all managers of the company.

        So no decision waits for one absent person. Overrides return others for incidents
        that managers must not see.

        :return: ``res.users``
        """
        self.ensure_one()
        return self._members(MANAGERS)

    def _members(self, group_xmlid):
        """The users of a group who work in this incident's company and are not concerned by it."""
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(group_xmlid, raise_if_not_found=True)
        group = self.env["res.groups"].sudo().browse(group_id)  # sudo: not for everybody to read
        users = group.all_user_ids.filtered(lambda user: self.company_id in user.company_ids)
        return users.with_env(self.env) - self._concerned_users()

    def _check_may_decide(self):
        """Refuse to let somebody settle, or rewrite, what is about himself.

        :raise AccessError: this user is the patient, or the employee complained about
        """
        if self.env.su:
            return
        for incident in self:
            if self.env.user in incident._concerned_users():
                raise AccessError(self.env._("This incident concerns you. Ask a colleague or a manager to settle it."))

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_start(self):
        """Take these incidents on: they are in progress, and whoever asks is responsible."""
        self.write({"state": "in_progress", "user_id": self.env.uid})
        return True

    def action_resolve(self):
        """Close these incidents.

        :raise ValidationError: outcome or resolution is missing
        :raise AccessError: the incident concerns this user
        """
        self.write({"state": "resolved"})
        return True

    def action_reopen(self):
        """Take these incidents up again, with the time their type allows from now on."""
        for incident in self:
            incident.write(
                {
                    "state": "open",
                    "deadline": fields.Datetime.now() + timedelta(hours=incident.type_id.deadline_hours),
                }
            )
        return True

    # ------------------------------------------------------------
    # Another category for the patient
    # ------------------------------------------------------------

    def _submit_proposals(self):
        """Ask the managers about the categories that were proposed with these resolved incidents."""
        proposals = self.filtered("proposed_category_id")
        if proposals:
            proposals.sudo().proposal_state = "pending"  # sudo: protected field
            self._create_activities(DECIDE, {incident: incident._members(MANAGERS) for incident in proposals})

    def _withdraw_proposals(self):
        """What is settled anew is proposed anew; earlier decisions stay in the chatter."""
        self.sudo().activity_unlink([DECIDE])  # sudo: the activities of the managers
        decided = self.filtered("proposal_user_id")
        decided.sudo().write({"proposed_category_id": False, "proposal_reason": False})  # sudo: as below
        self.sudo().write(  # sudo: protected fields
            {
                "proposal_state": False,
                "proposal_answer": False,
                "proposal_user_id": False,
                "proposal_date": False,
            }
        )

    def action_accept_proposal(self):
        """Give the patients the proposed categories, for the reasons that were proposed.

        :raise AccessError: this user is not a manager, or the incident concerns him
        :raise UserError: nothing is proposed, or it was decided before
        """
        self._check_may_decide_proposals()
        for incident in self:
            # As the manager himself: whatever forbids him this category forbids it here.
            incident.partner_id.write(
                {
                    "patient_category_id": incident.proposed_category_id.id,
                    "patient_category_reason": incident.proposal_reason,
                }
            )
        self._record_decision("accepted")
        return True

    def action_refuse_proposal(self):
        """Leave the patients in their categories.

        :raise AccessError: this user is not a manager, or the incident concerns him
        :raise UserError: nothing is proposed, it was decided before, or no answer says why
        """
        self._check_may_decide_proposals()
        for incident in self:
            if not (incident.proposal_answer or "").strip():
                raise UserError(self.env._("Please write why the proposal is refused, for those who made it."))
        self._record_decision("refused")
        return True

    def _check_may_decide_proposals(self):
        self._check_is_manager()
        self._check_may_decide()
        for incident in self:
            if incident.proposal_state != "pending":
                raise UserError(
                    self.env._("No proposal of “%(incident)s” waits for a decision.", incident=incident.display_name)
                )

    def _check_is_manager(self):
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(self.env._("Only managers decide about another category. Ask a manager to do it."))

    def _record_decision(self, state):
        """Keep who decided what and when, and take the question from the other managers."""
        self.sudo().activity_unlink([DECIDE])  # sudo: their activities
        self.sudo().write(  # sudo: protected fields
            {"proposal_state": state, "proposal_user_id": self.env.uid, "proposal_date": fields.Datetime.now()}
        )
        for incident in self:
            incident._message_log(
                body=self.env._(
                    "%(decision)s: %(category)s (%(reason)s). %(answer)s",
                    decision=dict(self._fields["proposal_state"]._description_selection(self.env))[state],
                    category=incident.proposed_category_id.name,
                    reason=incident.proposal_reason,
                    answer=incident.proposal_answer or "",
                )
            )

    # ------------------------------------------------------------
    # Activities
    # ------------------------------------------------------------

    def _schedule_handling(self):
        """Give every unresolved incident's responsible users one activity, and take it from all others."""
        self.sudo().activity_unlink([HANDLE])  # sudo: also the activities of others
        users = {
            incident: incident._responsible_users()
            | (incident._escalation_users() if incident.escalated_at else self.env["res.users"])
            for incident in self
            if incident.state != "resolved"
        }
        self._create_activities(HANDLE, users)

    @api.model
    def _create_activities(self, type_xmlid, users_of_incidents, summary=False):
        """One activity for each user of each incident, due on the incident's deadline.

        :param users_of_incidents: {``patient.incident``: ``res.users``}
        """
        activity_type = self.env.ref(type_xmlid)
        # Read at once what each activity asks one by one for the name of its incident.
        self.union(*users_of_incidents).partner_id.mapped("name")
        model_id = self.env["ir.model"]._get_id(self._name)
        # sudo: the person at the desk gives managers something to do.
        # Without the mail that each activity would send: it would carry the patient's name out of here.
        self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "date_deadline": incident._deadline_date(user),
                    "res_id": incident.id,
                    "res_model_id": model_id,
                    "summary": summary or activity_type.summary,
                    "user_id": user.id,
                }
                for incident, users in users_of_incidents.items()
                for user in users
            ]
        )

    def _deadline_date(self, user):
        """The day of the deadline where ``user`` is."""
        return fields.Datetime.context_timestamp(self.with_context(tz=user.tz), self.deadline).date()

    @api.model
    def _cron_escalate_overdue(self):
        """Tell all managers about the incidents that nobody has settled in time."""
        domain = [
            ("state", "!=", "resolved"),
            ("deadline", "<", fields.Datetime.now()),
            ("escalated_at", "=", False),
        ]
        incidents = self.search(domain, limit=500, order="deadline")
        incidents._escalate()
        self.env["ir.cron"]._commit_progress(len(incidents), remaining=self.search_count(domain))

    def _escalate(self):
        """Tell everybody who may decide about these incidents, once."""
        self.sudo().escalated_at = fields.Datetime.now()  # sudo: protected field
        users = defaultdict(lambda: self.env["res.users"])
        for incident in self:
            told = incident.sudo().activity_ids.user_id  # sudo: other people's activities
            users[incident] = incident._escalation_users() - told
        self._create_activities(HANDLE, users, self.env._("Overdue"))
