from . import policy
from . import place
from . import deadline
from . import visit
