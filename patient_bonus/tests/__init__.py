from . import test_bonus_access
from . import test_bonus_by_hand
from . import test_bonus_cards
from . import test_bonus_check
from . import test_bonus_ledger
from . import test_bonus_random
from . import test_bonus_spending
from . import test_bonus_traps
