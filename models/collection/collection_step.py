from odoo import fields, models

KINDS = [
    ("reminder", "Reminder Notice"),
    ("phone", "Phone Call"),
    ("door", "Door Visit"),
    ("formal_notice", "Formal Notice"),
    ("lawyer", "Lawyer's Letter"),
]
# done by delivering a paper, not by a conversation
PAPERS = ("reminder", "formal_notice", "lawyer")


class CollectionStep(models.Model):
    """Step of chasing fees (催缴步骤): what follows after what, and when (R024, R168)."""

    _name = "steward.collection.step"
    _description = "Step of Fee Collection"
    _order = "policy_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    policy_id = fields.Many2one("steward.policy", required=True, index=True, ondelete="cascade")
    rule_ref = fields.Char(string="Rule", help="Number of the rule of the procedures.")
    kind = fields.Selection(KINDS, required=True, default="phone")
    days = fields.Integer(
        string="Days after the Step before",
        required=True,
        aggregator=None,
        help="Of the first step: days after the case was opened.",
    )
    mode_ids = fields.Many2many(
        "steward.contact.mode",
        string="Modes Accepted",
        help="By which a conversation does this step; empty for papers.",
    )

    _days_positive = models.Constraint(
        "CHECK(days >= 0)", "The days after the step before cannot be negative."
    )
