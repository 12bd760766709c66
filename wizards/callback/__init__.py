from . import reason
from . import registers
