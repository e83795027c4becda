from . import base_partner_merge
from . import loyalty_card_update_balance
from . import loyalty_generate_wizard
from . import patient_bonus_adjust
from . import patient_bonus_check
from . import patient_bonus_redeem
from . import patient_bonus_state
