from . import (
    base_partner_merge,
    patient_category_change,
    patient_classify_invoices,
    patient_incident_help,
    patient_prepayment_register,
    patient_prepayment_release,
    patient_summary_check,
)
