from . import case_step
