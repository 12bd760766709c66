from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature, Table

_lt = LazyTranslate(__name__)


class ActivityPlanningForm(models.AbstractModel):
    """《客户活动策划表》 (C107, HSJY04-GJ-B54; R288, R299): the eleven elements and who decided."""

    _name = "report.property_steward.report_activity_planning"
    _description = "Activity Planning Form"
    _inherit = "steward.form.sheet"
    _form_model = "steward.community.activity"
    _title = _lt("Activity Planning Form")
    _number = "number"
    _code = "HSJY04-GJ-B54"
    _retention = _lt("permanently")
    _grid = (
        (Cell("name"), Cell("kind_id.name")),
        (Cell("date_begin", _lt("Begins")), Cell("date_end", _lt("Ends"))),
        (Cell("form"), Cell("place")),
        (Cell("steward_id.name"), Cell("commander_id.name")),
        (Cell("content", height=30),),
        (Cell("objective", height=12),),
        (Cell("schedule", height=25),),
        (Cell("external_plan", height=12),),
        (Cell("emergency_plan", height=20),),
        (Cell("evaluation_way", height=12),),
        (Cell("budget"), Cell("late_reason")),
    )
    _tables = (
        Table(
            "task_ids",
            (
                Column("name", 39, _lt("Task Division")),
                Column("department_name", 22),
                Column("employee_id.name", 17),
                Column("date_due", 17),
            ),
        ),
        Table(
            "budget_line_ids",
            (
                Column("name", 44, _lt("Budget Detail")),
                Column("quantity", 15),
                Column("price_unit", 18),
                Column("amount", 18),
            ),
        ),
    )
    _signatures = (
        Signature(_lt("Filled in by:"), "steward_id.name", "submitted_at"),
        Signature(_lt("Reviewed by:"), "reviewed_by_id.name", "reviewed_at"),
        Signature(_lt("Approved by:"), "approved_by_id.name", "approved_at"),
    )


class WelfareActivityForm(models.AbstractModel):
    """公益性活动可行性调研、计划、分析小结 (C068, R188)."""

    _name = "report.property_steward.report_activity_welfare"
    _description = "Study, Plan and Summary of a Welfare Activity"
    _inherit = "steward.form.sheet"
    _form_model = "steward.community.activity"
    _needs = "is_public_welfare"
    _title = _lt("Public-Welfare Activity: Study, Plan and Summary")
    _subtitle = "name"
    _number = "number"
    _grid = (
        (Cell("date_begin", _lt("Time")), Cell("place")),
        (Cell("form"), Cell("steward_id.name")),
        (Cell("content", _lt("Plan"), height=30),),
        (Cell("objective", height=20),),
        (Cell("budget"), Cell("spent")),
    )
    _tables = (
        Table(
            "plan_check_ids",
            (
                Column("name", 18, _lt("Feasibility study")),
                Column("note", 40),
                Column("attachment_ids", 20),
                Column("done_at", 17),
            ),
        ),
        Table(
            "later_check_ids",
            (
                Column("name", 18, _lt("Analysis and summary")),
                Column("note", 40),
                Column("attachment_ids", 20),
                Column("done_at", 17),
            ),
        ),
    )
    _signatures = (
        Signature(_lt("Filled in by:"), "steward_id.name", "submitted_at"),
        Signature(_lt("Approved by:"), "approved_by_id.name", "approved_at"),
    )
