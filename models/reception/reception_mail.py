from odoo import api, fields, models
from odoo.tools import email_normalize, html2plaintext, parse_contact_from_email

from .reception_life import TAKE_ACTIVITY


class Reception(models.Model):
    """E-mails to a community's address become receptions that somebody takes (R102)."""

    _inherit = "steward.reception"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """R102, R107: an e-mail is registered like a word at the desk. Its moment is the one of
        the mail, not the one of its fetching."""
        values = dict(custom_values or {})
        sender = msg_dict.get("email_from") or ""
        name, address = parse_contact_from_email(sender)
        now = fields.Datetime.now()
        sent = fields.Datetime.to_datetime(msg_dict.get("date")) or now
        subject = (msg_dict.get("subject") or "").strip()
        body = html2plaintext(msg_dict.get("body") or "", include_references=False).strip()
        community = self.env["steward.community"].browse(values.get("community_id"))
        values.update(
            state="new",
            channel="email",
            business="other",
            received_at=min(sent, now),
            caller_name=name or address,
            text="\n".join(filter(None, (subject, body))) or self.env._("(empty e-mail)"),
            partner_id=self._household_by_email(address, community).id,
        )
        reception = super().message_new(msg_dict, custom_values=values)
        reception.caller_email = email_normalize(address) or address
        return reception

    @api.model
    def _household_by_email(self, address, community):
        """The household of the address, also of a family member's; nothing where it is not
        certain which one it is."""
        normalized = email_normalize(address)
        if not normalized:
            return self.env["res.partner"]
        contacts = self.env["res.partner"].search([("email_normalized", "=", normalized)], limit=20)
        households = (contacts | contacts.parent_id).filtered("is_household")
        here = households.filtered(lambda home: home.household_community_id == community)
        found = here or households
        return found if len(found) == 1 else found.browse()

    def _ask_to_take(self):
        """Until somebody takes it, the duty supervisor answers for it."""
        for reception in self:
            user = reception.community_id._duty_supervisor()
            # sudo: the mail gateway, or a colleague, gives the task to somebody else
            keeper = reception.sudo()
            keeper.responsible_id = user.sudo().employee_id
            if user:
                keeper.with_context(mail_activity_quick_update=True).activity_schedule(
                    TAKE_ACTIVITY, reception.community_id._today(), user_id=user.id
                )
