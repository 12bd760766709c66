from . import vcard
from . import register
from . import report
from . import publication
from . import survey
