from . import sms_survey_report
from . import sms_survey_ranking
from . import staff_suitability_status
