import threading
from datetime import datetime
from unittest.mock import patch

import odoo
from odoo import api
from odoo.service.model import retrying
from odoo.tests import BaseCase, tagged

from .case_common import CaseCommon


@tagged("post_install", "-at_install")
class TestNumber(CaseCommon):
    """R082: every complaint has a number, without gaps per community and year."""

    def _numbers(self, cases):
        return [case.sheet_number for case in cases]

    def test_R082_a_batch_takes_its_numbers_in_one_statement(self):
        self._complain()
        counters = self.env["steward.number"]
        keys = [(self.community.id, 2026)] * 500 + [(self.mall.id, 2026)] * 3
        with self.assertQueryCount(1):
            numbers = counters._allot("TS", keys)
        self.assertEqual(numbers[:500], list(range(2, 502)))
        self.assertEqual(numbers[500:], [1, 2, 3])

    def test_R082_what_is_rolled_back_leaves_no_gap(self):
        self._complain()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self._complain()
            raise ZeroDivisionError
        self.env.invalidate_all()
        self.assertEqual(self._complain().sheet_number, "TS-2026-0002")

    def test_R082_the_year_is_that_of_the_community(self):
        # New Year in Shanghai, still the old year in UTC
        late = self._complain(received_at=datetime(2025, 12, 31, 15, 59))
        early = self._complain(received_at=datetime(2025, 12, 31, 16, 0))
        self.assertEqual(self._numbers(late + early), ["TS-2025-0001", "TS-2026-0001"])

    def test_R082_each_kind_and_community_counts_by_itself(self):
        repair = self._create_case(category="repair")
        complaint = self._complain()
        rework = self._create_case(category="after_sales")
        self.assertEqual(
            self._numbers(repair + complaint + rework),
            ["WX-2026-0001", "TS-2026-0001", "WX-2026-0002"],
        )


@tagged("post_install", "-at_install")
class TestNumberAtOnce(BaseCase):
    """Two who register at the same moment, with transactions of their own."""

    def test_R082_two_at_once_both_get_a_number(self):
        registry = odoo.modules.registry.Registry(odoo.tests.common.get_db_name())
        # while Odoo itself runs the tests, it holds the lock for which the threads would wait
        self.enterContext(patch.object(type(registry), "_lock", threading.RLock()))
        with registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            community = env["steward.community"].create({"name": "并发苑", "tz": "Asia/Shanghai"})
            key = (community.id, 2026)
            env["steward.number"]._allot("TS", [key])
        self.addCleanup(self._drop, registry, community.id)
        waiting = threading.Barrier(2)
        taken = []
        threads = [
            threading.Thread(target=self._register, args=(registry, key, waiting, taken))
            for _person in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        self.assertEqual(sorted(taken), [2, 3])

    def _register(self, registry, key, waiting, taken):
        with registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            first = True

            def register():
                nonlocal first
                cr.execute("SELECT 1")
                if first:
                    # both transactions have begun before one of them takes its number
                    first = False
                    waiting.wait(20)
                return env["steward.number"]._allot("TS", [key])

            taken.extend(retrying(register, env))

    def _drop(self, registry, community_id):
        with registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            env["steward.community"].browse(community_id).unlink()
