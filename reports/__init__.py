from . import form
from . import place
from . import visit
