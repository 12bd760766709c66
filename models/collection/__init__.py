from . import policy
from . import collection_cause
from . import collection_step
from . import collection
from . import collection_action
from . import payment_promise
