from odoo import models
from odoo.tools import LazyTranslate

from ..sheet_form import Cell, Column, Signature

_lt = LazyTranslate(__name__)


class ReworkContactSheet(models.AbstractModel):
    """物业返修联系单 (C025, R105): to the after-sales department on the same day."""

    _name = "report.property_steward.report_rework_sheet"
    _description = "Property Rework Contact Sheet"
    _inherit = "steward.form.sheet"
    _form_model = "steward.case"
    _needs = "repair_id"
    _title = _lt("Property Rework Contact Sheet")
    _number = "sheet_number"
    _grid = (
        (Cell("department_id.name", _lt("To Department")), Cell("received_at")),
        (Cell("partner_id.name", _lt("Household")), Cell("door")),
        (Cell("repair_contact_name"), Cell("repair_contact_phone")),
        (Cell("repair_content", _lt("Left by Construction"), height=50),),
        (Cell("repair_appointed_at"), Cell("repair_settle_by")),
        (Cell("repair_work_done", _lt("Progress and Result"), height=60),),
        (Cell("repair_worker_id.name"), Cell("repair_done_at")),
    )
    _signatures = (
        Signature(_lt("Issued by:"), "first_receiver_id.name"),
        Signature(_lt("After-Sales Department:")),
        Signature(_lt("Household (Signature):")),
    )


class RepairSheet(models.AbstractModel):
    """住户报修单: the repair with materials, charge and the household's signature (R094)."""

    _name = "report.property_steward.report_repair_sheet"
    _description = "Repair Sheet"
    _inherit = "steward.form.sheet"
    _form_model = "steward.case"
    _needs = "repair_id"
    _title = _lt("Repair Sheet")
    _number = "sheet_number"
    _grid = (
        (Cell("repair_contact_name"), Cell("repair_contact_phone")),
        (Cell("repair_address"), Cell("received_at")),
        (Cell("repair_class", ticks=True),),
        (Cell("repair_content", height=35),),
        (Cell("repair_appointed_at"), Cell("repair_dispatched_at")),
        (Cell("department_id.name"), Cell("repair_worker_id.name")),
        (Cell("repair_work_done", height=40),),
        (Cell("repair_material", height=25),),
        (Cell("repair_charge_amount"), Cell("repair_done_at")),
        (Cell("repair_leak_responsibility"), Cell("repair_neighbour_id.name")),
    )
    _signatures = (
        Signature(_lt("Repaired by:"), "repair_worker_id.name", "repair_done_at"),
        Signature(_lt("Household (Signature):")),
    )


class RepairRecord(models.AbstractModel):
    """住户报修记录表 (C102): name, address, phone, content, appointed time (R276, R278)."""

    _name = "report.property_steward.report_repair_record"
    _description = "Resident Repair Record"
    _inherit = "steward.form.ledger"
    _form_model = "steward.repair"
    _title = _lt("Resident Repair Record")
    _table_columns = (
        Column("case_id.received_at", 9),
        Column("contact_name", 9, _lt("Resident")),
        Column("address", 13),
        Column("contact_phone", 10),
        Column("content", 23),
        Column("appointed_at", 9),
        Column("dispatched_at", 9),
        Column("worker_id.name", 7),
        Column("done_at", 9),
    )
    _counted = ("kind", "repair_class")
