from odoo import api, fields, models
from odoo.exceptions import AccessError

FIGURES = (
    "total_count",
    "valid_count",
    "closed_count",
    "on_time_count",
    "late_count",
    "reopened_count",
    "recurring_count",
    "satisfied_count",
)
# sections whose key is the value of a selection: {section: (model, field)}
SELECTIONS = {
    "category": ("steward.case", "category"),
    "channel": ("steward.case", "channel"),
    "cause": ("steward.complaint", "cause"),
    "result": ("steward.callback", "result"),
    "trigger": ("steward.callback", "trigger"),
}
# what people write on a line, kept when the figures are counted again
WORDS = ("topic_id", "factor", "analysis", "measure", "responsible_id", "date_due", "date_done")


class DutyDocumentLine(models.Model):
    """Line of a summary: a figure by category, cause, department, channel or building, or one
    opinion; with analysis and measure (R085, R115, R301)."""

    _name = "steward.duty.document.line"
    _description = "Line of a Summary"
    _order = "document_id, section_sequence, sequence, id"

    document_id = fields.Many2one(
        "steward.duty.document", required=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(related="document_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    section = fields.Selection(
        [
            ("category", "By Category"),
            ("cause", "By Cause"),
            ("department", "By Department"),
            ("channel", "By Channel"),
            ("building", "By Building"),
            ("topic", "By Field of Service"),
            ("result", "By Result"),
            ("trigger", "By Occasion"),
            ("person", "By Person"),
            ("case", "One by One"),
        ],
        required=True,
        readonly=True,
    )
    section_sequence = fields.Integer(readonly=True)
    sequence = fields.Integer(default=10)
    key = fields.Char(readonly=True, help="What the line counts, for the next count.")
    name = fields.Char(readonly=True, help="Of what is counted, as it was called at that time.")
    label = fields.Char(compute="_compute_label", help="In the language of the reader.")

    # figures
    total_count = fields.Integer(string="Matters Received", readonly=True)
    valid_count = fields.Integer(string="Valid Complaints", readonly=True)
    closed_count = fields.Integer(string="Closed", readonly=True)
    on_time_count = fields.Integer(string="In Time", readonly=True)
    late_count = fields.Integer(string="Late", readonly=True)
    reopened_count = fields.Integer(string="Reopened", readonly=True)
    recurring_count = fields.Integer(string="Recurring", readonly=True)
    satisfied_count = fields.Integer(string="Satisfied", readonly=True)

    # one opinion
    case_id = fields.Many2one("steward.case", readonly=True, index="btree_not_null")
    received_on = fields.Date(readonly=True)
    party = fields.Char(string="Household", readonly=True)
    door = fields.Char(readonly=True)
    words = fields.Text(string="In the Resident's Words", readonly=True)
    result = fields.Text(readonly=True)
    case_state = fields.Selection(
        selection=lambda self: self._selection_case_state(),
        string="State of Handling",
        readonly=True,
    )

    # what follows
    topic_id = fields.Many2one("steward.case.topic", string="Classification", ondelete="restrict")
    factor = fields.Char(string="Main Factor")
    analysis = fields.Text()
    measure = fields.Text(string="Corrective or Preventive Measure")
    responsible_id = fields.Many2one("hr.employee")
    date_due = fields.Date(string="Due")
    date_done = fields.Date(string="Done")

    @api.depends("section", "key", "name")
    @api.depends_context("lang")
    def _compute_label(self):
        for section, lines in self.grouped("section").items():
            labels = {}
            if section in SELECTIONS:
                model, name = SELECTIONS[section]
                labels = dict(self.env[model]._fields[name]._description_selection(self.env))
            for line in lines:
                line.label = labels.get(line.key) or line.name or line.env._("Not Stated")

    @api.model
    def _selection_case_state(self):
        return self.env["steward.case"]._fields["state"]._description_selection(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.document_id._check_not_frozen()
        return lines

    def write(self, vals):
        if not self.env.su and vals.keys() - {*WORDS, "sequence"}:
            raise AccessError(self.env._("Figures of a summary are counted, not entered."))
        # whether a measure was taken is seen later
        if vals.keys() - {"date_done"}:
            self.document_id._check_not_frozen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self.document_id._check_not_frozen()

    def _snapshot_values(self):
        self.ensure_one()
        return {
            "section": self.section,
            "label": self.label,
            "total": self.total_count,
            "valid": self.valid_count,
            "closed": self.closed_count,
            "on_time": self.on_time_count,
            "late": self.late_count,
            "reopened": self.reopened_count,
            "recurring": self.recurring_count,
            "satisfied": self.satisfied_count,
            "received_on": fields.Date.to_string(self.received_on) or "",
            "party": self.party or "",
            "door": self.door or "",
            "words": self.words or "",
            "result": self.result or "",
            "state": dict(self._selection_case_state()).get(self.case_state, ""),
            "classification": self.topic_id.name or "",
            "factor": self.factor or "",
            "analysis": self.analysis or "",
            "measure": self.measure or "",
            "responsible": self.responsible_id.name or "",
            "due": fields.Date.to_string(self.date_due) or "",
        }
