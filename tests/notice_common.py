from datetime import date

from odoo import Command

from .common import StewardCommon
from .ledger_common import LedgerMixin

# printed forms that the tests of payment notices and arrears plans look at
NOTICE_FORMS = ("payment_notice", "arrears_plan")


class NoticeCommon(LedgerMixin, StewardCommon):
    """5 March 2026: 张三 owes 300 since February and 200 by the 20th, 李四 100 since February,
    赵六 in the other steward's building 500; what falls due in April is nobody's business yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.community.payment_ways = "现金：服务中心前台"
        cls.old = cls._invoice(cls.zhang, 300, "2026-02-10", unit=cls.unit_1204)
        cls.new = cls._invoice(
            cls.zhang, 200, "2026-03-20", unit=cls.unit_1204, invoice_date="2026-03-01"
        )
        cls._invoice(cls.zhang, 200, "2026-04-20", unit=cls.unit_1204, invoice_date="2026-03-01")
        cls._invoice(cls.li, 100, "2026-02-10")
        cls._invoice(cls.zhao, 500, "2026-02-10")
        cls.env.flush_all()

    def _batch(self, user=None, **vals):
        return (
            self.env["steward.payment.notice.batch"]
            .with_user(user or self.user_collector)
            .create({"community_id": self.community.id, "month": date(2026, 3, 1), **vals})
        )

    def _issued(self, user=None, **vals):
        batch = self._batch(user, **vals)
        batch.action_issue()
        return batch

    def _notice(self, batch, partner):
        return batch.notice_ids.filtered(lambda notice: notice.partner_id == partner)

    def _fee_product(self, name, kind):
        return self.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "steward_fee_kind_id": kind
                and self.env.ref(f"property_steward.fee_kind_{kind}").id,
            }
        )

    def _fee_invoice(self, partner, fees, due="2026-02-10"):
        """Invoice of several (product, price)."""
        income = self._books(self._company_of(partner))[1]["income"]
        return self._invoice(
            partner,
            1,
            due,
            invoice_line_ids=[
                Command.create(
                    {
                        "product_id": product.id,
                        "name": product.name,
                        "price_unit": price,
                        "account_id": income.id,
                        "tax_ids": [Command.clear()],
                    }
                )
                for product, price in fees
            ],
        )
