from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Signature

_lt = LazyTranslate(__name__)


class ComplaintRecord(models.AbstractModel):
    """投诉记录 (C015): household, number of the document, nature, result (R077)."""

    _name = "report.property_steward.report_complaint_record"
    _description = "Complaint Record"
    _inherit = "steward.form.sheet"
    _form_model = "steward.case"
    _needs = "complaint_id"
    _title = _lt("Complaint Record")
    _number = "sheet_number"
    _grid = (
        (Cell("partner_id.name", _lt("Household")), Cell("door")),
        (Cell("partner_id.phone", _lt("Phone")), Cell("received_at")),
        (Cell("channel"), Cell("complaint_document_no")),
        (Cell("complaint_cause", ticks=True),),
        (Cell("severity", ticks=True),),
        (Cell("words", height=40),),
        (Cell("complaint_investigation", height=35),),
        (Cell("answer", _lt("Result of Handling"), height=40),),
        (Cell("complaint_validity", ticks=True),),
        (Cell("replied_at"), Cell("manager_told_at")),
        (Cell("satisfaction_result"), Cell("closed_at")),
    )
    _signatures = (
        Signature(_lt("First Receiver:"), "first_receiver_id.name"),
        Signature(_lt("Manager:"), "complaint_decision_by_id.name", "complaint_decision_at"),
    )


class ComplaintNotice(models.AbstractModel):
    """客户投诉处理通知单 (C016): numbered, to the department that handles it (R082)."""

    _name = "report.property_steward.report_complaint_notice"
    _description = "Complaint Handling Notice"
    _inherit = "steward.form.sheet"
    _form_model = "steward.case"
    _needs = "complaint_id"
    _title = _lt("Customer Complaint Handling Notice")
    _number = "sheet_number"
    _grid = (
        (Cell("department_id.name", _lt("To Department")), Cell("handler_id.name")),
        (Cell("partner_id.name", _lt("Household")), Cell("door")),
        (Cell("received_at"), Cell("channel")),
        (Cell("complaint_document_no"), Cell("priority")),
        (Cell("words", _lt("What Is Complained about"), height=45),),
        (Cell("complaint_decision", height=30),),
        (Cell("promised_at"), Cell("date_due", _lt("Answer Due"))),
        (Cell("answer", _lt("Measures and Result"), height=55),),
    )
    _signatures = (
        Signature(_lt("Issued by:"), "first_receiver_id.name"),
        Signature(_lt("Received by the Department:")),
        Signature(_lt("Completed:"), "", "handled_at"),
    )


class CriticismNotice(models.AbstractModel):
    """通报批评 (C034, R112): confidential."""

    _name = "report.property_steward.report_criticism_notice"
    _description = "Criticism Notice"
    _inherit = "steward.form.sheet"
    _form_model = "steward.case"
    _needs = "complaint_criticised_at"
    _title = _lt("Criticism Notice (Confidential)")
    _number = "sheet_number"
    _grid = (
        (
            Cell("complaint_respondent_id.name", _lt("Person Concerned")),
            Cell("department_id.name"),
        ),
        (Cell("received_at", _lt("Complaint Received")), Cell("complaint_criticised_at")),
        (Cell("complaint_investigation", _lt("What Was Found"), height=55),),
        (Cell("complaint_criticism_notice", height=65),),
        (Cell("complaint_measure", height=35),),
    )
    _signatures = (
        Signature(
            _lt("Issued by:"), "complaint_id.criticised_by_id.name", "complaint_criticised_at"
        ),
        Signature(_lt("Person Concerned (Signature):")),
    )
