from . import quiet_hours
from . import reply_reader
from . import sms_text
