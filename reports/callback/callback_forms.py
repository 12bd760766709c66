from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature

_lt = LazyTranslate(__name__)


class CallbackRecord(models.AbstractModel):
    """回访记录表 (C017, C090): opinion, open question, staff, charge, signature (R091, R094,
    R281)."""

    _name = "report.property_steward.report_callback_record"
    _description = "Callback Record"
    _inherit = "steward.form.sheet"
    _form_model = "steward.callback"
    _title = _lt("Callback Record")
    _number = "case_id.sheet_number"
    _grid = (
        (Cell("partner_id.name", _lt("Household")), Cell("door")),
        (Cell("phone"), Cell("trigger")),
        (Cell("case_id.words", _lt("The Matter"), height=28),),
        (Cell("case_id.answer", _lt("What Was Done"), height=28),),
        (Cell("done_at"), Cell("visit_id.mode_id.name", _lt("By"))),
        (Cell("result", ticks=True),),
        (Cell("problem_persists"), Cell("charge_check")),
        (Cell("attitude"), Cell("punctuality")),
        (Cell("quality"), Cell("took_gifts")),
        (Cell("opinion", height=28),),
        (Cell("suggestions", height=22),),
        (Cell("open_question"), Cell("next_promise_at")),
    )
    _signatures = (
        Signature(_lt("Called back by:"), "assignee_id.name", "done_at"),
        Signature(_lt("Household (Signature):"), "visit_id.signed_by", "", "visit_id.signature"),
    )


class RepairCallbacks(models.AbstractModel):
    """维修回访记录 (C118, R318): attitude, punctuality and quality of the month's repairs."""

    _name = "report.property_steward.report_repair_callbacks"
    _description = "Repair Callback Record"
    _inherit = "steward.form.ledger"
    _form_model = "steward.callback"
    _title = _lt("Repair Callback Record")
    _table_columns = (
        Column("done_at", 10),
        Column("partner_id.name", 9, _lt("Customer")),
        Column("door", 8),
        Column("case_id.words", 20, _lt("Repair")),
        Column("attitude", 7),
        Column("punctuality", 7),
        Column("quality", 7),
        Column("charge_check", 8),
        Column("opinion", 13),
        Column("assignee_id.name", 7),
    )
    _counted = ("attitude", "punctuality", "quality")

    def _ledger_records(self, docs):
        return docs.filtered(lambda callback: callback._is_about_repair())


class CallbackStatistics(models.AbstractModel):
    """投诉回访记录统计总结 (C040, R153): callbacks by result."""

    _name = "report.property_steward.report_callback_statistics"
    _description = "Callback Statistics"
    _inherit = "steward.form.ledger"
    _form_model = "steward.callback"
    _title = _lt("Callback Record Statistics")
    _table_columns = (
        Column("trigger", 12),
        Column("partner_id.name", 9, _lt("Household")),
        Column("door", 8),
        Column("due_at", 10),
        Column("done_at", 10),
        Column("is_in_time", 5),
        Column("assignee_id.name", 8),
        Column("result", 8),
        Column("problem_persists", 8),
        Column("opinion", 18),
    )
    _counted = ("trigger", "state", "result", "problem_persists")


class CallbackCheck(models.AbstractModel):
    """抽查记录 (C066) of callbacks, drawn at random every month (R197)."""

    _name = "report.property_steward.report_callback_checks"
    _description = "Spot-Check Record of Callbacks"
    _inherit = "steward.form.ledger"
    _form_model = "steward.callback.check"
    _title = _lt("Spot-Check Record of Callbacks")
    _table_columns = (
        Column("month", 8),
        Column("partner_id.name", 10, _lt("Household")),
        Column("door", 9),
        Column("assignee_id.name", 9),
        Column("callback_result", 9),
        Column("method", 8),
        Column("took_place", 8),
        Column("note", 18),
        Column("verdict", 8),
        Column("checker_id.name", 9),
    )
    _counted = ("verdict",)
