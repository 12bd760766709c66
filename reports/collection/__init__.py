from . import collection_forms
