from . import survey_wave_forms
