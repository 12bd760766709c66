from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine import duties


class Duty(models.Model):
    """R265: a new project owes an owners' meeting, by the day of its delivery."""

    _inherit = "steward.duty"

    @api.model
    def _turns_of(self, rule, community, since):
        """A meeting is owed once, as long as the project is new."""
        if rule.kind != "owners_meeting":
            return super()._turns_of(rule, community, since)
        delivered, months = community.delivery_date, community.policy_id.owners_meeting_months
        if not delivered or not months:
            return []
        if delivered + relativedelta(months=months) < community._today():
            return []
        return [
            duties.Turn(
                ordinal=1,
                start=delivered,
                end=delivered,
                due=delivered,
                remind=delivered - timedelta(days=rule.remind_days),
                figures_from=delivered,
                figures_to=delivered,
            )
        ]

    @api.model
    def _turn_rows(self, missing):
        """Without the meetings that were held, or are owed under another day of delivery."""
        owing = [row for row in missing if row[1].kind == "owners_meeting"]
        if owing:
            settled = self._communities_with_owners_meeting([row[0].id for row in owing])
            missing = [
                row for row in missing if row[1].kind != "owners_meeting" or row[0] not in settled
            ]
        return super()._turn_rows(missing)

    @api.model
    def _communities_with_owners_meeting(self, community_ids):
        """Communities that held an owners' meeting, or have the duty already."""
        # sudo: only whether there is one
        meetings = (
            self.env["steward.community.activity"]
            .sudo()
            ._read_group(
                [
                    ("community_id", "in", community_ids),
                    ("kind_id.code", "=", "owners_meeting"),
                    ("held_at", "!=", False),
                ],
                ["community_id"],
            )
        )
        owed = self.sudo()._read_group(
            [("community_id", "in", community_ids), ("kind", "=", "owners_meeting")],
            ["community_id"],
        )
        found = {community.id for (community,) in (*meetings, *owed)}
        return self.env["steward.community"].browse(found)

    @api.model
    def _settle_owners_meeting(self, meetings):
        """The duty is done with the meeting, which is its proof."""
        if not meetings:
            return
        # sudo: the duty is another person's perhaps; it follows from the meeting
        owed = self.sudo().search(
            Domain("community_id", "in", meetings.community_id.ids)
            & Domain("kind", "=", "owners_meeting")
            & Domain("state", "=", "draft")
        )
        by_community = {meeting.community_id: meeting for meeting in meetings}
        for duty in owed:
            duty.evidence = by_community[duty.community_id].display_name
        owed.action_submit()

    def action_prepare_meeting(self):
        """Plan the owners' meeting that this duty asks for."""
        self.ensure_one()
        if self.kind != "owners_meeting":
            raise UserError(self.env._("This duty asks for no owners' meeting."))
        start = max(self.date_due, fields.Date.context_today(self))
        return {
            "type": "ir.actions.act_window",
            "res_model": "steward.community.activity",
            "views": [(False, "form")],
            "context": {
                "default_kind_id": self.env.ref("property_steward.activity_kind_owners_meeting").id,
                "default_community_id": self.community_id.id,
                "default_name": self.name,
                "default_date_begin": self.community_id._day_start(start) + timedelta(hours=14),
                "default_date_end": self.community_id._day_start(start) + timedelta(hours=16),
            },
        }
