from odoo.tests import tagged

from .common import StewardCommon
from .ledger_common import LedgerMixin


@tagged("post_install", "-at_install")
class TestNoticesDemo(LedgerMixin, StewardCommon):
    """The demo community has notices on every way of delivery, and a plan that is approved."""

    def test_the_demo_shows_notices_and_plans_and_is_loaded_once(self):
        for number in range(101, 111):
            unit = self._create_unit(self.building3, str(number + 100))
            partner = self._create_household(f"住户{number}", unit)
            self._invoice(partner, 300, self.community._today().replace(day=1))
            self._invoice(partner, 200, "2026-01-10")
        Community = self.env["steward.community"]
        Community._load_demo_notices(self.community.id)
        Community._load_demo_notices(self.community.id)
        batch = self.env["steward.payment.notice.batch"].search(
            [("community_id", "=", self.community.id)]
        )
        self.assertEqual((len(batch), batch.state), (1, "issued"))
        self.assertEqual(set(batch.notice_ids.mapped("channel")), {"box", "door", "wechat", False})
        self.assertTrue(self.community.payment_qr)
        plans = self.env["steward.collection.plan"].search(
            [("community_id", "=", self.community.id)]
        )
        self.assertEqual(set(plans.mapped("state")), {"approved", "submitted"})
        self.assertGreaterEqual(len(plans.line_ids), 10)
