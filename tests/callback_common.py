"""Cases that were handled, and their callbacks, for the tests of the callback room."""

from datetime import datetime, timedelta

from odoo import Command, fields

from .visit_common import VisitCommon


class CallbackCommon(VisitCommon):
    """Tuesday, 3 March 2026, 10:00 in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department_engineering.manager_id = cls.department
        cls._create_person("worker", "维修工刘师傅", department_id=cls.department_engineering.id)
        cls._create_person("chief", "大管家周敏")
        cls._create_person("second", "专人吴洁")
        cls._assign(cls.chief, "chief_steward")
        cls._assign(cls.second, "steward")

    @classmethod
    def _rule(cls, code, profile="residential"):
        return cls.env.ref(f"property_steward.callback_rule_{profile}_{code}")

    @classmethod
    def _create_case(cls, category, partner=None, sheet=None, **vals):
        """A registered case of the household, whose sheet says what it must before handling."""
        case = cls.env["steward.case"].create(
            {
                "partner_id": (partner or cls.zhang).id,
                "category": category,
                "words": "厨房下水管坏了",
                "first_receiver_id": cls.steward.id,
                "department_id": cls.department_engineering.id,
                "answer": "已处理",
                **vals,
            }
        )
        if case._sheet():
            case._sheet().sudo().write(sheet or {})
        return case

    @classmethod
    def _create_repair(cls, repair_class, done_at=None, **vals):
        sheet = {
            "repair_class": repair_class,
            "done_at": done_at or fields.Datetime.now(),
            "worker_id": cls.worker.id,
            "appointed_at": fields.Datetime.now(),
        }
        if repair_class == "leak":
            sheet |= {"leak_responsibility": "private", "contractors": "推荐三家"}
        return cls._create_case("repair", sheet=sheet, **vals)

    @classmethod
    def _create_complaint(cls, **vals):
        sheet = {
            "cause": "other",
            "investigated_at": fields.Datetime.now(),
            "decision_at": fields.Datetime.now(),
            "apologised": True,
            "criticised_at": fields.Datetime.now(),
            "validity": "valid",
            **vals.pop("sheet", {}),
        }
        return cls._create_case("complaint", sheet=sheet, **vals)

    @classmethod
    def _handle(cls, cases, user=None):
        """The callbacks that handling these cases demands."""
        cases.with_user(user or cls.user_steward).action_handle()
        return cases.callback_ids.sorted("id")

    @classmethod
    def _handled_repair(cls, repair_class="other", **vals):
        return cls._handle(cls._create_repair(repair_class, **vals))

    @classmethod
    def _local(cls, text):
        """Local time in Shanghai, as the database keeps it."""
        return cls.community._to_utc(datetime.fromisoformat(text))

    GOOD = {
        "result": "satisfied",
        "problem_persists": "no",
        "attitude": "5",
        "punctuality": "4",
        "quality": "5",
        "charge_check": "none",
    }
    BAD = {
        **GOOD,
        "result": "dissatisfied",
        "problem_persists": "yes",
        "problem": "水管还在滴水",
    }

    @classmethod
    def _begin(cls, callback, user=None, mode=None, attendees=(), **vals):
        """A conversation under way about `callback`, as the form makes it."""
        employee = (user or callback.assignee_id.user_id).employee_id
        return (
            cls.env["steward.visit"]
            .with_user(user or callback.assignee_id.user_id)
            .create(
                {
                    "callback_id": callback.id,
                    "steward_id": employee.id,
                    "mode_id": (mode or cls.phone_mode).id,
                    "consent": True,
                    "needs": "业主说已经修好",
                    "participant_ids": [
                        Command.create({"employee_id": person.id}) for person in attendees
                    ],
                    **vals,
                }
            )
        )

    @classmethod
    def _call_back(cls, callback, result=None, **kwargs):
        """The recorded conversation with its result (default: all is well)."""
        visit = cls._begin(callback, **kwargs)
        visit.write({f"callback_{name}": value for name, value in (result or cls.GOOD).items()})
        visit.action_done()
        return visit

    @classmethod
    def _in(cls, **delta):
        return fields.Datetime.now() + timedelta(**delta)
