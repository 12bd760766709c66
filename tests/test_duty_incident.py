from datetime import datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestIncident(DutyCommon):
    """Major events (C028; R116, R234)."""

    def _create_incident(self, user=None, **vals):
        return (
            self.env["steward.incident"]
            .with_user(user or self.user_steward)
            .create(
                {
                    "name": "水泵房进水",
                    "kind": "equipment",
                    "community_id": self.community.id,
                    "place": "地下一层",
                    "description": "水泵房进水，已断电",
                    **vals,
                }
            )
        )

    def _follow_up(self, incident):
        incident.write(
            {
                "result": "已恢复供水",
                "follow_up_ids": [Command.create({"description": "抽水、更换密封圈"})],
            }
        )

    def test_R116_project_manager_is_told_at_once(self):
        incident = self._create_incident()
        self.assertEqual(incident.notified_ids, self.user_project)
        self.assertEqual(incident.notified_at, datetime(2026, 3, 3, 2))
        self.assertTrue(self._activities(incident, self.user_project, "incident"))
        message = incident.message_ids.filtered(
            lambda message: self.user_project.partner_id in message.partner_ids
        )
        self.assertIn("水泵房进水", message.body)
        self.assertEqual(message.author_id, self.user_steward.partner_id)

    def test_R116_who_stands_above_is_told_where_there_is_no_project_manager(self):
        self.env["steward.role.assignment"].search([("employee_id", "=", self.project.id)]).unlink()
        self.assertEqual(self._create_incident().notified_ids, self.user_gm)

    def test_R116_events_are_numbered_without_gaps_per_community_and_year(self):
        first, second = (self._create_incident() for _each in range(2))
        in_mall = self._create_incident(community_id=self.mall.id)
        year_before = self._create_incident(happened_at=datetime(2025, 12, 31, 15, 59))
        new_year = self._create_incident(happened_at=datetime(2025, 12, 31, 16))
        self.assertEqual(
            (first | second | in_mall | year_before | new_year).mapped("number"),
            ["SJ-2026-0001", "SJ-2026-0002", "SJ-2026-0001", "SJ-2025-0001", "SJ-2026-0003"],
        )

    def test_R234_event_is_closed_only_with_result_and_follow_up(self):
        incident = self._create_incident()
        with self.assertRefused(UserError, "what came of"):
            incident.action_followed_up()
        incident.result = "已恢复供水"
        with self.assertRefused(UserError, "no follow-up yet"):
            incident.action_followed_up()
        self._follow_up(incident)
        with self.assertRefused(UserError, "marked as followed up"):
            incident.action_close()
        incident.action_followed_up()
        self.assertFalse(self._activities(incident, self.user_project, "incident"))
        incident.action_close()
        self.assertEqual((incident.state, incident.closed_by_id), ("closed", self.user_steward))

    def test_R234_households_concerned_are_called_back_before_the_event_is_closed(self):
        households = self.zhang | self.zhao
        incident = self._create_incident(partner_ids=[Command.set(households.ids)])
        self._follow_up(incident)
        incident.action_followed_up()
        callbacks = incident.sudo().callback_ids
        self.assertEqual(callbacks.partner_id, households, "also in the area of a colleague")
        self.assertEqual(set(callbacks.mapped("trigger")), {"incident"})
        action = incident.action_open_callbacks()
        self.assertEqual(self.env["steward.callback"].search(action["domain"]), callbacks)
        with self.assertRefused(UserError, "赵六"):
            incident.action_close()

    def test_R234_a_household_is_called_back_once_however_often_it_is_followed_up(self):
        incident = self._create_incident(partner_ids=[Command.set(self.zhang.ids)])
        self._follow_up(incident)
        incident.action_followed_up()
        incident.partner_ids = [Command.link(self.zhao.id)]
        incident.action_followed_up()
        self.assertEqual(
            incident.sudo().callback_ids.sorted("id").mapped("partner_id"), self.zhang | self.zhao
        )
        self.assertEqual(len(incident.sudo().callback_ids), 2)

    def test_R116_closed_event_stays_as_it_was_recorded(self):
        incident = self._create_incident()
        self._follow_up(incident)
        incident.action_followed_up()
        incident.action_close()
        with self.assertRefused(UserError, "stays as it was recorded"):
            incident.description = "没有进水"
        with self.assertRefused(UserError, "stays as it was recorded"):
            incident.follow_up_ids.unlink()
        with self.assertRaises(UserError):
            incident.with_user(self.user_gm).unlink()

    def test_R116_state_and_number_are_not_forged(self):
        incident = self._create_incident()
        for vals in ({"state": "closed"}, {"number": "SJ-2026-9999"}, {"notified_at": False}):
            with self.assertRaises(AccessError):
                incident.write(vals)
        with self.assertRaises(AccessError):
            self._create_incident(state="closed")

    def test_R116_reporter_works_in_the_community(self):
        with self.assertRaises(AccessError):
            self._create_incident(self.user_nobody)
        other = self.env["steward.community"].create({"name": "别处"})
        with self.assertRaises(AccessError):
            self._create_incident(community_id=other.id)
