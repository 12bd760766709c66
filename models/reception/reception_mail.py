import logging

from odoo import api, fields, models
from odoo.tools import email_normalize, html2plaintext, parse_contact_from_email

from .reception_life import TAKE_ACTIVITY

_logger = logging.getLogger(__name__)

# by which a mail server says that nobody wrote this: beginnings of the values (RFC 3834, and what
# was usual before it), and headers that say so unless their value denies it
AUTOMATIC_VALUES = {
    "Auto-Submitted": ("auto-",),
    "Precedence": ("auto_reply", "auto-reply", "bulk", "junk"),
}
AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond")
DENIALS = ("", "no", "false", "0")


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
    def _routing_check_route(self, message, message_dict, route, raise_exception=True):
        """No reception of an absence note or a machine's notice: nobody waits for an answer, and
        the clocks would run. A reply to what was written from a reception stays with it."""
        header = self._automatic_header(message)
        if header:
            _logger.info(
                "No reception of the mail from %s to %s with Message-Id %s: automatic, %s: %s",
                message_dict.get("email_from"),
                message_dict.get("to"),
                message_dict.get("message_id"),
                header,
                message[header],
            )
            return False
        return super()._routing_check_route(message, message_dict, route, raise_exception)

    @api.model
    def _automatic_header(self, message):
        """Name of the header that says that `message` was sent automatically, if any does."""

        def value(name):
            return str(message[name] or "").strip().lower()

        said = [
            *(
                name
                for name, beginnings in AUTOMATIC_VALUES.items()
                if value(name).startswith(beginnings)
            ),
            *(name for name in AUTOMATIC_HEADERS if value(name) not in DENIALS),
        ]
        return next(iter(said), None)

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
