from datetime import date, datetime

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .forms_common import PIXEL, FormsCommon
from .forms_print import FormsPrint

# form → who prints it, and words of the procedure that must stand on it
MATTER_FORMS = {
    "owner_reception": ("steward", ["业主接待记录表", "电梯又坏了", "投诉", "2026-03-03 01:30"]),
    "communication_register": ("steward", ["与顾客沟通登记表", "电梯又坏了"]),
    "call_visit_record": ("steward", ["住户来电来访记录表", "报修完成时间"]),
    "case_sheet": ("steward", ["张三", "3-2-1204", "电梯又坏了"]),
    "complaint_record": ("steward", ["投诉记录", "TS-2026-0001", "信函12号", "已更换曳引机"]),
    "complaint_notice": ("steward", ["客户投诉处理通知单", "TS-2026-0001", "工程维修部"]),
    "criticism_notice": ("supervisor", ["通报批评", "赵敏", "通报全中心"]),
    "rework_sheet": ("steward", ["物业返修联系单", "墙面开裂"]),
    "repair_sheet": ("steward", ["报修单", "厨房漏水", "更换角阀"]),
    "repair_record": ("steward", ["住户报修记录表", "厨房漏水", "13800001111"]),
    "service_catalogue": ("steward", ["家政保洁", "半小时内上门", "80.00", "有偿服务"]),
    "duty_record": ("steward", ["服务中心值班记录表", "停车费怎么交"]),
    "lost_property": ("steward", ["失物招领登记表", "黑色雨伞"]),
    "lost_property_receipt": ("steward", ["黑色雨伞", "认领人"]),
    "callback_record": ("steward", ["回访记录表", "厨房漏水", "师傅很准时"]),
    "repair_callbacks": ("steward", ["维修回访记录", "厨房漏水"]),
    "callback_statistics": ("supervisor", ["回访记录统计", "张三"]),
    "callback_checks": ("manager", ["抽查记录", "张三"]),
    "rectification_notice": ("steward", ["整改通知", "角阀仍渗水"]),
    "corrective_action": ("supervisor", ["纠正", "预防措施", "曳引机老化"]),
    "shift_hand_over": ("steward", ["服务中心交接班记录表", "等配件"]),
    "message_slip": ("steward", ["留言条", "宏达装饰"]),
    "contact_box": ("steward", ["开箱记录", "大堂"]),
    "incident": ("supervisor", ["重大", "事件处理记录表", "地下室进水"]),
    "rectification_plan": ("supervisor", ["整改计划", "增加照明"]),
    "commendation": ("supervisor", ["文明户", "张三"]),
    "spot_check": ("manager", ["抽查记录", "入住手续"]),
    "duty_document": ("supervisor", ["投诉情况月汇总表", "2026-03-01", "电梯又坏了"]),
}


