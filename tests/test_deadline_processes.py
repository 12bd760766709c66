import os
import re
import signal
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .processes_common import ProcessesCommon

CASES = 150
BATCH = 40
HOUR = timedelta(hours=1)


@tagged("post_install", "-at_install")
class TestDeadlineProcesses(ProcessesCommon):
    """The sweep by real processes with transactions of their own, killed in the middle."""

    copy_name = "sweep"

    @classmethod
    def _fill(cls):
        with cls._env() as env:
            env["steward.deadline"].search([]).unlink()
            # one warning is enough
            env.ref("property_steward.deadline_level_warn_today").active = False
            community = env["steward.community"].create({"name": "双工小区", "tz": "Asia/Shanghai"})
            stewards = env["hr.employee"]
            for number in range(3):
                user = new_test_user(env, login=f"t_sweep_{number}", groups="base.group_user")
                stewards += stewards.create({"name": f"管家{number}", "user_id": user.id})
            env["steward.role.assignment"].create(
                [
                    {
                        "community_id": community.id,
                        "role_id": env.ref("property_steward.role_steward").id,
                        "employee_id": steward.id,
                        "date_from": "2020-01-01",
                    }
                    for steward in stewards
                ]
            )
            cls.community_id = community.id
            cls.steward_ids = stewards.ids

    def setUp(self):
        super().setUp()
        self._promise()

    def _promise(self):
        """Every case has one promise that was broken an hour ago, and one to be warned of now."""
        now = fields.Datetime.now()
        with self._env() as env:
            env["steward.deadline"].search([]).unlink()
            env["mail.activity"].search([("automated", "=", True)]).unlink()
            env["steward.deadline.digest"].search([]).unlink()
            cases = env["steward.case"].create(
                [
                    {
                        "name": "门禁坏了",
                        "category": "other",
                        "community_id": self.community_id,
                        "steward_id": self.steward_ids[number % len(self.steward_ids)],
                    }
                    for number in range(CASES)
                ]
            )
            cases._deadline_cancel()
            cases._deadline_set("promised", now - HOUR, start=now - 20 * HOUR)
            cases._deadline_set("milestone", now + HOUR, start=now - 20 * HOUR)

    @staticmethod
    def _sweep(env):
        env["steward.deadline"]._cron_sweep(batch_size=BATCH)

    def _sent(self):
        """(alerts, activities on records, activities for lists, lists' entries)."""
        with self._env() as env:
            Activity = env["mail.activity"].search([("automated", "=", True)])
            alerts = env["steward.deadline.alert"].search([])
            breaches = Activity.filtered(lambda activity: activity.res_model == "steward.case")
            lists = Activity - breaches
            self.assertEqual(
                alerts.activity_id, breaches, "Each activity is noted, each note told."
            )
            self.assertEqual(
                # how many, in whatever language the receiver reads
                sorted(int(re.search(r"\d+", summary)[0]) for summary in lists.mapped("summary")),
                sorted(len(digest.alert_ids) for digest in alerts.digest_id),
            )
            return len(alerts), len(breaches), len(lists), len(alerts.digest_id.alert_ids)

    EVERYTHING = (2 * CASES, CASES, 3, CASES)

    def test_two_workers_at_once_send_every_alert_once(self):
        with self._starting_line() as line:
            workers = [self._fork(self._swept_from(line)) for _number in range(2)]
        self.assertEqual([self._wait(pid) for pid in workers], [0, 0])
        self.assertEqual(self._sent(), self.EVERYTHING)

    def test_two_workers_that_do_not_take_turns_still_send_every_alert_once(self):
        """The claim and the unique index keep what the turn makes comfortable."""
        with self._without_turns(), self._starting_line() as line:
            workers = [self._fork(self._swept_from(line)) for _number in range(2)]
        self.assertEqual([self._wait(pid) for pid in workers], [0, 0])
        self.assertEqual(self._sent(), self.EVERYTHING)

    def test_a_worker_killed_before_its_commit_loses_and_doubles_nothing(self):
        victim = self._fork(self._killed_in_batch(3))
        self.assertEqual(self._wait(victim), -signal.SIGKILL)
        self.assertEqual(self._sent()[0], 2 * BATCH, "Two batches were committed.")
        self.assertEqual(self._wait(self._fork(self._sweep)), 0)
        self.assertEqual(self._sent(), self.EVERYTHING)

    def test_a_worker_killed_while_another_one_goes_on(self):
        with self._without_turns(), self._starting_line() as line:
            victim = self._fork(self._killed_in_batch(2, line))
            other = self._fork(self._swept_from(line))
        self.assertEqual(self._wait(victim), -signal.SIGKILL)
        self.assertEqual(self._wait(other), 0)
        self.assertEqual(self._wait(self._fork(self._sweep)), 0)
        self.assertEqual(self._sent(), self.EVERYTHING)

    @contextmanager
    def _without_turns(self):
        """Sweeps that are started inside do not wait for each other."""
        with (
            patch.object(self.registry["steward.deadline"], "_take_turn", lambda self: True),
            mute_logger("odoo.sql_db"),
        ):
            yield

    def _swept_from(self, line):
        return self._from(line, self._sweep)

    def _killed_in_batch(self, number, line=None):
        """A sweep whose process is killed when everything of that batch is written and only the
        commit is missing."""
        Deadline = self.registry["steward.deadline"]
        finish = Deadline._set_next_level
        batches = []

        def finish_and_die(records, *args):
            finish(records, *args)
            records.env.flush_all()
            batches.append(records)
            if len(batches) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        def work(env):
            with patch.object(Deadline, "_set_next_level", finish_and_die):
                (self._swept_from(line) if line else self._sweep)(env)

        return work
