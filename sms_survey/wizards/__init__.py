from . import sms_survey_send
