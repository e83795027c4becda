from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..groups import EXCEPTIONS, MANAGERS, PATIENTS
from .patient_category import LONGEST_TEXT


class PatientPrepaymentRelease(models.Model):
    """Who let an unpaid order or direct invoice pass, why, and how far. Written by ``_grant`` only."""

    _name = "patient.prepayment.release"
    _description = "Release of an Unpaid Order"
    _order = "date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", readonly=True, index=True, ondelete="cascade")
    move_id = fields.Many2one(
        "account.move", string="Direct Invoice", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    partner_id = fields.Many2one("res.partner", string="Patient", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Released by", required=True, readonly=True, index=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [("treat_now", "Treat now"), ("business", "Business reason")], required=True, readonly=True
    )
    reason = fields.Char(required=True, readonly=True, size=LONGEST_TEXT)
    amount = fields.Monetary(
        readonly=True,
        help="The total up to which the release holds. An emergency has no limit.",
    )
    ended_at = fields.Datetime(
        readonly=True, help="The order was cancelled or got another patient: the release holds no longer."
    )
    reviewed_by_id = fields.Many2one("res.users", readonly=True)
    reviewed_at = fields.Datetime(readonly=True)

    _business_has_amount = models.Constraint(
        "CHECK(kind = 'treat_now' OR amount > 0)",
        "A release for a business reason needs the amount up to which it holds.",
    )
    _one_document = models.Constraint(
        "CHECK((order_id IS NULL) != (move_id IS NULL))",
        "A release is for one order or for one direct invoice.",
    )

    @api.depends("order_id", "move_id")
    def _compute_display_name(self):
        for release in self:
            release.display_name = (release.order_id or release.move_id).display_name

    def action_review(self):
        """Take these releases off the managers' list.

        Nobody reviews what he released himself, nor what was released for himself.

        :raise AccessError: the user is no manager, or released one of these orders
        """
        self.env["res.partner"]._check_is_patient_manager(
            self.env._("Only managers review releases. Ask a manager to do it.")
        )
        self.check_access("read")
        self._check_not_own(self.partner_id)
        if self.env.user in self.user_id:
            raise AccessError(self.env._("What you released yourself is reviewed by a colleague."))
        # sudo: a release is changed by nobody; that it was looked at is noted here only.
        self.filtered(lambda release: not release.reviewed_at).sudo().write(
            {"reviewed_by_id": self.env.uid, "reviewed_at": fields.Datetime.now()}
        )

    def action_open_document(self):
        """Open the order or the invoice that was let pass."""
        self.ensure_one()
        return (self.order_id or self.move_id)._get_records_action()

    @api.model
    def _grant(self, document, kind, reason, amount):
        """Let ``document`` pass unpaid. Who may do so is checked by its ``_release``.

        :param document: one ``sale.order``, or one ``account.move``
        :param kind: ``treat_now``, without limit, or ``business``
        :param reason: why, as a text
        :param amount: for a business reason, the total up to which the release holds
        :raise UserError: no reason is given, the amount is no amount, or the document passes already
        """
        reason = (reason or "").strip()
        if not reason or len(reason) > LONGEST_TEXT:
            raise UserError(self.env._("Please enter the reason, in at most 1,000 characters."))
        if kind == "business" and document.currency_id.compare_amounts(amount, 0.0) <= 0:
            raise UserError(self.env._("Please enter the total up to which this may pass unpaid."))
        before = document.sudo().prepayment_release_ids  # sudo: whoever may release need not read those of others
        if any(release.kind == "treat_now" and not release.ended_at for release in before):
            raise UserError(
                self.env._("%s is let pass unpaid already. Please reload the page to see it.", document.display_name)
            )
        self.sudo().create(  # sudo: written by this rule only
            {
                "order_id": document._name == "sale.order" and document.id,
                "move_id": document._name == "account.move" and document.id,
                "partner_id": document.partner_id.id,
                "company_id": document.company_id.id,
                "currency_id": document.currency_id.id,
                "user_id": self.env.uid,
                "kind": kind,
                "reason": reason,
                "amount": amount if kind == "business" else 0.0,
            }
        )
        # sudo: whoever may release need not be allowed to write on an invoice
        document.sudo().message_post(body=self.env._("Let pass unpaid. %(reason)s", reason=reason))
        if kind == "treat_now":
            self._tell_managers(document, reason)

    @api.model
    def _check_may_release(self, kind, patients):
        """
        :param kind: ``treat_now`` or ``business``
        :param patients: whose order or invoice is to pass unpaid
        :raise AccessError: the user may not release this
        """
        if not self.env.user.has_group(EXCEPTIONS if kind == "business" else PATIENTS):
            raise AccessError(
                self.env._("You may not let orders pass unpaid. Ask a manager, or use Treat now in an emergency.")
            )
        self._check_not_own(patients)

    @api.model
    def _check_not_own(self, patients):
        """Nobody decides about himself, nor about whom he pays for.

        :raise AccessError: one of these patients is this user, or he is the guardian
        """
        patients = patients.sudo()  # sudo: a guardian may be in another company
        if self.env.user._own_patient_records() & (patients | patients.guardian_id):
            raise AccessError(self.env._("Nobody decides about themselves. Please ask a colleague."))

    @api.model
    def _tell_managers(self, document, reason):
        managers = self.env["sale.order"]._members(MANAGERS, document.company_id) - self.env.user
        document.sudo().message_notify(  # sudo: as above
            partner_ids=managers.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            subject=self.env._("Treated unpaid: %s", document.display_name),
            body=self.env._(
                "%(user)s had %(document)s treated before it was paid: %(reason)s. It waits on your list of releases.",
                user=self.env.user.name,
                document=document.display_name,
                reason=reason,
            ),
        )

    def _end(self):
        self.filtered(lambda release: not release.ended_at).ended_at = fields.Datetime.now()

    def _lifts_total(self, currency, total):
        """Whether one of these releases lets a document with this total pass."""
        return any(
            release.kind == "treat_now" or currency.compare_amounts(release.amount, total) >= 0
            for release in self
            if not release.ended_at
        )
