from . import answer
from . import sandbox
from . import survey
from . import webhook
