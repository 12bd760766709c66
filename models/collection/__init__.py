from . import policy_arrears
from . import account_move_unit
from . import arrears
from . import arrears_line
