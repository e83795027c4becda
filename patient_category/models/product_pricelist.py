from odoo import api, models
from odoo.tools import ormcache


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model
    def _get_partner_pricelist_multi(self, partner_ids):
        """The category's pricelist comes after the patient's own one and before the country's."""
        result = super()._get_partner_pricelist_multi(partner_ids)
        if not self._are_pricelists_in_use():
            return result
        # sudo: prices are for everybody who sells or buys, the category is not.
        partners = self.env["res.partner"].sudo().with_context(active_test=False).browse(partner_ids)
        for partner in partners:
            if partner.specific_property_product_pricelist._get_partner_pricelist_multi_filter_hook():
                continue
            pricelist = partner._patient_category_pricelist()
            if pricelist:
                result[partner.id] = pricelist.with_env(self.env)
        return result

    def _get_partner_pricelist_multi_search_domain_hook(self, company_id):
        """A reserved list is never what a country, or everybody, gets because it sorts first."""
        domain = super()._get_partner_pricelist_multi_search_domain_hook(company_id)
        company = self.env["res.company"].browse(company_id)
        return [*domain, ("id", "not in", self._reserved_pricelists(company).ids)]

    @api.model
    def _are_pricelists_in_use(self):
        """Whether the clinic works with pricelists at all."""
        return self.env["res.groups"]._is_feature_enabled("product.group_product_pricelist")

    @api.model
    def _reserved_pricelists(self, company):
        """The pricelists that are for the patients of certain categories only.

        :param company: one ``res.company``
        :return: ``product.pricelist``
        """
        # sudo: a list is reserved also for those who may not know the categories.
        categories = self.env["patient.category"].sudo().with_company(company)
        return categories.search([("pricelist_reserved", "=", True)]).pricelist_id.with_env(self.env)

    @api.model
    @ormcache("company_id")
    def _categories_of_reserved_pricelists(self, company_id):
        """Who may have the pricelists that are not for everybody; asked at every confirmation.

        :return: {id of a reserved pricelist: ids of all categories with it}
        """
        categories = self.env["patient.category"].sudo()  # sudo: a list is reserved for everybody else, whoever asks
        company = self.env["res.company"].browse(company_id)
        reserved = self._reserved_pricelists(company)
        found = categories.with_company(company).search([("pricelist_id", "in", reserved.ids)])
        return {pricelist.id: frozenset(group.ids) for pricelist, group in found.grouped("pricelist_id").items()}

    @api.model
    def _everybodys_pricelist(self, company):
        """The first list without a country: what everybody gets for whom nothing else is found.

        :param company: one ``res.company``
        :return: ``product.pricelist``
        """
        return self.sudo().search(  # sudo: asked for every company
            [("company_id", "in", [company.id, False]), ("country_group_ids", "=", False)], limit=1
        )
