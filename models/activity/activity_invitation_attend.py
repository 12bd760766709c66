from odoo import models
from odoo.exceptions import UserError


class ActivityInvitation(models.Model):
    """On the day (R294): who comes is ticked, whole households or head by head."""

    _inherit = "steward.activity.invitation"

    def action_answer(self):
        """The household answered by phone, at the desk or at its door."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "steward.activity.answer",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_invitation_id": self.id,
                "default_adult_count": self.adult_count or 1,
                "default_minor_count": self.minor_count,
            },
        }

    def action_not_coming(self):
        self.check_access("write")
        for invitation in self:
            invitation._answer(False, by="staff")

    def action_all_came(self):
        """All who were announced are here; who was not announced is asked for first."""
        self.check_access("write")
        self.activity_id._check_receiving()
        unknown = self.filtered(lambda one: not one._heads())
        if len(self) == 1 and unknown:
            return self._action_walk_in()
        if unknown:
            raise UserError(
                self.env._(
                    "%(household)s was not announced: tick it by itself, and say how many came.",
                    household=unknown[0]._household_line(),
                )
            )
        # sudo: whoever holds a role in the community receives its guests
        heads = self.sudo().registration_ids.filtered(lambda one: one.state == "open")
        heads.action_set_done()
        return None

    def action_none_came(self):
        """Ticked by mistake."""
        self.check_access("write")
        # sudo: as above
        heads = self.sudo().registration_ids.filtered(lambda one: one.state == "done")
        heads.action_confirm()

    def _action_walk_in(self):
        self.ensure_one()
        action = self.activity_id.action_walk_in()
        action["context"]["default_partner_id"] = self.partner_id.id
        return action
