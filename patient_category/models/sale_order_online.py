from odoo import models


class SaleOrder(models.Model):
    """What Odoo's portal and website ask before an order is signed, paid and confirmed there."""

    _inherit = "sale.order"

    def _is_prepaid_by_category(self):
        """Whether the patient's category, and not Odoo's own setting, says what has to be paid online."""
        return self.sudo()._prepayment_amount_required() > 0  # sudo: also asked by the portal

    def _is_settled_at_the_desk(self):
        """Whether the desk has to mend something first: nobody is asked online to sign or pay before."""
        return bool(self._with_reserved_pricelist()) or self._is_category_missing()

    def _has_to_be_paid(self):
        """Ask for what the category requires; and nobody to pay for what cannot be confirmed."""
        if self._is_settled_at_the_desk():
            return False
        if self._is_prepaid_by_category():  # sudo below: the portal asks, and is told no more than yes or no
            return self.state in ("draft", "sent") and not self.is_expired and self.sudo()._is_prepayment_missing()
        return super()._has_to_be_paid()

    def _get_prepayment_required_amount(self):
        """What is missing, where the category requires prepayment: this amount is offered for payment."""
        if self._is_prepaid_by_category():
            return self.sudo().prepayment_missing_amount  # sudo: the patient's own amount, asked by the portal
        return super()._get_prepayment_required_amount()

    def _get_default_payment_link_values(self):
        """A link asks for no more than what is not paid yet: Odoo does not know what was paid at the desk."""
        values = super()._get_default_payment_link_values()
        if self._is_prepaid_by_category():
            unpaid = self.currency_id.round(self.sudo()._unpaid_amount())  # sudo: as above
            values.update(
                amount=min(values["amount"], unpaid),
                amount_max=unpaid,
                amount_paid=self.currency_id.round(self._real_money()[self.id].paid),
            )
        return values

    def _has_to_be_signed(self):
        """As for paying: signing confirms."""
        return super()._has_to_be_signed() and not self._is_settled_at_the_desk()

    def _is_confirmation_amount_reached(self):
        """Money that came all the same is kept, but confirms nothing.

        Refusing later, while the payment is booked, would leave the patient who paid without it.
        """
        if self._is_settled_at_the_desk():
            return False
        if self._is_prepaid_by_category():
            # sudo: the portal asks, and is told no more than yes or no. Judged when the money came: a page
            # that is only looked at writes nothing.
            return not self.sudo()._is_prepayment_missing()
        return super()._is_confirmation_amount_reached()
