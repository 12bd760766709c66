from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

CHANNELS = [
    ("letter", "Letter"),
    ("notice", "Notice"),
    ("email", "E-mail"),
    ("door", "At the Door"),
    ("wechat", "WeChat or SMS"),
]
# an activity to which households may be invited, and one at which they may arrive
INVITING = ("approved",)
RECEIVING = ("approved", "ongoing")


class ActivityInvitation(models.Model):
    """Invitation (邀请) of one household to an approved activity (R291, C004): how it went out,
    what the household answered, how many came. Times are UTC.

    Nobody writes one by hand: households are invited as a set, and answer by their own link.
    """

    _name = "steward.activity.invitation"
    _description = "Invitation to an Activity"
    _inherit = "steward.mail.queue.mixin"
    _order = "activity_id desc, door_key, id"
    _check_company_auto = True

    # whom
    activity_id = fields.Many2one(
        "steward.community.activity", required=True, index=True, ondelete="restrict"
    )
    activity_state = fields.Selection(related="activity_id.state", string="Activity's State")
    date_begin = fields.Datetime(related="activity_id.date_begin", string="Time")
    community_id = fields.Many2one(
        related="activity_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True, precompute=True)
    partner_id = fields.Many2one(
        "res.partner", string="Household", required=True, index=True, ondelete="restrict"
    )
    phone = fields.Char(related="partner_id.phone")
    lang = fields.Char(
        string="Language", compute="_compute_lang", help="In which the household is written to."
    )
    unit_id = fields.Many2one("steward.unit", index="btree_not_null", ondelete="restrict")
    building_id = fields.Many2one(
        related="unit_id.building_id", store=True, precompute=True, index="btree_not_null"
    )
    steward_id = fields.Many2one(
        related="unit_id.steward_id", store=True, precompute=True, index="btree_not_null"
    )
    door = fields.Char(related="unit_id.door", store=True, precompute=True)
    door_key = fields.Char(related="unit_id.door_key", store=True, precompute=True)

    # how it went out
    channel = fields.Selection(CHANNELS, required=True, default="letter")
    state = fields.Selection(
        [("to_send", "To Be Sent"), ("sent", "Sent"), ("failed", "Failed")],
        required=True,
        default="to_send",
        copy=False,
    )
    failure = fields.Char(string="Why It Failed")
    printed_at = fields.Datetime(string="Printed")
    sent_at = fields.Datetime(string="Sent on")
    sent_by_id = fields.Many2one("res.users", string="Sent by Whom")
    is_queued = fields.Boolean(string="On Its Way")
    callback_id = fields.Many2one(
        "steward.callback", string="Visit", index="btree_not_null", ondelete="set null"
    )
    # who has it, answers for the household
    access_token = fields.Char(required=True, groups="base.group_system", copy=False)
    link = fields.Char(compute="_compute_link")
    message_text = fields.Char(string="Text of the Message", compute="_compute_message_text")

    # what the household answered
    answer = fields.Selection(
        [
            ("none", "Not Answered"),
            ("yes", "Coming"),
            ("no", "Not Coming"),
            ("waiting", "On the Waiting List"),
        ],
        required=True,
        default="none",
        copy=False,
    )
    answered_at = fields.Datetime(string="Answered on")
    answered_by = fields.Selection(
        [("resident", "The Household"), ("staff", "Staff")], string="Answered by"
    )
    answer_user_id = fields.Many2one("res.users", string="Answer Noted by")
    adult_count = fields.Integer(string="Adults")
    minor_count = fields.Integer(string="Minors")
    headcount = fields.Integer(
        string="Persons", compute="_compute_headcount", store=True, precompute=True
    )
    waiting_since = fields.Datetime(help="Its place in the waiting list.")
    moved_up_at = fields.Datetime(
        string="Moved Up", help="When it got the seats for which it had waited."
    )

    # who came
    registration_ids = fields.One2many(
        "event.registration", "steward_invitation_id", string="Guests"
    )
    attended_count = fields.Integer(
        string="Came", compute="_compute_attended_count", compute_sudo=True, store=True
    )

    _partner_uniq = models.UniqueIndex(
        "(activity_id, partner_id)", "The household is invited to this activity already."
    )
    _token_uniq = models.UniqueIndex("(access_token)", "A link belongs to one invitation.")
    _queued_idx = models.Index("(id) WHERE is_queued")
    _waiting_idx = models.Index("(activity_id, waiting_since, id) WHERE answer = 'waiting'")

    @api.depends("adult_count", "minor_count")
    def _compute_headcount(self):
        for invitation in self:
            invitation.headcount = invitation.adult_count + invitation.minor_count

    @api.depends("registration_ids.state", "registration_ids.active")
    def _compute_attended_count(self):
        came = dict(
            self.env["event.registration"]._read_group(
                [("steward_invitation_id", "in", self.ids), ("state", "=", "done")],
                ["steward_invitation_id"],
                ["__count"],
            )
        )
        for invitation in self:
            invitation.attended_count = came.get(invitation, 0)

    @api.depends("partner_id.name", "door", "activity_id.name")
    def _compute_display_name(self):
        for invitation in self:
            invitation.display_name = invitation.env._(
                "Invitation of %(household)s: %(activity)s",
                household=invitation._household_line(),
                activity=invitation.activity_id.name or "",
            )

    @api.depends_context("uid")
    def _compute_link(self):
        """For those who bring invitations; whoever only reads them does not answer."""
        for invitation in self:
            if invitation.has_access("write"):
                # sudo: the link is what is handed over
                invitation.link = invitation.sudo()._public_url()
            else:
                invitation.link = False

    @api.depends("partner_id.lang")
    def _compute_lang(self):
        installed = dict(self.env["res.lang"].get_installed())
        for invitation in self:
            invitation.lang = next(
                code
                for code in (invitation.partner_id.lang, "zh_CN", self.env.lang, "en_US")
                if code in installed or code == "en_US"
            )

    @api.constrains("activity_id")
    def _check_approved(self):
        """R291: nobody is invited before the activity is approved."""
        for invitation in self:
            if invitation.activity_id.state not in RECEIVING:
                raise ValidationError(invitation.activity_id._not_approved_message())

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_by_hand()
        return super().create([{"access_token": self._new_token(), **vals} for vals in vals_list])

    def write(self, vals):
        self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_unsent(self):
        for invitation in self:
            if invitation.state == "sent" or invitation.answer != "none":
                raise UserError(
                    invitation.env._(
                        "%(invitation)s went out or was answered: it is kept.",
                        invitation=invitation.display_name,
                    )
                )

    def _refuse_by_hand(self):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "Households are invited from the activity, and answers are noted with their "
                    "buttons."
                )
            )

    def _household_line(self):
        self.ensure_one()
        return " ".join(filter(None, (self.door, self.partner_id.name)))

    def action_withdraw(self):
        """Take back invitations that did not go out and were not answered."""
        self.check_access("write")
        # sudo: nobody deletes invitations by hand; the right to them was checked
        self.sudo().unlink()

    def action_open_form(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }
