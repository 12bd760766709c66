from . import reason_amend
