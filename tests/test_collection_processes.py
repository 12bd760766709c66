import os
import signal
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .ledger_common import LedgerMixin
from .processes_common import ProcessesCommon

HOUSEHOLDS = 40
BATCH = 15
BROKEN = "property_steward.mail_activity_type_promise_broken"


@tagged("post_install", "-at_install")
class TestCollectionProcesses(ProcessesCommon, LedgerMixin):
    """The sweep of fee collection (R168) by real processes at once, and killed in the middle."""

    copy_name = "fees"

    @classmethod
    def _fill(cls):
        with cls._env() as env:
            cls.env = env
            community = env["steward.community"].create({"name": "双工小区", "tz": "Asia/Shanghai"})
            # nobody else is chased here
            own = community.policy_id.copy()
            env["steward.policy"].search([("id", "!=", own.id)]).collection_amount = 1e9
            community.policy_id = own
            env["steward.collection"].search([("state", "=", "open")])._close("error")
            user = new_test_user(env, login="t_fees", groups="base.group_user")
            steward = env["hr.employee"].create({"name": "管家甲", "user_id": user.id})
            building = env["steward.building"].create(
                {"name": "1", "community_id": community.id, "steward_id": steward.id}
            )
            today = fields.Date.today()
            for number in range(HOUSEHOLDS):
                unit = env["steward.unit"].create(
                    {"building_id": building.id, "number": f"{101 + number}"}
                )
                partner = env["res.partner"].create({"name": f"欠费{number}"})
                env["steward.occupancy"].create(
                    {
                        "unit_id": unit.id,
                        "partner_id": partner.id,
                        "date_from": "2020-01-01",
                        "move_in_date": "2020-01-01",
                    }
                )
                cls._invoice(partner, 100, due=today - timedelta(days=90), unit=unit)
            cls.community_id = community.id
            env.flush_all()
        cls.env = None

    def setUp(self):
        super().setUp()
        with self._env() as env:
            self._cases(env).unlink()

    def _cases(self, env):
        return env["steward.collection"].search([("community_id", "=", self.community_id)])

    @staticmethod
    def _sweep(env):
        env["steward.collection"]._cron_sweep(batch_size=BATCH)

    def _sweep_at_once(self):
        """Two workers at once; whoever finds the work of the other done may be called again."""
        with self._starting_line() as line, mute_logger("odoo.sql_db"):
            workers = [self._fork(self._from(line, self._sweep)) for _number in range(2)]
        self.assertIn(0, [self._wait(pid) for pid in workers])
        self.assertEqual(self._wait(self._fork(self._sweep)), 0)

    def _promise_yesterday(self):
        """Every case has a promise of yesterday of which nothing came in."""
        today = fields.Date.today()
        with self._env() as env:
            env["steward.payment.promise"].create(
                [
                    {
                        "collection_id": case.id,
                        "amount": 100,
                        "made_on": today - timedelta(days=10),
                        "date_promised": today - timedelta(days=2),
                    }
                    for case in self._cases(env)
                ]
            )

    def _check_opened(self):
        with self._env() as env:
            cases = self._cases(env)
            self.assertEqual(len(cases), HOUSEHOLDS)
            self.assertEqual(len(cases.partner_id), HOUSEHOLDS)
            opened = cases.action_ids.filtered(lambda action: action.state == "open")
            self.assertEqual(len(opened), HOUSEHOLDS, "each one has its next step, once")
            self.assertEqual(opened.collection_id, cases)

    def _check_broken(self):
        with self._env() as env:
            cases = self._cases(env)
            self.assertEqual(set(cases.promise_ids.mapped("state")), {"broken"})
            told = cases.activity_ids.filtered(
                lambda activity: activity.activity_type_id == env.ref(BROKEN)
            )
            self.assertEqual(len(told), HOUSEHOLDS, "the steward is told of each, once")

    def test_R168_two_workers_at_once_open_every_case_once(self):
        self._sweep_at_once()
        self._check_opened()

    def test_R168_two_workers_at_once_decide_every_promise_once(self):
        self.assertEqual(self._wait(self._fork(self._sweep)), 0)
        self._promise_yesterday()
        self._sweep_at_once()
        self._check_broken()

    def test_R168_a_worker_killed_in_the_middle_loses_and_doubles_nothing(self):
        self.assertEqual(self._wait(self._fork(self._sweep)), 0)
        self._promise_yesterday()
        self.assertEqual(self._wait(self._fork(self._killed_in_batch(2))), -signal.SIGKILL)
        with self._env() as env:
            decided = self._cases(env).promise_ids.filtered(lambda one: one.state == "broken")
            self.assertEqual(len(decided), BATCH, "one batch was committed")
        self.assertEqual(self._wait(self._fork(self._sweep)), 0)
        self._check_broken()

    def _killed_in_batch(self, number):
        """A sweep whose process is killed when that batch is written and only its commit is
        missing."""
        Collection = self.registry["steward.collection"]
        follow = Collection._follow_ledger
        batches = []

        def follow_and_die(cases):
            follow(cases)
            cases.env.flush_all()
            batches.append(cases)
            if len(batches) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        def work(env):
            with patch.object(Collection, "_follow_ledger", follow_and_die):
                self._sweep(env)

        return work
