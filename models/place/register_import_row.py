from odoo import api, fields, models

from ...engine.register import from_json
from .register_slice import Item

PERSONS = [
    ("new", "New"),
    ("again", "New, Named before in the File"),
    ("same", "Known"),
    ("doubt", "To Be Decided"),
]
DECISIONS = [
    ("same", "Same Person"),
    ("other", "Another Person"),
    ("skip", "Leave Out"),
]


class RegisterImportRow(models.Model):
    """A dwelling of the register on its way: what it would change, and what a person decides."""

    _name = "steward.register.import.row"
    _description = "Row of a Register"
    _order = "import_id, id"

    import_id = fields.Many2one(
        "steward.register.import", required=True, index=True, ondelete="cascade"
    )

    # where it stands and what it says
    sheet = fields.Char(readonly=True)
    row_no = fields.Integer(string="Row", readonly=True, aggregator=None)
    payload = fields.Json(readonly=True)
    findings = fields.Json(readonly=True)
    usable = fields.Boolean(readonly=True)
    door = fields.Char(readonly=True)
    community_name = fields.Char(readonly=True)
    building_name = fields.Char(readonly=True)
    steward_name = fields.Char(readonly=True)
    people = fields.Char(string="Owner and Tenant", readonly=True)

    # what it would do
    action = fields.Selection(
        [
            ("create", "Create"),
            ("match", "Match"),
            ("update", "Update"),
            ("unchanged", "Unchanged"),
            ("decide", "To Decide"),
            ("skip", "Left Out"),
        ],
        readonly=True,
        index=True,
    )
    problems = fields.Text(readonly=True)
    changes = fields.Text(readonly=True, help="What is known now → what the register says.")
    doubts = fields.Text(string="Question", readonly=True)
    unit_plan = fields.Selection(
        [("create", "Create"), ("keep", "Known"), ("update", "Update")], readonly=True
    )
    owner_person = fields.Selection(PERSONS, readonly=True)
    owner_changed = fields.Boolean(readonly=True)
    tenant_person = fields.Selection(PERSONS, readonly=True)
    tenant_changed = fields.Boolean(readonly=True)

    # what a person decides
    owner_candidate_id = fields.Many2one(
        "res.partner", string="Owner Perhaps", readonly=True, index="btree_not_null"
    )
    owner_decision = fields.Selection(DECISIONS, string="Owner Is")
    tenant_candidate_id = fields.Many2one(
        "res.partner", string="Tenant Perhaps", readonly=True, index="btree_not_null"
    )
    tenant_decision = fields.Selection(DECISIONS, string="Tenant Is")

    # what came of it
    state = fields.Selection(
        [
            ("pending", "Not Yet"),
            ("done", "Done"),
            ("waiting", "Waiting for a Decision"),
            ("skipped", "Left Out"),
            ("failed", "Failed"),
        ],
        required=True,
        default="pending",
        readonly=True,
    )
    error = fields.Text(readonly=True)
    unit_id = fields.Many2one("steward.unit", readonly=True, index="btree_not_null")
    owner_partner_id = fields.Many2one(
        "res.partner", string="Owner", readonly=True, index="btree_not_null"
    )
    owner_made = fields.Boolean(readonly=True, help="The import created this contact.")
    tenant_partner_id = fields.Many2one(
        "res.partner", string="Tenant", readonly=True, index="btree_not_null"
    )
    tenant_made = fields.Boolean(readonly=True, help="The import created this contact.")

    _row_uniq = models.UniqueIndex(
        "(import_id, sheet, row_no)", "A row of the register is read only once."
    )
    _pending_idx = models.Index("(import_id, id) WHERE state = 'pending'")

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.import_id._check_runner(at_work=True)
        return rows

    def write(self, vals):
        self.import_id._check_runner(at_work=True)
        return super().write(vals)

    def _items(self):
        return [
            Item(
                row.sheet,
                row.row_no,
                from_json(row.payload),
                [dict(finding) for finding in row.findings or []],
                row.usable,
                row,
            )
            for row in self
        ]
