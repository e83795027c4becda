from odoo.addons.sale.controllers.portal import CustomerPortal


class PatientPortal(CustomerPortal):
    def _determine_is_down_payment(self, order_sudo, amount_selection, payment_amount):
        """Offer what is missing, where the patient's category says how much that is: not the whole total again."""
        if payment_amount is None and order_sudo._is_prepaid_by_category() and order_sudo._has_to_be_paid():
            return True
        return super()._determine_is_down_payment(order_sudo, amount_selection, payment_amount)
