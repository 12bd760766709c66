from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ...engine.register.names import is_company

FAILED = ("exception", "bounce", "cancel")
# names of two characters that are a family name by themselves
DOUBLE_NAMES = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒")
    + ("司空", "端木", "南宫", "轩辕", "独孤", "长孙", "宇文", "呼延", "申屠", "钟离")
)


class LifeEvent(models.Model):
    """Card and message of the hand-over day (管家名片/信息, C099, E48, R272-R273): who the steward
    is and how to reach the centre; sent the same day by e-mail or SMS, or given on paper."""

    _inherit = "steward.life.event"

    # the eight variables of the message
    salutation = fields.Char(
        compute="_compute_salutation",
        store=True,
        readonly=False,
        precompute=True,
        help="How the household is addressed in the message.",
    )
    steward_name = fields.Char(compute="_compute_card")
    steward_work_number = fields.Char(string="Work Number", compute="_compute_card")
    steward_short_name = fields.Char(string="Called", compute="_compute_card")
    steward_phone = fields.Char(string="Steward's Phone", compute="_compute_card")
    steward_wechat = fields.Char(string="WeChat", compute="_compute_card")
    centre_phone = fields.Char(string="Centre's Phone", compute="_compute_card")
    # the eighth is `date`

    has_greeting = fields.Boolean(compute="_compute_has_greeting")
    greeting_text = fields.Text(string="Text of the Message", compute="_compute_greeting_text")
    greeting_mode = fields.Selection(
        [
            ("email", "E-Mail"),
            ("sms", "SMS"),
            ("card", "Card Given"),
            ("wechat", "WeChat"),
        ],
        string="Sent by",
        readonly=True,
        copy=False,
        tracking=True,
    )
    greeting_at = fields.Datetime(string="Message Sent", readonly=True, copy=False)
    greeting_user_id = fields.Many2one(
        "res.users", string="Sent by Whom", readonly=True, copy=False
    )
    greeting_message_id = fields.Many2one(
        "mail.message", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    greeting_state = fields.Selection(
        [
            ("to_send", "Not Sent"),
            ("sending", "On Its Way"),
            ("sent", "Sent"),
            ("failed", "Failed"),
        ],
        string="Card and Message",
        compute="_compute_greeting_state",
        search="_search_greeting_state",
    )
    greeting_failure = fields.Char(string="Why It Failed", compute="_compute_greeting_state")
    is_greeting_late = fields.Boolean(
        string="Message Late", compute="_compute_greeting_state", help="Due the same day (R272)."
    )
    can_sms = fields.Boolean(compute="_compute_can_sms")

    @api.depends("partner_id")
    def _compute_salutation(self):
        for event in self:
            # sudo: name and language of a household are everybody's
            household = event.partner_id.sudo()
            spoken = event.with_context(lang=household.lang or event.env.lang)
            event.salutation = spoken._addressed(household.name or "")

    @api.depends("steward_id", "community_id")
    def _compute_card(self):
        for event in self:
            # sudo: what stands on a steward's card is made to be told
            steward, community = event.sudo().steward_id, event.sudo().community_id
            event.steward_name = steward.name
            event.steward_work_number = steward.steward_work_number
            event.steward_short_name = steward.steward_short_name or steward.name
            event.steward_phone = steward.mobile_phone or steward.work_phone
            event.steward_wechat = steward.steward_wechat
            event.centre_phone = community.hotline

    @api.depends("kind_id.template_id")
    def _compute_has_greeting(self):
        for event in self:
            event.has_greeting = bool(event.kind_id.template_id)

    @api.depends("salutation", "steward_id", "date", "kind_id")
    def _compute_greeting_text(self):
        for event in self:
            event.greeting_text = event._greeting() if event.id and event.has_greeting else False

    @api.depends("greeting_at", "greeting_message_id", "kind_id", "state", "date")
    def _compute_greeting_state(self):
        # sudo: whether it arrived is all that is asked of the message
        messages = self.sudo().greeting_message_id
        mails = self.env["mail.mail"].sudo().search([("mail_message_id", "in", messages.ids)])
        by_message = mails.grouped("mail_message_id")
        for event in self:
            message = event.sudo().greeting_message_id
            mail = by_message.get(message, mails.browse())
            notices = message.notification_ids
            failed = notices.filtered(lambda notice: notice.notification_status in FAILED)
            event.greeting_failure = (
                (mail.failure_reason or mail.failure_type)
                if mail.state in FAILED
                else failed[:1].failure_reason or failed[:1].failure_type
            )
            event.greeting_state = event._greeting_state(
                mail.state in FAILED or failed,
                mail.state == "outgoing"
                or any(notice.notification_status in ("ready", "process") for notice in notices),
            )
            event.is_greeting_late = (
                event.greeting_state in ("to_send", "failed")
                and event.date < event.community_id._today()
            )

    def _greeting_state(self, has_failed, is_under_way):
        if not self.greeting_at:
            due = self.has_greeting and self.state == "open"
            return "to_send" if due else False
        if has_failed:
            return "failed"
        return "sending" if is_under_way else "sent"

    def _search_greeting_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        unsent = Domain("greeting_at", "=", False)
        # sudo: as above
        undelivered = self.sudo().search(
            Domain("greeting_message_id.notification_ids.notification_status", "in", FAILED)
            | Domain("greeting_message_id", "in", self._failed_mails().mail_message_id.ids)
        )
        failed = Domain("id", "in", undelivered.ids)
        domains = {
            "to_send": unsent
            & Domain("state", "=", "open")
            & Domain("kind_id.template_id", "!=", False),
            "failed": failed,
            "sent": ~unsent & ~failed,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    def _failed_mails(self):
        # sudo: as above
        return (
            self.env["mail.mail"]
            .sudo()
            .search([("model", "=", self._name), ("state", "in", FAILED)])
        )

    def _compute_can_sms(self):
        """Where Odoo's own SMS gateway is installed, and the household has a telephone."""
        has_gateway = "sms.sms" in self.env
        for event in self:
            event.can_sms = has_gateway and bool(event.phone)

    def action_send_email(self):
        """:raise UserError: where the household has no e-mail address"""
        self._check_may_greet()
        for event in self:
            # sudo: name and address of the household that is written to
            if not event.sudo().partner_id.email:
                raise UserError(
                    event.env._(
                        "%(household)s has no e-mail address: give the card, or send the message "
                        "otherwise.",
                        household=event.sudo().partner_id.name,
                    )
                )
            mail_id = event.kind_id.template_id.send_mail(event.id)
            # sudo: the message of the mail, to know whether it arrived
            message = self.env["mail.mail"].sudo().browse(mail_id).mail_message_id
            event._greeted("email", message)

    def action_send_sms(self):
        """Through Odoo's own gateway, where it is installed.

        :raise UserError: without gateway or telephone
        """
        self._check_may_greet()
        for event in self:
            # sudo: name of the household that is written to
            if not event.can_sms:
                raise UserError(
                    event.env._(
                        "No SMS can be sent to %(household)s: the gateway or the number is "
                        "missing.",
                        household=event.sudo().partner_id.name,
                    )
                )
            # sudo: only posts the text to the household itself
            message = event.sudo()._message_sms(
                event.greeting_text, partner_ids=event.partner_id.ids
            )
            event._greeted("sms", message)

    def action_print_card(self):
        """The card with the message, to be given at the door (C099)."""
        return self.env.ref("property_steward.report_steward_card_action").report_action(
            self, config=False
        )

    def action_card_given(self):
        self._check_may_greet()
        self._greeted("card")

    def action_wechat_sent(self):
        self._check_may_greet()
        self._greeted("wechat")

    def _check_may_greet(self):
        self.check_access("write")
        for event in self:
            if not event.has_greeting or event.state == "cancelled":
                raise UserError(event.env._("%(event)s has no message.", event=event.display_name))

    def _greeted(self, mode, message=None):
        """Note that it was sent or given: on the event, not on the contact."""
        # sudo: how and when follows from the button
        self.sudo().write(
            {
                "greeting_mode": mode,
                "greeting_at": fields.Datetime.now(),
                "greeting_user_id": self.env.uid,
                "greeting_message_id": message.id if message else False,
            }
        )
        self._close_settled()

    def _greeting(self):
        """The message as plain text, in the language of the household."""
        self.ensure_one()
        # sudo: the template is the firm's, and names nothing but the household and its steward
        template = self.sudo().kind_id.template_id
        body = template._render_field("body_html", self.ids, compute_lang=True)[self.id]
        return html2plaintext(body).strip()

    def _addressed(self, name):
        """Family name and title; a firm, and a name that is no Chinese one, stand in full."""
        name = name.strip()
        is_chinese = all("\u4e00" <= letter <= "\u9fff" for letter in name)
        if not is_chinese or not 2 <= len(name) <= 4 or is_company(name):
            return name
        family = name[:2] if name[:2] in DOUBLE_NAMES else name[:1]
        return self.env._("Mr / Ms %(family_name)s", family_name=family)
