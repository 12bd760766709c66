from . import register
from . import report
