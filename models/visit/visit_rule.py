from odoo import fields, models


class VisitRule(models.Model):
    """Who is owed a visit, by which role, how often and by which modes (R004-R010, R038-R043,
    R235). Part of a policy profile; plan lines keep the rule that made them."""

    _name = "steward.visit.rule"
    _description = "Visit Rule"
    _order = "policy_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    policy_id = fields.Many2one("steward.policy", required=True, index=True, ondelete="cascade")
    rule_ref = fields.Char(string="Rule", help="Number of the rule of the procedures.")
    audience = fields.Selection(
        [
            ("moved_in", "Households That Moved In"),
            ("not_moved_in", "Owners Not Moved In"),
            ("key_customer", "Key Customers"),
            ("key_concern", "One Key-Concern Household"),
            ("anchor_tenant", "Anchor Tenants"),
            ("other_tenant", "Other Tenants"),
            ("committee_director", "Director of the Owners' Committee"),
            ("community_office", "Community Office"),
            ("housing_bureau", "Housing Bureau"),
            ("department_leaders", "Department Leaders' Round"),
        ],
        required=True,
    )
    role_id = fields.Many2one("steward.role", required=True, ondelete="restrict")
    interval_unit = fields.Selection(
        [
            ("fortnight", "Two Weeks"),
            ("month", "Month"),
            ("two_months", "Two Months"),
            ("quarter", "Quarter"),
            ("year", "Year"),
        ],
        required=True,
        default="month",
    )
    times = fields.Integer(
        default=1, required=True, help="Visits per interval, spread evenly over it."
    )
    mode_ids = fields.Many2many("steward.contact.mode", string="Modes Accepted")
    accepts_borrowed = fields.Boolean(
        string="Borrowed Occasions Count",
        default=True,
        help="A contact on another occasion may fulfil it (R014).",
    )
    purpose_ids = fields.Many2many("steward.visit.purpose", string="Usual Purposes")
    bring = fields.Char(
        string="What to Bring", translate=True, help="Shown in My Day and on the preparation sheet."
    )

    _times_positive = models.Constraint(
        "CHECK(times BETWEEN 1 AND 24)", "A visit rule asks for 1 to 24 visits per interval."
    )
