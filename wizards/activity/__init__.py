from . import plan_reason
