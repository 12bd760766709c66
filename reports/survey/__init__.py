from . import publication_report
