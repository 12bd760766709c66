# forms that others extend come first
from . import visit_plan_report
from . import visit_report
from . import coverage_report
from . import notice_report
from . import opinion_report
from . import tenant_report
