from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine import clock

ACTIVITY = "property_steward.mail_activity_type_message_slip"
DAYS_WITHOUT_POLICY = 1
# an office that is closed for longer than this asks for an answer all the same
SEARCHED = timedelta(days=14)


class MessageSlip(models.Model):
    """Message slip (留言条, C007) for a colleague who was absent, and the call back (R034-R035)."""

    _name = "steward.message.slip"
    _description = "Message Slip"
    _inherit = ["steward.guard.mixin", "mail.thread", "mail.activity.mixin", "steward.mine.mixin"]
    _mine_fields = ("addressee_id", "handled_by_id")
    _order = "called_at desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(("replied_at", "replied_by_id", "handled_by_id"))

    # the call
    called_at = fields.Datetime(required=True, default=fields.Datetime.now)
    caller_name = fields.Char(string="Caller", required=True)
    caller_company = fields.Char(
        string="Caller's Company", required=True, help="For a resident, the door (R034)."
    )
    callback_number = fields.Char(string="Number to Call Back")
    message = fields.Text(required=True)
    help_given = fields.Text(help="What could be done for the caller at once.")
    taken_by_id = fields.Many2one(
        "hr.employee",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id,
    )

    # for whom
    addressee_id = fields.Many2one(
        "hr.employee", string="For", required=True, index=True, check_company=True, tracking=True
    )
    handled_by_id = fields.Many2one(
        "hr.employee",
        string="Taken Over by",
        index="btree_not_null",
        readonly=True,
        copy=False,
        help="Calls back after the hand-over of a shift (R073).",
    )
    community_id = fields.Many2one(
        "steward.community",
        index=True,
        check_company=True,
        default=lambda self: self.env["steward.community"]._only_one(),
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )

    # the reply
    due_at = fields.Datetime(
        string="Call Back by",
        compute="_compute_due_at",
        store=True,
        precompute=True,
        index=True,
        help="Closing time, so many working days after the call as the policy says (R035).",
    )
    replied_at = fields.Datetime(readonly=True, copy=False, tracking=True)
    replied_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reply = fields.Text(string="Outcome of the Reply", copy=False)
    is_unanswered = fields.Boolean(
        string="Unanswered", compute="_compute_is_unanswered", search="_search_is_unanswered"
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    is_mine = fields.Boolean(string="For Me")

    _unanswered_idx = models.Index("(addressee_id, due_at) WHERE replied_at IS NULL")

    @api.depends("called_at", "community_id")
    def _compute_due_at(self):
        """Closing time of the office so many working days later; where no community is named, the
        same time so many days later."""
        for slip in self:
            community = slip.community_id
            days = community.policy_id.message_reply_days or DAYS_WITHOUT_POLICY
            horizon = slip.called_at + timedelta(days=days) + SEARCHED
            due = None
            if community:
                due = clock.due(
                    clock.Clock("working_days", community.policy_id.message_reply_days),
                    slip.called_at,
                    community.tz,
                    community._office_hours(slip.called_at, horizon),
                )
            slip.due_at = due or slip.called_at + timedelta(days=days)

    @api.depends("replied_at")
    def _compute_is_unanswered(self):
        for slip in self:
            slip.is_unanswered = not slip.replied_at

    def _search_is_unanswered(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("replied_at", "=", False)

    @api.depends("replied_at", "due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for slip in self:
            slip.is_late = not slip.replied_at and bool(slip.due_at) and slip.due_at < now

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("replied_at", "=", False) & Domain("due_at", "<", fields.Datetime.now())

    @api.depends("caller_name", "caller_company")
    def _compute_display_name(self):
        for slip in self:
            slip.display_name = slip.env._(
                "Call of %(caller)s, %(company)s",
                caller=slip.caller_name or "",
                company=slip.caller_company or "",
            )

    @api.model_create_multi
    def create(self, vals_list):
        slips = super().create(vals_list)
        slips._tell_addressees()
        return slips

    def write(self, vals):
        """:raise UserError: when what was noted down would change after the reply."""
        noted = {"caller_name", "caller_company", "callback_number", "message", "called_at"}
        if noted & vals.keys() and any(slip.replied_at for slip in self):
            raise UserError(self.env._("An answered message slip stays as it was written."))
        result = super().write(vals)
        if {"addressee_id", "handled_by_id"} & vals.keys():
            unanswered = self.filtered("is_unanswered")
            unanswered.activity_unlink([ACTIVITY])
            unanswered._tell_addressees()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        if any(slip.replied_at for slip in self):
            raise UserError(self.env._("An answered message slip is kept."))

    def action_replied(self):
        """R035: the caller was called back, now, by the current user."""
        self.check_access("write")
        unanswered = self.filtered("is_unanswered")
        # sudo: when and by whom is written here only, access was checked
        unanswered.sudo().write(
            {"replied_at": fields.Datetime.now(), "replied_by_id": self.env.uid}
        )
        unanswered.sudo().activity_feedback([ACTIVITY])

    def _tell_addressees(self):
        """R035: an activity for the addressee, or the superior of who has no login."""
        for slip in self:
            # sudo: only the login is read, to address the activity
            addressee = (slip.handled_by_id or slip.addressee_id).sudo()
            user = addressee.user_id or addressee.parent_id.user_id
            if user:
                # sudo: the writer need not see the addressee's activities
                slip.sudo().activity_schedule(
                    ACTIVITY,
                    date_deadline=slip._due_on(),
                    user_id=user.id,
                    summary=slip.with_context(lang=user.lang).env._(
                        "Call back %(caller)s, %(company)s",
                        caller=slip.caller_name,
                        company=slip.caller_company,
                    ),
                )

    def _due_on(self):
        """Day of `due_at` in the community's time zone."""
        if self.community_id:
            return self.community_id._to_local(self.due_at).date()
        return fields.Datetime.context_timestamp(self, self.due_at).date()
