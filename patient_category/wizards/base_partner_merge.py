from odoo import models

ATTENTION = ("normal", "courtesy", "caution")


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):  # pylint: disable=missing-return
        """Before the history of all is one: who works here has the employees' category, as when he is registered."""
        # sudo: as in _update_values
        (src_partners | dst_partner).sudo()._share_employees_category()
        super()._update_foreign_keys(src_partners, dst_partner)

    def _update_values(self, src_partners, dst_partner):  # pylint: disable=missing-return
        """Keep the stricter category, whoever merges and whatever he may see."""
        # sudo: also what this user may not see belongs to the patient; the result is a rule's, not his choice.
        sources, destination = src_partners.sudo(), dst_partner.sudo()
        merged = sources | destination
        strictest = self._strictest_patient(sources, destination)
        kept = {
            name: strictest[name].id if name == "patient_category_id" else strictest[name]
            for name in (
                "patient_category_id",
                "patient_category_reason",
                "patient_category_review_date",
                "patient_category_source",
            )
        }
        kept["pays_on_account"] = destination.pays_on_account
        # One of them may stand as the guardian of another: nobody is his own.
        merged.filtered(lambda partner: partner.guardian_id in merged).guardian_id = False
        super()._update_values(sources, destination)
        destination.write(kept)
        destination._keep_one_open_history()
        self.env["patient.duplicate.answer"].sudo()._forget_merged(destination)  # sudo: nobody's to write

    def _strictest_patient(self, sources, destination):
        """Of these contacts, the one whose category is kept.

        Higher prepayment first, then caution over courtesy over normal, then the destination's.
        """
        patients = (sources | destination).filtered("patient_category_id")
        return max(
            patients,
            key=lambda patient: (
                patient.patient_category_id._prepayment_share(),
                ATTENTION.index(patient.patient_category_id.attention),
                patient == destination,
            ),
            default=destination,
        )
