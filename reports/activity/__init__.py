from . import after_forms
from . import survey_forms
from . import activity_plan_report
from . import activity_calendar_report
from . import activity_guests
from . import planning_forms
