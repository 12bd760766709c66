"""Publications and the people who draft, agree to, post and verify them."""

from datetime import date, datetime

from odoo import Command
from odoo.tests import freeze_time

from .common import StewardCommon

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
PUBLICATION_FORMS = ("publication", "publication_poster")
# a Tuesday, 10:00 in Shanghai
TUESDAY_MORNING = "2026-03-03 02:00:00"


class PublicationCommon(StewardCommon):
    """`representative` is the management representative, `quality` verifies; both hold their role
    in 翠湖花园 and in the shopping centre."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TUESDAY_MORNING))
        cls._create_person("representative", "管代老郑")
        cls._create_person("quality", "质管小孟")
        for employee, role in (
            (cls.representative, "management_representative"),
            (cls.quality, "quality"),
        ):
            for community in cls.community + cls.mall:
                cls._assign(employee, role, community)
        cls.topic_lift = cls.env["steward.case.topic"].create(
            {"name": "电梯运行", "department_id": cls.department_engineering.id}
        )
        cls.topic_green = cls.env["steward.case.topic"].create({"name": "绿化养护"})
        cls.department_engineering.manager_id = cls.department

    @classmethod
    def _create_cases(cls, topic, days, partner=None, **vals):
        """A complaint about `topic` on each of `days`, by 张三 or `partner`."""
        return cls.env["steward.case"].create(
            [
                {
                    "partner_id": (partner or cls.zhang).id,
                    "category": "complaint",
                    "topic_id": topic.id,
                    "words": "我是张三，住3-2-1204，电话13800001111，电梯又坏了",
                    "received_at": datetime(2026, *day, 4),
                    "first_receiver_id": cls.steward.id,
                    **vals,
                }
                for day in days
            ]
        )

    def _draft(self, kind="notice", user=None, **vals):
        """A draft of 王芳's, or of `user`'s."""
        return (
            self.env["steward.publication"]
            .with_user(user or self.user_steward)
            .create(
                {
                    "kind": kind,
                    "name": "电梯年检通知",
                    "community_id": self.community.id,
                    "body": "<p>3月10日电梯年检，请走楼梯。</p>",
                    **vals,
                }
            )
        )

    def _wave(self, **vals):
        """A survey whose sheets were collected today."""
        wave = self.env["steward.survey.wave"].create(
            {
                "name": "一季度意见征询",
                "type_id": self.env.ref("property_steward.survey_type_opinion").id,
                "community_id": self.community.id,
                "steward_id": self.supervisor.id,
                "date_issue": date(2026, 2, 10),
                "issued_at": datetime(2026, 2, 10, 2),
                "collected_at": datetime(2026, 3, 2, 2),
                "state": "collected",
                **vals,
            }
        )
        wave._deadline_set("survey_letter", self.community._day_end(date(2026, 3, 16)))
        return wave

    def _promise(self, opinion="电梯运行不稳", **vals):
        return Command.create(
            {
                "opinion": opinion,
                "measure": "更换门机，每周检查",
                "completion": "period",
                "date_from": date(2026, 3, 5),
                "date_to": date(2026, 4, 30),
                "responsible_id": self.department.id,
                **vals,
            }
        )

    def _post(self, publication, user=None):
        """Submitted by its author, agreed to where that is demanded, and posted."""
        if publication.state == "draft":
            publication.action_submit()
        if publication.needs_approval:
            publication.with_user(self.user_representative).action_approve()
        publication.with_user(user or self.user_supervisor).action_post()
        return publication

    def _posted_promise(self, **vals):
        """A promise of the engineering department in a posted response; as quality sees it."""
        publication = self._post(
            self._draft("response", line_ids=[self._promise(**vals)], body=False)
        )
        return publication.line_ids.with_user(self.user_quality)

    def _done(self, line):
        own = line.with_user(self.user_department)
        own.done_note = "已更换门机"
        own.action_done()
        return line

    def _tasks(self, record, user, code):
        """Open activities of a type on `record` for `user`."""
        type_id = self.env.ref(f"property_steward.mail_activity_type_publication_{code}").id
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "in", record.ids),
                ("user_id", "=", user.id),
                ("activity_type_id", "=", type_id),
            ]
        )
