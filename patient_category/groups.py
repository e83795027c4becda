"""The groups that fields and checks name: one spelling of each, for this addon and those that stand on it."""

PATIENTS = "patient_category.group_user"
CASHIERS = "patient_category.group_cashier"
MANAGERS = "patient_category.group_manager"
EXCEPTIONS = "patient_category.group_exceptions"
MARGINS = "patient_category.group_margins"
