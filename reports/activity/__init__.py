from . import after_forms
from . import survey_forms
