from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Signature

_lt = LazyTranslate(__name__)


class RectificationNotice(models.AbstractModel):
    """书面整改通知 (C018, R095, R198): within 24 hours to who repaired it."""

    _name = "report.property_steward.report_rectification_notice"
    _description = "Written Rectification Notice"
    _inherit = "steward.form.sheet"
    _form_model = "steward.rectification"
    _title = _lt("Written Rectification Notice")
    _number = "number"
    _grid = (
        (Cell("department_id.name", _lt("To Department")), Cell("worker_id.name")),
        (Cell("partner_id.name", _lt("Household")), Cell("door")),
        (Cell("found_at"), Cell("issued_at")),
        (Cell("problem", height=55),),
        (Cell("due_on"), Cell("state")),
        (Cell("done_note", height=50),),
        (Cell("verify_note", height=30),),
    )
    _signatures = (
        Signature(_lt("Issued by:"), "issued_by_id.name", "issued_at"),
        Signature(_lt("Rectified by:"), "done_by_id.name", "done_at"),
        Signature(_lt("Verified by:"), "verified_by_id.name", "verified_at"),
    )


class CorrectiveAction(models.AbstractModel):
    """纠正/预防措施实施通知单 (C079, R113, R219)."""

    _name = "report.property_steward.report_corrective_action"
    _description = "Corrective or Preventive Action Notice"
    _inherit = "steward.form.sheet"
    _form_model = "steward.corrective.action"
    _title = _lt("Corrective or Preventive Action Notice")
    _number = "number"
    _grid = (
        (Cell("kind", ticks=True),),
        (Cell("department_id.name"), Cell("responsible_id.name")),
        (Cell("name", height=25),),
        (Cell("case_ids.name", height=20),),
        (Cell("cause", height=40),),
        (Cell("measure", height=40),),
        (Cell("due_on"), Cell("done_at")),
        (Cell("done_note", height=30),),
        (Cell("verify_note", height=25),),
    )
    _signatures = (
        Signature(_lt("Issued by:"), "issued_by_id.name", "issued_at"),
        Signature(_lt("Person Responsible:"), "responsible_id.name", "done_at"),
        Signature(_lt("Verified by:"), "verified_by_id.name", "verified_at"),
    )
