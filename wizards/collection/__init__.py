from . import collection_delivery
from . import collection_request
from . import reason
from . import registers
