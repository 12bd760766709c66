from . import plan_generate_wizard
from . import reason_wizard
