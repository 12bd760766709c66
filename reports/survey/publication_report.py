from base64 import b64encode

from odoo import models
from odoo.tools import html2plaintext

from ...engine.qr import svg

# millimetres: of a line of the letter's text, of salutation and spaces, of the foot with the code
TEXT_LINE = 8.5
TEXT_HEAD = 16
FOOT = 52
# characters in a line of the letter's text
TEXT_WIDTH = 42
# a text higher than this stands on pages of its own, before the table
TEXT_LIMIT = 110


class PublicationReport(models.AbstractModel):
    """What hangs on the board: open letter (C115), response to concentrated opinions with its four
    columns (C120, R322), rectification plan (R087), services (C119), notices."""

    _name = "report.property_steward.report_publication"
    _description = "Publication"
    _inherit = "steward.form"
    _form_model = "steward.publication"

    def _form_values(self, docs):
        return {
            **super()._form_values(docs),
            "papers": [self._paper(publication) for publication in docs],
        }

    def _paper(self, publication):
        heads, widths, paths = self._columns(publication)
        rows = [{"cells": [line[path] or "" for path in paths]} for line in publication.line_ids]
        text = self._text_height(publication)
        is_letter = text > TEXT_LIMIT or not rows
        return {
            "publication": publication,
            "heads": [
                {"label": label, "width": width} for label, width in zip(heads, widths, strict=True)
            ],
            "intro": self._intro(publication),
            "proof": publication._is_proof(),
            # the text flows by itself where it is long, or all there is
            "letter": is_letter,
            "pages": self._pages(rows, widths, first=0 if is_letter else text, last=FOOT)
            if rows
            else [],
            "qr": self._qr(publication.community_id),
        }

    def _columns(self, publication):
        """R322: number, opinion, measure, completion."""
        if publication.kind == "service":
            heads = [self.env._("Service"), self.env._("Promise"), self.env._("Price")]
            return heads, (28, 47, 20), ("opinion", "measure", "price")
        opinion = (
            self.env._("Problem")
            if publication.kind == "rectification"
            else self.env._("Opinion or Suggestion in Short")
        )
        heads = [opinion, self.env._("Measure"), self.env._("Completion Time")]
        return heads, (32, 45, 18), ("opinion", "measure", "completion_text")

    def _intro(self, publication):
        """What stands before the table where nobody has written it."""
        if publication.body:
            return ""
        if publication.kind == "response":
            return self.env._(
                "Thank you for your support and supervision. What many of you raised in "
                "%(year)s-%(month)s, and what is done about it, is published as follows:",
                year=publication.month.year,
                month=publication.month.month,
            )
        if publication.kind == "rectification":
            return self.env._("What we put right, and by when, is published as follows:")
        if publication.kind == "service":
            return self.env._("We offer the following services, and keep what we promise:")
        return ""

    def _text_height(self, publication):
        text = html2plaintext(publication.body or "") or self._intro(publication)
        lines = sum(-(-max(len(line), 1) // TEXT_WIDTH) for line in text.splitlines())
        return TEXT_HEAD + TEXT_LINE * lines

    def _qr(self, community):
        """Picture of the address of the public page, where there is one."""
        if not community.public_url:
            return False
        picture = b64encode(svg(community.public_url).encode()).decode()
        return f"data:image/svg+xml;base64,{picture}"


class PublicationPosterReport(models.AbstractModel):
    """The same on A3."""

    _name = "report.property_steward.report_publication_poster"
    _description = "Publication, A3"
    _inherit = "report.property_steward.report_publication"
