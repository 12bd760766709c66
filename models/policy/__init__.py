from . import approval_mixin
from . import contact_mode
from . import contact_type
from . import role
from . import policy
from . import quiet_period
from . import role_assignment
