from . import occupancy_change
from . import area_hand_over
from . import login_create
from . import visit
from . import reception
from . import form_period
from . import register_export
from . import callback
