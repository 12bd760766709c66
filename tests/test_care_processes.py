import os
import signal
from collections import Counter
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .processes_common import ProcessesCommon

HOUSEHOLDS = 30
TRIGGERS = ("life_handover", "life_move_in", "life_three_months")


@tagged("post_install", "-at_install")
class TestCareProcesses(ProcessesCommon):
    """The job of care (R015, R272) by real processes at once, and killed in the middle."""

    copy_name = "care"

    @classmethod
    def _fill(cls):
        """Households whose hand-over and move-in were entered before; today is the day."""
        with cls._env() as env:
            community = env["steward.community"].create({"name": "双工小区", "tz": "Asia/Shanghai"})
            user = new_test_user(env, login="t_care", groups="base.group_user")
            steward = env["hr.employee"].create({"name": "管家甲", "user_id": user.id})
            building = env["steward.building"].create(
                {"name": "1", "community_id": community.id, "steward_id": steward.id}
            )
            units = env["steward.unit"].create(
                [
                    {"building_id": building.id, "number": f"{101 + number}"}
                    for number in range(HOUSEHOLDS)
                ]
            )
            partners = env["res.partner"].create(
                [{"name": f"新住户{number}"} for number in range(HOUSEHOLDS)]
            )
            today = community._today()
            with freeze_time(fields.Datetime.now() - timedelta(days=2)):
                env["steward.occupancy"].create(
                    [
                        {
                            "unit_id": unit.id,
                            "partner_id": partner.id,
                            "date_from": "2020-01-01",
                            "handover_date": today,
                            "move_in_date": today,
                        }
                        for unit, partner in zip(units, partners, strict=True)
                    ]
                )
                env.flush_all()
            cls.community_id = community.id

    def setUp(self):
        super().setUp()
        with self._env() as env:
            events = self._events(env)
            events.callback_ids.unlink()
            events.unlink()

    def _events(self, env):
        return env["steward.life.event"].search([("community_id", "=", self.community_id)])

    @staticmethod
    def _begin(env):
        env["steward.life.event"]._cron_begin()

    def _check_begun_once(self):
        with self._env() as env:
            events = self._events(env)
            begun = Counter(events.mapped(lambda event: (event.occupancy_id, event.kind_id)))
            self.assertEqual(len(begun), 2 * HOUSEHOLDS, "every hand-over and every move-in")
            self.assertEqual(set(begun.values()), {1})
            visits = events.callback_ids
            started = Counter(visits.mapped(lambda one: (one.life_event_id, one.trigger)))
            self.assertEqual(
                Counter(trigger for _event, trigger in started), dict.fromkeys(TRIGGERS, HOUSEHOLDS)
            )
            self.assertEqual(set(started.values()), {1})
            clocks = Counter(visits.deadline_ids.mapped("res_id"))
            self.assertEqual(clocks, Counter(visits.ids), "each visit has its clock, once")

    def test_R015_R272_two_workers_at_once_begin_every_hand_over_and_move_in_once(self):
        """Whoever finds the work of the other done may be called again."""
        with self._starting_line() as line, mute_logger("odoo.sql_db"):
            workers = [self._fork(self._from(line, self._begin)) for _number in range(2)]
        self.assertIn(0, [self._wait(pid) for pid in workers])
        self.assertEqual(self._wait(self._fork(self._begin)), 0)
        self._check_begun_once()

    def test_R015_R272_a_worker_killed_in_the_middle_loses_and_doubles_nothing(self):
        LifeEvent = self.registry["steward.life.event"]
        begin = LifeEvent._begin

        def begin_and_die(events):
            begin(events)
            events.env.flush_all()
            os.kill(os.getpid(), signal.SIGKILL)

        def work(env):
            with patch.object(LifeEvent, "_begin", begin_and_die):
                self._begin(env)

        self.assertEqual(self._wait(self._fork(work)), -signal.SIGKILL)
        with self._env() as env:
            self.assertFalse(self._events(env))
        self.assertEqual(self._wait(self._fork(self._begin)), 0)
        self._check_begun_once()
