from . import test_answer_page
from . import test_reply_reader
from . import test_story
