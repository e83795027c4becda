from odoo import api, models

# What decides, with the patient's own choice, which pricelist stands ready.
STANDING_PRICELIST_FIELDS = {"country_id", "parent_id", "patient_category_id"}


class ResPartner(models.Model):
    """Which pricelist stands ready for a patient: the chosen one, the category's, the country's."""

    _inherit = "res.partner"

    @api.depends(
        "patient_category_id.pricelist_id",
        "patient_category_id.company_id",
        "commercial_partner_id.patient_category_id.pricelist_id",
        "commercial_partner_id.patient_category_id.company_id",
    )
    @api.depends_context("company")
    def _compute_product_pricelist(self):
        return super()._compute_product_pricelist()

    def _inverse_product_pricelist(self):
        """What was chosen by hand stays the patient's own, also where it equals the country's list.

        Odoo keeps nothing in that case, and the category's list would silently come back.
        The category's list itself is never kept as if chosen: it goes when the patient leaves.
        """
        patients = self.filtered(lambda partner: partner.sudo()._patient_category(self.env.company))
        for partner in patients:
            chosen = partner.property_product_pricelist
            standing = partner.sudo()._patient_category_pricelist()
            partner.specific_property_product_pricelist = chosen if chosen != standing else False
        return super(ResPartner, self - patients)._inverse_product_pricelist()

    @api.model
    def _drop_standing_pricelist(self, vals):
        """Forget a pricelist that the form of a new patient sends only because it stood there."""
        if not vals.get("property_product_pricelist") or not vals.get("patient_category_id"):
            return
        country_id = vals.get("country_id") or False
        standing = self.env["product.pricelist"]._get_country_pricelist_multi([country_id])[country_id]
        if standing.id == vals["property_product_pricelist"]:
            del vals["property_product_pricelist"]

    def _may_send_standing_pricelist(self, vals):
        """Whether a form sends the patient's pricelist perhaps only because it changed with what else it sends."""
        if "property_product_pricelist" not in vals or not STANDING_PRICELIST_FIELDS & vals.keys():
            return False
        # sudo: whoever may write a contact need not know whether it is a patient.
        return vals.get("patient_category_id") or any(self.sudo().mapped("patient_category_id"))

    def _write_pricelist_last(self, vals):
        """Write ``vals``; a pricelist that then stands ready by itself was not chosen."""
        vals = dict(vals)
        pricelist_id = vals.pop("property_product_pricelist") or False
        result = self.write(vals)
        chosen = self.filtered(lambda partner: partner.property_product_pricelist.id != pricelist_id)
        if chosen:
            quotations, chosen_prices = self.env["sale.order"]._open_quotations(chosen)
            chosen.write({"property_product_pricelist": pricelist_id})
            if "patient_category_id" in vals:
                # They have just followed the category, and would keep its prices.
                quotations._follow_patient_prices(chosen_prices)
        return result

    def _patient_category_pricelist(self):
        """The pricelist that this contact has by its category in the current company.

        :return: ``product.pricelist``, empty where there is none that can be used now
        """
        self.ensure_one()
        company = self.env.company
        pricelist = self._patient_category(company).with_company(company).pricelist_id
        return pricelist._get_partner_pricelist_multi_filter_hook()
