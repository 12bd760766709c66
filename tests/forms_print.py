import re
from io import BytesIO

from pypdf import PdfReader


class FormsPrint:
    """How forms are printed in the tests: in Chinese, with the rights of a persona."""

    def _reports(self, user):
        return self.env["ir.actions.report"].with_user(user).with_context(lang="zh_CN")

    def _html(self, name, records, user=None):
        content, kind = self._reports(user or self.user_steward)._render_qweb_html(
            f"property_steward.report_{name}", records.ids
        )
        self.assertEqual(kind, "html")
        return content.decode()

    def _pdf(self, name, records, user=None):
        reports = self._reports(user or self.user_steward)
        with self.allow_pdf_render():
            content, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
                f"property_steward.report_{name}", records.ids
            )
        self.assertEqual(kind, "pdf")
        return PdfReader(BytesIO(content))

    def _text(self, html):
        """What is read on the form, in one line."""
        return " ".join(re.sub(r"<[^>]+>", " ", html).split())
