from . import form
from . import sheet_form
from . import place
from . import visit
from . import reception
from . import callback
from . import duty
from . import collection
