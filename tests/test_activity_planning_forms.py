from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .activity_common import BEGIN, ActivityCommon
from .forms_common import printed_text
from .forms_print import FormsPrint


@tagged("post_install", "-at_install")
class TestActivityPlanningForms(FormsPrint, ActivityCommon):
    """The planning form (C107) and the paper of a welfare activity (C068)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def test_C107_R299_the_planning_form_carries_its_code_and_the_eleven_elements(self):
        """R288, R299: everything that was planned, with tasks and budget."""
        activity = self._plan(
            has_external_party=True, external_plan="搭建公司6月30日进场", objective="到场150户"
        )
        text = self._text(self._html("activity_planning", activity))
        for expected in (
            *("HSJY04-GJ-B54", activity.number, "翠湖花园物业服务中心", "邻里游园会"),
            *("2026-07-01 14:00", "2026-07-01 17:00", "游园会", "中心广场", "猜灯谜、亲子游戏"),
            *("6月28日布置彩排", "搭建公司6月30日进场", "雨天改在架空层", "宾客意见调查"),
            *("到场150户", "灯笼", "点心", "1,600.00", "2,100.00", "2026-06-26", "王芳"),
        ):
            self.assertIn(expected, text)
        self.assertEqual(len(activity.task_ids), 10)
        for name in activity.with_context(lang="zh_CN").task_ids.mapped("name"):
            self.assertIn(name, text)

    def test_C107_R289_R290_who_decided_and_when_stands_in_the_boxes(self):
        """R289-R290: empty boxes until somebody decides."""
        activity = self._plan()
        self._submit(activity)
        text = self._text(self._html("activity_planning", activity))
        self.assertNotIn("李强", text.split("灯笼")[1])
        self._review(activity)
        with freeze_time("2026-06-20 01:00:00"):
            activity.with_user(self.user_gm).action_approve()
        text = self._text(self._html("activity_planning", activity)).split("灯笼")[1]
        for expected in ("王芳", "李强", "2026-06-01 09:00", "周总", "2026-06-20 09:00"):
            self.assertIn(expected, text)

    def test_C107_the_general_manager_prints_a_pdf(self):
        pdf = self._pdf("activity_planning", self._plan(), self.user_gm)
        pages = printed_text(self._pdf_bytes(pdf))
        self.assertIn("HSJY04-GJ-B54", "".join(pages))
        self.assertLessEqual(len(pages), 2)

    def _pdf_bytes(self, reader):
        return reader.stream.getvalue()

    def test_C068_R188_study_plan_and_summary_of_a_welfare_activity(self):
        """R188: the findings before, the plan, the analysis after."""
        activity = self._plan(kind_id=self._kind("welfare").id)
        study = activity.plan_check_ids.with_user(self.user_steward)
        study.note = "居委会支持，场地可用"
        study.attachment_ids = self._attachment(self.user_steward, "可行性调研.pdf")
        study.is_done = True
        self._approve(activity)
        self._make_ready(activity)
        with freeze_time(BEGIN):
            activity.with_user(self.user_steward).action_start()
            summary = activity.later_check_ids.with_user(self.user_steward)
            summary.note = "捐书312册"
            text = self._text(self._html("activity_welfare", activity, self.user_supervisor))
        for expected in (
            *("居委会支持，场地可用", "可行性调研.pdf", "猜灯谜、亲子游戏", "捐书312册"),
            *("2,100.00", "周总"),
        ):
            self.assertIn(expected, text)

    def test_C068_belongs_to_welfare_activities_only(self):
        """R188: another activity has no such paper."""
        with self.assertRaises(UserError):
            self._html("activity_welfare", self._plan())

    def test_documents_are_read_by_whoever_reads_the_activity(self):
        """R288, R289: what the author uploads before saving, the reviewer opens."""
        paper = self._attachment(self.user_steward, "搭建方案.pdf")
        activity = self._plan(has_external_party=True, external_attachment_ids=paper.ids)
        seen = activity.with_user(self.user_supervisor)
        self.env.invalidate_all()
        self.assertEqual(seen.external_attachment_ids.mapped("name"), ["搭建方案.pdf"])
        check = activity.check_ids.filtered(lambda each: each.code == "permits")
        check.with_user(self.user_steward).attachment_ids = self._attachment(
            self.user_steward, "批文.pdf"
        )
        self.env.invalidate_all()
        seen = check.with_user(self.user_gm)
        self.assertEqual(seen.attachment_ids.mapped("name"), ["批文.pdf"])
