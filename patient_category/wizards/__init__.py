from . import (
    patient_classify_invoices,
    patient_incident_help,
    patient_prepayment_register,
    patient_summary_check,
)
