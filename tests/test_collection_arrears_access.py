from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .access import SCOPES, AccessCommon

MODELS = ("steward.arrears", "steward.arrears.line", "steward.arrears.receipt")


@tagged("post_install", "-at_install", "access")
class TestArrearsAccess(AccessCommon):
    """Who sees what households owe: each of the four places has one invoice, partly paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for place in cls.places.values():
            cls._make_arrears_receipt(place)

    def assertSees(self, user, *scopes):
        for model in MODELS:
            rows = self.env[model].with_user(user).with_company(user.company_id).search([])
            mine = {self.places[scope].partner for scope in SCOPES}
            self.assertEqual(
                rows.partner_id & self.env["res.partner"].union(*mine),
                self.env["res.partner"].union(*(self.places[one].partner for one in scopes)),
                (model, user.name),
            )

    def test_a_steward_sees_the_own_area(self):
        self.assertSees(self.user_steward, "area")
        self.assertSees(self.user_steward2, "neighbour")

    def test_the_deputy_of_a_steward_sees_the_area_while_it_lasts(self):
        assignment = self.steward.steward_assignment_ids.filtered(
            lambda one: one.community_id == self.community
        )
        assignment.deputy_id = self.steward2
        self.assertSees(self.user_steward2, "area", "neighbour")
        assignment.date_to = date(2020, 12, 31)
        self.assertSees(self.user_steward2, "neighbour")

    def test_supervisor_and_manager_see_their_communities(self):
        for user in (self.user_supervisor, self.user_manager):
            self.assertSees(user, "area", "neighbour")

    def test_a_collector_sees_the_communities_whose_fees_the_role_is_for(self):
        self.assertSees(self.user_collector, "area", "neighbour")
        self._fill("collector", self.far.community, self.collector)
        self.assertSees(self.user_collector, "area", "neighbour", "far")

    def test_who_holds_another_role_elsewhere_collects_only_where_the_role_is_held(self):
        self._fill("reception", self.far.community, self.collector)
        self.assertSees(self.user_collector, "area", "neighbour")

    def test_a_collector_whose_time_is_over_sees_nothing(self):
        self.collector.steward_assignment_ids.write({"date_to": date(2020, 12, 31)})
        self.env["steward.role.assignment"].flush_model()
        for model in MODELS:
            rows = self.env[model].with_user(self.user_collector)
            self.assertFalse(rows.has_access("read") and rows.search([]), model)

    def test_general_manager_and_auditor_see_the_whole_company(self):
        for user in (self.user_gm, self.user_auditor):
            self.assertSees(user, "area", "neighbour", "far")

    def test_another_company_sees_its_own(self):
        self.assertSees(self.user_other, "foreign")

    def test_accounting_without_a_role_and_everybody_else_see_none(self):
        others = (self.user_accountant, self.user_nobody, self.user_department, self.user_portal)
        for user in others:
            for model in MODELS:
                with self.subTest(model=model, user=user.name), self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_accounting_without_a_role_enters_an_invoice_as_ever(self):
        move = self._invoice(self.zhang, 10, due="2031-01-01", post=False)
        move = move.with_user(self.user_accountant)
        move.steward_unit_id = self.unit_102
        move.action_post()
        self.assertEqual(move.read(["steward_unit_id"])[0]["steward_unit_id"][1], "3-1-102")

    def test_a_forged_context_widens_nothing(self):
        Arrears = self.env["steward.arrears"].with_user(self.user_steward)
        payers = self.places["neighbour"].partner.ids
        self.assertFalse(Arrears.with_context(steward_arrears_payers=payers).search([]))

    def test_the_unit_of_an_invoice_belongs_to_its_company(self):
        with self.assertRaises(UserError):
            self._invoice(self.zhang, 10, due="2031-01-01", unit=self.foreign.unit)
