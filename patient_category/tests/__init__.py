from . import test_patient_category
from . import test_patient_incident
from . import test_prepayment
from . import test_real_money
from . import test_res_partner
