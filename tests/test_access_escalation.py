import base64

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .access import AccessCommon
from .common import PREFIX


@tagged("post_install", "-at_install", "access")
class TestEscalation(AccessCommon):
    """R002, R269: nobody gets rights that were not given by somebody above."""

    def _role(self, code):
        return self.env.ref(f"property_steward.role_{code}")

    def _assignment(self, employee, community=None):
        return self.env["steward.role.assignment"].search(
            [
                ("employee_id", "=", employee.id),
                ("community_id", "=", (community or self.community).id),
            ],
            limit=1,
        )

    def assertRank(self, user, group):
        ranks = ["steward", "supervisor", "centre_manager", "general_manager"]
        held = [rank for rank in ranks if user.has_group(f"{PREFIX}{rank}")]
        self.assertEqual(held, ranks[: ranks.index(group) + 1], user.name)

    def test_no_role_is_raised_by_its_holder(self):
        for who, user in (
            (self.manager, self.user_manager),
            (self.supervisor, self.user_supervisor),
            (self.steward, self.user_steward),
        ):
            assignment = self._assignment(who).with_user(user)
            with self.assertRaises(AccessError):
                assignment.write({"role_id": self._role("general_manager").id})
        self.assertRank(self.user_manager, "centre_manager")
        self.assertRank(self.user_supervisor, "supervisor")
        self.assertRank(self.user_steward, "steward")

    def test_no_role_is_taken_through_the_form_of_the_community(self):
        for user, employee in (
            (self.user_manager, self.manager),
            (self.user_supervisor, self.supervisor),
        ):
            with self.assertRaises(AccessError):
                self.community.with_user(user).write(
                    {
                        "assignment_ids": [
                            Command.create(
                                {
                                    "role_id": self._role("project_manager").id,
                                    "employee_id": employee.id,
                                }
                            )
                        ]
                    }
                )

    def test_nobody_makes_himself_deputy_of_who_stands_above(self):
        for user, employee in (
            (self.user_manager, self.manager),
            (self.user_supervisor, self.supervisor),
            (self.user_steward, self.steward),
        ):
            with self.assertRaises(AccessError):
                self._assignment(self.gm).with_user(user).write({"deputy_id": employee.id})

    def test_a_role_here_fills_none_there(self):
        role = self._role("steward")
        with self.assertRaises(AccessError):
            self.env["steward.role.assignment"].with_user(self.user_manager).create(
                {
                    "community_id": self.far.community.id,
                    "role_id": role.id,
                    "employee_id": self.nobody.id,
                }
            )
        mine = self._assignment(self.steward).with_user(self.user_manager)
        with self.assertRaises(AccessError):
            mine.write({"community_id": self.far.community.id})

    def test_nobody_moves_a_role_to_another_login(self):
        for user in (self.user_manager, self.user_supervisor, self.user_steward):
            with self.assertRaises(AccessError):
                self.gm.with_user(user).write({"user_id": user.id})

    def test_only_the_general_manager_says_what_a_role_grants(self):
        for user in (self.user_manager, self.user_supervisor, self.user_steward):
            role = self._role("steward").with_user(user)
            with self.assertRaises(AccessError):
                role.group_id = self.env.ref(f"{PREFIX}general_manager")
            with self.assertRaises(AccessError):
                role.superior_id = False
            with self.assertRaises(AccessError):
                role.scope = "community"

    def test_not_even_the_general_manager_touches_groups_and_users(self):
        group = self.env.ref("base.group_system")
        with self.assertRaises(AccessError):
            self.user_gm.with_user(self.user_gm).write({"group_ids": [Command.link(group.id)]})
        with self.assertRaises(AccessError):
            self.env.ref(f"{PREFIX}steward").with_user(self.user_gm).write(
                {"implied_ids": [Command.link(group.id)]}
            )

    def test_grants_and_exports_are_noted_by_the_system_only(self):
        group = self.env.ref(f"{PREFIX}general_manager")
        for user in (self.user_gm, self.user_manager):
            with self.assertRaises(AccessError):
                self.env["steward.role.grant"].with_user(user).create(
                    {"user_id": user.id, "group_id": group.id}
                )
            with self.assertRaises(AccessError):
                self.env["steward.export.log"].with_user(user).create(
                    {
                        "user_id": self.user_steward.id,
                        "company_id": self.env.company.id,
                        "kind": "xlsx",
                        "res_model": "res.partner",
                    }
                )

    def test_the_manager_makes_no_login_for_somebody_who_stands_above(self):
        """Whoever makes a login knows its first password."""
        boss = self.env["hr.employee"].create(
            {"name": "新总经理", "work_email": "boss@example.com"}
        )
        self._fill("project_manager", self.community, boss)
        deputy = self.env["hr.employee"].create({"name": "副总", "work_email": "vice@example.com"})
        self._assignment(self.gm).deputy_id = deputy
        wizard = (
            self.env["steward.login.create"]
            .with_user(self.user_manager)
            .create(
                {
                    "community_id": self.community.id,
                    "line_ids": [
                        Command.create({"employee_id": person.id, "login": person.work_email})
                        for person in boss | deputy
                    ],
                }
            )
        )
        wizard.action_create_logins()
        self.assertFalse((boss | deputy).user_id)
        self.assertEqual(
            set(wizard.line_ids.mapped("result")),
            {"Skipped: holds a role that is not below yours."},
        )

    def test_no_import_runs_with_the_rights_of_somebody_else(self):
        """In the background an import has the rights of the person who started it."""
        Import = self.env["steward.register.import"].with_user(self.user_supervisor)
        vals = {"file": base64.b64encode(b"x"), "community_id": self.community.id}
        with self.assertRaises(AccessError):
            Import.create(dict(vals, user_id=self.user_gm.id))
        with self.assertRaises(AccessError):
            Import.with_context(default_user_id=self.user_gm.id).create(vals)
        theirs = self.env["steward.register.import"].with_user(self.user_gm).create(vals)
        self.assertEqual(theirs.user_id, self.user_gm)
        mine = theirs.with_user(self.user_supervisor)
        with self.assertRaises(AccessError):
            mine.user_id = self.user_gm
        mine.job = "apply"
        self.assertEqual(theirs.user_id, self.user_supervisor)

    def test_an_import_at_work_is_not_changed_by_somebody_else(self):
        job = self.record_of("steward.register.import", "area").with_user(self.user_gm)
        row = self.record_of("steward.register.import.row", "area")
        job.job = "apply"
        with self.assertRaises(AccessError):
            job.with_user(self.user_supervisor).file = base64.b64encode(b"y")
        with self.assertRaises(AccessError):
            job.with_user(self.user_supervisor).job = "preview"
        with self.assertRaises(AccessError):
            row.with_user(self.user_supervisor).payload = {"owner": ["王五"]}
        self.assertEqual(job.user_id, self.user_gm)

    def test_nobody_assigns_an_area_to_himself(self):
        building = self.building10.with_user(self.user_steward)
        with self.assertRaises(AccessError):
            building.steward_id = self.steward
        with self.assertRaises(AccessError):
            self.unit_10_201.with_user(self.user_steward).own_steward_id = self.steward
        occupancy = self.unit_10_201.occupancy_ids.with_user(self.user_steward)
        with self.assertRaises(AccessError):
            occupancy.steward_id = self.steward
        far = self.far.unit.building_id.with_user(self.user_supervisor)
        with self.assertRaises(AccessError):
            far.community_id = self.community
        with self.assertRaises(AccessError):
            far.steward_id = self.supervisor
