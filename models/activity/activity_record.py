from odoo import api, fields, models
from odoo.exceptions import UserError

# E24
FILES = ("media_ids", "recording_ids", "photo_ids", "video_ids")


class ActivityRecord(models.Model):
    """Record form of an activity (《客户活动记录表》, HSJY04-GJ-B55, C108; R297): what took place,
    who came, with media texts, sound recordings, photos and videos (E24). One for each activity,
    made when it is over, kept permanently (R299)."""

    _name = "steward.activity.record"
    _description = "Activity Record"
    _inherit = ["steward.kept.mixin", "steward.guard.mixin", "mail.thread"]
    _order = "id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(("state", "done_at", "done_by_id", "activity_id"))
    _kept_fields = (
        "steward_id",
        "course",
        "walk_in_count",
        "participant_count",
        "guests",
        "incidents",
        "media_text",
        *FILES,
    )
    _document_fields = FILES

    date_end = fields.Datetime(related="activity_id.date_end")
    place = fields.Char(related="activity_id.place")
    commander_id = fields.Many2one(related="activity_id.commander_id")
    state = fields.Selection(
        [("draft", "To Do"), ("done", "Done")], required=True, default="draft", tracking=True
    )

    # what took place
    course = fields.Text(
        string="Course of the Activity", help="What took place, in which order, and how it went."
    )
    attended_count = fields.Integer(
        string="Registered Guests Who Came", compute="_compute_attended_count"
    )
    walk_in_count = fields.Integer(
        string="Walk-Ins", aggregator=None, help="Guests who came without being registered."
    )
    participant_count = fields.Integer(
        string="Participants",
        compute="_compute_participant_count",
        store=True,
        readonly=False,
        help="Registered guests who came, and walk-ins; correct it where it was counted otherwise.",
    )
    guests = fields.Text(string="Important Guests")
    incidents = fields.Text(help="What went wrong, and what was done about it.")
    media_text = fields.Text(help="What the media, the wall newspaper or the groups said of it.")
    answer_count = fields.Integer(related="activity_id.answer_count")
    satisfaction = fields.Float(related="activity_id.satisfaction")

    # attachments (E24)
    media_ids = fields.Many2many(
        "ir.attachment", "steward_activity_record_media_rel", string="Media Texts", copy=False
    )
    recording_ids = fields.Many2many(
        "ir.attachment",
        "steward_activity_record_recording_rel",
        string="Sound Recordings",
        copy=False,
    )
    photo_ids = fields.Many2many(
        "ir.attachment", "steward_activity_record_photo_rel", string="Photos", copy=False
    )
    video_ids = fields.Many2many(
        "ir.attachment", "steward_activity_record_video_rel", string="Videos", copy=False
    )

    done_at = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _activity_uniq = models.Constraint("UNIQUE(activity_id)", "An activity has one record.")
    _counts_positive = models.Constraint(
        "CHECK(walk_in_count >= 0 AND participant_count >= 0)",
        "The number of participants cannot be negative.",
    )

    @api.depends("activity_id.event_id.registration_ids.state")
    def _compute_attended_count(self):
        # sudo: how many came is a figure; who registered is read in the Events app
        groups = (
            self.env["event.registration"]
            .sudo()
            ._read_group(
                [
                    ("event_id", "in", self.sudo().activity_id.event_id.ids),
                    ("state", "=", "done"),
                ],
                ["event_id"],
                ["__count"],
            )
        )
        counts = {event.id: count for event, count in groups}
        for record in self:
            record.attended_count = counts.get(record.sudo().activity_id.event_id.id, 0)

    @api.depends("walk_in_count", "attended_count")
    def _compute_participant_count(self):
        """As long as the form is not done: what was recorded stays."""
        for record in self:
            if record.state != "done":
                record.participant_count = record.attended_count + record.walk_in_count

    @api.depends("activity_id")
    def _compute_display_name(self):
        for record in self:
            record.display_name = record.env._(
                "Record of %(activity)s", activity=record.activity_id.display_name or ""
            )

    def _is_kept(self):
        return self.state == "done"

    def _reopen(self):
        self.write({"state": "draft", "done_at": False, "done_by_id": False})

    def action_done(self):
        """The form is filled in (R297).

        :raise UserError: where it does not say how it went
        """
        self.check_access("write")
        for record in self:
            if not (record.course or "").strip():
                raise UserError(
                    record.env._(
                        "%(form)s does not say how it went: fill in the course of the activity.",
                        form=record.display_name,
                    )
                )
        # counted as long as it is a draft
        self.flush_recordset(["participant_count"])
        # sudo: states are closed to everything but these actions
        self.sudo().write(
            {"state": "done", "done_at": fields.Datetime.now(), "done_by_id": self.env.uid}
        )
        self.activity_id._deadline_meet(["activity_record"])
