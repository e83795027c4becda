from dateutil.relativedelta import relativedelta

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..groups import PATIENTS

MOST_DUPLICATES = 5
ADULT = 18  # years


class ResPartner(models.Model):
    """Who may be registered already: the same phone or e-mail, asked once for each pair."""

    _inherit = "res.partner"

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
    # Odoo's fields; searched for duplicates at every registration.
    phone_sanitized = fields.Char(index="btree_not_null")
    email_normalized = fields.Char(index="btree_not_null")

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
