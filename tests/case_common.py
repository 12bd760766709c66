"""Cases, their steps and callbacks for the tests of the reception room."""

from datetime import datetime

from .visit_common import VisitCommon

# Tuesday, 3rd of March 2026, 10:00 in Shanghai: when the tests of visits and cases happen
NOW = datetime(2026, 3, 3, 2)


class CaseCommon(VisitCommon):
    @classmethod
    def _create_desk_and_quality(cls):
        """前台小周 at the front desk and 质检员, who verifies what others handled."""
        for who, name, role in (
            ("desk", "前台小周", "reception"),
            ("quality", "质检员", "quality"),
        ):
            cls._create_person(who, name)
            cls._assign(getattr(cls, who), role)

    @classmethod
    def _create_case(cls, partner=None, user=None, **vals):
        return (
            cls.env["steward.case"]
            .with_user(user or cls.user_steward)
            .create(
                {
                    "partner_id": (partner or cls.zhang).id,
                    "category": "other",
                    "words": "楼上夜里装修",
                    **vals,
                }
            )
        )

    @classmethod
    def _complain(cls, **vals):
        """A complaint of 张三 that 王芳 records."""
        return cls._create_case(
            **{"category": "complaint", "words": "保安态度差", "complaint_cause": "other", **vals}
        )

    @classmethod
    def _handle(cls, case, answer="已教育当事人"):
        """Investigated and handled, as the current user."""
        case.complaint_investigation = "情况属实"
        case.action_investigate()
        case.answer = answer
        case.action_handle()

    @classmethod
    def _call_back(cls, case, result="satisfied", user=None, **vals):
        """The callback at the door by its assignee (default), with what the household said."""
        callback = case.sudo().callback_ids.filtered(lambda line: line.state == "open")[:1]
        user = user or callback.assignee_id.user_id
        callback = callback.with_user(user)
        persists = "no" if result == "satisfied" else "yes"
        callback.write({"result": result, "problem_persists": persists, **vals})
        visit = cls._create_visit(
            case.partner_id,
            user=user,
            callback_id=callback.id,
            satisfaction="5" if result == "satisfied" else "1",
        )
        visit.action_done()
        return callback
