from odoo import api, fields, models
from odoo.exceptions import UserError

ACTIVITY = "property_steward.mail_activity_type_incident"
# the first letters of the Chinese word, as on the other registers
NUMBER_PREFIX = "SJ"


class Incident(models.Model):
    """Major (sudden) event (重大（突发）事件, C028): the project manager knows at once, the result
    is followed up and called back (R116, R234)."""

    _name = "steward.incident"
    _description = "Major Event"
    _inherit = [
        "steward.guard.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.mine.mixin",
        "steward.community.mixin",
    ]
    _mine_fields = ("employee_id", "reporter_id")
    _order = "happened_at desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {
            "state",
            "number",
            "reception_id",
            "notified_at",
            "notified_ids",
            "closed_at",
            "closed_by_id",
        }
    )

    # what
    name = fields.Char(string="Subject", required=True, tracking=True)
    number = fields.Char(readonly=True, copy=False, index="trigram")
    kind = fields.Selection(
        [
            ("security", "Security"),
            ("equipment", "Equipment or Facility"),
            ("government", "Visit of Government Leaders"),
            ("other", "Other"),
        ],
        required=True,
        default="security",
        tracking=True,
    )
    happened_at = fields.Datetime(required=True, default=fields.Datetime.now)
    place = fields.Char(required=True)
    description = fields.Text(string="What Happened", required=True)
    measures = fields.Text(string="Measures Taken")
    people = fields.Text(string="People Involved")
    partner_ids = fields.Many2many(
        "res.partner", string="Households Concerned", help="Called back when it is followed up."
    )
    reporter_id = fields.Many2one(
        "hr.employee",
        string="Reported by",
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id,
    )
    reception_id = fields.Many2one(
        "steward.reception",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="By which it was reported.",
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Responsible", index=True, check_company=True, tracking=True
    )

    # what follows
    notified_at = fields.Datetime(string="Project Manager Told", readonly=True, copy=False)
    notified_ids = fields.Many2many("res.users", string="Persons Told", readonly=True, copy=False)
    follow_up_ids = fields.One2many("steward.incident.follow.up", "incident_id")
    result = fields.Text()
    state = fields.Selection(
        [("open", "Open"), ("followed_up", "Followed Up"), ("closed", "Closed")],
        required=True,
        default="open",
        tracking=True,
        group_expand=True,
    )
    closed_at = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False)

    _number_uniq = models.UniqueIndex(
        "(community_id, number)", "The number of an event is given once in a community."
    )
    _reception_uniq = models.UniqueIndex(
        "(reception_id) WHERE reception_id IS NOT NULL",
        "The reception has its major event already.",
    )
    _open_idx = models.Index("(community_id, happened_at) WHERE state <> 'closed'")

    @api.model_create_multi
    def create(self, vals_list):
        incidents = super().create(vals_list)
        incidents._allot_numbers()
        incidents._notify()
        return incidents

    def write(self, vals):
        """:raise UserError: what happened is not rewritten once the event is closed."""
        if not self.env.su and any(incident.state == "closed" for incident in self):
            raise UserError(self.env._("A closed event stays as it was recorded."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Major events are kept: close it with what came of it."))

    def action_followed_up(self):
        """R234: the result is there and was followed up; households concerned are called back.

        :raise UserError: without a result or any follow-up
        """
        self.check_access("write")
        for incident in self:
            incident._check_followed_up()
        # sudo: the state is written by the buttons only, access was checked
        self.filtered(lambda incident: incident.state == "open").sudo().state = "followed_up"
        self.activity_feedback([ACTIVITY])
        self._on_followed_up()

    def action_close(self):
        """:raise UserError: without result and follow-up, or while a callback is owed."""
        self.check_access("write")
        for incident in self:
            incident._check_followed_up()
            if incident.state == "open":
                raise UserError(
                    incident.env._(
                        "“%(event)s” is marked as followed up before it is closed.",
                        event=incident.name,
                    )
                )
            problems = incident._close_problems()
            if problems:
                raise UserError("\n".join(problems))
        # sudo: as above
        self.sudo().write(
            {
                "state": "closed",
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )

    def _allot_numbers(self):
        """Without gaps per community and year, one statement per batch."""
        keys = [
            (
                incident.community_id.id,
                incident.community_id._to_local(incident.happened_at).year,
            )
            for incident in self
        ]
        numbers = self.env["steward.number"]._take(NUMBER_PREFIX, keys)
        for incident, number in zip(self, numbers, strict=True):
            # sudo: a number is given by the register, never by a person
            incident.sudo().number = number

    def _check_followed_up(self):
        self.ensure_one()
        if not (self.result or "").strip():
            raise UserError(self.env._("Write down what came of “%(event)s”.", event=self.name))
        if not self.follow_up_ids:
            raise UserError(
                self.env._(
                    "“%(event)s” has no follow-up yet: say who looked after it, and when.",
                    event=self.name,
                )
            )

    def _close_problems(self):
        """Hook: sentences that say what keeps the event from being closed."""
        self.ensure_one()
        return []

    def _on_followed_up(self):
        """Hook: callbacks to the households concerned (R234)."""

    def _notify(self):
        """R116: an activity and a message for the project manager, or the next one above, at
        once."""
        role = self.env.ref("property_steward.role_project_manager")
        for incident in self:
            users = incident.community_id._users_upwards(role)
            # sudo: who was told is written here only
            incident.sudo().write(
                {"notified_at": fields.Datetime.now(), "notified_ids": [(6, 0, users.ids)]}
            )
            incident._tell(users)

    def _tell(self, users):
        self.ensure_one()
        for user in users:
            env = self.with_context(lang=user.lang).env
            # sudo: the reporter need not see the managers' activities
            self.sudo().activity_schedule(
                ACTIVITY,
                date_deadline=self.community_id._today(),
                user_id=user.id,
                summary=env._("Major event: %(event)s", event=self.name),
            )
        if users:
            # sudo: as above
            self.sudo().message_post(
                subject=self.env._("Major event: %(event)s", event=self.name),
                body=self.env._("%(place)s: %(what)s", place=self.place, what=self.description),
                partner_ids=users.partner_id.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                # sudo: whose message it is, is still the reporter's
                author_id=self.env.user.partner_id.id,
            )
