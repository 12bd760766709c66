from . import test_engine_natural
from . import test_engine_periods
from . import test_engine_quiet
from . import test_engine_register
from . import test_engine_register_cells
from . import test_engine_schedule
from . import test_place_household
from . import test_policy_roles
