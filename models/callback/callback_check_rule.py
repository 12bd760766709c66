from odoo import fields, models


class CallbackCheckRule(models.Model):
    """Quota of a spot check (回访抽查定额): how many callbacks a role checks in a month (R197,
    F17)."""

    _name = "steward.callback.check.rule"
    _description = "Quota of Callback Checks"
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one("steward.policy", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    rule_ref = fields.Char(string="Rule", help="Number of the rule of the procedures.")
    role_id = fields.Many2one("steward.role", required=True, ondelete="restrict")
    monthly_count = fields.Integer(
        string="Checks a Month", required=True, default=4, aggregator=None
    )

    _count_positive = models.Constraint(
        "CHECK(monthly_count > 0)", "A quota asks for at least one check a month."
    )
    _role_uniq = models.Constraint(
        "UNIQUE(policy_id, role_id)", "A role has one quota in a policy profile."
    )
