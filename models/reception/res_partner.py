from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # every employee may record a reception (R065); residents in the portal see neither
    reception_count = fields.Integer(
        string="Receptions", compute="_compute_reception_count", groups="base.group_user"
    )
    matter_count = fields.Integer(
        string="Matters under Way",
        compute="_compute_matter_count",
        groups="base.group_user",
        help="How many matters of the household are not written off yet; so that nobody records "
        "for the second time what is being done already.",
    )

    def _compute_reception_count(self):
        counts = dict(
            self.env["steward.reception"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.reception_count = counts.get(partner._origin, 0)

    def _compute_matter_count(self):
        # sudo: how many there are is everybody's who receives (R065); what they are is not
        counts = dict(
            self.env["steward.case"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self.ids), ("state", "!=", "closed")],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.matter_count = counts.get(partner._origin, 0)

    @api.readonly
    def action_receptions(self):
        return self._steward_action("property_steward.reception_action")

    @api.readonly
    def action_record_reception(self):
        """A new reception of this household, which need not be found any more."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.reception_record_action"
        )
        action["context"] = {
            "default_partner_id": self.id,
            "default_caller_name": self.name,
            "default_caller_phone": self.phone,
            "steward_show_door": True,
        }
        return action
