from odoo import api, fields, models, tools


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

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def _routes(self, cases):
        """{case: the route that says most of it}; the routes are asked for once in a while.

        What a route says of label, topic and channel counts before what it says of the place.
        """
        table = self._conditions()
        best = {}
        for case in cases:
            community = case.community_id
            facts = (
                case.channel,
                case.topic_id.id,
                case.category,
                community.id,
                community.policy_id.id,
                community.company_id.id,
            )
            fitting = [
                (_weight(asked), -position, route_id)
                for position, (route_id, asked) in enumerate(table)
                if all(want in (False, fact) for want, fact in zip(asked, facts, strict=True))
            ]
            # sudo: where matters go is the same for everybody, and no secret
            best[case] = self.sudo().browse(max(fitting)[2:] if fitting else ())
        return best

    @api.model
    @tools.ormcache()
    def _conditions(self):
        """Routes in their order: (id, what they ask of a case)."""
        # sudo: as in `_routes`
        return tuple(
            (
                route.id,
                (
                    route.channel,
                    route.topic_id.id,
                    route.category,
                    route.community_id.id,
                    route.policy_id.id,
                    route.company_id.id,
                ),
            )
            for route in self.sudo().search([])
        )


def _weight(asked):
    """How much a route asks, comparable: what comes later decides between equals."""
    channel, topic, category, community, policy, company = map(bool, asked)
    return (channel + topic, category, community, policy, company)
