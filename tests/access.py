"""Four places with a record of every model in each, for the tests of who may do what.

`area`: building 3 of 翠湖花园, which 王芳 looks after. `neighbour`: building 10 of the same
community, which 赵敏 looks after. `far`: another community of the company, with other people.
`foreign`: a community of another company.
"""

import base64
from datetime import date, datetime
from types import SimpleNamespace

from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .access_activity import AccessActivity
from .access_arrears import AccessArrears
from .access_callback import AccessCallback
from .access_care import AccessCare
from .access_collection import AccessCollection
from .access_duty import AccessDuty
from .access_notice import AccessNotice
from .access_reception import AccessReception
from .access_survey import AccessSurvey
from .common import StewardCommon

SCOPES = ("area", "neighbour", "far", "foreign")


class AccessCommon(
    AccessReception,
    AccessSurvey,
    AccessCallback,
    AccessDuty,
    AccessCollection,
    AccessArrears,
    AccessNotice,
    AccessActivity,
    AccessCare,
    StewardCommon,
):
    """`cls.places[scope]` holds the community, unit, household and people of each place;
    `cls.record_of(model, scope)` one record of `model` there, the same one every time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # refusals are what these tests are about
        cls.enterClassContext(
            mute_logger(
                "odoo.addons.base.models.ir_model",
                "odoo.addons.base.models.ir_rule",
                "odoo.models",
                "odoo.sql_db",
            )
        )
        cls._create_far_place()
        cls._create_foreign_place()
        cls.places = {
            "area": SimpleNamespace(
                community=cls.community, unit=cls.unit_1204, partner=cls.zhang, steward=cls.steward
            ),
            "neighbour": SimpleNamespace(
                community=cls.community,
                unit=cls.unit_10_201,
                partner=cls.zhao,
                steward=cls.steward2,
            ),
            "far": cls.far,
            "foreign": cls.foreign,
        }

    def setUp(self):
        super().setUp()
        # what one test creates is gone in the next one
        type(self).records = {}

    @classmethod
    def _create_far_place(cls):
        cls._create_person("steward_far", "何远")
        cls.far = cls._create_place("远山苑", cls.env.company, cls.steward_far)
        cls._fill("steward", cls.far.community, cls.steward_far)

    @classmethod
    def _create_foreign_place(cls):
        """Another company with a login of its own, who is general manager there."""
        company = cls.env["res.company"].create({"name": "外地物业"})
        cls.user_other = new_test_user(
            cls.env,
            login="t_other_company",
            groups="base.group_user",
            tz="Asia/Shanghai",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        employee = cls.env["hr.employee"].create(
            {"name": "外地总", "user_id": cls.user_other.id, "company_id": company.id}
        )
        cls.foreign = cls._create_place("外地花园", company, employee)
        cls._fill("general_manager", cls.foreign.community, employee)

    @classmethod
    def _create_place(cls, name, company, steward):
        community = cls.env["steward.community"].create(
            {
                "name": name,
                "kind": "residential",
                "tz": "Asia/Shanghai",
                "company_id": company.id,
                "resource_calendar_id": company.resource_calendar_id.id,
            }
        )
        building = cls.env["steward.building"].create(
            {"name": "1", "community_id": community.id, "steward_id": steward.id}
        )
        unit = cls._create_unit(building, "301")
        partner = cls._create_household(
            f"{name}住户", unit, "13900007777", move_in_date=date(2021, 1, 1)
        )
        return SimpleNamespace(community=community, unit=unit, partner=partner, steward=steward)

    @classmethod
    def _fill(cls, role, community, employee, **vals):
        return cls.env["steward.role.assignment"].create(
            {
                "community_id": community.id,
                "role_id": cls.env.ref(f"property_steward.role_{role}").id,
                "employee_id": employee.id,
                "date_from": date(2020, 1, 1),
                **vals,
            }
        )

    @classmethod
    def record_of(cls, model, scope):
        key = (model, scope)
        if key not in cls.records:
            make = getattr(cls, "_make_" + model.removeprefix("steward.").replace(".", "_"))
            cls.records[key] = make(cls.places[scope]).with_env(cls.env)
        return cls.records[key]

    @classmethod
    def _scope_of(cls, place):
        return next(scope for scope in SCOPES if cls.places[scope] is place)

    @classmethod
    def _same(cls, model, place):
        return cls.record_of(model, cls._scope_of(place))

    # policy

    @classmethod
    def _make_contact_mode(cls, place):
        return cls.env.ref("property_steward.contact_mode_door")

    @classmethod
    def _make_contact_type(cls, place):
        return cls.env["steward.contact.type"].search([], limit=1)

    @classmethod
    def _make_role(cls, place):
        return cls.env.ref("property_steward.role_steward")

    @classmethod
    def _make_policy(cls, place):
        """A profile that one company keeps for itself."""
        return place.community.policy_id.copy({"company_id": place.community.company_id.id})

    @classmethod
    def _make_quiet_period(cls, place):
        return cls._same("steward.policy", place).quiet_period_ids[:1]

    @classmethod
    def _make_visit_rule(cls, place):
        return cls._same("steward.policy", place).visit_rule_ids[:1]

    @classmethod
    def _make_role_assignment(cls, place):
        """A role that the centre manager may fill, and that shows its holder nothing more."""
        return cls._fill("archivist", place.community, place.steward)

    @classmethod
    def _make_role_grant(cls, place):
        return cls.env["steward.role.grant"].search([], limit=1)

    @classmethod
    def _make_export_log(cls, place):
        company = place.community.company_id
        return cls.env["steward.export.log"].create(
            {
                "user_id": cls.env.uid,
                "company_id": company.id,
                "kind": "xlsx",
                "res_model": "res.partner",
            }
        )

    # place

    @classmethod
    def _make_community(cls, place):
        return place.community

    @classmethod
    def _make_building(cls, place):
        return place.unit.building_id

    @classmethod
    def _make_unit(cls, place):
        return place.unit

    @classmethod
    def _make_occupancy(cls, place):
        return place.unit.occupancy_ids[:1]

    @classmethod
    def _make_segment_tag(cls, place):
        return cls.env["steward.segment.tag"].search([], limit=1)

    @classmethod
    def _make_register_import(cls, place):
        return cls.env["steward.register.import"].create(
            {
                "file": base64.b64encode(b"x"),
                "filename": "业主台账.xlsx",
                "company_id": place.community.company_id.id,
                "community_id": place.community.id,
            }
        )

    @classmethod
    def _make_register_import_row(cls, place):
        job = cls._same("steward.register.import", place)
        return job.row_ids.create({"import_id": job.id, "sheet": "1", "row_no": 1})

    @classmethod
    def _make_register_import_column(cls, place):
        job = cls._same("steward.register.import", place)
        return job.column_ids.create({"import_id": job.id, "key": "房号"})

    @classmethod
    def _make_register_import_steward(cls, place):
        job = cls._same("steward.register.import", place)
        return job.steward_ids.create({"import_id": job.id, "name": place.steward.name})

    # deadline

    @classmethod
    def _make_deadline_rule(cls, place):
        """A rule of the profile that one company keeps for itself."""
        return cls.env["steward.deadline.rule"].create(
            {
                "name": "当日答复",
                "kind": "answer",
                "clock": "end_of_day",
                "policy_id": cls._same("steward.policy", place).id,
            }
        )

    @classmethod
    def _make_deadline_level(cls, place):
        return cls.env["steward.deadline.level"].create(
            {"name": "提前一天", "offset": -24, "policy_id": cls._same("steward.policy", place).id}
        )

    @classmethod
    def _make_deadline(cls, place):
        case = cls._same("steward.case", place)
        return case._deadline_set("promised", datetime(2031, 1, 2), start=datetime(2031, 1, 1))

    @classmethod
    def _make_deadline_pause(cls, place):
        return cls.env["steward.deadline.pause"].create(
            {
                "deadline_id": cls._same("steward.deadline", place).id,
                "reason": "rain",
                "paused_from": datetime(2031, 1, 1),
                "user_id": cls.env.uid,
            }
        )

    @classmethod
    def _make_deadline_digest(cls, place):
        return cls.env["steward.deadline.digest"].create(
            {"user_id": place.steward.user_id.id, "day": date(2031, 1, 1)}
        )

    @classmethod
    def _make_deadline_alert(cls, place):
        return cls.env["steward.deadline.alert"].create(
            {
                "deadline_id": cls._same("steward.deadline", place).id,
                "level_id": cls.env.ref("property_steward.deadline_level_breach").id,
                "alerted_at": datetime(2031, 1, 2),
            }
        )

    # visit

    @classmethod
    def _make_visit_purpose(cls, place):
        return cls.env["steward.visit.purpose"].search([], limit=1)

    @classmethod
    def _make_case_topic(cls, place):
        return cls.env["steward.case.topic"].search([], limit=1)

    @classmethod
    def _make_visit_plan(cls, place):
        return cls.env["steward.visit.plan"].create(
            {
                "community_id": place.community.id,
                "year": 2031,
                "role_id": cls.env.ref("property_steward.role_steward").id,
                "steward_id": place.steward.id,
            }
        )

    @classmethod
    def _make_visit_plan_month(cls, place):
        plan = cls._same("steward.visit.plan", place)
        return plan.month_ids[:1] or plan.month_ids.create(
            {"plan_id": plan.id, "month": date(2031, 1, 1)}
        )

    @classmethod
    def _make_visit_plan_line(cls, place):
        month = cls._same("steward.visit.plan.month", place)
        return cls.env["steward.visit.plan.line"].create(
            {
                "plan_id": month.plan_id.id,
                "month_id": month.id,
                "rule_id": place.community.policy_id.visit_rule_ids[:1].id,
                "company_id": place.community.company_id.id,
                "community_id": place.community.id,
                "steward_id": place.steward.id,
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
                "month": month.month,
                "period_start": date(2031, 1, 1),
                "period_end": date(2031, 1, 31),
            }
        )

    @classmethod
    def _make_visit_plan_change(cls, place):
        return cls.env["steward.visit.plan.change"].create(
            {"plan_id": cls._same("steward.visit.plan", place).id, "kind": "added"}
        )

    @classmethod
    def _make_target(cls, place):
        return cls.env["steward.target"].create(
            {
                "community_id": place.community.id,
                "steward_id": place.steward.id,
                "month": date(2031, 1, 1),
                "target": 30,
            }
        )

    @classmethod
    def _make_visit_plan_fact(cls, place):
        return cls.env["steward.visit.plan.fact"].create(
            {"community_id": place.community.id, "year": 2026}
        )

    @classmethod
    def _make_visit(cls, place):
        return cls.env["steward.visit"].create(
            {
                "partner_id": place.partner.id,
                "community_id": place.community.id,
                "unit_id": place.unit.id,
                "steward_id": place.steward.id,
                "mode_id": cls.env.ref("property_steward.contact_mode_door").id,
            }
        )

    @classmethod
    def _make_visit_participant(cls, place):
        return cls.env["steward.visit.participant"].create(
            {
                "visit_id": cls._same("steward.visit", place).id,
                "employee_id": place.steward.id,
            }
        )

    @classmethod
    def _make_visit_amendment(cls, place):
        return cls.env["steward.visit.amendment"].create(
            {
                "visit_id": cls._same("steward.visit", place).id,
                "field_label": "Needs and Opinions",
                "reason": "Misheard",
            }
        )

    @classmethod
    def _make_case(cls, place):
        """In the area it is passed to the department of `cls.department`."""
        department = cls.department_engineering if place is cls.places["area"] else None
        return cls.env["steward.case"].create(
            {
                "name": "路灯不亮",
                "category": "repair",
                "community_id": place.community.id,
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
                "steward_id": place.steward.id,
                "department_id": department and department.id,
            }
        )

    @classmethod
    def _make_visit_summary(cls, place):
        month = 1 + SCOPES.index(cls._scope_of(place))
        return cls.env["steward.visit.summary"].create(
            {
                "community_id": place.community.id,
                "date_from": date(2031, month, 1),
                "date_to": date(2031, month, 28),
            }
        )

    @classmethod
    def _make_visit_summary_line(cls, place):
        summary = cls._same("steward.visit.summary", place)
        return summary.line_ids.create({"summary_id": summary.id, "problem": "电梯"})
