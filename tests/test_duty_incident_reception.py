from datetime import datetime

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .duty_common import DutyCommon

WORDS = "三栋电梯关人，消防已到场"


@tagged("post_install", "-at_install")
class TestIncidentReception(DutyCommon):
    """A major event that is reported to whoever is addressed (C028; R116, R234)."""

    def _receive(self, user=None, **vals):
        Reception = self.env["steward.reception"].with_user(user or self.user_nobody)
        return Reception.create(
            {
                "channel": "phone",
                "kind": "major_event",
                "partner_id": self.zhang.id,
                "text": WORDS,
                "received_at": datetime(2026, 3, 3, 1, 30),
                **vals,
            }
        )

    def test_R116_a_plain_employee_s_reception_is_a_major_event_at_once(self):
        """R065, R116: also from somebody without any role, with the words and the time."""
        reception = self._receive(incident_kind="equipment", incident_place="三栋二单元电梯")
        incident = reception.sudo().incident_ids
        self.assertEqual((incident.description, incident.name), (WORDS, WORDS))
        self.assertEqual(incident.happened_at, datetime(2026, 3, 3, 1, 30))
        self.assertEqual((incident.kind, incident.place), ("equipment", "三栋二单元电梯"))
        self.assertEqual(incident.community_id, self.community)
        self.assertEqual(incident.reporter_id, self.nobody)
        self.assertEqual(incident.number, "SJ-2026-0001")
        self.assertEqual(reception.state, "done", "the event goes its own way")

    def test_R116_the_project_manager_is_told_of_it(self):
        incident = self._receive().sudo().incident_ids
        self.assertEqual(incident.notified_ids, self.user_project)
        self.assertTrue(self._activities(incident, self.user_project, "incident"))
        message = incident.message_ids.filtered(
            lambda message: self.user_project.partner_id in message.partner_ids
        )
        self.assertIn(WORDS, message.body)
        self.assertEqual(message.author_id, self.user_nobody.partner_id)

    def test_R116_whoever_reported_it_reads_number_and_state_and_no_more(self):
        reception = self._receive()
        self.assertEqual(reception.incident_note, "SJ-2026-0001 · Open")
        with self.assertRaises(AccessError):
            reception.action_open_incident()
        self.assertNotIn(
            self.user_nobody.partner_id, reception.sudo().incident_ids.message_partner_ids
        )

    def test_R116_the_steward_goes_to_the_event_and_back(self):
        reception = self._receive(self.user_steward)
        action = reception.action_open_incident()
        incident = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(incident.with_user(self.user_steward).reception_id, reception)

    def test_R116_the_room_is_the_place_where_none_is_said(self):
        self.assertEqual(self._receive().sudo().incident_ids.place, self.unit_1204.door)
        unknown = self._receive(
            partner_id=False, caller_name="路人", community_id=self.community.id
        )
        self.assertEqual(unknown.sudo().incident_ids.place, self.community.name)

    def test_R116_what_turns_out_to_be_a_major_event_is_one_once(self):
        reception = self._receive(kind="ordinary", answered_on_spot=True)
        self.assertFalse(reception.sudo().incident_ids)
        reception.write({"kind": "major_event", "incident_kind": "security"})
        incident = reception.sudo().incident_ids
        self.assertEqual((len(incident), incident.kind), (1, "security"))
        reception.kind = "ordinary"
        reception.kind = "major_event"
        self.assertEqual(reception.sudo().incident_ids, incident)

    def test_R116_an_ordinary_reception_tells_nobody(self):
        reception = self._receive(kind="peer_visit", incident_kind="security")
        self.assertFalse(reception.sudo().incident_ids)
        self.assertFalse(reception.incident_note)

    def test_R234_the_household_is_called_back_when_it_is_followed_up(self):
        incident = self._receive().sudo().incident_ids.with_user(self.user_supervisor)
        incident.write(
            {
                "result": "已救出，电梯停用检修",
                "follow_up_ids": [
                    Command.create({"description": "维保到场", "employee_id": self.supervisor.id})
                ],
            }
        )
        incident.action_followed_up()
        callbacks = incident.sudo().callback_ids
        self.assertEqual(callbacks.partner_id, self.zhang)

    def test_R116_no_event_is_hung_on_a_reception_by_hand(self):
        reception = self._receive(kind="ordinary", answered_on_spot=True)
        with self.assertRaises(AccessError):
            self.env["steward.incident"].with_user(self.user_steward).create(
                {
                    "name": "伪造",
                    "community_id": self.community.id,
                    "place": "大堂",
                    "description": "伪造",
                    "reception_id": reception.id,
                }
            )
