from . import test_answer_page
from . import test_appraisal
from . import test_by_hand
from . import test_gateways
from . import test_opt_out
from . import test_reply_reader
from . import test_sending
from . import test_story
