from . import case_forms
from . import complaint_forms
from . import repair_forms
from . import reception_forms
from . import conduct_report
from . import catalogue_form
