from . import policy
from . import place
from . import deadline
from . import visit
from . import reception
from . import callback
from . import duty
from . import care
