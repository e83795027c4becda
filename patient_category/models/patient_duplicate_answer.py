from odoo import api, fields, models
from odoo.fields import Domain


class PatientDuplicateAnswer(models.Model):
    """What somebody answered when two patients had the same phone or e-mail: they are never asked about again.

    Written and read by the registration only (``res.partner``); nobody has access to it.
    """

    _name = "patient.duplicate.answer"
    _description = "Answer about Two Patients with the Same Phone or E-mail"
    _order = "id desc"

    # No unique key: merging two contacts would make Odoo delete the rows of the one that is merged away.
    partner_id = fields.Many2one("res.partner", string="Patient", required=True, index=True, ondelete="cascade")
    other_partner_id = fields.Many2one(
        "res.partner", string="Other Patient", required=True, index=True, ondelete="cascade"
    )
    answer = fields.Selection([("family", "Family member"), ("different", "Different person")], required=True)
    user_id = fields.Many2one("res.users", string="Answered by", required=True, default=lambda self: self.env.user)

    @api.model
    def _answered_pairs(self, partners):
        """The pairs with one of these patients that have been answered: {patient: ``res.partner``}."""
        rows = self.search(Domain("partner_id", "in", partners.ids) | Domain("other_partner_id", "in", partners.ids))
        pairs = dict.fromkeys(partners, self.env["res.partner"])
        for row in rows:
            for one, other in ((row.partner_id, row.other_partner_id), (row.other_partner_id, row.partner_id)):
                if one in pairs:
                    pairs[one] |= other
        return pairs

    @api.model
    def _forget_merged(self, partner):
        """Two patients who were merged into ``partner`` are no pair any more."""
        self.search([("partner_id", "=", partner.id), ("other_partner_id", "=", partner.id)]).unlink()
