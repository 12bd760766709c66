from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from .activity_invitation import INVITING


class CommunityActivity(models.Model):
    """Guests of an activity: who is invited, who comes, who waits for a seat, who came (R291)."""

    _inherit = "steward.community.activity"

    # what goes out with the invitations (C004)
    poster_text = fields.Html(
        string="Text of Poster and Letter", translate=False, sanitize_style=True
    )
    poster_image = fields.Image(string="Picture of the Poster", max_width=1600, max_height=1600)

    time_line = fields.Char(string="When", compute="_compute_lines")
    place_line = fields.Char(string="Where", compute="_compute_lines")

    invitation_ids = fields.One2many(
        "steward.activity.invitation", "activity_id", string="Invitations"
    )
    registration_ids = fields.One2many("event.registration", "steward_activity_id", string="Guests")
    invitation_count = fields.Integer(string="Invited", compute="_compute_guest_counts")
    unanswered_count = fields.Integer(string="Not Answered", compute="_compute_guest_counts")
    failed_count = fields.Integer(string="Invitations Failed", compute="_compute_guest_counts")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_guest_counts")
    registration_count = fields.Integer(
        string="Coming", compute="_compute_guest_counts", help="Heads, with those who came."
    )
    adult_count = fields.Integer(
        string="Adults Coming", compute="_compute_guest_counts", help="With those who came."
    )
    minor_count = fields.Integer(
        string="Minors Coming", compute="_compute_guest_counts", help="With those who came."
    )
    attended_count = fields.Integer(string="Came", compute="_compute_guest_counts")
    seats_left = fields.Integer(
        compute="_compute_seats_left", help="Of activities with a number of seats."
    )

    def _compute_guest_counts(self):
        # sudo: figures only, for whoever may read the activity
        Invitation = self.env["steward.activity.invitation"].sudo()
        Registration = self.env["event.registration"].sudo()
        households = {}
        for activity, answer, state, count in Invitation._read_group(
            [("activity_id", "in", self.ids)], ["activity_id", "answer", "state"], ["__count"]
        ):
            households.setdefault(activity.id, []).append((answer, state, count))
        heads = {}
        for activity, state, minor, count in Registration._read_group(
            [("steward_activity_id", "in", self.ids), ("state", "in", ("open", "done"))],
            ["steward_activity_id", "state", "is_minor"],
            ["__count"],
        ):
            for key in (state, bool(minor)):
                heads[activity.id, key] = heads.get((activity.id, key), 0) + count
        for activity in self:
            groups = households.get(activity.id, [])
            activity.invitation_count = sum(count for _answer, _state, count in groups)
            activity.unanswered_count = sum(
                count for answer, _state, count in groups if answer == "none"
            )
            activity.waiting_count = sum(
                count for answer, _state, count in groups if answer == "waiting"
            )
            activity.failed_count = sum(
                count for _answer, state, count in groups if state == "failed"
            )
            activity.adult_count = heads.get((activity.id, False), 0)
            activity.minor_count = heads.get((activity.id, True), 0)
            activity.attended_count = heads.get((activity.id, "done"), 0)
            activity.registration_count = activity.attended_count + heads.get(
                (activity.id, "open"), 0
            )

    @api.depends("date_begin", "date_end", "place", "community_id")
    @api.depends_context("lang")
    def _compute_lines(self):
        """When and where it takes place, as it stands on letters: by the community's clock, in
        the language of the reader."""
        for activity in self:
            activity.place_line = activity._place_line()
            activity.time_line = activity._time_line() if activity.date_begin else False

    @api.depends("seats_max", "registration_ids.state")
    def _compute_seats_left(self):
        for activity in self:
            activity.seats_left = max(0, activity._seats_left() or 0)

    def _seats_left(self):
        """Seats that nobody has; None where as many come as like."""
        self.ensure_one()
        if not self.seats_max:
            return None
        # sudo: how many seats are taken is no secret; whose they are is not read
        taken = (
            self.env["event.registration"]
            .sudo()
            .search_count(
                [("event_id", "=", self.sudo().event_id.id), ("state", "in", ("open", "done"))]
            )
        )
        return self.seats_max - taken

    def _lock_seats(self):
        """Give out seats one household after the other: of two at once, one is asked to try again
        by the database, and sees what the other has taken. A mere lock would not do: the seats
        would be counted as they were before. Where as many come as like, nobody waits for another.
        """
        limited = self.filtered(lambda activity: activity.event_id and activity.seats_max)
        if not limited:
            return
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE event_event SET write_date = (now() AT TIME ZONE 'UTC') WHERE id = ANY(%s)",
            [limited.event_id.ids],
        )
        limited.event_id.invalidate_recordset(["write_date"], flush=False)

    def _fill_seats(self):
        """Those who wait get the seats that are free: first come, first served, as far as a
        household fits; who needs more seats goes on waiting."""
        Invitation = self.env["steward.activity.invitation"]
        for activity in self.filtered(lambda one: one.state == "approved"):
            if activity.date_begin <= fields.Datetime.now():
                continue
            waiting = Invitation.search(
                [("activity_id", "=", activity.id), ("answer", "=", "waiting")],
                order="waiting_since, id",
            )
            if not waiting:
                continue
            activity._lock_seats()
            left = activity._seats_left()
            moving = Invitation
            for invitation in waiting:
                if left is None or invitation.headcount <= left:
                    moving |= invitation
                    left = left and left - invitation.headcount
            moving._move_up()

    def _place_line(self):
        self.ensure_one()
        community = self.community_id
        return " ".join(filter(None, (community.city, community.name, self.place)))

    def _time_line(self):
        self.ensure_one()
        begin = self.community_id._to_local(self.date_begin)
        end = self.community_id._to_local(self.date_end or self.date_begin)
        day = format_date(self.env, begin.date(), date_format="full")
        if begin.date() == end.date():
            return f"{day} {begin:%H:%M}–{end:%H:%M}"
        last = format_date(self.env, end.date(), date_format="full")
        return f"{day} {begin:%H:%M} – {last} {end:%H:%M}"

    def _not_approved_message(self):
        return self.env._(
            "%(activity)s is not approved: households are invited after approval only.",
            activity=self.display_name,
        )

    def _check_may_invite(self):
        """R291: households are invited once the activity is approved, and before it begins.

        :raise UserError: otherwise
        """
        self.check_access("write")
        for activity in self:
            if activity.state not in INVITING:
                raise UserError(activity._not_approved_message())
            if activity.date_begin <= fields.Datetime.now():
                raise UserError(
                    activity.env._(
                        "%(activity)s has begun already.", activity=activity.display_name
                    )
                )
