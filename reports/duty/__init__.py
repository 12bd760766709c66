from . import shift_forms
from . import document_forms
from . import publication_forms
from . import service_figures_report
