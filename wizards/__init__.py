from . import form_period
from . import register_export
