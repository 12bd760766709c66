from . import case_topic
from . import case
from . import case_guard
from . import case_handling
