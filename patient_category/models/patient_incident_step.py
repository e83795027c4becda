from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PatientIncidentStep(models.Model):
    _name = "patient.incident.step"
    _description = "Step of an Incident's Script"
    _order = "sequence, id"
    _rec_name = "text"

    type_id = fields.Many2one("patient.incident.type", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    number = fields.Integer(compute="_compute_number", help="Place in the script, beginning with 1.")
    text = fields.Char(string="What to do", required=True, translate=True)

    @api.depends("type_id.steps.sequence")
    def _compute_number(self):
        for incident_type, steps in self.grouped("type_id").items():
            # In a form that is not saved, a step stands beside its stored self: both are one.
            script = dict.fromkeys(
                step._origin or step for step in (incident_type.steps | steps).sorted("sequence")
            )
            numbers = {step: number for number, step in enumerate(script, start=1)}
            for step in steps:
                step.number = numbers[step._origin or step]

    @api.constrains("text")
    def _check_text(self):
        """Refuse a step that says nothing: a script of such steps is none."""
        if any(not (step.text or "").strip() for step in self):
            raise ValidationError(self.env._("A step of the script is empty. Write what to do, or remove the step."))

    def unlink(self):
        types = self.type_id
        result = super().unlink()
        self.env.cr.precommit.data.setdefault(self._name, set()).update(types.ids)
        # At the end of the transaction: a script is rewritten by deleting and adding in one go.
        self.env.cr.precommit.add(self._check_scripts_at_commit)
        return result

    @api.model
    def _check_scripts_at_commit(self):
        # sudo: a rule about the script, whoever may read it by then
        type_ids = self.env.cr.precommit.data.pop(self._name, set())
        self.env["patient.incident.type"].sudo().browse(type_ids).exists()._check_script()
