from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature, Table

_lt = LazyTranslate(__name__)


class RectificationPlan(models.AbstractModel):
    """整改计划及整改措施公布 (C019, R087)."""

    _name = "report.property_steward.report_rectification_plan"
    _description = "Rectification Plan"
    _inherit = "steward.form.sheet"
    _form_model = "steward.rectification.plan"
    _title = _lt("Rectification Plan and Measures Published")
    _subtitle = "name"
    _grid = ((Cell("date"), Cell("date_published")),)
    _tables = (
        Table(
            "line_ids",
            (
                Column("problem", 28),
                Column("measure", 32),
                Column("responsible_id.name", 11),
                Column("date_due", 12),
                Column("date_done", 12),
            ),
        ),
    )
    _signatures = (Signature(_lt("Drawn up by:")), Signature(_lt("Approved by:")))


class CommendationList(models.AbstractModel):
    """“爱我家园”住户名单/“文明户”评选 (C020, R088)."""

    _name = "report.property_steward.report_commendation"
    _description = "Commendation List"
    _inherit = "steward.form.sheet"
    _form_model = "steward.commendation"
    _title = _lt("Commendation List")
    _subtitle = "name"
    _grid = (
        (Cell("kind"), Cell("year")),
        (Cell("note", height=20),),
    )
    _tables = (
        Table(
            "line_ids",
            (
                Column("door", 20),
                Column("partner_id.name", 25, _lt("Household")),
                Column("reason", 50),
            ),
        ),
    )
    _signatures = (Signature(_lt("Compiled by:")), Signature(_lt("Checked by:")))


class SpotCheck(models.AbstractModel):
    """抽查记录 / 书面通知 (C066)."""

    _name = "report.property_steward.report_spot_check"
    _description = "Spot-Check Record"
    _inherit = "steward.form.sheet"
    _form_model = "steward.spot.check"
    _title = _lt("Spot-Check Record and Written Notice")
    _grid = (
        (Cell("subject"), Cell("date")),
        (Cell("name"), Cell("checker_id.name")),
        (Cell("sample", height=25),),
        (Cell("sample_count"), Cell("failed_count")),
        (Cell("problem", height=45),),
        (Cell("addressee_id.name"), Cell("department_id.name")),
        (Cell("demand", height=35),),
        (Cell("date_due"), Cell("date_notified")),
        (Cell("rectified", height=35),),
    )
    _signatures = (
        Signature(_lt("Checked by:"), "checker_id.name", "date"),
        Signature(_lt("Notice Received by:"), "addressee_id.name", "date_notified"),
        Signature(_lt("Put Right:"), "", "date_rectified"),
    )
