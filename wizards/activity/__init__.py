from . import reason_amend
from . import reason
from . import plan_reason
from . import activity_answer
from . import activity_walk_in
from . import invitation
from . import registers
