from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PatientIncidentType(models.Model):
    _name = "patient.incident.type"
    _description = "Type of Incident"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    cause = fields.Selection(
        [("payment", "Payment"), ("conduct", "Conduct"), ("service", "Our service")],
        required=True,
        help="What the incident argues for. Payment: the patient does not pay, which may lead to "
        "prepayment. Conduct: how the patient behaves. Our service: the clinic owes an apology "
        "and a look at how it works.",
    )
    steps = fields.One2many("patient.incident.step", "type_id", string="Script", copy=True)
    deadline_hours = fields.Float(
        string="Deadline",
        default=48.0,
        required=True,
        help="Hours until an incident of this type must be resolved. After that all managers are told.",
    )
    incident_count = fields.Integer(compute="_compute_incident_count")

    _deadline_hours_range = models.Constraint(
        "CHECK(deadline_hours > 0 AND deadline_hours <= 8784)",
        "The deadline must be some time after the incident, and at most a year. Enter the hours, for example 48.",
    )

    def _compute_incident_count(self):
        counts = dict(
            self.env["patient.incident"]._read_group([("type_id", "in", self.ids)], ["type_id"], ["__count"])
        )
        for incident_type in self:
            incident_type.incident_count = counts.get(incident_type, 0)

    @api.constrains("active", "steps")
    def _check_script(self):
        """Refuse to offer a type that leaves the person at the desk without words."""
        for incident_type in self:
            if incident_type.active and not incident_type.steps:
                raise ValidationError(
                    self.env._(
                        "“%(type)s” has no script. Add at least one step: what should the person at "
                        "the desk do first?",
                        type=incident_type.name,
                    )
                )

    def write(self, vals):
        if "cause" in vals:
            self.filtered(lambda incident_type: incident_type.cause != vals["cause"])._check_unused()
        return super().write(vals)

    def _check_unused(self):
        """Refuse to turn, say, complaints about us into debts after they were recorded."""
        used = self._used()
        if used:
            raise UserError(
                self.env._(
                    "Incidents of the type “%(type)s” are already recorded, and their cause must "
                    "stay what it was. Create another type instead.",
                    type=used[0].name,
                )
            )

    def _used(self):
        """Those of these types of which incidents are recorded."""
        incidents = self.env["patient.incident"].sudo()  # those that this user may not see count as well
        groups = incidents._read_group([("type_id", "in", self.ids)], ["type_id"])
        return self.browse([incident_type.id for (incident_type,) in groups])

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self._used()
        if used:
            raise UserError(
                self.env._(
                    "“%(type)s” cannot be deleted, because incidents of this type are recorded. "
                    "Archive it instead.",
                    type=used[0].name,
                )
            )

    def copy_data(self, default=None):
        return [
            dict(vals, name=self.env._("%s (copy)", incident_type.name))
            for incident_type, vals in zip(self, super().copy_data(default=default), strict=True)
        ]
