from odoo import http
from odoo.exceptions import AccessError, MissingError

from odoo.addons.sale.controllers.portal import CustomerPortal


class PatientPortal(CustomerPortal):
    @http.route()
    def portal_order_page(self, order_id, report_type=None, access_token=None, payment_amount=None, **kw):
        """A link over less than is missing by now offers what is missing. Odoo would say that there is no such page."""
        if self._is_less_than_missing(order_id, access_token, payment_amount):
            payment_amount = None
        return super().portal_order_page(
            order_id, report_type=report_type, access_token=access_token, payment_amount=payment_amount, **kw
        )

    def _is_less_than_missing(self, order_id, access_token, payment_amount):
        amount = self._cast_as_float(payment_amount)
        try:
            order_sudo = amount and self._document_check_access("sale.order", order_id, access_token=access_token)
        except (AccessError, MissingError):
            return False  # Odoo's own page answers
        if not order_sudo or order_sudo.state not in ("draft", "sent") or not order_sudo._is_prepaid_by_category():
            return False
        return order_sudo.currency_id.compare_amounts(amount, order_sudo._get_prepayment_required_amount()) < 0

    def _determine_is_down_payment(self, order_sudo, amount_selection, payment_amount):
        """Where the category requires prepayment, what is missing of it is offered, whatever the quotation says.

        Odoo would offer the whole total again to somebody who has paid a part at the desk.
        """
        if order_sudo.state in ("draft", "sent") and order_sudo._is_prepaid_by_category():
            return True
        return super()._determine_is_down_payment(order_sudo, amount_selection, payment_amount)
