from . import callback_forms
from . import rectification_forms
