from odoo import api, fields, models


class VisitSummaryLine(models.Model):
    """Problem in a summary (R054): what the case was when the summary was built, and what the
    meeting concluded."""

    _name = "steward.visit.summary.line"
    _description = "Problem in a Summary"
    _order = "summary_id, sequence, id"

    summary_id = fields.Many2one(
        "steward.visit.summary", required=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(related="summary_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="summary_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    case_id = fields.Many2one("steward.case", readonly=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", string="Tenant or Household", readonly=True)
    unit_id = fields.Many2one("steward.unit", readonly=True)
    door = fields.Char(related="unit_id.door")
    topic_id = fields.Many2one("steward.case.topic", readonly=True)
    problem = fields.Text(readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    case_state = fields.Selection(
        [
            ("open", "Registered"),
            ("investigated", "Investigated"),
            ("in_progress", "In Progress"),
            ("handled", "Handled"),
            ("replied", "Replied"),
            ("called_back", "Called Back"),
            ("closed", "Written Off"),
        ],
        string="State of Handling",
        readonly=True,
    )
    feedback = fields.Text(readonly=True, help="Answer or handling opinion, and when it was given.")
    conclusion = fields.Text(help="What the meeting concluded about it (R055).")

    _case_uniq = models.UniqueIndex(
        "(summary_id, case_id)", "The summary already contains this opinion."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.summary_id._check_draft()
        return lines

    def write(self, vals):
        self.summary_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_discussed(self):
        self.summary_id._check_draft()

    @api.model
    def _values(self, case):
        """What a line keeps of `case`."""
        feedback = case.answer or ""
        if case.fed_back_on:
            feedback = self.env._(
                "%(answer)s (fed back on %(date)s)", answer=feedback, date=case.fed_back_on
            ).strip()
        return {
            "case_id": case.id,
            "partner_id": case.partner_id.id,
            "unit_id": case.unit_id.id,
            "topic_id": case.topic_id.id,
            "problem": case.words or case.name,
            "department_id": case.department_id.id,
            "case_state": case.state,
            "feedback": feedback,
        }
