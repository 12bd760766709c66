from datetime import datetime

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .reception_common import ReceptionCommon

PROMISE = datetime(2026, 3, 11, 2)


@tagged("post_install", "-at_install")
class TestRoute(ReceptionCommon):
    """One label, and each matter to its place."""

    def _case(self, category, **vals):
        case = {"category": category, "promised_at": PROMISE, **vals}
        return self._receive(cases=[case]).case_ids.sudo()

    def test_R103_problems_go_to_the_department_of_their_category(self):
        """R103: promptly, with the task for its head."""
        head = self.department
        self.department_engineering.manager_id = head
        self.env.ref("property_steward.case_route_repair").copy(
            {
                "company_id": self.env.company.id,
                "department_id": self.department_engineering.id,
            }
        )
        case = self._case("repair")
        self.assertEqual(case.department_id, self.department_engineering)
        self.assertEqual(case.state, "in_progress")
        self.assertEqual(case.activity_ids.user_id, self.user_department)

    def test_R103_the_topic_says_more_than_the_category(self):
        topic = self.env["steward.case.topic"].create(
            {"name": "电梯", "department_id": self.department_engineering.id}
        )
        other = self.env["hr.department"].create({"name": "环境部"})
        self.env.ref("property_steward.case_route_complaint").copy(
            {"company_id": self.env.company.id, "department_id": other.id}
        )
        self.assertEqual(self._case("complaint").department_id, other)
        lift = self._case("complaint", topic_id=topic.id)
        self.assertEqual(lift.department_id, self.department_engineering)

    def test_R103_a_community_s_own_route_wins_over_the_common_one(self):
        route = self.env.ref("property_steward.case_route_service").copy(
            {"community_id": self.community.id, "procedure": "翠湖特约服务规程"}
        )
        self.assertEqual(self._case("service").route_id, route)
        route.community_id = self.mall
        case = self._case("service")
        self.assertEqual(case.route_id, self.env.ref("property_steward.case_route_service"))

    def test_R103_a_route_of_another_branch_does_not_count(self):
        self.env.ref("property_steward.case_route_service").copy(
            {"company_id": self.env["res.company"].create({"name": "外地物业"}).id}
        )
        case = self._case("service")
        self.assertEqual(case.route_id, self.env.ref("property_steward.case_route_service"))

    def test_R106_a_role_of_the_firms_own_is_told_too(self):
        role = self.env["steward.role"].create({"name": "品质主任", "code": "own_quality_lead"})
        self.env["steward.role.assignment"].create(
            {
                "community_id": self.community.id,
                "role_id": role.id,
                "employee_id": self.steward2.id,
                "date_from": "2020-01-01",
            }
        )
        self.env.ref("property_steward.case_route_service").role_id = role
        self.assertEqual(self._case("service").activity_ids.user_id, self.user_steward2)

    def test_R104_exactly_one_of_seven_labels(self):
        labels = [key for key, _label in self.env["steward.case"]._fields["category"].selection]
        self.assertEqual(
            labels,
            ["after_sales", "repair", "complaint", "service", "praise", "suggestion", "other"],
        )
        Form_ = Form(self.env["steward.reception"].with_user(self.user_nobody))
        with self.assertRaises(AssertionError), Form_ as form:
            form.partner_id = self.zhang
            form.text = "灯不亮"
            with form.case_ids.new() as line:
                line.promised_at = PROMISE

    def test_R104_one_reception_brings_several_matters(self):
        reception = self._receive(
            promised_at=PROMISE,
            cases=[{"category": "repair"}, {"category": "complaint"}, {"category": "other"}],
        )
        self.assertEqual(len(reception.case_ids), 3)
        self.assertTrue(reception.case_ids.sudo().complaint_id)
        self.assertTrue(reception.case_ids.sudo().repair_id)

    def test_R106_each_label_has_its_procedure_and_form(self):
        routes = {
            category: self._case(category).route_id.form_name
            for category in ("after_sales", "repair", "other")
        }
        self.assertEqual(
            routes,
            {
                "after_sales": "Property Rework Contact Sheet",
                "repair": "Resident Repair Record",
                "other": "Lost and Found Register",
            },
        )

    def test_R106_a_suggestion_is_reported_to_the_project_manager(self):
        self._assign(self.manager, "project_manager")
        told = self._case("suggestion").activity_ids
        self.assertEqual(told.user_id, self.user_manager)
        self.assertEqual(
            told.activity_type_id,
            self.env.ref("property_steward.mail_activity_type_matter_told"),
        )

    def test_R106_without_a_project_manager_whoever_is_above_hears_it(self):
        self.assertEqual(self._case("suggestion").activity_ids.user_id, self.user_gm)

    def test_R106_praise_is_verified_before_it_is_done_with(self):
        case = self._receive(cases=[{"category": "praise", "answered_on_spot": True}]).case_ids
        self.assertEqual(case.sudo().state, "open")

    def test_a_complaint_answered_on_the_spot_is_replied_to_and_called_back(self):
        """The resident heard the answer, and the manager hears it; it is not written off yet."""
        case = self._receive(
            cases=[{"category": "complaint", "answered_on_spot": True, "answer": "已致歉"}]
        ).case_ids.sudo()
        self.assertTrue(case.replied_at)
        self.assertNotEqual(case.state, "closed")

    def test_R248_what_stands_on_the_network_is_urgent_and_told_at_once(self):
        case = self._receive(
            channel="media", cases=[{"category": "complaint"}], text="论坛发帖"
        ).case_ids.sudo()
        self.assertEqual(case.priority, "urgent")
        self.assertIn(self.user_manager, case.activity_ids.user_id)

    def test_R278_a_repair_request_carries_its_five_fields(self):
        """R276, R278: name, address, phone, content and appointed time, typed once."""
        appointed = datetime(2026, 3, 10, 6)
        reception = self._receive(
            business="repair",
            caller_name="张太太",
            caller_phone="13911112222",
            text="厨房水管漏水",
            cases=[
                {"category": "repair", "promised_at": PROMISE, "repair_appointed_at": appointed}
            ],
        )
        repair = reception.case_ids.sudo().repair_id
        self.assertEqual(
            (repair.contact_name, repair.contact_phone, repair.content, repair.appointed_at),
            ("张太太", "13911112222", "厨房水管漏水", appointed),
        )
        self.assertEqual(repair.address, "翠湖花园 3-2-1204")
        self.assertEqual(repair._missing_fields(), [])

    def test_R276_the_quick_repair_form_opens_with_its_matter(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.reception_repair_action"
        )
        context = safe_eval(action["context"])
        Reception = self.env["steward.reception"].with_user(self.user_nobody)
        with Form(Reception.with_context(**context)) as form:
            self.assertEqual(form.business, "repair")
            self.assertEqual(len(form.case_ids), 1)
            form.caller_phone = "13800001111"
            form.text = "马桶堵塞"
            form.promised_at = PROMISE
        case = form.record.case_ids
        self.assertEqual((case.category, case.partner_id), ("repair", self.zhang))

    def test_typing_a_complaint_takes_few_statements(self):
        """From the saved form to the screen: at most 45 statements."""
        Reception = self.env["steward.reception"].with_user(self.user_nobody)
        specification = Form(Reception)._view["fields_spec"]
        values = {"business": "complaint", "promised_at": PROMISE, "channel": "phone"}
        # what every server has in its caches by the second call of the day
        values |= {"text": "电梯有异响", "partner_id": self.li.id}
        Reception.web_save(values, specification)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(45):
            Reception.web_save({**values, "partner_id": self.zhao.id}, specification)
            self.env.flush_all()
