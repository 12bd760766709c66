from datetime import date

from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestHousehold(StewardCommon):
    """R221: a household is a contact that exists; its door is part of how it is found."""

    def _found(self, text, user=None):
        partners = self.env["res.partner"].with_user(user or self.user_steward)
        return {partner_id for partner_id, _name in partners.name_search(text)}

    def test_R004_who_lives_there_is_moved_in(self):
        self.assertEqual(self.zhang.household_state, "moved_in")
        self.assertEqual(self.zhang.household_door, "3-2-1204")
        self.assertEqual(self.zhang.household_steward_id, self.steward)

    def test_R221_a_household_is_found_by_its_door_however_it_is_typed(self):
        for text in ("3-2-1204", "3栋2单元1204", "3－2－1204", "2-1204", "1204", "3-2-1204 张三"):
            self.assertIn(self.zhang.id, self._found(text), text)
        self.assertNotIn(self.li.id, self._found("3-2-1204"))

    def test_R221_a_household_is_found_by_its_phone_however_it_is_typed(self):
        for text in ("13800001111", "138 0000 1111", "138-0000-1111", "+86 13800001111", "1111"):
            self.assertIn(self.zhang.id, self._found(text), text)
        self.zhang.phone = "138-0000 1111"
        self.assertIn(self.zhang.id, self._found("13800001111"))

    def test_R221_the_phone_of_a_family_member_finds_the_household(self):
        self.env["res.partner"].create(
            {"name": "张太太", "parent_id": self.zhang.id, "phone": "13855556666"}
        )
        self.assertIn(self.zhang.id, self._found("138 5555 6666"))

    def test_R221_every_employee_finds_a_household_and_its_door(self):
        for user in (self.user_nobody, self.user_accountant, self.user_department):
            self.assertIn(self.zhang.id, self._found("3-2-1204", user))
            self.assertIn(self.zhang.id, self._found("13800001111", user))
            self.assertEqual(self.zhang.with_user(user).household_door, "3-2-1204")

    def test_R118_what_a_steward_knows_is_not_everybodys(self):
        guarded = ["segment", "wishes", "household_state", "occupancy_ids", "move_in_date"]
        for user in (self.user_nobody, self.user_accountant, self.user_department):
            for name in guarded:
                with self.assertRaises(AccessError):
                    self.zhang.with_user(user).read([name])
            with self.assertRaises(AccessError):
                self.zhang.with_user(user).write({"segment": "vip"})
        for user in (self.user_steward, self.user_supervisor, self.user_auditor):
            self.zhang.with_user(user).read(guarded)

    def test_R221_the_door_stands_in_the_name_where_a_view_asks_for_it(self):
        partner = self.zhang.with_user(self.user_steward)
        self.assertEqual(partner.display_name, "张三", "invoices keep the plain name")
        shown = partner.with_context(steward_show_door=True)
        self.assertEqual(shown.display_name, "3-2-1204 张三")
        self.assertEqual(
            self.partner.with_context(steward_show_door=True).display_name, "Test Partner"
        )

    def test_doors_sort_as_one_walks(self):
        households = self.env["res.partner"].search(
            [("household_community_id", "=", self.community.id)], order="household_unit_id"
        )
        self.assertEqual(households.mapped("household_door"), ["3-1-101", "3-2-1204", "10-1-201"])

    def test_the_contact_form_opens_for_everybody_else(self):
        for user in (self.user_accountant, self.user_nobody):
            user.group_ids = [Command.link(self.env.ref("base.group_partner_manager").id)]
            form = Form(self.zhang.with_user(user), view="base.view_partner_form")
            form.phone = "13811112222"
            self.assertEqual(form.save().phone, "13811112222")
            arch = (
                self.env["res.partner"]
                .with_user(user)
                .get_view(self.env.ref("base.view_partner_form").id, "form")["arch"]
            )
            self.assertNotIn("segment", arch)
            for view_type in ("list", "kanban", "search"):
                self.env["res.partner"].with_user(user).get_view(view_type=view_type)
            Form(
                self.env["account.move"].with_context(default_move_type="out_invoice")
            ).partner_id = self.zhang

    def test_the_contact_form_shows_stewards_the_household(self):
        arch = (
            self.env["res.partner"]
            .with_user(self.user_steward)
            .get_view(self.env.ref("base.view_partner_form").id, "form")["arch"]
        )
        self.assertIn('name="segment"', arch)

    def test_R263_the_steward_segments_and_notes_wishes(self):
        tags = self.env["steward.segment.tag"].search([])
        self.assertEqual(
            set(tags.mapped("dimension")),
            {"attribute", "behaviour", "need", "preference", "value"},
        )
        form = Form(
            self.zhang.with_user(self.user_steward), view="property_steward.household_view_form"
        )
        form.segment = "key_concern"
        form.contact_time = "evening"
        form.preferred_language = "上海话"
        form.no_phone_calls = True
        form.wishes = "晚上七点以后上门"
        form.segment_tag_ids.add(tags[0])
        with form.child_ids.new() as member:
            member.name = "张太太"
            member.phone = "13855556666"
            member.family_relation = "配偶"
        form.save()
        self.assertEqual(self.zhang.segment, "key_concern")
        self.assertEqual(self.zhang.child_ids.phone, "13855556666")

    def test_R235_key_customers_are_a_list_with_reasons(self):
        self.zhang.with_user(self.user_supervisor).write(
            {"is_key_customer": True, "key_customer_reason": "业委会成员"}
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.key_customer_action"
        )
        listed = (
            self.env["res.partner"]
            .with_user(self.user_supervisor)
            .search([("is_household", "=", True), ("is_key_customer", "=", True)])
        )
        self.assertIn("is_key_customer", action["domain"])
        self.assertIn(self.zhang, listed)

    def test_every_filter_of_the_lists_works_for_the_steward_and_the_auditor(self):
        """Filters walk through employees, whom other users may not read: they must hold."""
        for user in (self.user_steward, self.user_supervisor, self.user_auditor):
            for xmlid, model in (
                ("household_view_search", "res.partner"),
                ("unit_view_search", "steward.unit"),
                ("building_view_search", "steward.building"),
                ("occupancy_view_search", "steward.occupancy"),
                ("community_view_search", "steward.community"),
                ("role_assignment_view_search", "steward.role.assignment"),
                ("policy_view_search", "steward.policy"),
            ):
                for name, domain in self._filters(xmlid, user):
                    with self.subTest(view=xmlid, filter=name, user=user.name):
                        self.env[model].with_user(user).search(domain, limit=1)

    def _filters(self, xmlid, user):
        arch = etree.fromstring(self.env.ref(f"property_steward.{xmlid}").arch)
        for node in arch.iter("filter"):
            if node.get("domain"):
                yield node.get("name"), safe_eval(node.get("domain"), {"uid": user.id})

    def test_R004_my_households_are_those_of_my_buildings(self):
        mine = (
            self.env["res.partner"]
            .with_user(self.user_steward)
            .search(
                [
                    ("is_household", "=", True),
                    ("household_steward_id.user_id", "=", self.user_steward.id),
                ]
            )
        )
        self.assertEqual(mine, self.zhang | self.li | self.anchor | self.catering)

    def test_R221_an_owner_of_three_units_is_one_household(self):
        for unit in (self.unit_102, self.unit_10_201):
            unit.occupancy_ids.date_to = date(2024, 1, 1)
            self._occupy(self.zhang, unit, date_from=date(2024, 1, 2))
        self.assertEqual(len(self.zhang.occupancy_ids), 3)
        self.assertEqual(self.zhang.household_unit_id, self.unit_1204, "where they live")


