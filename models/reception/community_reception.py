import ast

from odoo import fields, models


class Community(models.Model):
    """The community's e-mail address, at which residents reach it (R102)."""

    _name = "steward.community"
    _inherit = ["steward.community", "mail.alias.mixin.optional"]

    alias_id = fields.Many2one(
        help="E-mails to this address become receptions of the community (R102)."
    )
    reception_count = fields.Integer(
        string="Receptions to Take", compute="_compute_reception_count"
    )

    def _compute_reception_count(self):
        counts = dict(
            self.env["steward.reception"]._read_group(
                [("community_id", "in", self.ids), ("state", "=", "new")],
                ["community_id"],
                ["__count"],
            )
        )
        for community in self:
            community.reception_count = counts.get(community, 0)

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("steward.reception")
        if self.id:
            defaults = ast.literal_eval(self.alias_defaults or "{}")
            values["alias_defaults"] = {**defaults, "community_id": self.id}
        return values

    def _duty_supervisor(self):
        """Login of whoever answers today for what nobody has taken yet: the supervisor, else the
        roles above."""
        return self._users_upwards(self.env.ref("property_steward.role_supervisor"))[:1]
