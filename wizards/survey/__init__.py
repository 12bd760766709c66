from . import publication_verify
from . import area_hand_over
from . import reason
from . import sheet_reopen
from . import survey_extend
from . import registers
