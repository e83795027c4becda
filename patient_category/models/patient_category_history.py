from odoo import fields, models


class PatientCategoryHistory(models.Model):
    _name = "patient.category.history"
    _description = "History of a Patient's Category"
    _order = "date_from desc, id desc"
    _rec_name = "category_id"

    # A patient with history is archived, never deleted: what happened stays provable.
    partner_id = fields.Many2one(
        "res.partner", string="Patient", required=True, index=True, ondelete="restrict"
    )
    category_id = fields.Many2one("patient.category", required=True, index=True, ondelete="restrict")
    date_from = fields.Datetime(string="From", required=True, default=fields.Datetime.now)
    date_to = fields.Datetime(string="Until")
    # A manager may have set it, or put it off: counted from ``date_from`` again, it would be another day.
    review_date = fields.Date(string="Category Review")
    user_id = fields.Many2one(
        "res.users", string="Decided by", required=True, default=lambda self: self.env.user
    )
    reason = fields.Char()

    # No unique key on the partner: merging two contacts would make Odoo delete the
    # rows of the one that is merged away.

    def _earlier(self):
        """The period of the same patient before this one, empty for the first."""
        self.ensure_one()
        return self.search(
            [("partner_id", "=", self.partner_id.id), ("id", "!=", self.id), ("date_from", "<=", self.date_from)],
            limit=1,
        )

    def _category_before(self, earlier):
        """The category that comes back when this period is undone.

        Where somebody was registered as a patient with it, that is the default which stood ready.

        :param earlier: the patient's period before this one, if any
        :return: ``patient.category``, empty for a contact that was no patient
        """
        self.ensure_one()
        if earlier and earlier.date_to == self.date_from:
            return earlier.category_id
        if self.partner_id.create_date == self.create_date:  # in one transaction
            return self.category_id._get_default(self.partner_id.company_id or self.env.company)
        return self.env["patient.category"]
