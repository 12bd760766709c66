from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestPolicyProfile(StewardCommon):
    """R261: the group issues the guideline, each branch makes its own rules."""

    def test_R261_a_branch_copies_a_profile_with_its_rules_and_keeps_its_own(self):
        policy = self.env.ref("property_steward.policy_residential")
        branch = self.env["res.company"].create({"name": "杭州分公司"})
        self.user_gm.company_ids = [Command.link(branch.id)]
        own = policy.with_user(self.user_gm).with_company(branch).copy({"company_id": branch.id})
        self.assertEqual(own.company_id, branch)
        self.assertNotEqual(own.name, policy.name)
        self.assertEqual(len(own.quiet_period_ids), len(policy.quiet_period_ids))
        self.assertEqual(len(own.visit_rule_ids), len(policy.visit_rule_ids))
        self.assertFalse(own.quiet_period_ids & policy.quiet_period_ids)
        own.monthly_floor = 45
        own.quiet_period_ids[0].hour_to = 10
        self.assertEqual(policy.monthly_floor, 30)
        self.assertNotIn(10.0, policy.quiet_period_ids.mapped("hour_to"))
        community = self.env["steward.community"].create(
            {"name": "分公司小区", "company_id": branch.id, "kind": "residential"}
        )
        self.assertEqual(community.policy_id, own, "the branch's own profile goes first")

    def test_R261_another_branch_does_not_see_it(self):
        branch = self.env["res.company"].create({"name": "杭州分公司"})
        own = self.env["steward.policy"].create({"name": "分公司", "company_id": branch.id})
        self.assertNotIn(own, self.env["steward.policy"].with_user(self.user_manager).search([]))
        self.assertIn(
            self.env.ref("property_steward.policy_residential"),
            self.env["steward.policy"].with_user(self.user_manager).search([]),
        )

    def test_R261_only_the_general_manager_changes_a_profile(self):
        policy = self.env.ref("property_steward.policy_residential")
        for user in (self.user_steward, self.user_supervisor, self.user_manager, self.user_auditor):
            with self.assertRaises(AccessError):
                policy.with_user(user).monthly_floor = 1
        form = Form(policy.with_user(self.user_gm))
        form.monthly_floor = 40
        with form.quiet_period_ids.new() as quiet:
            quiet.name = "午休"
            quiet.hour_from, quiet.hour_to = 12.5, 13.5
        form.save()
        self.assertEqual(policy.monthly_floor, 40)

    def test_another_company_sees_neither_communities_nor_households_lines(self):
        branch = self.env["res.company"].create({"name": "别的公司"})
        stranger = self._create_person("stranger", "外人")
        user = stranger.user_id
        user.write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        community = self.env["steward.community"].create(
            {"name": "别家小区", "company_id": branch.id}
        )
        stranger.company_id = branch
        self._assign(stranger, "general_manager", community)
        env = self.env(user=user, context={"allowed_company_ids": branch.ids})
        self.assertEqual(env["steward.community"].search([]), community)
        self.assertFalse(env["steward.occupancy"].search([]))
        self.assertFalse(env["steward.unit"].search([]))
        self.assertFalse(env["steward.role.assignment"].search([("company_id", "!=", branch.id)]))
