from odoo import models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _is_available_on_website(self, website):
        """A reserved list is there for those whose category has it: never by its address, its code or a country."""
        if not super()._is_available_on_website(website):
            return False
        if self not in self._reserved_pricelists(website.company_id):
            return True
        # sudo: prices are for everybody who buys, the category is not.
        visitor = self.env.user.partner_id.sudo()
        # Compared with the category and not with what stands ready for the visitor, which asks here.
        categories = self._categories_of_reserved_pricelists(website.company_id.id)[self.id]
        return visitor._patient_category(website.company_id).id in categories

    def _get_website_pricelists_domain(self, website):
        """What a visitor may choose, or gets when nothing else is found: as above, asked of all lists at once.

        Whose category has a reserved list gets it as his own pricelist, and not from here.
        """
        reserved = self._reserved_pricelists(website.company_id)
        return [*super()._get_website_pricelists_domain(website), ("id", "not in", reserved.ids)]
