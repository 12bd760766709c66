import json
from datetime import datetime, timedelta

from odoo import Command, fields
from odoo.tests import freeze_time, tagged
from odoo.tools.json import json_default

from .callback_common import CallbackCommon
from .forms_print import FormsPrint

APRIL = "2026-04-15 02:00:00"


@tagged("post_install", "-at_install")
class TestServiceFigures(FormsPrint, CallbackCommon):
    """The page of service figures (R072, R096-R098, R318): everything that was received or done on
    the 3rd of March is looked at on the 15th of April."""

    def _figures(self, user=None, **kwargs):
        self.env.flush_all()
        self.env.invalidate_all()
        kwargs = {"community_id": self.community.id, "year": 2026, "month": 3, **kwargs}
        model = self.env["steward.service.figures"].with_user(user or self.user_supervisor)
        with freeze_time(APRIL):
            return model.get_figures(**kwargs)

    def _tile(self, key, figures=None, **kwargs):
        figures = figures or self._figures(**kwargs)
        return next(tile for tile in figures["tiles"] if tile["key"] == key)

    def _found(self, model, domain):
        with freeze_time(APRIL):
            return self.env[model].search(domain)

    def _two_repairs(self):
        """One of them was asked after, satisfied."""
        callbacks = self._handled_repair() | self._handled_repair("urgent")
        self._call_back(callbacks[0])
        return callbacks

    def _complaints(self):
        """One valid complaint and one that was not."""
        valid = self._create_complaint()
        self._create_complaint(sheet={"validity": "invalid"})
        return valid

    def test_R097_callbacks_handled_against_the_target_of_the_policy(self):
        made, missed = self._two_repairs()
        tile = self._tile("callback")
        self.assertEqual((tile["done"], tile["total"], tile["percent"]), (1, 2, 50))
        self.assertEqual((tile["target"], tile["is_reached"]), (100, False))
        self.assertEqual(self._found(tile["model"], tile["domain"]), made | missed)
        self.assertEqual(self._found(tile["model"], tile["missing_domain"]), missed)
        self.community.policy_id.callback_rate_target = 50
        self.assertTrue(self._tile("callback")["is_reached"])
        missed.sudo().state = "unreachable"
        tile = self._tile("callback")
        self.assertEqual((tile["done"], tile["total"]), (1, 2), "who was not reached was not asked")

    def test_R097_a_callback_beyond_the_minimum_counts_only_once_it_is_made(self):
        callbacks = self._two_repairs()
        callbacks[1].sudo().is_optional = True
        tile = self._tile("callback")
        self.assertEqual((tile["done"], tile["total"], tile["is_reached"]), (1, 1, True))

    def test_R098_valid_complaints_stay_below_one_per_cent_of_the_households(self):
        valid = self._complaints()
        tile = self._tile("complaint")
        households = self.community.household_count
        self.assertEqual((tile["done"], tile["total"]), (1, households))
        self.assertEqual((tile["target"], tile["is_reached"]), (1, False))
        found = self._found(tile["model"], tile["domain"])
        self.assertEqual(found, valid.complaint_id)
        self.community.policy_id.complaint_rate_target = 100.0 / households
        self.assertFalse(self._tile("complaint")["is_reached"], "the target itself is not below")
        self.community.policy_id.complaint_rate_target = 100
        self.assertTrue(self._tile("complaint")["is_reached"])
        # it turned out to be a repair, and not a complaint
        valid.complaint_id.sudo().is_current = False
        self.assertEqual(self._tile("complaint")["done"], 0)

    def test_R098_rate_of_a_year_is_that_of_a_mean_month(self):
        self._complaints()
        tile = self._tile("complaint", month=False)
        self.assertEqual(tile["total"], 4 * self.community.household_count, "January to April")

    def test_R072_promises_kept(self):
        promised = fields.Datetime.now() + timedelta(days=1)
        kept, broken = (self._create_case("other", promised_at=promised) for _ in range(2))
        self._handle(kept)
        tile = self._tile("promise")
        self.assertEqual((tile["done"], tile["total"], tile["is_reached"]), (1, 2, False))
        missed = self._found(tile["model"], tile["missing_domain"])
        self.assertEqual(missed.mapped("res_id"), broken.ids)
        self.community.policy_id.promise_rate_target = 50
        figures = self._figures()
        self.assertTrue(self._tile("promise", figures)["is_reached"])
        cell = figures["answers"]["total"]["cells"]["promised"]
        self.assertEqual((cell["target"], cell["is_reached"]), (50, True), "as in its tile")

    def test_R096_answers_in_time_by_clock_and_department(self):
        case = self._create_case("other", channel="phone")
        other = self._create_case("other", channel="phone", department_id=False)
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            self._handle(case)
            case.with_user(self.user_steward).action_reply()
        figures = self._figures()
        rows = {row["key"]: row["cells"] for row in figures["answers"]["rows"]}
        mine = rows[self.department_engineering.id]["answer"]
        self.assertEqual((mine["done"], mine["total"], mine["is_reached"]), (1, 1, True))
        without = rows[0]["answer"]
        self.assertEqual((without["done"], without["total"], without["is_reached"]), (0, 1, False))
        self.assertEqual(
            self._found("steward.deadline", without["missing_domain"]).mapped("res_id"), other.ids
        )
        total = figures["answers"]["total"]["cells"]
        tile = self._tile("answer", figures)
        self.assertEqual((total["answer"]["done"], total["answer"]["total"]), (1, 2))
        self.assertEqual((tile["done"], tile["total"]), (1, 2), "the tile is the table's column")
        for row in (*figures["answers"]["rows"], figures["answers"]["total"]):
            for key, cell in row["cells"].items():
                with self.subTest(row=row["label"], kind=key):
                    found = self._found("steward.deadline", cell["domain"])
                    self.assertEqual(len(found), cell["total"])
                    with freeze_time(APRIL):
                        self.assertEqual(found.filtered("is_judged"), found)
                    late = self._found("steward.deadline", cell["missing_domain"])
                    self.assertEqual(len(late), cell["missing"])

    def test_R096_ageing_of_open_matters_by_department(self):
        old = self._create_case("other", received_at=datetime(2026, 3, 1, 2))
        with freeze_time("2026-04-13 02:00:00"):
            young = self._create_case("other", department_id=False)
        ageing = self._figures()["ageing"]
        self.assertEqual(ageing["days"], 30)
        cells = ageing["total"]["cells"]
        self.assertEqual(
            {key: cell["count"] for key, cell in cells.items()},
            {"1": 1, "2": 0, "3": 1, "4": 0, "all": 2, "long": 1},
        )
        self.assertEqual(self._found("steward.case.ageing", cells["long"]["domain"]).case_id, old)
        self.assertEqual(self._found("steward.case.ageing", cells["1"]["domain"]).case_id, young)
        rows = {row["key"]: row["cells"]["all"]["count"] for row in ageing["rows"]}
        self.assertEqual(rows, {self.department_engineering.id: 1, 0: 1})

    def test_R318_repairs_of_the_month_and_what_the_households_said(self):
        asked, unasked = self._two_repairs()
        row = self._figures()["repairs"]["total"]
        self.assertEqual((row["done"], row["unasked"], row["asked"]), (2, 1, 1))
        self.assertEqual((row["satisfied"], row["satisfied_percent"]), (1, 100))
        self.assertEqual((row["attitude"], row["punctuality"], row["quality"]), (5, 4, 5))
        self.assertTrue(row["is_reached"])
        self.assertEqual(self._found("steward.callback", row["asked_domain"]), asked)
        self.assertEqual(
            self._found("steward.repair", row["unasked_domain"]), unasked.case_id.repair_id
        )
        self.assertEqual(len(self._found("steward.repair", row["done_domain"])), 2)
        self.assertEqual(
            self.community._repair_callbacks(
                fields.Date.to_date("2026-03-01"), fields.Date.to_date("2026-04-01")
            ),
            {fields.Date.to_date("2026-03-01"): row["asked"]},
            "as the year's plan of callbacks counts",
        )
        # it turned out to be no repair
        unasked.case_id.repair_id.sudo().is_current = False
        row = self._figures()["repairs"]["total"]
        self.assertEqual((row["done"], row["unasked"], row["asked"]), (1, 0, 1))

    def test_R318_each_month_of_a_year_has_its_repairs(self):
        self._two_repairs()
        repairs = self._figures(month=False)["repairs"]
        self.assertEqual(
            [(row["key"], row["done"], row["is_reached"]) for row in repairs["rows"]],
            [
                ("2026-01-01", 0, None),
                ("2026-02-01", 0, None),
                ("2026-03-01", 2, True),
                ("2026-04-01", 0, None),
            ],
        )
        self.assertEqual(repairs["total"]["done"], 2)

    def test_R318_a_year_is_out_of_target_with_one_month_in_which_nobody_asked(self):
        self._two_repairs()
        self.assertTrue(self._figures(month=False)["repairs"]["total"]["is_reached"])
        self._create_repair("other", done_at=datetime(2026, 2, 10))
        self.assertIs(self._figures(month=False)["repairs"]["total"]["is_reached"], False)

    def test_the_page_opens_with_the_current_month(self):
        """R096-R098"""
        figures = self._figures(year=False, month=None)
        self.assertEqual((figures["year"], figures["month"]), (2026, 4))
        self.assertFalse(self._figures(month=False)["month"])

    def test_R318_a_month_of_repairs_that_nobody_asked_after_is_out_of_target(self):
        self._handled_repair()
        self.assertIs(self._figures()["repairs"]["total"]["is_reached"], False)

    def test_a_month_is_that_of_the_community(self):
        """R097, R318: 23:30 on 31 March in Shanghai is still March, half an hour later is April."""
        self._create_repair("other", done_at=datetime(2026, 3, 31, 15, 30))
        self._create_repair("other", done_at=datetime(2026, 3, 31, 16, 0))
        self.assertEqual(self._figures()["repairs"]["total"]["done"], 1)
        self.assertEqual(self._figures(month=4)["repairs"]["total"]["done"], 1)
        months = {row["key"]: row["done"] for row in self._figures(month=False)["repairs"]["rows"]}
        self.assertEqual((months["2026-03-01"], months["2026-04-01"]), (1, 1))
        self.mall.tz = "America/New_York"
        everywhere = self._figures(community_id=False)
        self.assertEqual(everywhere["repairs"]["total"]["done"], 1)

    def test_a_steward_sees_the_own_area(self):
        """R097, R098, R318"""
        self._two_repairs()
        self._complaints()
        self._create_complaint(partner=self.zhao)
        mine = self._figures(self.user_steward)
        self.assertEqual(self._tile("callback", mine)["total"], 2)
        self.assertEqual(mine["repairs"]["total"]["done"], 2)
        tile = self._tile("complaint", mine)
        self.assertEqual((tile["done"], tile["total"]), (1, 2), "of 张三 and 李四")
        # a role that ended opens nothing any more
        ended = self._assign(self.steward2, "quality", date_to="2026-03-01")
        other = self._figures(self.user_steward2)
        self.assertEqual(self._tile("callback", other)["total"], 0)
        self.assertEqual(other["repairs"]["total"]["done"], 0)
        tile = self._tile("complaint", other)
        self.assertEqual((tile["done"], tile["total"]), (1, 1), "of 赵六")
        ended.write({"employee_id": self.manager.id, "deputy_id": self.steward2.id})
        ended.date_to = False
        tile = self._tile("complaint", self._figures(self.user_steward2))
        self.assertEqual((tile["done"], tile["total"]), (2, self.community.household_count))

    def test_of_a_foreign_community_nothing_is_seen(self):
        """R097, R098, R318"""
        self._two_repairs()
        self._complaints()
        foreign = self.env["steward.community"].create({"name": "别处花园", "tz": "Asia/Shanghai"})
        self._create_person("stranger", "别处主管")
        self._assign(self.stranger, "supervisor", foreign)
        figures = self._figures(self.user_stranger)
        self.assertEqual([row["name"] for row in figures["communities"]], ["别处花园"])
        for tile in figures["tiles"]:
            self.assertEqual((tile["done"], tile["total"]), (0, 0))
            self.assertEqual((tile["percent"], tile["is_reached"]), (None, None))
        self.assertFalse(figures["answers"]["rows"])
        self.assertFalse(figures["ageing"]["rows"])
        self.assertEqual(figures["repairs"]["total"]["done"], 0)
        self.assertEqual(
            self._figures(self.user_stranger, community_id=False)["community_id"], foreign.id
        )

    def test_another_company_is_no_choice(self):
        """R097"""
        self._two_repairs()
        company = self.env["res.company"].create({"name": "另一家物业"})
        self._create_person("abroad", "外司主管")
        self.user_abroad.write(
            {"company_ids": [Command.set(company.ids)], "company_id": company.id}
        )
        figures = self._figures(self.user_abroad)
        self.assertEqual(figures["communities"], [])
        self.assertEqual(self._tile("callback", figures)["total"], 0)

    def test_communities_are_compared_where_none_is_chosen(self):
        """R097"""
        self._two_repairs()
        figures = self._figures(community_id=False)
        rows = {row["key"]: row["tiles"] for row in figures["rows"]}
        self.assertEqual(set(rows), {self.community.id, self.mall.id})
        here = next(tile for tile in rows[self.community.id] if tile["key"] == "callback")
        self.assertEqual((here["done"], here["total"]), (1, 2))
        there = next(tile for tile in rows[self.mall.id] if tile["key"] == "callback")
        self.assertEqual((there["total"], there["is_reached"]), (0, None))
        self.assertEqual(len(self._found(here["model"], here["domain"])), 2)
        self.assertFalse(self._found(there["model"], there["domain"]))

    def test_the_strictest_policy_is_the_target_of_several_communities(self):
        """R097, R098"""
        self.community.policy_id.write({"callback_rate_target": 90, "complaint_rate_target": 2})
        figures = self._figures(community_id=False)
        self.assertEqual(self._tile("callback", figures)["target"], 100)
        self.assertEqual(self._tile("complaint", figures)["target"], 1)

    def test_the_page_and_the_list_of_figures_agree(self):
        """R072, R096-R098"""
        self._two_repairs()
        self._complaints()
        self._create_case("other", promised_at=fields.Datetime.now() + timedelta(days=1))
        figures = self._figures()
        with freeze_time(APRIL):
            listed = (
                self.env["steward.case.figure"]
                .with_user(self.user_supervisor)
                .search([("community_id", "=", self.community.id), ("month", "=", "2026-03-01")])
            )
            self.assertLessEqual(
                {"callback", "complaint", "answer", "promise"}, set(listed.mapped("kind"))
            )
            for line in listed.filtered(lambda line: line.kind != "reply"):
                tile = self._tile(line.kind, figures)
                self.assertEqual((line.done, line.total), (tile["done"], tile["total"]), line.kind)
                self.assertEqual(line.is_missed, not tile["is_reached"], line.kind)
                records = self.env[tile["model"]].search(line.action_open_records()["domain"])
                self.assertEqual(records, self.env[tile["model"]].search(tile["domain"]))

    def test_R097_R318_the_print_shows_what_the_page_shows(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self._two_repairs()
        self._complaints()
        self.env.flush_all()
        period = (
            self.env["steward.form.period"]
            .with_user(self.user_supervisor)
            .create(
                {"year": 2026, "month": "3", "community_ids": [Command.set(self.community.ids)]}
            )
        )
        with freeze_time(APRIL):
            self.assertEqual(
                period.action_print_service_figures()["report_name"],
                "property_steward.report_service_figures",
            )
            html = self._html("service_figures", period, self.user_supervisor)
        text = self._text(html)
        self.assertIn("2026-03-01 — 2026-03-31", text)
        self.assertIn("1 2 50% ≥ 100%", text)
        self.assertIn("2026-03 2 1 1 100% 5.0 4.0 5.0", text)
        self.assertIn(self.department_engineering.name, text)
        self.assertEqual(html.count('<div class="ps_form"'), 3)

    def test_everything_reaches_the_browser(self):
        """R097: domains hold nothing that JSON does not know."""
        self._two_repairs()
        for figures in (self._figures(), self._figures(community_id=False, month=False)):
            self.assertTrue(json.dumps(figures, default=self._refuse))

    def _refuse(self, value):
        """Only what Odoo itself turns into a text that a domain understands."""
        self.assertIsInstance(value, datetime)
        return json_default(value)

    def test_statements_do_not_grow_with_the_records_nor_the_communities(self):
        """R096-R098, R318"""

        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with freeze_time(APRIL):
                self.env["steward.service.figures"].with_user(self.user_gm).get_figures(year=2026)
            return self.env.cr.sql_log_count - before

        self._two_repairs()
        self._complaints()
        statements()
        few = statements()
        self.assertLess(few, 60)
        places = self.env["steward.community"].create(
            [{"name": f"小区{number}", "tz": "Asia/Shanghai"} for number in range(5)]
        )
        departments = self.env["hr.department"].create(
            [{"name": f"部门{number}"} for number in range(5)]
        )
        for place, department in zip(places, departments, strict=True):
            building = self.env["steward.building"].create(
                {"name": "1", "community_id": place.id, "steward_id": self.steward.id}
            )
            partner = self._create_household(
                f"住户{place.name}", self._create_unit(building, "101")
            )
            for _ in range(3):
                self._create_complaint(partner=partner, department_id=department.id)
                self._create_repair("other", partner=partner, department_id=department.id)
        statements()
        self.assertLessEqual(statements(), few)
