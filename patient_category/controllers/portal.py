from odoo.addons.sale.controllers.portal import CustomerPortal


class PatientPortal(CustomerPortal):
    def _determine_is_down_payment(self, order_sudo, amount_selection, payment_amount):
        """Where the category requires prepayment, what is missing of it is offered, whatever the quotation says.

        Odoo would offer the whole total again to somebody who has paid a part at the desk.
        """
        if order_sudo.state in ("draft", "sent") and order_sudo._is_prepaid_by_category():
            return True
        return super()._determine_is_down_payment(order_sudo, amount_selection, payment_amount)
