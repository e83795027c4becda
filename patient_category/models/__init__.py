from . import patient_category
from . import patient_category_history
from . import res_partner
from . import res_users
from . import sale_order
