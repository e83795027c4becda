from . import sms_survey_report
