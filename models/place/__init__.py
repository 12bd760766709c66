from . import community
from . import building
from . import unit
from . import occupancy
from . import occupancy_history
from . import segment_tag
from . import res_partner
from . import hr_employee
