from odoo import fields, models

STAGES = [
    ("plan", "Before It Is Submitted"),
    ("ready", "Before It Starts"),
    ("day", "At the Activity"),
    ("close", "Before It Is Closed"),
]


class ActivityKindCheck(models.Model):
    """What activities of a kind, or all, must have done by a stage: the readiness checks (R292), a
    feasibility study (R188), what an owners' meeting presents (R266)."""

    _name = "steward.activity.kind.check"
    _description = "Demand of a Kind of Activity"
    _order = "stage, sequence, id"

    kind_id = fields.Many2one(
        "steward.activity.kind", index=True, ondelete="cascade", help="Empty: every activity."
    )
    stage = fields.Selection(STAGES, required=True, default="ready")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(string="Demand", required=True, translate=True)
    code = fields.Char(help="Named by rules of the procedures.")
    needs_document = fields.Boolean(help="Done only with a document.")
    may_not_apply = fields.Boolean(help="May be marked as not applicable, with a reason.")
