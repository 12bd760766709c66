from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestReceptionDemo(TransactionCase):
    def test_a_day_at_the_front_desk_of_the_demo_community(self):
        community = self.env.ref("property_steward.demo_community_jinxiu", False)
        if not community:
            # without demo data there is nothing to look at
            self.assertFalse(self.env.ref("property_steward.demo_user_reception", False))
            return
        receptions = self.env["steward.reception"].search([("community_id", "=", community.id)])
        self.assertGreaterEqual(len(receptions), 10)
        self.assertEqual(set(receptions.mapped("state")), {"new", "taken", "done"})
        community._load_demo_receptions(community.id)
        again = self.env["steward.reception"].search([("community_id", "=", community.id)])
        self.assertEqual(again, receptions, "loaded once only")
        self.assertEqual(
            set(receptions.case_ids.mapped("category")),
            {"repair", "complaint", "praise", "suggestion", "after_sales", "service"},
        )
        self.assertTrue(receptions.transfer_ids)

    def test_the_demo_keeps_no_english_names(self):
        """Names that are copied from rules while the demo is loaded are Chinese as its people."""
        community = self.env.ref("property_steward.demo_community_jinxiu", False)
        duties = self.env["steward.duty"].search(
            [("community_id", "in", community.ids if community else [])]
        )
        self.assertEqual(bool(duties), bool(community))
        self.assertFalse(duties.filtered(lambda duty: duty.name.isascii()).mapped("name"))
