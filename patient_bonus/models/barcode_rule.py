from odoo import fields, models


class BarcodeRule(models.Model):
    _inherit = "barcode.rule"

    # The same type as Point of Sale's loyalty has, so that a card is read alike with and without it.
    type = fields.Selection(selection_add=[("coupon", "Coupon")], ondelete={"coupon": "set default"})
