from odoo import fields, models

INVITATION = [("invitation", "Invitation to an Activity")]


class CallbackRule(models.Model):
    _inherit = "steward.callback.rule"

    trigger = fields.Selection(selection_add=INVITATION, ondelete={"invitation": "cascade"})


class Callback(models.Model):
    """Invitations at the door (R020): offered before an activity, with its notice or letter; the
    household may decline, and nobody is late with them."""

    _inherit = "steward.callback"

    trigger = fields.Selection(selection_add=INVITATION, ondelete={"invitation": "cascade"})
    invited_to = fields.Char(readonly=True, help="The activity to which the household is invited.")
    invited_on = fields.Date(
        string="Activity on", readonly=True, help="By the community's calendar."
    )
    invitation_ids = fields.Many2many(
        "ir.attachment",
        "steward_callback_invitation_rel",
        string="Notice or Letter",
        readonly=True,
        help="The notice of the activity or the letter of invitation (R020).",
    )

    _invitation_uniq = models.UniqueIndex(
        "(partner_id, community_id, invited_to, invited_on)"
        " WHERE trigger = 'invitation' AND activity_id IS NULL",
        "The household is invited to this activity already.",
    )

    def _compute_display_name(self):
        invited = self.filtered(lambda callback: callback.trigger == "invitation")
        result = super(Callback, self - invited)._compute_display_name()
        for callback in invited:
            # sudo: name and door of a household are everybody's
            whole = callback.sudo()
            callback.display_name = callback.env._(
                "Invitation of %(household)s: %(activity)s",
                household=" ".join(filter(None, (whole.unit_id.door, whole.partner_id.name))),
                activity=whole.invited_to or "",
            )
        return result

    def _is_declinable(self):
        return super()._is_declinable() or self.trigger == "invitation"

    def _unasked(self):
        """Whoever brings an invitation asks after nothing that must be ticked off."""
        return [] if self.trigger == "invitation" else super()._unasked()


class Visit(models.Model):
    _inherit = "steward.visit"

    callback_invited_to = fields.Char(related="callback_id.invited_to", string="Invited to")
    callback_invited_on = fields.Date(related="callback_id.invited_on", string="Activity on")
    callback_invitation_ids = fields.Many2many(
        related="callback_id.invitation_ids", string="Notice or Letter"
    )
