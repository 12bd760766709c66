from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature

_lt = LazyTranslate(__name__)


class DutyRecord(models.AbstractModel):
    """服务中心值班记录表 (C013): why somebody came, what was not solved at once and is promised
    (R070, R072)."""

    _name = "report.property_steward.report_duty_record"
    _description = "Service Centre Duty Record"
    _inherit = "steward.form.ledger"
    _form_model = "steward.reception"
    _title = _lt("Service Centre Duty Record")
    _table_columns = (
        Column("received_at", 10),
        Column("channel", 6),
        Column("caller_name", 8),
        Column("door", 7),
        Column("caller_phone", 10),
        Column("business", 6),
        Column("text", 22, _lt("Reason and Need")),
        Column("answer", 12),
        Column("promised_at", 9),
        Column("receiver_id.name", 6),
    )
    _counted = ("channel", "business")


class LostProperty(models.AbstractModel):
    """失物招领登记表 (C027, R106)."""

    _name = "report.property_steward.report_lost_property"
    _description = "Lost and Found Register"
    _inherit = "steward.form.ledger"
    _form_model = "steward.lost.property"
    _title = _lt("Lost and Found Register")
    _table_columns = (
        Column("happened_on", 7),
        Column("direction", 6),
        Column("name", 12),
        Column("description", 17),
        Column("place", 9),
        Column("reporter_name", 8),
        Column("reporter_phone", 10),
        Column("state", 7),
        Column("claimant_name", 8),
        Column("handed_out_at", 12),
    )
    _counted = ("direction", "state")


class LostPropertyReceipt(models.AbstractModel):
    """The receipt that the claimant signs."""

    _name = "report.property_steward.report_lost_property_receipt"
    _description = "Lost Property Receipt"
    _inherit = "steward.form.sheet"
    _form_model = "steward.lost.property"
    _title = _lt("Lost Property Receipt")
    _grid = (
        (Cell("name"), Cell("kind")),
        (Cell("description", height=30),),
        (Cell("place"), Cell("happened_on")),
        (Cell("reporter_name"), Cell("reporter_phone")),
        (Cell("claimant_name"), Cell("claimant_phone")),
        (Cell("claimant_proof"), Cell("handed_out_at")),
    )
    _signatures = (
        Signature(_lt("Handed out by:"), "handed_out_by_id.name", "handed_out_at"),
        Signature(_lt("Claimant (Signature):"), "claimant_name", "", "signature"),
    )
