from odoo.http import route

from odoo.addons.web.controllers.report import ReportController


class StewardReportController(ReportController):
    @route(readonly=False)
    def report_routes(self, reportname, docids=None, converter=None, **data):
        """Not read-only: what is printed of residents' data is logged (R118)."""
        return super().report_routes(reportname, docids=docids, converter=converter, **data)
