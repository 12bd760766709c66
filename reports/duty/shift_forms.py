from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature, Table

_lt = LazyTranslate(__name__)


class ShiftHandOver(models.AbstractModel):
    """服务中心交接班记录表 (C014, R073): what is left, in detail, and who took it over."""

    _name = "report.property_steward.report_shift_hand_over"
    _description = "Shift Hand-Over Record"
    _inherit = "steward.form.sheet"
    _form_model = "steward.shift"
    _title = _lt("Service Centre Shift Hand-Over Record")
    _grid = (
        (Cell("post"), Cell("state")),
        (Cell("start_at", _lt("On Duty from")), Cell("end_at", _lt("On Duty until"))),
        (Cell("employee_id.name"), Cell("employee_ids.name")),
        (Cell("events", height=25),),
        (Cell("note", height=20),),
    )
    _tables = (
        Table(
            "line_ids",
            (
                Column("subject", 16),
                Column("party", 9),
                Column("door", 8),
                Column("matter", 20),
                Column("first_receiver_id.name", 8),
                Column("promised_at", 10),
                Column("settlement", 9),
                Column("instruction", 15),
            ),
        ),
    )
    _signatures = (
        Signature(_lt("Handed Over by:"), "handed_over_by_id.name", "handed_over_at"),
        Signature(_lt("Accepted by:"), "accepted_by_id.name", "accepted_at"),
    )


class MessageSlip(models.AbstractModel):
    """留言条 (C007, R034)."""

    _name = "report.property_steward.report_message_slip"
    _description = "Message Slip"
    _inherit = "steward.form.sheet"
    _form_model = "steward.message.slip"
    _title = _lt("Message Slip")
    _grid = (
        (Cell("addressee_id.name"), Cell("called_at")),
        (Cell("caller_name"), Cell("caller_company")),
        (Cell("callback_number"), Cell("due_at")),
        (Cell("message", height=45),),
        (Cell("help_given", height=20),),
        (Cell("reply", height=25),),
    )
    _signatures = (
        Signature(_lt("Taken by:"), "taken_by_id.name", "called_at"),
        Signature(_lt("Replied:"), "replied_by_id.name", "replied_at"),
    )


class ContactBoxLog(models.AbstractModel):
    """业主联系箱开箱记录 (R185)."""

    _name = "report.property_steward.report_contact_box"
    _description = "Contact Box Log"
    _inherit = "steward.form.ledger"
    _form_model = "steward.contact.box.opening"
    _title = _lt("Contact Box Log")
    _table_columns = (
        Column("date", 16),
        Column("box_id.name", 24),
        Column("opened_at", 16),
        Column("opened_by_id.name", 14),
        Column("letter_count", 10),
        Column("note", 16),
    )


class Incident(models.AbstractModel):
    """重大(突发)事件处理记录表 (C028, R116, R234)."""

    _name = "report.property_steward.report_incident"
    _description = "Major (Sudden) Event Handling Record"
    _inherit = "steward.form.sheet"
    _form_model = "steward.incident"
    _title = _lt("Major (Sudden) Event Handling Record")
    _number = "number"
    _grid = (
        (Cell("kind", ticks=True),),
        (Cell("happened_at"), Cell("place")),
        (Cell("reporter_id.name"), Cell("notified_at")),
        (Cell("description", height=45),),
        (Cell("people", height=15),),
        (Cell("measures", height=40),),
        (Cell("result", height=30),),
    )
    _tables = (
        Table(
            "follow_up_ids",
            (
                Column("done_at", 20),
                Column("employee_id.name", 18),
                Column("description", 57),
            ),
        ),
    )
    _signatures = (
        Signature(_lt("Recorded by:"), "reporter_id.name", "happened_at"),
        Signature(_lt("Project Manager:"), "", "notified_at"),
        Signature(_lt("Closed:"), "closed_by_id.name", "closed_at"),
    )
