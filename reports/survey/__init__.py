from . import survey_paper
from . import survey_wave_forms
