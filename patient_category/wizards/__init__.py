from . import patient_prepayment_register
