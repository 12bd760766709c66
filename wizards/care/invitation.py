from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class Invitation(models.TransientModel):
    """Invite households at the door before an activity (R020): those chosen, or all who live in a
    community or in some of its buildings, as far as the user looks after them."""

    _name = "steward.invitation"
    _description = "Invitation at the Door"

    community_id = fields.Many2one("steward.community", required=True)
    activity = fields.Char(required=True)
    date = fields.Date(
        string="Takes Place on", required=True, help="Invitations are brought before this day."
    )
    building_ids = fields.Many2many(
        "steward.building", domain="[('community_id', '=', community_id)]"
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Households",
        domain="[('household_community_id', '=', community_id)]",
        help="Empty: all who live in the community or in the buildings chosen.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Notice or Letter", help="Brought along and shown on the visit."
    )
    count = fields.Integer(string="Invited", compute="_compute_count")

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        if self.env.context.get("active_model") == "res.partner":
            partners = self.env["res.partner"].browse(self.env.context.get("active_ids", []))
            vals["partner_ids"] = [fields.Command.set(partners.filtered("is_household").ids)]
            vals["community_id"] = partners.household_community_id[:1].id
        if not vals.get("community_id"):
            vals["community_id"] = self.env["steward.community"].search([], limit=1).id
        return vals

    @api.depends("community_id", "building_ids", "partner_ids")
    def _compute_count(self):
        for invitation in self:
            invitation.count = len(invitation._households())

    def action_invite(self):
        """:raise UserError: for a day that is over, and where there is nobody to invite"""
        self.ensure_one()
        if self.date <= self.community_id._today():
            raise UserError(
                self.env._("“%(activity)s” must take place after today.", activity=self.activity)
            )
        households = self._households()
        if not households:
            raise UserError(
                self.env._("None of these households is looked after by you: choose others.")
            )
        self.env["steward.callback"]._invite(
            self.community_id, households, self.activity, self.date, self._shared_attachments()
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.activity,
            "res_model": "steward.callback",
            "view_mode": "list,kanban,form",
            "views": [
                (self.env.ref("property_steward.invitation_view_list").id, "list"),
                (self.env.ref("property_steward.callback_view_kanban").id, "kanban"),
                (False, "form"),
            ],
            "domain": [
                ("trigger", "=", "invitation"),
                ("invited_to", "=", self.activity),
                ("invited_on", "=", fields.Date.to_string(self.date)),
            ],
            # opened from a list of households whose names begin with the door
            "context": {"create": False, "steward_show_door": False},
        }

    def _shared_attachments(self):
        """What is brought along, readable by whoever sees the community."""
        self.attachment_ids.check_access("read")
        # sudo: copies of what the user may read and gives out; nobody else's document is touched
        copies = self.attachment_ids.sudo().copy(
            {"res_model": self.community_id._name, "res_id": self.community_id.id}
        )
        return copies.sudo(False)

    def _households(self):
        """Who lives there now, of those whose occupancy the user may see."""
        domain = Domain("community_id", "=", self.community_id.id)
        domain &= Domain("state", "=", "moved_in")
        if self.building_ids:
            domain &= Domain("unit_id.building_id", "in", self.building_ids.ids)
        if self.partner_ids:
            domain &= Domain("partner_id", "in", self.partner_ids.ids)
        return self.env["steward.occupancy"].search(domain).partner_id
