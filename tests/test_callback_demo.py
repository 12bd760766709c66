from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCallbackDemo(TransactionCase):
    def test_the_demo_community_calls_back(self):
        community = self.env.ref("property_steward.demo_community_jinxiu", False)
        if not community:
            # without demo data there is nothing to look at
            self.assertFalse(self.env.ref("property_steward.demo_employee_steward", False))
            return
        domain = [("community_id", "=", community.id)]
        callbacks = self.env["steward.callback"].search(domain)
        self.assertLessEqual({"open", "done", "waiting"}, set(callbacks.mapped("state")))
        self.assertEqual(set(callbacks.mapped("result")), {False, "satisfied", "dissatisfied"})
        self.assertTrue(callbacks.filtered("attempt_count"))
        notice = self.env["steward.rectification"].search(domain)
        self.assertEqual(notice.mapped("state"), ["issued"])
        steward = self.env.ref("property_steward.demo_employee_steward")
        worker = self.env.ref("property_steward.demo_employee_worker")
        community._load_demo_callbacks(community.id, steward.id, worker.id)
        self.assertEqual(self.env["steward.callback"].search(domain), callbacks, "loaded once only")
