from . import policy
from . import place
from . import visit
