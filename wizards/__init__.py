from . import occupancy_change
