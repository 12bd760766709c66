from odoo import api, fields, models


class Repair(models.Model):
    """Repair or rework (报修/返修): appointed, dispatched, done, charged (R094, R102-R106,
    R276-R279, R327)."""

    _name = "steward.repair"
    _description = "Repair or Rework Sheet"
    _inherit = ["steward.sheet.mixin"]
    _inherits = {"steward.case": "case_id"}
    _number_prefix = "WX"
    _default_category = "repair"

    kind = fields.Selection(
        [("repair", "Repair"), ("rework", "Rework by After-Sales")],
        required=True,
        compute="_compute_kind",
        store=True,
        precompute=True,
        help="What construction left behind goes back to the after-sales department (R105).",
    )
    repair_class = fields.Selection(
        [
            ("urgent", "Urgent Repair"),
            ("safety", "Safety Facility"),
            ("leak", "House Leak"),
            ("other", "Other Repair"),
        ],
        required=True,
        default="other",
        help="Decides when the household is called back (R018-R019, R194-R196).",
    )

    # the five fields of the Resident Repair Record (R278)
    contact_name = fields.Char(
        string="Contact", compute="_compute_contact", store=True, readonly=False, precompute=True
    )
    contact_phone = fields.Char(
        compute="_compute_contact", store=True, readonly=False, precompute=True
    )
    address = fields.Char(compute="_compute_contact", store=True, readonly=False, precompute=True)
    content = fields.Text(
        string="What Is to Be Repaired",
        compute="_compute_content",
        store=True,
        readonly=False,
        precompute=True,
    )
    appointed_at = fields.Datetime(string="Appointed Time")

    # work
    settle_by = fields.Datetime(
        string="Specified Time", help="By which the after-sales department finishes it (R105)."
    )
    dispatched_at = fields.Datetime(readonly=True, copy=False)
    worker_id = fields.Many2one("hr.employee", string="Repaired by", index="btree_not_null")
    started_at = fields.Datetime(readonly=True, copy=False)
    done_at = fields.Datetime(string="Completed", readonly=True, copy=False)
    work_done = fields.Text()
    material = fields.Text(string="Materials Used")
    currency_id = fields.Many2one(related="case_id.company_id.currency_id")
    charge_amount = fields.Monetary(string="Charge")
    invoice_id = fields.Many2one("account.move", readonly=True, copy=False, index="btree_not_null")

    # leaks (R327)
    leak_responsibility = fields.Selection(
        [
            ("common", "Common Part (Maintenance Fund)"),
            ("private", "Private Part (Owner Pays)"),
            ("adjoining", "Adjoining Part (Owners Meet)"),
        ],
    )
    neighbour_id = fields.Many2one("res.partner", string="Other Household")
    meeting_visit_id = fields.Many2one(
        "steward.visit", string="Meeting of Both Owners", index="btree_not_null"
    )
    fund_application = fields.Char(string="Application to the Maintenance Fund")

    @api.model
    def _case_field(self):
        return "repair_id"

    @api.depends("case_id.category")
    def _compute_kind(self):
        for repair in self:
            repair.kind = "rework" if repair.case_id.category == "after_sales" else "repair"

    @api.depends("case_id.partner_id", "case_id.unit_id")
    def _compute_contact(self):
        for repair in self:
            household = repair.case_id.partner_id
            repair.contact_name = repair.contact_name or household.name
            repair.contact_phone = repair.contact_phone or household.phone
            unit = repair.case_id.unit_id
            place = " ".join(part for part in (unit.community_id.name, unit.door) if part)
            repair.address = repair.address or place

    @api.depends("case_id.words")
    def _compute_content(self):
        for repair in self:
            repair.content = repair.content or repair.case_id.words

    def _missing_fields(self):
        """Labels of the five compulsory fields that are empty (R278)."""
        self.ensure_one()
        names = ("contact_name", "contact_phone", "address", "content", "appointed_at")
        return [
            self._fields[name]._description_string(self.env) for name in names if not self[name]
        ]

    def _problems_handled(self):
        self.ensure_one()
        problems = super()._problems_handled()
        if not self.done_at:
            problems.append(self.env._("Enter when the repair was completed."))
        if self.repair_class == "leak" and not self.leak_responsibility:
            problems.append(self.env._("Say whose part the leak is in."))
        if self.leak_responsibility == "adjoining" and not self.meeting_visit_id:
            problems.append(self.env._("Note the meeting of both owners."))
        return problems
