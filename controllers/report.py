from odoo.http import route

from odoo.addons.web.controllers.report import ReportController


class StewardReportController(ReportController):
    def _report_readonly(self, rule, args):
        """What is printed of residents' data is logged (R118); other reports only read."""
        return not args.get("reportname", "").startswith("property_steward.")

    @route(readonly=_report_readonly)
    def report_routes(self, reportname, docids=None, converter=None, **data):
        return super().report_routes(reportname, docids=docids, converter=converter, **data)
