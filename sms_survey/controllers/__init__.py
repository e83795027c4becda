from . import answer
from . import sandbox
from . import webhook
