from odoo import api, fields, models
from odoo.fields import Domain


class CaseRoute(models.Model):
    """Route (分流): where a matter of a category goes, by which procedure, and who is told (R103,
    R106). The route that says most of a matter wins; a firm adds its own departments."""

    _name = "steward.case.route"
    _description = "Route of a Matter"
    _order = "sequence, id"
    _rec_name = "procedure"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: in every branch.")
    policy_id = fields.Many2one(
        "steward.policy", index=True, ondelete="cascade", help="Empty: in every community."
    )
    community_id = fields.Many2one(
        "steward.community", index="btree_not_null", ondelete="cascade", check_company=True
    )
    category = fields.Selection(
        lambda self: self.env["steward.case"]._fields["category"]._description_selection(self.env),
        help="Empty: of every category.",
    )
    topic_id = fields.Many2one("steward.case.topic", ondelete="cascade")
    channel = fields.Selection(
        lambda self: self.env["steward.case"]._fields["channel"]._description_selection(self.env),
        help="Empty: by whichever channel.",
    )
    department_id = fields.Many2one(
        "hr.department", check_company=True, index=True, help="Works on it (R103)."
    )
    role_id = fields.Many2one(
        "steward.role", string="Told", ondelete="restrict", help="Whoever fills it gets a task."
    )
    is_urgent = fields.Boolean(string="Urgent")
    procedure = fields.Char(required=True, translate=True, help="By which it is handled.")
    form_name = fields.Char(string="Form", translate=True)
    note = fields.Text(string="How", translate=True)

    @api.model
    def _routes(self, cases):
        """{case: the route that says most of it}, in one statement.

        What a route says of label, topic and channel counts before what it says of the place.
        """
        companies = cases.community_id.company_id
        # sudo: where matters go is the same for everybody, and no secret
        routes = self.sudo().search(
            Domain("company_id", "in", [False, *companies.ids])
            & Domain("community_id", "in", [False, *cases.community_id.ids])
            & Domain("category", "in", [False, *set(cases.mapped("category"))])
        )
        best = {}
        for case in cases:
            fitting = [route for route in routes if route._fits(case)]
            best[case] = max(fitting, key=CaseRoute._weight, default=routes.browse())
        return best

    def _fits(self, case):
        return (
            self.company_id in (self.company_id.browse(), case.community_id.company_id)
            and self.community_id in (self.community_id.browse(), case.community_id)
            and self.policy_id in (self.policy_id.browse(), case.community_id.policy_id)
            and self.category in (False, case.category)
            and self.topic_id in (self.topic_id.browse(), case.topic_id)
            and self.channel in (False, case.channel)
        )

    def _weight(self):
        """Comparable: the later parts decide only where the earlier ones are equal."""
        return (
            bool(self.channel) + bool(self.topic_id),
            bool(self.category),
            bool(self.community_id),
            bool(self.policy_id),
            bool(self.company_id),
            -self.sequence,
            -self.id,
        )
