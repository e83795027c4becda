import base64

from odoo import api, models
from odoo.tools.barcode import createBarcodeDrawing

from . import card_numbers


class LoyaltyCard(models.Model):
    """Numbers: drawn, taken, printed."""

    _inherit = "loyalty.card"

    @api.model
    def _bonus_new_numbers(self, count):
        """``count`` different numbers that no card has or ever had."""
        numbers = set()
        while len(numbers) < count:
            drawn = {card_numbers.new_number() for _index in range(count - len(numbers))}
            numbers |= drawn - self._bonus_taken_numbers(drawn)
        return list(numbers)

    @api.model
    def _bonus_taken_numbers(self, numbers):
        """Those of these numbers that a card of any program has or once had, or that are a program's own code."""
        everything = self.sudo().with_context(active_test=False)  # sudo: unique across companies and programs
        cards = everything.search_fetch([("code", "in", list(numbers))], ["code"])
        retired = everything.env["patient.bonus.retired.number"].search([("number", "in", list(numbers))])
        rules = everything.env["loyalty.rule"].search([("mode", "=", "with_code"), ("code", "in", list(numbers))])
        return {*cards.mapped("code"), *retired.mapped("number"), *rules.mapped("code")}

    def _bonus_barcode(self):
        """The number as a barcode for the printed card, an image that can stand in ``src``.

        Drawn as vectors: lines stay sharp on a card of 85 mm, and unlike Odoo's barcode widget
        it needs no drawing library beside reportlab.
        """
        self.ensure_one()
        is_ean = len(self.code) == 13 and self.code.isdecimal() and card_numbers.has_right_check_digit(self.code)
        drawing = createBarcodeDrawing(
            "EAN13" if is_ean else "Code128", value=self.code, width=270, height=70, humanReadable=0, quiet=0
        )
        image = base64.b64encode(drawing.asString("svg").encode()).decode()
        return f"data:image/svg+xml;base64,{image}"
