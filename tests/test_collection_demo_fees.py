from odoo.tests import tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestFeesDemo(StewardCommon):
    """The demo community has fees of every age, so that the screens have something to show."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jinxiu = cls.env["steward.community"].create({"name": "锦绣家园", "code": "T"})
        building = cls.env["steward.building"].create(
            {"name": "1", "community_id": cls.jinxiu.id, "steward_id": cls.steward.id}
        )
        for number in range(101, 125):
            cls._create_household(
                f"住户{number}", cls._create_unit(building, str(number)), is_payer=True
            )
        cls.journals = cls.env["account.journal"].search([("type", "in", ("sale", "bank"))])

    def _rows(self):
        return self.env["steward.arrears"].search([("community_id", "=", self.jinxiu.id)])

    def test_the_demo_shows_fees_of_every_age(self):
        if not self.journals:
            self.env["account.chart.template"].try_loading("generic_coa", self.env.company)
        self.env["steward.community"]._load_demo_fees(self.jinxiu.id)
        rows = self._rows()
        self.assertEqual(set(rows.mapped("age_band")), set("012345"))
        for name in ("overdue", "not_due", "credit", "age_30", "age_90", "age_180", "age_older"):
            self.assertTrue(any(rows.mapped(name)), name)
        paid = self.env["steward.arrears.receipt"].search([("community_id", "=", self.jinxiu.id)])
        self.assertTrue(paid)
        targets = self.env["steward.target"].search([("community_id", "=", self.jinxiu.id)])
        self.assertIn("fees_current", targets.mapped("kind"))
        self.env["steward.community"]._load_demo_fees(self.jinxiu.id)
        self.assertEqual(self._rows(), rows)

    def test_a_company_without_accounts_gets_no_demo_fees(self):
        self.jinxiu.company_id = self.env["res.company"].create({"name": "新公司"})
        self.env["steward.community"]._load_demo_fees(self.jinxiu.id)
        self.assertFalse(self._rows())
