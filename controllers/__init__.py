from . import vcard
from . import register
from . import report
from . import activity
from . import activity_survey
from . import survey
from . import publication
