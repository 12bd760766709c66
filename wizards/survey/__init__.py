from . import reason
from . import survey_extend