@tagged("post_install", "-at_install")
class TestMatterForms(FormsPrint, FormsCommon):
    """The forms of receptions, complaints, repairs, callbacks and duties, in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        received = {"received_at": datetime(2026, 3, 2, 17, 30), "partner_id": cls.zhang.id}
        Case = cls.env["steward.case"]
        cls.complaint, cls.repair, cls.rework = Case.create(
            [
                {
                    **received,
                    "category": "complaint",
                    "words": "电梯又坏了",
                    "answer": "已更换曳引机",
                    "severity": "special",
                    "department_id": cls.department_engineering.id,
                    "complaint_cause": "attitude",
                    "complaint_document_no": "信函12号",
                    "complaint_investigation": "曳引机老化",
                    "complaint_respondent_id": cls.steward2.id,
                },
                {
                    **received,
                    "category": "repair",
                    "words": "厨房漏水",
                    "repair_class": "leak",
                    "repair_appointed_at": datetime(2026, 3, 3, 2, 0),
                    "repair_work_done": "更换角阀",
                },
                {**received, "category": "after_sales", "words": "墙面开裂"},
            ]
        )
        cls.complaint.complaint_id.write(
            {
                "criticism_notice": "通报全中心",
                "criticised_at": datetime(2026, 3, 4),
                "criticised_by_id": cls.user_manager.id,
            }
        )

    def _record(self, name):
        """The record that `name` is printed of."""
        return getattr(self, f"_print_{name}", self._case_of)(name)

    def _case_of(self, name):
        return (
            self.rework
            if name == "rework_sheet"
            else {"repair_sheet": self.repair, "call_visit_record": self.repair}.get(
                name, self.complaint
            )
        )

    def _print_repair_record(self, _name):
        return self.repair.repair_id

    def _print_duty_record(self, _name):
        return self.env["steward.reception"].create(
            {
                "community_id": self.community.id,
                "partner_id": self.zhang.id,
                "channel": "phone",
                "text": "停车费怎么交",
                "answered_on_spot": True,
                "answer": "可在服务中心缴纳",
                "receiver_id": self.steward.id,
            }
        )

    def _lost(self, _name):
        return self.env["steward.lost.property"].create(
            {
                "community_id": self.community.id,
                "name": "黑色雨伞",
                "direction": "found",
                "reporter_name": "保安小刘",
                "receiver_id": self.steward.id,
                "user_id": self.user_steward.id,
                "claimant_name": "李女士",
                "signature": PIXEL,
            }
        )

    _print_lost_property = _print_lost_property_receipt = _lost

    def _callback(self, _name=None):
        made = self.repair.callback_ids
        return made or self.env["steward.callback"].create(
            {
                "case_id": self.repair.id,
                "partner_id": self.zhang.id,
                "trigger": "repair_leak",
                "community_id": self.community.id,
                "assignee_id": self.steward.id,
                "opinion": "师傅很准时",
                "attitude": "5",
                "due_at": datetime(2026, 3, 6),
                "period_start": date(2026, 3, 3),
                "period_end": date(2026, 3, 6),
            }
        )

    _print_callback_record = _print_repair_callbacks = _print_callback_statistics = _callback

    def _print_callback_checks(self, _name):
        return self.env["steward.callback.check"].create(
            {
                "callback_id": self._callback().id,
                "month": date(2026, 3, 1),
                "role_id": self.env.ref("property_steward.role_centre_manager").id,
                "checker_id": self.manager.id,
            }
        )

    def _print_rectification_notice(self, _name):
        return self.env["steward.rectification"].create(
            {
                "callback_id": self._callback().id,
                "case_id": self.repair.id,
                "community_id": self.community.id,
                "partner_id": self.zhang.id,
                "steward_id": self.steward.id,
                "problem": "角阀仍渗水",
                "department_id": self.department_engineering.id,
            }
        )

    def _print_corrective_action(self, _name):
        return self.env["steward.corrective.action"].create(
            {
                "name": "电梯反复故障",
                "community_id": self.community.id,
                "cause": "曳引机老化",
                "case_ids": [Command.link(self.complaint.id)],
            }
        )

    def _print_shift_hand_over(self, _name):
        shift = self.env["steward.shift"].create(
            {"community_id": self.community.id, "employee_id": self.steward.id}
        )
        shift.line_ids.create(
            {
                "shift_id": shift.id,
                "kind": "other",
                "subject": "厨房漏水",
                "instruction": "等配件",
            }
        )
        return shift

    def _print_message_slip(self, _name):
        return self.env["steward.message.slip"].create(
            {
                "caller_name": "孙先生",
                "caller_company": "宏达装饰",
                "message": "请回电",
                "addressee_id": self.steward.id,
                "taken_by_id": self.supervisor.id,
                "community_id": self.community.id,
            }
        )

    def _print_contact_box(self, _name):
        box = self.env["steward.contact.box"].create(
            {"name": "大堂", "community_id": self.community.id}
        )
        return self.env["steward.contact.box.opening"].create({"box_id": box.id})

    def _print_incident(self, _name):
        return self.env["steward.incident"].create(
            {
                "name": "暴雨",
                "kind": "equipment",
                "community_id": self.community.id,
                "place": "地下室",
                "description": "地下室进水",
                "reporter_id": self.supervisor.id,
            }
        )

    def _print_rectification_plan(self, _name):
        return self.env["steward.rectification.plan"].create(
            {
                "name": "一季度",
                "community_id": self.community.id,
                "line_ids": [Command.create({"problem": "楼道昏暗", "measure": "增加照明"})],
            }
        )

    def _print_commendation(self, _name):
        return self.env["steward.commendation"].create(
            {
                "name": "年度文明户",
                "community_id": self.community.id,
                "line_ids": [Command.create({"partner_id": self.zhang.id})],
            }
        )

    def _print_service_catalogue(self, _name):
        return self.env["product.template"].create(
            {
                "name": "家政保洁",
                "type": "service",
                "list_price": 80,
                "is_steward_service": True,
                "steward_service_kind": "paid",
                "steward_promise": "半小时内上门",
            }
        )

    def _print_spot_check(self, _name):
        return self.env["steward.spot.check"].create(
            {
                "name": "入住手续",
                "subject": "move_in",
                "community_id": self.community.id,
                "checker_id": self.manager.id,
            }
        )

    def _print_duty_document(self, _name):
        duty = self.env["steward.duty"].create(
            {
                "kind": "complaint_month",
                "name": "三月投诉汇总",
                "community_id": self.community.id,
                "role_id": self.env.ref("property_steward.role_supervisor").id,
                "employee_id": self.supervisor.id,
                "period_start": date(2026, 3, 1),
                "period_end": date(2026, 3, 31),
                "figures_from": date(2026, 3, 1),
                "figures_to": date(2026, 3, 31),
                "date_due": date(2026, 3, 25),
                "date_remind": date(2026, 3, 20),
            }
        )
        return self.env["steward.duty.document"].create({"duty_id": duty.id})

    def test_every_form_says_in_chinese_what_its_procedure_wants(self):
        for name, (who, words) in MATTER_FORMS.items():
            with self.subTest(form=name):
                record = self._record(name)
                text = self._text(self._html(name, record, getattr(self, f"user_{who}")))
                for word in words:
                    self.assertIn(word, text)

    def test_every_form_becomes_a_pdf(self):
        for name in ("complaint_notice", "owner_reception", "shift_hand_over", "duty_document"):
            with self.subTest(form=name):
                pdf = self._pdf(name, self._record(name), self.user_supervisor)
                self.assertGreaterEqual(len(pdf.pages), 1)

    def test_a_form_of_another_kind_of_case_is_refused(self):
        with self.assertRaisesRegex(UserError, "投诉"):
            self._html("complaint_notice", self.repair)

    def test_R082_each_notice_carries_its_number_and_two_make_two_pages(self):
        second = self.complaint.copy(
            {"received_at": datetime(2026, 3, 3), "words": "噪音扰民", "complaint_cause": "other"}
        )
        html = self._html("complaint_notice", self.complaint + second + self.repair)
        self.assertEqual(html.count('<div class="ps_form"'), 2, "the repair has no such notice")
        self.assertIn("TS-2026-0001", html)
        self.assertIn("TS-2026-0002", html)

    def test_R319_the_catalogue_lists_services_for_residents_by_kind_and_nothing_else(self):
        paid = self._record("service_catalogue")
        free = paid.copy(
            {"name": "代收快递", "list_price": 0, "steward_service_kind": "convenience"}
        )
        bought = self.env["product.template"].create({"name": "拖把"})
        Form = self.env["report.property_steward.report_service_catalogue"].with_user(
            self.user_steward
        )
        values = Form._get_report_values((free + bought + paid).ids)
        (ledger,) = values["ledgers"]
        rows = [row["cells"] for page in ledger["pages"] for row in page["rows"]]
        self.assertEqual([row[1] for row in rows], ["家政保洁", "代收快递"])
        self.assertEqual(rows[1][3], "Free of Charge")
        export = self.env["steward.register.export"].with_user(self.user_steward)
        table = export.create(
            {"register": "service_catalogue", "record_ids": (bought + paid).ids}
        )._content()[2]
        self.assertEqual([row[1] for row in table], ["家政保洁"])
        with self.assertRefused(UserError, "another kind of record"):
            Form._get_report_values(bought.ids)

    def test_R118_every_register_of_matters_comes_as_a_table(self):
        service = self.env["steward.case"].create(
            {"partner_id": self.zhang.id, "category": "service", "words": "代收快递"}
        )
        registers = {
            "complaints": (self.complaint.complaint_id, "电梯又坏了"),
            "repairs": (self.repair.repair_id, "厨房漏水"),
            "services": (service.service_id, "代收快递"),
            "service_catalogue": (self._record("service_catalogue"), "半小时内上门"),
            "receptions": (self._record("duty_record"), "停车费怎么交"),
            "callbacks": (self._callback(), "张三"),
            "rectifications": (self._record("rectification_notice"), "角阀仍渗水"),
            "lost_property": (self._record("lost_property"), "黑色雨伞"),
            "message_slips": (self._record("message_slip"), "宏达装饰"),
            "incidents": (self._record("incident"), "地下室进水"),
        }
        Export = self.env["steward.register.export"].with_user(self.user_supervisor)
        for register, (records, word) in registers.items():
            with self.subTest(register=register):
                export = Export.create({"register": register, "record_ids": records.ids})
                _title, headings, rows, _model = export._content()
                self.assertEqual(len(rows), 1)
                self.assertEqual(len(headings), len(set(headings)), "two columns of one name")
                self.assertIn(word, rows[0])
