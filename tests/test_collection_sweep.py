from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
class TestCollectionSweep(CollectionCommon):
    """The sweep works on sets, by as many workers as there are."""

    @classmethod
    def _overdue_households(cls, count):
        partners = cls.env["res.partner"]
        for number in range(count):
            unit = cls._create_unit(cls.building3, f"9{number:03d}", entrance="9")
            partner = cls._create_household(f"欠费户{number}", unit, f"1390000{number:04d}")
            cls._invoice(partner, 1000, due="2026-01-01", unit=unit)
            partners |= partner
        return partners

    def statements(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def promises(self, partners):
        """A third keeps the promise and pays all, a third pays a part, a third nothing."""
        cases = self._case_of_all(partners)
        self.env["steward.payment.promise"].create(
            [
                {"collection_id": case.id, "amount": 800, "date_promised": date(2026, 3, 10)}
                for case in cases
            ]
        )
        for number, partner in enumerate(partners):
            if number % 3:
                self._receive(partner, (0, 200, 1000)[number % 3], on="2026-03-05")
        return cases

    def _case_of_all(self, partners):
        return self.env["steward.collection"].search([("partner_id", "in", partners.ids)])

    def test_the_number_of_statements_does_not_grow_with_the_households(self):
        Collection = self.env["steward.collection"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        counts = []
        for count in (6, 24):
            with self.subTest(count), self.cr.savepoint() as savepoint:
                partners = self._overdue_households(count)
                opening = self.statements(lambda: Collection._open_by_rule(100))
                cases = self.promises(partners)
                with freeze_time("2026-03-11 02:00:00"):
                    started = Collection._clock()
                    sweeping = self.statements(
                        lambda started=started: Collection._sweep_batch(started, 100)
                    )
                self.assertEqual(
                    len(cases.filtered(lambda case: case.state == "closed")), count / 3
                )
                counts.append((opening, sweeping))
                savepoint.rollback()
                self.env.invalidate_all(flush=False)
        (few_opened, few_swept), (many_opened, many_swept) = counts
        self.assertLessEqual(many_opened, few_opened + 2)
        self.assertLessEqual(many_swept, few_swept + 2)

    def test_each_case_is_looked_at_once_in_a_run(self):
        cases = self.env["steward.collection"].create(
            [{"partner_id": partner.id} for partner in (self.zhang | self.li | self.zhao)]
        )
        Collection = self.env["steward.collection"]
        started = Collection._clock()
        first = Collection._claim(started, 2)
        second = Collection._claim(started, 2)
        self.assertFalse(first & second)
        self.assertEqual(first | second, cases | (first | second) - cases)
        self.assertFalse(Collection._claim(started, 2) & cases)
        self.assertTrue(Collection._claim(Collection._clock() + timedelta(seconds=1), None) & cases)
