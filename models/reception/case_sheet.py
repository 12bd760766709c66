from odoo import api, fields, models, tools
from odoo.fields import Domain

from ..visit.recording import RECORDING

SHEET_OF = {
    "complaint": "steward.complaint",
    "repair": "steward.repair",
    "after_sales": "steward.repair",
    "service": "steward.service.request",
}
SHEET_FIELDS = ("complaint_id", "repair_id", "service_id")


class Case(models.Model):
    """The sheet that the label of a case brings with it (R104-R106), shown on the case itself."""

    _inherit = "steward.case"

    complaint_id = fields.Many2one(
        "steward.complaint", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    repair_id = fields.Many2one(
        "steward.repair", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    service_id = fields.Many2one(
        "steward.service.request",
        string="Service Request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    sheet_number = fields.Char(
        compute="_compute_sheet_number",
        # whoever received a matter tells the resident its number, without reading the sheet (R066)
        compute_sudo=True,
        search="_search_sheet_number",
    )

    # complaint
    complaint_cause = fields.Selection(
        string="Complaint: Cause", related="complaint_id.cause", readonly=False
    )
    complaint_municipal_kind = fields.Selection(
        string="Complaint: Municipal Body", related="complaint_id.municipal_kind", readonly=False
    )
    complaint_municipal_note = fields.Char(
        string="Complaint: State of the Negotiation",
        related="complaint_id.municipal_note",
        readonly=False,
    )
    complaint_respondent_id = fields.Many2one(
        string="Complaint: Person Complained about",
        related="complaint_id.respondent_id",
        readonly=False,
    )
    complaint_is_conflict = fields.Boolean(
        string="Complaint: Recorded by the Respondent", related="complaint_id.is_conflict"
    )
    complaint_validity = fields.Selection(
        string="Complaint: Validity", related="complaint_id.validity", readonly=False
    )
    complaint_document_no = fields.Char(
        string="Complaint: Document Number", related="complaint_id.document_no", readonly=False
    )
    complaint_apologised = fields.Boolean(
        string="Complaint: Apologised", related="complaint_id.apologised", readonly=False
    )
    complaint_investigation = fields.Text(
        string="Complaint: Investigation and Verification",
        related="complaint_id.investigation",
        readonly=False,
    )
    complaint_investigated_at = fields.Datetime(
        string="Complaint: Investigated at", related="complaint_id.investigated_at"
    )
    complaint_decision = fields.Text(
        string="Complaint: Decision from Above", related="complaint_id.decision"
    )
    complaint_decision_at = fields.Datetime(
        string="Complaint: Decided at", related="complaint_id.decision_at"
    )
    complaint_decision_by_id = fields.Many2one(
        string="Complaint: Decided by", related="complaint_id.decision_by_id"
    )
    complaint_escalated_role_id = fields.Many2one(
        string="Complaint: Brought before", related="complaint_id.escalated_role_id"
    )
    complaint_responsible_id = fields.Many2one(
        string="Complaint: Person Responsible",
        related="complaint_id.responsible_id",
        readonly=False,
    )
    complaint_measure = fields.Text(
        string="Complaint: Measure against Repetition",
        related="complaint_id.measure",
        readonly=False,
    )
    complaint_is_serious = fields.Boolean(
        string="Complaint: Serious", related="complaint_id.is_serious", readonly=False
    )
    complaint_criticism_notice = fields.Text(
        string="Complaint: Text of the Criticism Notice",
        related="complaint_id.criticism_notice",
        readonly=False,
    )
    complaint_criticised_at = fields.Datetime(
        string="Complaint: Criticism Notice Issued", related="complaint_id.criticised_at"
    )

    # repair
    repair_kind = fields.Selection(string="Repair: Kind", related="repair_id.kind")
    repair_class = fields.Selection(
        string="Repair: Class", related="repair_id.repair_class", readonly=False
    )
    repair_contact_name = fields.Char(
        string="Repair: Contact", related="repair_id.contact_name", readonly=False
    )
    repair_contact_phone = fields.Char(
        string="Repair: Contact Phone", related="repair_id.contact_phone", readonly=False
    )
    repair_address = fields.Char(
        string="Repair: Address", related="repair_id.address", readonly=False
    )
    repair_content = fields.Text(
        string="Repair: What Is to Be Repaired", related="repair_id.content", readonly=False
    )
    repair_appointed_at = fields.Datetime(
        string="Repair: Appointed Time", related="repair_id.appointed_at", readonly=False
    )
    repair_settle_by = fields.Datetime(
        string="Repair: Specified Time", related="repair_id.settle_by", readonly=False
    )
    repair_dispatched_at = fields.Datetime(
        string="Repair: Dispatched", related="repair_id.dispatched_at"
    )
    repair_worker_id = fields.Many2one(
        string="Repair: Done by", related="repair_id.worker_id", readonly=False
    )
    repair_done_at = fields.Datetime(string="Repair: Completed", related="repair_id.done_at")
    repair_work_done = fields.Text(
        string="Repair: Work Done", related="repair_id.work_done", readonly=False
    )
    repair_material = fields.Text(
        string="Repair: Materials Used", related="repair_id.material", readonly=False
    )
    repair_charge_amount = fields.Monetary(
        string="Repair: Charge",
        related="repair_id.charge_amount",
        readonly=False,
        currency_field="currency_id",
    )
    repair_leak_responsibility = fields.Selection(
        string="Repair: Leak Responsibility",
        related="repair_id.leak_responsibility",
        readonly=False,
    )
    repair_neighbour_id = fields.Many2one(
        string="Repair: Other Household", related="repair_id.neighbour_id", readonly=False
    )
    repair_meeting_visit_id = fields.Many2one(
        string="Repair: Meeting of Both Owners",
        related="repair_id.meeting_visit_id",
        readonly=False,
    )
    repair_fund_application = fields.Char(
        string="Repair: Maintenance Fund Application",
        related="repair_id.fund_application",
        readonly=False,
    )

    # service
    service_kind = fields.Selection(
        string="Service: Kind", related="service_id.kind", readonly=False
    )
    service_product_id = fields.Many2one(
        string="Service: From the Catalogue", related="service_id.product_id", readonly=False
    )
    service_promise = fields.Char(string="Service: Promise", related="service_id.service_promise")
    service_quantity = fields.Float(
        string="Service: Quantity", related="service_id.quantity", readonly=False
    )
    service_price = fields.Monetary(
        string="Service: Price Agreed",
        related="service_id.price",
        readonly=False,
        currency_field="currency_id",
    )
    service_agreed_at = fields.Datetime(
        string="Service: Appointed Time", related="service_id.agreed_at", readonly=False
    )
    service_worker_id = fields.Many2one(
        string="Service: Served by", related="service_id.worker_id", readonly=False
    )
    service_delivered_at = fields.Datetime(
        string="Service: Delivered", related="service_id.delivered_at"
    )
    service_is_first = fields.Boolean(
        string="Service: First Delivery", related="service_id.is_first"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    @api.depends("complaint_id.number", "repair_id.number", "service_id.number")
    def _compute_sheet_number(self):
        for case in self:
            case.sheet_number = case._sheet().number

    def _search_sheet_number(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        return Domain.OR(Domain(f"{name}.number", operator, value) for name in SHEET_FIELDS)

    def _sheet(self):
        """The sheet in force of a single case: a record of one of three models, or nothing."""
        self.ensure_one()
        return self.complaint_id or self.repair_id or self.service_id

    @api.model_create_multi
    def create(self, vals_list):
        values = [self._split_sheet_values(vals) for vals in vals_list]
        cases = super().create([vals for vals, _sheet in values])
        # a sheet that was created with its case is already there (`SheetMixin.create`)
        if self.env.context.get("steward_sheet_first") is not RECORDING:
            cases._open_sheets([sheet for _vals, sheet in values])
            cases._enter_register()
        return cases

    def _split_sheet_values(self, vals):
        """`vals` as those of the case, and those of its sheet (by their names on the sheet). A
        form knows the fields of every sheet: those of other labels are left out."""
        names = self._sheet_field_names()
        model = SHEET_OF.get(vals.get("category"))
        own = self.env[model]._case_field() if model else None
        sheet = {
            names[name][1]: vals[name]
            for name in vals.keys() & names.keys()
            if names[name][0] == own
        }
        return {name: value for name, value in vals.items() if name not in names}, sheet

    @api.model
    @tools.ormcache()
    def _sheet_field_names(self):
        """Editable fields of the sheets by their names on the case: (sheet, name on it)."""
        return {
            name: tuple(field.related.split(".", 1))
            for name, field in self._fields.items()
            if field.related and not field.readonly and field.related.split(".")[0] in SHEET_FIELDS
        }

    @api.model
    def _department_sheet_fields(self):
        """Names on the case of what a department writes on its sheet (R099)."""
        return {
            name
            for name, (sheet, field) in self._sheet_field_names().items()
            if field in self.env[self._fields[sheet].comodel_name]._work_fields()
        }

    def _open_sheets(self, values=None):
        """Open the sheet that each case's label brings with it, one batch per kind (R104).

        :param values: list of further values of the sheets, in the order of the cases
        """
        by_model = {}
        for case, vals in zip(self, values or [{}] * len(self), strict=True):
            model = SHEET_OF.get(case.category)
            if model and not case._sheet():
                by_model.setdefault(model, []).append({**vals, "case_id": case.id})
        for model, vals_list in by_model.items():
            # sudo: the sheet follows from the label; the case was written with the user's rights
            # a context of a remote call may claim something
            context = {
                key: value
                for key, value in self.env.context.items()
                if not key.startswith("default_")
            }
            sheets = self.env[model].sudo().with_context(context, steward_case_first=RECORDING)
            sheets.create(sheets._numbered(vals_list))

    def _adopt_sheets(self, sheets):
        """Note `sheets`, of one model, as those in force of their cases."""
        field = self._fields[sheets._case_field()]
        for sheet in sheets:
            field._update_cache(sheet.case_id, sheet.id, dirty=True)
        sheets.case_id.modified([field.name])

    def _number_sheets(self):
        """Give the sheets in force their numbers, one statement per kind (R082)."""
        for name in SHEET_FIELDS:
            self[name]._allot_numbers()
