from . import survey_paper
from . import publication_report
from . import survey_form
from . import statistics_forms
from . import consolidation_form
from . import summary_form
from . import survey_wave_forms
