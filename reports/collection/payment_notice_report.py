from odoo import models

from ...engine.paginate import line_count

# whom and what it asks, what there is to pay, whose notice it is and the receipt to sign, in
# millimetres
LETTER_HEIGHT = 34
TOTALS_HEIGHT = 30
RECEIPT_HEIGHT = 30
# ways to pay and note: at least as high as the picture beside them
PICTURE_HEIGHT = 48
TEXT_LINE_HEIGHT = 5.2
TEXT_WIDTH = 74  # half-width characters
WIDTHS = [16, 39, 18, 12, 15]


class PaymentNoticeForm(models.AbstractModel):
    """Payment notice (交费通知单, C039, R151): what a household is asked to pay, by kind of fee
    (R252), and how it can pay."""

    _name = "report.property_steward.report_payment_notice"
    _description = "Payment Notice"
    _inherit = "steward.form"
    _form_model = "steward.payment.notice"

    def _form_values(self, docs):
        return {
            "doc_count": len(docs),
            "pages": {
                notice.id: self._pages(
                    [{"cells": self._cells(line), "line": line} for line in notice.line_ids],
                    WIDTHS,
                    first=LETTER_HEIGHT,
                    last=TOTALS_HEIGHT + self._ways_height(notice.batch_id) + RECEIPT_HEIGHT,
                )
                for notice in docs
            },
            "money": self._money,
            # a draft may be looked at before it is issued
            "today": {notice.id: notice.community_id._today() for notice in docs},
            # one code per notice, or the same picture of the community for all
            "codes": {
                notice.id: notice._payment_code()
                for notice in docs
                if not notice.community_id.payment_qr
            },
        }

    def _ways_height(self, batch):
        texts = (batch.payment_ways or "", batch.note or "")
        lines = 2 + sum(line_count(text, TEXT_WIDTH) for text in texts)
        return max(PICTURE_HEIGHT, TEXT_LINE_HEIGHT * lines)

    def _money(self, amount, currency):
        return currency.with_env(self.env).format(amount)

    def _cells(self, line):
        label = line.label or ""
        if line.unit_id and line.unit_id != line.notice_id.unit_id:
            label = f"{line.unit_id.door} {label}"
        kind = line.fee_kind_id.name or self.env._("Other")
        if line.kind == "credit":
            kind = self.env._("Credit")
        return [
            kind,
            label,
            line.document or "",
            self._day(line.date_due) if line.kind != "credit" else "",
            self._money(line.residual, line.currency_id),
        ]
