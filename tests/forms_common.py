import re
import unicodedata
from datetime import date, datetime
from io import BytesIO

from pypdf import PdfReader

from .common import StewardCommon

# a picture of one dark pixel
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def printed_text(content):
    """What is read on a PDF, page by page, without blanks: characters as one types them, not the
    radicals that a font may take in their place."""
    return [
        re.sub(r"\s", "", unicodedata.normalize("NFKC", page.extract_text()))
        for page in PdfReader(BytesIO(content)).pages
    ]


class FormsCommon(StewardCommon):
    """Visits, opinions and plans that forms and registers show. 2 March 2026, 17:30 UTC, is
    3 March 01:30 in the communities' time zone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.operations = cls._create_person("operations", "吴运营")
        cls._assign(cls.operations, "operations", cls.mall)
        cls.zhang.write(
            {
                "is_key_customer": True,
                "key_customer_reason": "业主委员会筹备组成员",
                "wishes": "希望增加电动车充电桩",
            }
        )
        cls.visit = cls._create_visit(
            cls.zhang,
            cls.unit_1204,
            needs="楼道灯不亮，\n希望尽快维修。",
            purpose_ids=[cls.env.ref("property_steward.visit_purpose_needs").id],
            satisfaction="4",
            signature=PIXEL,
            signed_by="张三",
        )
        cls.case = cls._create_case(cls.visit, "楼道灯不亮", "repair", "case_topic_repair")
        cls.visit_zhao = cls._create_visit(
            cls.zhao, cls.unit_10_201, steward=cls.steward2, needs="一切都好"
        )
        cls.tenant_visit = cls._create_visit(
            cls.anchor,
            cls.shop_anchor,
            steward=cls.operations,
            satisfaction="5",
            signed_by="店长",
            agreed_at=datetime(2026, 3, 2, 2, 0),
        )
        cls.suggestion = cls._create_case(
            cls.tenant_visit,
            "建议周末延长停车优惠",
            "suggestion",
            "case_topic_tenant_promotion",
            is_valid=True,
            department_id=cls.department_engineering.id,
        )
        cls.plan, cls.month, cls.line = cls._create_plan(cls.zhang, cls.unit_1204)

    @classmethod
    def _create_visit(cls, partner, unit, steward=None, start=datetime(2026, 3, 2, 17, 30), **vals):
        return cls.env["steward.visit"].create(
            {
                "partner_id": partner.id,
                "unit_id": unit.id,
                "community_id": unit.community_id.id,
                "steward_id": (steward or cls.steward).id,
                "mode_id": cls.env.ref("property_steward.contact_mode_door").id,
                "start": start,
                "state": "done",
                "outcome": "done",
                **vals,
            }
        )

    @classmethod
    def _create_case(cls, visit, name, category, topic, **vals):
        return cls.env["steward.case"].create(
            {
                "name": name,
                "words": f"{name}（住户原话）",
                "category": category,
                "topic_id": cls.env.ref(f"property_steward.{topic}").id,
                "partner_id": visit.partner_id.id,
                "unit_id": visit.unit_id.id,
                "community_id": visit.community_id.id,
                "steward_id": visit.steward_id.id,
                "visit_id": visit.id,
                "origin": "visit",
                "received_on": date(2026, 3, 3),
                "date_due": date(2026, 3, 10),
                **vals,
            }
        )

    @classmethod
    def _close(cls, case):
        case.write(
            {
                "state": "closed",
                "progress_contact_on": date(2026, 3, 5),
                "closing_contact_on": date(2026, 3, 9),
                "fed_back_on": date(2026, 3, 9),
            }
        )

    @classmethod
    def _create_plan(
        cls, partner, unit, rule="visit_rule_residential_moved_in", steward=None, **vals
    ):
        steward = steward or cls.steward
        community = unit.community_id
        plan = cls.env["steward.visit.plan"].create(
            {
                "community_id": community.id,
                "year": 2026,
                "role_id": cls.env.ref("property_steward.role_steward").id,
                "steward_id": steward.id,
            }
        )
        month = cls.env["steward.visit.plan.month"].create(
            {"plan_id": plan.id, "month": date(2026, 3, 1)}
        )
        return plan, month, cls._create_line(month, partner, unit, rule, **vals)

    @classmethod
    def _create_line(
        cls, plan_month, partner, unit, rule="visit_rule_residential_moved_in", **vals
    ):
        plan = plan_month.plan_id
        return cls.env["steward.visit.plan.line"].create(
            {
                "plan_id": plan.id,
                "month_id": plan_month.id,
                "rule_id": cls.env.ref(f"property_steward.{rule}").id,
                "company_id": plan.company_id.id,
                "community_id": plan.community_id.id,
                "steward_id": plan.steward_id.id,
                "partner_id": partner.id,
                "unit_id": unit.id,
                "month": plan_month.month,
                "period_start": date(2026, 3, 1),
                "period_end": date(2026, 3, 31),
                "scheduled_at": datetime(2026, 3, 4, 1, 30),
                **vals,
            }
        )
