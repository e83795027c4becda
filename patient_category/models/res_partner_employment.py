from odoo import fields, models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    """The right to the employees' category, which comes and goes with employment."""

    _inherit = "res.partner"

    # Who is employed as which patient; empty for nearly everybody.
    patient_employee_ids = fields.One2many("hr.employee", "patient_partner_id", groups="hr.group_hr_user")

    def _check_category_source(self, vals):
        if "patient_category_source" in vals and not self.env.su:
            raise AccessError(
                self.env._("Where a category comes from is filled in by the system. Choose the category itself.")
            )

    def _set_category_source(self):
        """Keep whether a person chose the category.

        The employees' category of somebody who works here comes from employment, whoever wrote it.
        """
        employed = self.env["hr.employee"]._employed_patients(self)

        def source(partner):
            by_employment = partner.patient_category_id.for_employees and partner in employed
            return bool(partner.patient_category_id) and ("employee" if by_employment else "manual")

        for value, partners in self.sudo().grouped(source).items():  # sudo: not the user's to write
            partners.patient_category_source = value

    def _with_chosen_category(self):
        """Those of these patients whose category somebody chose: employment does not touch them.

        The default that stood ready when somebody was registered is nobody's choice, also where two
        contacts that both had it were merged; to come back to it from another category is one.
        """
        with_default = self.filtered(lambda partner: partner.patient_category_id.is_default)
        moved = with_default.filtered(lambda partner: partner.patient_category_source == "manual")
        periods = self.env["patient.category.history"]._read_group(
            [("partner_id", "in", moved.ids)], ["partner_id", "category_id"]
        )
        moved_ids = {partner.id for partner, category in periods if category != partner.patient_category_id}
        return (self - with_default).filtered("patient_category_id") | self.browse(moved_ids)

    def _grant_employees_category(self):
        """Put those who work here into the employees' category, unless another one was chosen for them.

        Called when a person is registered as a patient and when one gets an order, not by hiring.
        """
        if not self:
            return
        # sudo: a right, not a decision of the person at the desk.
        entitled = self.env["hr.employee"]._employed_patients(self).sudo()
        (entitled - entitled._with_chosen_category())._give_employees_category()

    def _share_employees_category(self):
        """Put these contacts, who are one person and about to be merged, into the employees' category.

        If one of them works here and one is a patient: to be merged with a patient is to be registered as
        one. Not if somebody chose a category for one of them, which the merge then keeps.
        """
        chosen = self._with_chosen_category().filtered(lambda partner: partner.patient_category_source != "employee")
        if self.patient_category_id and not chosen and self.env["hr.employee"]._employed_patients(self):
            self._give_employees_category()

    def _give_employees_category(self):
        Category = self.env["patient.category"]
        for company, partners in self.grouped("company_id").items():
            category = Category._get_marked("for_employees", company)
            if category:
                partners.write(
                    {
                        "patient_category_id": category.id,
                        "patient_category_source": "employee",
                        "patient_category_reason": self.env._("Works here"),
                    }
                )

    def _end_employees_category(self):
        """Give those whose last employment in any company has ended the category back that was there before.

        A category that somebody chose stays.
        """
        # sudo: a right that ends, not a decision of the person who keeps the employees' files.
        partners = self.sudo().filtered(lambda partner: partner.patient_category_source == "employee")
        left = partners - self.env["hr.employee"]._employed_patients(partners)
        before = left._categories_before_employment()
        for category, partners in left.grouped(before.get).items():
            partners.write(
                {
                    "patient_category_id": category.id,
                    "patient_category_source": False,
                    "patient_category_reason": self.env._("Does not work here any more"),
                }
            )

    def _categories_before_employment(self):
        """The category that each of these patients had when employment gave them another one.

        :return: {partner: ``patient.category``}, empty where there was none
        """
        periods = (
            self.env["patient.category.history"]
            .search([("partner_id", "in", self.ids)], order="date_from desc, id desc")
            .grouped("partner_id")
        )
        before = {}
        for partner in self:
            category, begin = self.env["patient.category"], None
            for period in periods.get(partner, ()):
                if not period.category_id.for_employees and period.category_id != partner.patient_category_id:
                    # A gap means that the contact was no patient any more when it got the right.
                    category = period.category_id if period.date_to == begin else category
                    break
                begin = period.date_from
            if category and not category.active:
                category = category._get_marked("is_default", partner.company_id)
            before[partner] = category
        return before
