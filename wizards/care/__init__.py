from . import area_hand_over
from . import reason
