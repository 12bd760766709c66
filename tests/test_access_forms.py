from odoo.exceptions import AccessError
from odoo.tests import tagged

from .access import AccessCommon


@tagged("post_install", "-at_install", "access")
class TestAccessForms(AccessCommon):
    """What is printed or taken along shows nobody more than the screen does (R118)."""

    def _reports(self):
        """Our printed forms of models that hang on an area."""
        reports = self.env["ir.actions.report"].search(
            [("report_name", "like", "property_steward.")]
        )
        return reports.filtered(
            lambda report: (
                report.model.startswith("steward.")
                and not self.env[report.model]._transient
                and self.env[report.model].has_access("read")
            )
        )

    def _html(self, report, record, user):
        return report.with_user(user)._render_qweb_html(report.report_name, record.ids)

    def test_no_form_is_printed_of_what_may_not_be_read(self):
        reports = self._reports()
        self.assertTrue(reports)
        for report in reports:
            with self.subTest(report=report.report_name):
                own = self.record_of(report.model, "area")
                other = self.record_of(report.model, "far")
                for record, user in (
                    (own, self.user_nobody),
                    (own, self.user_accountant),
                    (own, self.user_steward2),
                    (own, self.user_other),
                    (other, self.user_manager),
                ):
                    if not record.with_user(user).has_access("read"):
                        with self.assertRaises(AccessError, msg=user.name):
                            self._html(report, record, user)

    def test_no_register_is_downloaded_by_somebody_else(self):
        visit = self.record_of("steward.visit", "area")
        Export = self.env["steward.register.export"].with_user(self.user_steward)
        export = Export.create({"register": "visits", "record_ids": visit.ids})
        self.assertTrue(export._file())
        for user in (self.user_steward2, self.user_manager, self.user_department):
            with self.assertRaises(AccessError, msg=user.name):
                export.with_user(user)._file()

    def test_no_register_holds_what_may_not_be_read(self):
        for register, model in (
            ("visits", "steward.visit"),
            ("opinions", "steward.case"),
        ):
            record = self.record_of(model, "neighbour")
            for user in (self.user_steward, self.user_department):
                Export = self.env["steward.register.export"].with_user(user)
                export = Export.create({"register": register, "record_ids": record.ids})
                with self.assertRaises(AccessError, msg=(register, user.name)):
                    export._file()
