from . import sheet_wizard
from . import sheet_dispatch
from . import sheet_done
from . import case_step
from . import occupancy_change
from . import registers
