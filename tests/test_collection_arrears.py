from datetime import date

from odoo.tests import freeze_time, tagged

from .common import StewardCommon
from .ledger_common import LedgerMixin


@tagged("post_install", "-at_install")
class TestArrears(LedgerMixin, StewardCommon):
    """What households owe, straight from the ledger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-03-15 04:00:00"))

    def _row(self, partner):
        self.env.invalidate_all()
        rows = self.env["steward.arrears"].search([("partner_id", "=", partner.id)])
        self.assertLessEqual(len(rows), 1)
        return rows

    def test_an_overdue_invoice_stands_with_its_household(self):
        self._invoice(self.zhang, 300, due="2026-01-31")
        row = self._row(self.zhang)
        self.assertEqual(row.overdue, 300)
        self.assertEqual(row.age_90, 300)
        self.assertEqual(row.days_late, 43)
        self.assertEqual(row.oldest_due, date(2026, 1, 31))
        self.assertEqual(row.community_id, self.community)
        self.assertEqual(row.steward_id, self.steward)
