from . import sms_survey_opt_in
from . import sms_survey_send