@tagged("post_install", "-at_install")
class TestForms(StewardCommon):
    """The forms of the room load and save for the persona who works with them."""

    def test_R269_the_manager_sets_up_a_community(self):
        form = Form(self.env["steward.community"].with_user(self.user_gm))
        form.name = "新小区"
        form.kind = "residential"
        form.delivery_date = date(2025, 6, 1)
        form.latitude, form.longitude = 30.2741, 120.1551
        form.hotline = "0571-88001122"
        form.committee_established = True
        form.committee_director_id = self.zhang
        with form.assignment_ids.new() as line:
            line.role_id = self.env.ref("property_steward.role_centre_manager")
            line.employee_id = self.manager
            line.deputy_id = self.supervisor
            line.date_from = date(2020, 1, 1)
        with form.building_ids.new() as building:
            building.name = "1"
            building.steward_id = self.steward
        community = form.save()
        self.assertEqual(community.policy_id.kind, "residential")
        self.assertEqual(
            community._role_holder(self.env.ref("property_steward.role_centre_manager")),
            self.manager,
        )
        self.assertIn(
            community,
            self.env["steward.community"].search(
                [
                    (
                        "assignment_ids",
                        "any",
                        [
                            ("is_in_force", "=", True),
                            ("deputy_user_id", "=", self.user_supervisor.id),
                        ],
                    )
                ]
            ),
        )

    def test_R220_the_supervisor_describes_a_unit(self):
        form = Form(self.unit_102.with_user(self.user_supervisor))
        form.layout = "三室两厅"
        form.building_area = 128.5
        form.usable_area = 101.2
        form.land_share = 12.3
        form.ancillary = "储藏室"
        form.garage = "B1-032"
        form.save()
        self.assertEqual(self.unit_102.garage, "B1-032")

    def test_R200_the_steward_opens_unit_and_history_but_keeps_no_register(self):
        Form(self.unit_1204.with_user(self.user_steward))
        Form(self.zhang.occupancy_ids.with_user(self.user_steward))
        self.assertFalse(self.unit_1204.with_user(self.user_steward).has_access("write"))

    def test_the_auditor_reads_everything_and_changes_nothing(self):
        for record in (
            self.community,
            self.building3,
            self.unit_1204,
            self.zhang.occupancy_ids,
            self.community.policy_id,
            self.community.assignment_ids[:1],
        ):
            mine = record.with_user(self.user_auditor)
            mine.read()
            for operation in ("write", "create", "unlink"):
                self.assertFalse(mine.has_access(operation), f"{record._name} {operation}")
        Form(self.zhang.with_user(self.user_auditor), view="property_steward.household_view_form")

    def test_R118_without_a_role_nobody_reads_an_occupancy(self):
        for user in (
            self.user_nobody,
            self.user_accountant,
            self.user_department,
            self.user_portal,
            self.user_public,
        ):
            with self.assertRaises(AccessError):
                self.env["steward.occupancy"].with_user(user).search([])

    def test_R118_a_steward_sees_the_own_area_a_supervisor_the_community(self):
        Occupancy = self.env["steward.occupancy"]
        mine = Occupancy.with_user(self.user_steward).search([])
        self.assertIn(self.zhang.occupancy_ids, mine)
        self.assertNotIn(self.zhao.occupancy_ids, mine)
        theirs = Occupancy.with_user(self.user_supervisor).search([])
        self.assertIn(self.zhao.occupancy_ids, theirs)

    def test_R269_the_deputy_of_a_steward_sees_the_area(self):
        assignment = self.community.assignment_ids.filtered(
            lambda line: line.employee_id == self.steward
        )
        Occupancy = self.env["steward.occupancy"].with_user(self.user_steward2)
        self.assertNotIn(self.zhang.occupancy_ids, Occupancy.search([]))
        assignment.deputy_id = self.steward2
        self.assertIn(self.zhang.occupancy_ids, Occupancy.search([]))
