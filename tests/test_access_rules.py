from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .access import AccessCommon

# what hangs on a household of an area
GUARDED = (
    "steward.occupancy",
    "steward.visit.plan",
    "steward.visit.plan.month",
    "steward.visit.plan.line",
    "steward.visit.plan.change",
    "steward.visit",
    "steward.visit.participant",
    "steward.visit.amendment",
    "steward.case",
)


@tagged("post_install", "-at_install", "access")
class TestAccessRules(AccessCommon):
    """The area, the deputy, the community, the company: what each search finds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("deputy", "代班")

    def setUp(self):
        super().setUp()
        for model in GUARDED:
            for scope in self.places:
                self.record_of(model, scope)

    def _scopes_found(self, user, model):
        """Names of the places whose record a search by `user` finds."""
        scopes = {self.record_of(model, scope).id: scope for scope in self.places}
        found = self.env[model].with_user(user).search([("id", "in", list(scopes))])
        return {scopes[record.id] for record in found}

    def assertSees(self, user, *scopes):
        for model in GUARDED:
            with self.subTest(model=model):
                self.assertEqual(self._scopes_found(user, model), set(scopes))

    def assertSeesNothing(self, user):
        for model in GUARDED:
            with self.subTest(model=model):
                try:
                    found = self._scopes_found(user, model)
                except AccessError:
                    # not even the model; what people without a role do with others they find empty
                    continue
                self.assertFalse(found)

    def _deputise(self, **vals):
        """`deputy` stands in for 王芳 in 翠湖花园."""
        assignment = self.steward.sudo().steward_assignment_ids.filtered(
            lambda line: line.community_id == self.community
        )
        assignment.write({"deputy_id": self.deputy.id, **vals})

    def test_R269_a_steward_sees_the_own_area(self):
        self.assertSees(self.user_steward, "area")
        self.assertSees(self.user_steward2, "neighbour")

    def test_R269_supervisor_and_manager_see_the_communities_of_their_role(self):
        self.assertSees(self.user_supervisor, "area", "neighbour")
        self.assertSees(self.user_manager, "area", "neighbour")

    def test_R269_general_manager_and_auditor_see_their_company(self):
        self.assertSees(self.user_gm, "area", "neighbour", "far")
        self.assertSees(self.user_auditor, "area", "neighbour", "far")
        self.assertSees(self.user_other, "foreign")

    def test_R043_the_leader_of_a_department_sees_the_own_round_and_the_departments_opinions(self):
        self._fill("department_leader", self.community, self.department)
        for model in GUARDED:
            seen = {"area"} if model == "steward.case" else set()
            self.assertEqual(self._scopes_found(self.user_department, model), seen, model)

    def test_without_a_role_nothing_is_seen(self):
        for user in (
            self.user_nobody,
            self.user_accountant,
            self.user_deputy,
            self.user_portal,
            self.user_public,
        ):
            self.assertSeesNothing(user)

    def test_R275_the_deputy_sees_the_area_while_in_force(self):
        self._deputise()
        self.assertSees(self.user_deputy, "area")

    def test_R275_the_deputy_of_the_supervisor_sees_the_community(self):
        self._fill("supervisor", self.community, self.supervisor, deputy_id=self.deputy.id)
        self.assertSees(self.user_deputy, "area", "neighbour")

    def test_R275_a_lapsed_deputy_sees_nothing_any_more(self):
        self._deputise(date_to=date(2025, 12, 31))
        self.assertSeesNothing(self.user_deputy)

    def test_R275_a_lapsed_deputy_who_has_an_own_area_sees_only_that(self):
        self._fill("steward", self.far.community, self.deputy)
        self._deputise(date_to=date(2025, 12, 31))
        self.assertSees(self.user_deputy)

    def test_R275_a_deputy_whose_time_has_not_come_sees_nothing_yet(self):
        self._fill("steward", self.far.community, self.deputy)
        with freeze_time("2026-03-01 04:00"):
            self._deputise(date_from=date(2026, 3, 2))
            self.assertSees(self.user_deputy)

    def test_R275_a_deputy_stands_in_for_one_community_only(self):
        """王芳 also looks after the shopping centre, where nobody stands in for her."""
        self._deputise()
        shop = self.shop_anchor.occupancy_ids
        self.assertIn(shop, shop.with_user(self.user_steward).search([]))
        self.assertNotIn(shop, shop.with_user(self.user_deputy).search([]))

    def test_R269_a_supervisor_here_is_no_supervisor_there(self):
        self._fill("steward", self.far.community, self.supervisor)
        self.assertSees(self.user_supervisor, "area", "neighbour")

    def test_R269_the_scope_of_the_role_decides_not_its_rank(self):
        """Operations staff see the whole community, with the rights of a steward."""
        self._fill("operations", self.community, self.deputy)
        self.assertSees(self.user_deputy, "area", "neighbour")
        plan = self.record_of("steward.visit.plan", "area").with_user(self.user_deputy)
        self.assertFalse(plan.has_access("create"))

    def test_a_steward_who_leaves_hands_over_without_keeping_a_key(self):
        self.building3.steward_id = self.steward2
        occupancy = self.unit_1204.occupancy_ids
        self.assertFalse(occupancy.with_user(self.user_steward).has_access("read"))
        self.assertTrue(occupancy.with_user(self.user_steward2).has_access("read"))

    def test_what_somebody_types_into_a_wizard_is_nobody_elses(self):
        wizards = [
            model
            for name, model in self.env.items()
            if name.startswith("steward.") and model._transient
        ]
        self.assertTrue(wizards)
        for model in wizards:
            with self.subTest(model=model._name):
                rules = self.env["ir.rule"].search([("model_id.model", "=", model._name)])
                shared = rules.filtered(lambda rule: not rule.groups)
                self.assertEqual(shared.mapped("domain_force"), ["[('create_uid', '=', user.id)]"])
