from . import steward_card
