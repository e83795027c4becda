from . import (
    patient_dialog,  # the other dialogs inherit from it
)
from . import (
    base_partner_merge,
    patient_category_change,
    patient_category_choose,
    patient_classify_invoices,
    patient_incident_help,
    patient_prepayment_cancel,
    patient_prepayment_register,
    patient_prepayment_release,
    patient_summary_check,
    patient_visit_served,
)
