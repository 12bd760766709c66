from . import register
from . import report
from . import vcard
