from . import visit_amend
from . import visit_calls
from . import visit_notice
from . import visit_move
from . import plan_generate
from . import reason
from . import registers
