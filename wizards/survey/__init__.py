from . import publication_verify
