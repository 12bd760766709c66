from . import case_topic
from . import case
from . import case_guard
from . import case_handling
from . import reception
from . import reception_match
from . import case_reception
