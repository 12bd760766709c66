from datetime import timedelta

from odoo import fields
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from .processes_common import ProcessesCommon

HOUSEHOLDS = 8
SEATS = 5


@tagged("post_install", "-at_install")
class TestActivityProcesses(ProcessesCommon):
    """Households that answer at the same moment, and two who invite the same ones (R291)."""

    copy_name = "guests"

    @classmethod
    def _fill(cls):
        with cls._env() as env:
            community = env["steward.community"].create({"name": "抢位小区", "tz": "Asia/Shanghai"})
            steward = env["hr.employee"].create({"name": "管家甲"})
            building = env["steward.building"].create(
                {"name": "1", "community_id": community.id, "steward_id": steward.id}
            )
            for number in range(HOUSEHOLDS):
                unit = env["steward.unit"].create(
                    {"building_id": building.id, "number": f"{101 + number}"}
                )
                env["steward.occupancy"].create(
                    {
                        "unit_id": unit.id,
                        "partner_id": env["res.partner"].create({"name": f"住户{number}"}).id,
                        "date_from": "2020-01-01",
                        "move_in_date": "2020-01-01",
                    }
                )
            cls.community_id = community.id
            cls.activity_id = cls._approved(env, SEATS).id

    @classmethod
    def _approved(cls, env, seats):
        community = env["steward.community"].browse(cls.community_id)
        now = fields.Datetime.now()
        activity = env["steward.community.activity"].create(
            {
                "name": f"抢位游园会{seats}",
                "kind_id": env.ref("property_steward.activity_kind_festival").id,
                "community_id": community.id,
                "steward_id": community.building_ids.steward_id.id,
                "date_begin": now + timedelta(days=20),
                "date_end": now + timedelta(days=20, hours=2),
                "seats_max": seats,
            }
        )
        activity.state = "approved"
        activity._sync_event()
        return activity

    def _activity(self, env):
        return env["steward.community.activity"].browse(self.activity_id)

    def _invite(self, env):
        def invite():
            env["steward.activity.invitation"]._invite(
                self._activity(env), [("state", "=", "moved_in")], "letter"
            )

        # as for every call of a user, one whose work collides is done again
        retrying(invite, env)

    def test_R291_two_who_invite_at_once_invite_everybody_once(self):
        with self._starting_line() as line, mute_logger("odoo.sql_db", "odoo.service.model"):
            workers = [self._fork(self._from(line, self._invite)) for _number in range(2)]
        self.assertEqual([self._wait(pid) for pid in workers], [0, 0])
        with self._env() as env:
            invited = self._activity(env).invitation_ids
            self.assertEqual(len(invited), HOUSEHOLDS)
            self.assertEqual(len(invited.partner_id), HOUSEHOLDS)

    def test_R291_no_seat_is_given_out_twice(self):
        with self._env() as env:
            self._invite(env)
            ids = self._activity(env).invitation_ids.ids

        def answer(number):
            def work(env):
                invitation = env["steward.activity.invitation"].browse(ids[number])
                # its snapshot of the seats is from before the others answered
                invitation.activity_id._seats_left()
                retrying(lambda: invitation._answer(True, 2, 0), env)

            return work

        with self._starting_line() as line, mute_logger("odoo.sql_db", "odoo.service.model"):
            workers = [self._fork(self._from(line, answer(number))) for number in range(4)]
        self.assertEqual([self._wait(pid) for pid in workers], [0] * 4)
        with self._env() as env:
            activity = self._activity(env)
            answers = activity.invitation_ids.browse(ids[:4]).mapped("answer")
            self.assertEqual(sorted(answers), ["waiting", "waiting", "yes", "yes"])
            self.assertEqual(activity.registration_count, 4)
            self.assertEqual(activity._seats_left(), SEATS - 4)

    def test_R291_two_taps_at_once_are_one_answer(self):
        with self._env() as env:
            activity = self._approved(env, 0)
            invited = env["steward.activity.invitation"]._invite(
                activity, [("state", "=", "moved_in")], "letter"
            )
            invitation_id = invited[:1].id

        def tap(env):
            invitation = env["steward.activity.invitation"].browse(invitation_id)
            invitation.read(["answer"])
            retrying(lambda: invitation._answer(True, 3, 0), env)

        with self._starting_line() as line, mute_logger("odoo.sql_db", "odoo.service.model"):
            workers = [self._fork(self._from(line, tap)) for _number in range(3)]
        self.assertEqual([self._wait(pid) for pid in workers], [0] * 3)
        with self._env() as env:
            invitation = env["steward.activity.invitation"].browse(invitation_id)
            self.assertEqual((invitation.answer, invitation.headcount), ("yes", 3))
            self.assertEqual(len(invitation._heads()), 3)
