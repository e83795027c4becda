from . import test_patient_incident
