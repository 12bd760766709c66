"""The layouts of the one register (F13), and the sheet of a single line of it."""

from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature

_lt = LazyTranslate(__name__)


class OwnerReceptionLedger(models.AbstractModel):
    """业主接待记录表 (C024): one label each, to whom it went, result, written off (R104, R117)."""

    _name = "report.property_steward.report_owner_reception"
    _description = "Owner Reception Record"
    _inherit = "steward.form.ledger"
    _form_model = "steward.case"
    _title = _lt("Owner Reception Record")
    _table_columns = (
        Column("received_at", 9),
        Column("channel", 6),
        Column("door", 7),
        Column("partner_id.name", 8),
        Column("category", 6),
        Column("words", 21, _lt("What Was Said")),
        Column("department_id.name", 8, _lt("Handed to")),
        Column("answer", 17, _lt("Result")),
        Column("state", 6),
        Column("closed_at", 8, _lt("Written Off")),
    )
    _counted = ("category", "channel", "state")


class CommunicationRegister(models.AbstractModel):
    """与顾客沟通登记表 (C112, R300)."""

    _name = "report.property_steward.report_communication_register"
    _description = "Customer Communication Register"
    _inherit = "steward.form.ledger"
    _form_model = "steward.case"
    _title = _lt("Customer Communication Register")
    _table_columns = (
        Column("received_on", 7),
        Column("partner_id.name", 8, _lt("Customer")),
        Column("door", 7),
        Column("channel", 6),
        Column("topic_id.name", 8),
        Column("words", 22, _lt("Opinion or Need")),
        Column("answer", 20, _lt("Explanation and Handling")),
        Column("handler_id.name", 7),
        Column("satisfaction_result", 6),
        Column("state", 5),
    )
    _counted = ("category", "satisfaction_result")


class CallVisitRecord(models.AbstractModel):
    """住户来电来访记录表 (C103): with the mark "repair completed at …" (R279)."""

    _name = "report.property_steward.report_call_visit_record"
    _description = "Resident Call and Visit Record"
    _inherit = "steward.form.ledger"
    _form_model = "steward.case"
    _title = _lt("Resident Call and Visit Record")
    _table_columns = (
        Column("received_at", 10),
        Column("channel", 7),
        Column("partner_id.name", 9, _lt("Resident")),
        Column("door", 8),
        Column("partner_id.phone", 11, _lt("Phone")),
        Column("words", 24, _lt("What Was Said")),
        Column("first_receiver_id.name", 8),
        Column("department_id.name", 8),
        Column("completed_note", 11, _lt("Repair Completed at")),
    )
    _counted = ("channel", "category")


class CaseSheet(models.AbstractModel):
    """One line of the register on a page, for the file."""

    _name = "report.property_steward.report_case_sheet"
    _description = "Reception Record Sheet"
    _inherit = "steward.form.sheet"
    _form_model = "steward.case"
    _title = _lt("Reception Record Sheet")
    _number = "sheet_number"
    _grid = (
        (Cell("partner_id.name"), Cell("door")),
        (Cell("partner_id.phone", _lt("Phone")), Cell("received_at")),
        (Cell("channel", ticks=True),),
        (Cell("category", ticks=True),),
        (Cell("words", height=45),),
        (Cell("first_receiver_id.name"), Cell("promised_at")),
        (Cell("department_id.name"), Cell("handler_id.name")),
        (Cell("answer", height=45),),
        (Cell("replied_at"), Cell("satisfaction_result")),
        (Cell("closed_at"), Cell("closed_by_id.name")),
    )
    _signatures = (
        Signature(_lt("First Receiver:"), "first_receiver_id.name"),
        Signature(_lt("Household (Signature):")),
    )
