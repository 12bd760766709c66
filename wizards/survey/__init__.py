from . import publication_verify
from . import reason
from . import survey_extend
