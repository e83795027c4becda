from . import account_invoice_report, patient_category_report, sale_report
