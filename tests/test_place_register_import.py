from collections import Counter
from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.misc import file_open

from ..engine.register import FIELD_KEYS
from .register_common import AS_OF, SAMPLE, RegisterCommon
from .test_engine_register import workbook


@tagged("post_install", "-at_install")
class TestSampleRegisterImport(RegisterCommon):
    """The sample register, brought in by the general manager into an empty community."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(SAMPLE, "rb") as file:
            cls.sample = file.read()
        cls.job = cls._new_import(cls.sample, cls.user_gm)
        cls.job.action_recognise()
        cls.job.action_preview()
        cls.counts = cls.job.counts
        cls.problems = cls.job.row_ids.filtered("problems").mapped("problems")
        cls.job.action_import()
        cls.place = cls.env["steward.community"].search([("name", "=", "春江花园")])
        cls.lines = cls.env["steward.occupancy"].search([("community_id", "=", cls.place.id)])

    def test_the_preview_said_what_would_come(self):
        self.assertEqual(self.counts["community"], {"create": 1, "match": 0, "update": 0})
        self.assertEqual(self.counts["building"], {"create": 8, "match": 0, "update": 0})
        self.assertEqual(self.counts["unit"], {"create": 1248, "match": 0, "update": 0})
        self.assertEqual(self.counts["household"], {"create": 1185, "match": 0, "update": 0})
        self.assertEqual(self.counts["tenant"], {"create": 135, "match": 0, "update": 0})
        self.assertEqual(self.job.as_of, AS_OF)
        self.assertFalse(self.job.doubt_count)

    def test_every_problem_is_listed_by_sheet_and_row(self):
        # 8 dates, 26 unusable phones, 44 without any, 8 repetitions
        self.assertEqual(len(self.problems), 86)
        self.assertIn(
            "1号楼 row 56, column K (入住日期): “2021年13月” is not a date. "
            "The household is imported without it.",
            self.problems,
        )
        self.assertEqual(sum("stands twice" in text for text in self.problems), 8)

    def test_units_and_households_are_those_of_the_register(self):
        self.assertEqual(self.job.state, "done")
        self.assertEqual(len(self.place.building_ids), 8)
        units = self.env["steward.unit"].search([("community_id", "=", self.place.id)])
        self.assertEqual(len(units), 1248)
        self.assertEqual(
            Counter(units.mapped("state")),
            {"unsold": 63, "let": 135, "moved_in": 789, "not_moved_in": 186, "decorating": 75},
        )
        households = self.env["res.partner"].search(
            [("household_community_id", "=", self.place.id)]
        )
        self.assertEqual(len(households), 1185 + 135)
        self.assertEqual(
            Counter(households.mapped("household_state")),
            {"moved_in": 789 + 135, "let": 135, "not_moved_in": 186, "decorating": 75},
        )

    def test_R221_second_owners_and_second_phones_belong_to_their_household(self):
        owners = self.lines.filtered(lambda line: line.role == "owner").partner_id
        children = self.env["res.partner"].search([("parent_id", "in", owners.ids)])
        joint = children.filtered(lambda child: "phone" not in child.name)
        self.assertEqual(len(joint.parent_id), 76)
        self.assertEqual(len(children.filtered("phone").parent_id), 40)
        self.assertFalse(children & owners)
        row = self.job.row_ids.filtered(lambda row: row.door == "1-1-501")
        self.assertEqual(row.owner_partner_id.name, "石建国")
        self.assertEqual(row.owner_partner_id.child_ids.name, "李欢")
        self.assertEqual(row.owner_partner_id.phone, "13105888718")
        self.assertEqual(row.owner_partner_id.child_ids.phone, "13533401878")

    def test_an_unreadable_date_is_left_out_flagged_and_kept_in_a_note(self):
        line = self.lines.filtered(lambda line: "入住日期: 2021年13月" in (line.note or ""))[:1]
        self.assertFalse(line.move_in_date)
        self.assertTrue(line.move_in_unknown)
        self.assertEqual(line.state, "moved_in")
        self.assertEqual(
            sum("入住日期: " in note for note in self.lines.filtered("note").mapped("note")), 8
        )
        self.assertEqual(
            sum("联系电话: " in note for note in self.lines.filtered("note").mapped("note")), 26
        )

    def test_a_let_dwelling_has_two_households(self):
        unit = self.env["steward.unit"].search(
            [("community_id", "=", self.place.id), ("door", "=", "1-1-101")]
        )
        owner, tenant = unit.occupancy_ids.sorted("role")
        self.assertEqual((owner.partner_id.name, owner.state), ("王俊", "let"))
        self.assertEqual(owner.move_in_date, date(2022, 1, 5))
        self.assertEqual(owner.move_out_date, date(2026, 3, 31))
        self.assertEqual((tenant.partner_id.name, tenant.state), ("王建平", "moved_in"))
        self.assertEqual(
            (tenant.date_from, tenant.lease_end), (date(2026, 4, 1), date(2027, 3, 31))
        )
        self.assertEqual(unit.building_area, 142.72)
        self.assertEqual(unit.layout, "洋房")
        self.assertEqual(unit.garage, "B1-0001")

    def test_R008_households_to_watch_are_those_of_the_remarks(self):
        households = self.lines.partner_id.filtered(lambda p: p.segment == "key_concern")
        self.assertEqual(len(households), 16)

    def test_stewards_without_an_employee_are_named(self):
        self.assertEqual(
            set(self.job.steward_ids.mapped("name")), {"华桂珍", "王帆", "谢璐", "王淑兰"}
        )
        self.assertEqual(self.job.unmatched_steward_count, 4)
        self.assertFalse(self.place.building_ids.steward_id)

    def test_the_same_file_twice_changes_nothing(self):
        before = self._contents()
        again = self._new_import(self.sample, self.user_gm)
        again.action_recognise()
        again.action_preview()
        self.assertEqual(Counter(again.row_ids.mapped("action")), {"unchanged": 1248, "skip": 8})
        self.assertFalse(again.change_count)
        again.action_import()
        self.assertEqual(again.state, "done")
        self.assertEqual(self._contents(), before)


@tagged("post_install", "-at_install")
class TestRegisterImport(RegisterCommon):
    # who is who

    def test_an_existing_contact_is_extended_and_never_doubled(self):
        customer = self.env["res.partner"].create({"name": "欧阳 涛", "phone": "+86 139 1234 5678"})
        row = self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛", 联系电话="13912345678")
        job = self._previewed(row)
        self.assertEqual(job.counts["household"], {"create": 0, "match": 0, "update": 1})
        job.action_import()
        self.assertEqual(self._unit("3", "5", "801").owner_id, customer)
        self.assertEqual(customer.name, "欧阳 涛")
        self.assertEqual(self.env["res.partner"].search_count([("name", "ilike", "欧阳涛")]), 0)

    def test_R221_an_owner_of_two_flats_is_one_household(self):
        rows = [
            self._row(楼栋="3", 单元="5", 房号=room, 业主姓名="欧阳涛", 联系电话="13912345678")
            for room in ("801", "802")
        ]
        job = self._imported(*rows)
        self.assertEqual(job.counts["household"]["create"], 1)
        owner = self._unit("3", "5", "801").owner_id
        self.assertEqual(self._unit("3", "5", "802").owner_id, owner)
        self.assertEqual(len(owner.occupancy_ids), 2)
        third = self._row(
            楼栋="10", 单元="1", 房号="909", 业主姓名="欧阳涛", 联系电话="13912345678"
        )
        self._imported(third)
        self.assertEqual(self._unit("10", "1", "909").owner_id, owner)

    def test_equal_names_alone_are_two_people(self):
        rows = [
            self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳伟", 联系电话="13912345678"),
            self._row(楼栋="3", 单元="5", 房号="802", 业主姓名="欧阳伟", 联系电话="13987654321"),
            self._row(楼栋="3", 单元="5", 房号="803", 业主姓名="欧阳伟"),
        ]
        job = self._imported(*rows)
        self.assertEqual(job.counts["household"]["create"], 3)
        owners = self._unit("3", "5", "801") | self._unit("3", "5", "802")
        owners |= self._unit("3", "5", "803")
        self.assertEqual(len(owners.owner_id), 3)

    def test_a_doubtful_match_waits_for_a_person(self):
        customer = self.env["res.partner"].create({"name": "吴太太", "phone": "13912345678"})
        row = self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛", 联系电话="13912345678")
        job = self._previewed(row)
        line = job.row_ids
        self.assertEqual(line.action, "decide")
        self.assertEqual(line.owner_candidate_id, customer)
        self.assertIn("吴太太 has the same phone. Is 欧阳涛 the same person?", line.doubts)
        self.assertEqual(job.doubt_count, 1)
        job.action_import()
        unit = self._unit("3", "5", "801")
        self.assertTrue(unit, "the dwelling itself is not in doubt")
        self.assertFalse(unit.owner_id)
        self.assertEqual(line.state, "waiting")
        line.owner_decision = "same"
        job.action_import()
        self.assertEqual(unit.owner_id, customer)
        self.assertEqual(customer.name, "吴太太", "the contact of others keeps its name")
        self.assertEqual(line.state, "done")
        # what was said once is not asked again
        later = self._previewed(row)
        self.assertEqual(later.row_ids.action, "unchanged")

    def test_another_person_with_the_same_phone_becomes_a_household_of_its_own(self):
        customer = self.env["res.partner"].create({"name": "吴太太", "phone": "13912345678"})
        row = self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛", 联系电话="13912345678")
        job = self._previewed(row)
        job.row_ids.owner_decision = "other"
        job.action_import()
        owner = self._unit("3", "5", "801").owner_id
        self.assertEqual(owner.name, "欧阳涛")
        self.assertNotEqual(owner, customer)
        self.assertEqual(self._previewed(row).row_ids.action, "unchanged")

    def test_whoever_is_left_out_stays_out(self):
        self.env["res.partner"].create({"name": "吴太太", "phone": "13912345678"})
        row = self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛", 联系电话="13912345678")
        job = self._previewed(row)
        job.row_ids.owner_decision = "skip"
        job.action_import()
        self.assertFalse(self._unit("3", "5", "801").owner_id)
        self.assertEqual(job.row_ids.state, "done")

    def test_another_spelling_with_the_same_phone_at_the_same_door_is_asked(self):
        row = self._row(楼栋="3", 单元="2", 房号="1204", 业主姓名="张叁", 联系电话="13800001111")
        job = self._previewed(row)
        self.assertIn(
            "The owner of 3-2-1204 is 张三 with the same phone. Is 张叁 the same person?",
            job.row_ids.doubts,
        )
        job.row_ids.owner_decision = "same"
        job.action_import()
        self.assertEqual(self.unit_1204.owner_id, self.zhang)
        self.assertEqual(self.zhang.name, "张叁")
        self.assertEqual(len(self.unit_1204.occupancy_ids), 1)

    # next month's file

    def test_next_month_shows_what_changed_before_it_does(self):
        row = self._row(
            楼栋="3号楼", 单元="2单元", 房号="1204", 业主姓名="张三", 联系电话="13900009999"
        )
        job = self._previewed(row)
        self.assertEqual(job.row_ids.action, "update")
        self.assertIn("Phone: 13800001111 → 13900009999", job.row_ids.changes)
        self.assertEqual(self.zhang.phone, "13800001111")
        job.action_import()
        self.assertEqual(self.zhang.phone, "13900009999")

    def test_R200_another_owner_is_a_transfer_with_time_and_manner(self):
        row = self._row(楼栋="3", 单元="2", 房号="1204", 业主姓名="司空曙", 联系电话="13700007777")
        job = self._previewed(row)
        self.assertIn("Owner: 张三 → 司空曙", job.row_ids.changes)
        job.action_import()
        old, new = self.unit_1204.occupancy_ids.sorted("date_from")
        self.assertEqual(
            (old.partner_id, old.date_to, old.manner_to), (self.zhang, date(2026, 10, 30), "sold")
        )
        self.assertEqual(old.move_out_date, date(2026, 10, 30))
        self.assertEqual(
            (new.partner_id.name, new.date_from, new.manner_from), ("司空曙", AS_OF, "resale")
        )

    def test_R200_a_lease_begins_is_prolonged_passes_on_and_ends(self):
        def row(**cells):
            return self._row(
                楼栋="3",
                单元="2",
                房号="1204",
                业主姓名="张三",
                联系电话="13800001111",
                **{"使用状态": "出租", **cells},
            )

        first = {"租户姓名": "司徒进", "租户电话": "13500001111"}
        self._imported(row(**first, 租期="2025.10.1-2026.9.30"))
        line = self.unit_1204.occupancy_ids.filtered(lambda line: line.role == "tenant")
        self.assertEqual((line.date_from, line.lease_end), (date(2025, 10, 1), date(2026, 9, 30)))
        self.assertEqual(self.unit_1204.state, "let")
        owner = self.unit_1204.occupancy_ids - line
        self.assertEqual(owner.move_out_date, date(2025, 9, 30))

        job = self._imported(row(**first, 租期="2026.10.1-2027.9.30"))
        self.assertIn("2026-09-30 → 2027-09-30", job.row_ids.changes)
        self.assertEqual(line.lease_end, date(2027, 9, 30))
        self.assertFalse(line.date_to)

        self._imported(row(租户姓名="司徒雪", 租户电话="13500002222", 租期="2026.10.15-2027.10.14"))
        self.assertEqual((line.date_to, line.manner_to), (date(2026, 10, 14), "lease_end"))
        second = self.unit_1204.occupancy_ids - line - owner
        self.assertEqual((second.partner_id.name, second.date_from), ("司徒雪", date(2026, 10, 15)))

        job = self._imported(row(使用状态="空置"))
        self.assertIn("Tenant: 司徒雪 → –", job.row_ids.changes)
        self.assertEqual(second.date_to, AS_OF)

    def test_a_blank_cell_erases_nothing_and_an_owner_left_out_is_only_reported(self):
        before = self._contents()
        job = self._imported(
            self._row(楼栋="3", 单元="2", 房号="1204", 使用状态="入住"),
            self._row(楼栋="3", 单元="1", 房号="101", 业主姓名="李四"),
        )
        self.assertIn("names no owner any more; 张三 remains the owner", job.row_ids[0].problems)
        self.assertEqual(self._contents(), before)

    # bad cells

    def test_a_bad_cell_does_not_lose_the_household(self):
        job = self._imported(
            self._row(
                楼栋="3",
                单元="5",
                房号="801",
                业主姓名="欧阳涛",
                联系电话="1391234",
                收房日期="2024.13.45",
                入住日期="待定",
                使用状态="入住",
                租期="两年",
            )
        )
        unit = self._unit("3", "5", "801")
        self.assertEqual(unit.owner_id.name, "欧阳涛")
        self.assertFalse(unit.owner_id.phone)
        note = unit.occupancy_ids.note.splitlines()
        self.assertEqual(
            set(note),
            {"联系电话: 1391234", "收房日期: 2024.13.45", "入住日期: 待定", "租期: 两年"},
        )
        self.assertEqual(job.problem_count, 1)
        self.assertEqual(unit.state, "moved_in")

    def test_problems_are_told_in_plain_chinese(self):
        job = self._register(
            self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛", 收房日期="2024.13.45")
        )
        job.with_context(lang="zh_CN").action_preview()
        first, second = job.row_ids.problems.splitlines()
        self.assertEqual(
            first, "台账 第 2 行 F 列（收房日期）：“2024.13.45”不是日期。导入住户时不含此项。"
        )
        self.assertIn("没有电话号码", second)

    def test_what_cannot_be_imported_is_left_out_and_said(self):
        job = self._imported(
            self._row(楼栋="3", 单元="5", 业主姓名="无门牌", 联系电话="13912345678"),
            self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛", 联系电话="13912345671"),
            self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="郑爽", 联系电话="13912345672"),
        )
        self.assertEqual(job.row_ids.mapped("action"), ["skip", "create", "skip"])
        self.assertIn("There is no door", job.row_ids[0].problems)
        self.assertIn("stands twice with different people (see 台账 3)", job.row_ids[2].problems)
        self.assertEqual(self._unit("3", "5", "801").owner_id.name, "欧阳涛")

    def test_one_row_that_cannot_be_written_spoils_only_itself(self):
        rows = [
            self._row(楼栋="3", 单元="5", 房号=room, 业主姓名=name)
            for room, name in (("801", "甲一"), ("802", "甲二"), ("803", "甲三"))
        ]
        job = self._previewed(*rows)
        spoilt = job.row_ids[1]
        create = type(self.env["steward.unit"]).create

        def refuse(units, vals_list):
            if any(vals["number"] == "802" for vals in vals_list):
                raise UserError(self.env._("no"))
            return create(units, vals_list)

        with patch.object(type(self.env["steward.unit"]), "create", refuse):
            job.action_import()
        self.assertEqual(job.row_ids.mapped("state"), ["done", "failed", "done"])
        self.assertEqual(spoilt.error, "no")
        self.assertEqual(job.failed_count, 1)
        job.action_import()
        self.assertEqual(set(job.row_ids.mapped("state")), {"done"})
        self.assertEqual(self._unit("3", "5", "802").owner_id.name, "甲二")

    # what the office knows already

    def test_last_visits_and_open_promises_come_along(self):
        headings = ["房号", "业主", "电话", "最近拜访日期", "未完成承诺", "承诺完成日期"]
        row = ["3-2-1204", "张三", "13800001111", "2026/10/5", "更换单元门禁", "2026.11.30"]
        job = self._imported(row, headings=headings)
        self.assertEqual(self.zhang.last_contact_date, date(2026, 10, 5))
        case = self.env["steward.case"].search([("partner_id", "=", self.zhang.id)])
        self.assertEqual(
            (case.words, case.date_due, case.origin, case.state, case.unit_id),
            ("更换单元门禁", date(2026, 11, 30), "import", "open", self.unit_1204),
        )
        self.assertIn("Open promise: 更换单元门禁", job.row_ids.changes)
        again = self._imported(row, headings=headings)
        self.assertEqual(again.row_ids.action, "unchanged")
        self.assertEqual(
            self.env["steward.case"].search_count([("partner_id", "=", self.zhang.id)]), 1
        )
        self._imported([*row[:3], "2026/9/1"], headings=headings)
        self.assertEqual(self.zhang.last_contact_date, date(2026, 10, 5), "an older day")

    def test_a_shopping_centre(self):
        headings = ["商铺号", "品牌", "商户名称", "业态", "是否主力店", "电话", "租期"]
        content = workbook(
            (
                "B座",
                [
                    headings,
                    ["L2-035", "老街面馆", "老街餐饮有限公司", "餐饮", "否", "13912345678", None],
                    [
                        "L1-001",
                        "永福超市",
                        None,
                        "超市",
                        "是",
                        "13912345679",
                        "2026.1.1-2026.12.31",
                    ],
                ],
            )
        )
        job = self._new_import(content, self.user_supervisor, community_id=self.mall.id)
        job.action_recognise()
        job.as_of = AS_OF
        job.action_preview()
        job.action_import()
        noodles, market = (row.unit_id for row in job.row_ids)
        self.assertEqual((noodles.door, noodles.unit_type), ("B-L2-035", "shop"))
        self.assertEqual((noodles.shop_class, noodles.is_catering), ("other", True))
        self.assertEqual((market.shop_class, market.is_catering), ("anchor", False))
        tenant = noodles.resident_id
        self.assertEqual((tenant.name, tenant.is_company), ("老街餐饮有限公司", True))
        self.assertIn("老街面馆", noodles.occupancy_ids.note)
        self.assertEqual(market.resident_id.name, "永福超市")

    # stewards

    def test_R275_buildings_and_units_get_the_stewards_of_the_register(self):
        self._imported(
            self._row(楼栋="7", 单元="1", 房号="101", 业主姓名="甲一", 责任管家="端木芳"),
            self._row(楼栋="7", 单元="1", 房号="102", 业主姓名="甲二", 责任管家="端木芳"),
            self._row(楼栋="7", 单元="1", 房号="103", 业主姓名="甲三", 责任管家="端木敏"),
        )
        building = self._unit("7", "1", "101").building_id
        self.assertEqual(building.steward_id, self.steward)
        self.assertEqual(
            building.unit_ids.sorted("number").mapped("steward_id"), self.steward + self.steward2
        )
        self.assertEqual(self._unit("7", "1", "103").own_steward_id, self.steward2)
        self.assertFalse(self._unit("7", "1", "101").own_steward_id)

    def test_a_person_says_which_employee_is_meant(self):
        job = self._previewed(
            self._row(楼栋="7", 单元="1", 房号="101", 业主姓名="甲一", 责任管家="小王")
        )
        self.assertEqual(job.unmatched_steward_count, 1)
        job.steward_ids.employee_id = self.steward
        job.action_import()
        self.assertEqual(self._unit("7", "1", "101").steward_id, self.steward)

    def test_another_steward_of_a_known_building_is_shown(self):
        job = self._previewed(
            self._row(楼栋="3", 单元="2", 房号="1204", 业主姓名="张三", 责任管家="端木敏")
        )
        self.assertIn("Steward: 端木芳 → 端木敏", job.row_ids.changes)
        job.action_import()
        self.assertEqual(self.unit_1204.steward_id, self.steward2)

    # columns

    def test_a_person_corrects_a_column_before_anything_is_written(self):
        row = ["3-5-801", "欧阳涛", "13912345678", "晴"]
        job = self._register(row, headings=["房号", "业主", "称呼", "天气"])
        columns = {column.key: column for column in job.column_ids}
        self.assertFalse(columns["称呼"].field_key)
        self.assertEqual(columns["称呼"].samples, "13912345678")
        columns["称呼"].field_key = "owner_phone"
        columns["天气"].field_key = "note"
        job.action_preview()
        self.assertFalse(self._unit("3", "5", "801"))
        job.action_import()
        unit = self._unit("3", "5", "801")
        self.assertEqual(unit.owner_id.phone, "13912345678")
        self.assertEqual(unit.occupancy_ids.note, "天气: 晴")

    def test_without_a_door_column_there_is_no_preview(self):
        job = self._register(["张三", "13800001111"], headings=["业主", "电话"])
        with self.assertRaisesRegex(UserError, "holds the door"):
            job.action_preview()

    def test_every_meaning_of_a_column_has_a_name(self):
        names = dict(self.env["steward.register.import.column"]._fields["field_key"].selection)
        self.assertEqual(set(FIELD_KEYS) - {"resident"}, set(names))

    def test_what_is_no_register_is_refused(self):
        for content, message in (
            (b"PK\x03\x04 torn", "no Excel workbook"),
            (workbook(("1", [["说明"], ["由客服部填写"]])), "No sheet has a row of headings"),
        ):
            job = self._new_import(content, self.user_supervisor)
            with self.assertRaisesRegex(UserError, message):
                job.action_recognise()

    # speed

    def test_statements_do_not_grow_with_the_rows(self):
        def statements(first, count):
            rows = [
                self._row(
                    楼栋="9",
                    单元="1",
                    房号=str(first + number),
                    业主姓名=f"业主{first + number}",
                    联系电话=str(17100000000 + first + number),
                    使用状态="入住",
                )
                for number in range(count)
            ]
            job = self._register(*rows)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            job.action_preview()
            job.action_import()
            return self.env.cr.sql_log_count - before

        statements(1000, 5)  # caches of access rights and fields
        few, many = statements(2000, 20), statements(3000, 120)
        # what is left are the batches of the ORM
        self.assertLess((many - few) / 100, 0.3)
