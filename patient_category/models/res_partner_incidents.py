from odoo import api, fields, models
from odoo.fields import Domain

from ..groups import PATIENTS


class ResPartner(models.Model):
    """What went wrong with this patient, and what to do now."""

    _inherit = "res.partner"

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
        # sudo: most patients have none, whatever one may see; to find out what one may see takes longer.
        with_incidents = self.sudo()._open_incident_counts()
        # With the rights of whoever looks: an incident that is hidden from him does not count.
        counts = self.browse(with_incidents)._open_incident_counts() if with_incidents else {}
        for partner in self:
            partner.patient_open_incident_count = counts.get(partner._origin.id, 0)

    def _open_incident_counts(self):
        """How many incidents with these patients wait to be resolved: {id of the patient: number above zero}."""
        groups = self.env["patient.incident"]._read_group(
            [("partner_id", "in", self.ids), ("state", "!=", "resolved")], ["partner_id"], ["__count"]
        )
        return {partner.id: count for partner, count in groups}

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
