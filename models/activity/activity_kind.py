from odoo import fields, models


class ActivityKind(models.Model):
    """Kind of activity (活动类型): what it demands beside the planning form that all have
    (R088, R188, R265-R268, R302, F21)."""

    _name = "steward.activity.kind"
    _description = "Kind of Activity"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Named by rules of the procedures.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    is_public_welfare = fields.Boolean(
        string="Public Welfare", help="Counted among those of the half-year (R188)."
    )
    is_major = fields.Boolean(
        string="Major", help="The general manager commands it in person (R293)."
    )
    calls_back_opinions = fields.Boolean(
        string="Opinions Called Back",
        help="Opinions are summarised and every author is called back within the days of the "
        "deadline rules, as after an owners' meeting (R268).",
    )
    has_commendation = fields.Boolean(
        string="Ends with a List",
        help="Ends with a list of commended households or the winners of a contest (R088).",
    )
    check_ids = fields.One2many("steward.activity.kind.check", "kind_id", string="Demands")
    note = fields.Text(string="What It Demands", translate=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a kind must be unique.")
