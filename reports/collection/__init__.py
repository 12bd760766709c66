from . import collection_forms
from . import payment_notice_report
from . import arrears_plan_report
