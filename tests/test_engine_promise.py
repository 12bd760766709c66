from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.promise import Payment, Promise, allot, state

PROPERTY = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
DAY = date(2026, 3, 1)


def day(number):
    return DAY + timedelta(days=number)


promises = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 8), st.integers(1, 4)), max_size=4
).map(
    lambda rows: [
        Promise(key, day(made), day(made + span), amount)
        for key, (made, span, amount) in enumerate(rows)
    ]
)
payments = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4)), max_size=6).map(
    lambda rows: [Payment(day(number), amount) for number, amount in rows]
)


def most(promises, payments):
    """As much as could be allotted at all, by augmenting paths over single units of money."""
    coins = [payment for payment in payments for _unit in range(payment.amount)]
    seats = [(promise, seat) for promise in promises for seat in range(promise.amount)]
    taken = {}

    def place(coin, tried):
        for index, (promise, _seat) in enumerate(seats):
            if index in tried or not promise.made_on <= coins[coin].day <= promise.due:
                continue
            tried.add(index)
            if index not in taken or place(taken[index], tried):
                taken[index] = coin
                return True
        return False

    return sum(place(coin, set()) for coin in range(len(coins)))


class TestEnginePromise(BaseCase):
    """R168: payments decide what became of a promise."""

    @PROPERTY
    @given(promises, payments)
    def test_no_payment_counts_twice_and_no_promise_gets_more_than_was_promised(self, made, paid):
        allotted = allot(made, paid)
        self.assertLessEqual(sum(allotted.values()), sum(payment.amount for payment in paid))
        for promise in made:
            self.assertTrue(0 <= allotted[promise.key] <= promise.amount)

    @PROPERTY
    @given(promises, payments)
    def test_as_much_as_possible_is_allotted(self, made, paid):
        self.assertEqual(sum(allot(made, paid).values()), most(made, paid))

    @PROPERTY
    @given(promises, payments, st.randoms(use_true_random=False))
    def test_the_order_in_which_they_are_read_does_not_matter(self, made, paid, random):
        before = allot(made, paid)
        random.shuffle(paid)
        self.assertEqual(allot(made, paid), before)

    @PROPERTY
    @given(promises, payments)
    def test_what_came_before_or_after_does_not_count(self, made, paid):
        for promise in made:
            outside = [
                payment for payment in paid if not promise.made_on <= payment.day <= promise.due
            ]
            self.assertEqual(allot([promise], outside), {promise.key: 0})

    @PROPERTY
    @given(promises, payments, st.integers(0, 20), st.integers(1, 4))
    def test_more_money_never_breaks_more_promises(self, made, paid, when, amount):
        more = [*paid, Payment(day(when), amount)]
        self.assertGreaterEqual(sum(allot(made, more).values()), sum(allot(made, paid).values()))

    @PROPERTY
    @given(promises, payments, st.integers(0, 25))
    def test_a_promise_is_decided_once_its_day_is_over(self, made, paid, now):
        allotted = allot(made, paid)
        for promise in made:
            found = state(promise, allotted[promise.key], day(now))
            if allotted[promise.key] == promise.amount:
                self.assertEqual(found, "kept")
            elif day(now) <= promise.due:
                self.assertEqual(found, "open")
            else:
                self.assertEqual(found, "partly" if allotted[promise.key] else "broken")

    @PROPERTY
    @given(promises, payments)
    def test_a_payment_that_was_taken_back_on_its_day_never_was(self, made, paid):
        bounced = [Payment(payment.day, -payment.amount) for payment in paid]
        self.assertEqual(sum(allot(made, [*paid, *bounced]).values()), 0)

    def test_a_payment_that_was_taken_back_takes_from_the_latest_before(self):
        """R168: the money of the first day stays, and so does what it kept."""
        made = [Promise("first", day(0), day(5), 300), Promise("second", day(6), day(20), 300)]
        paid = [Payment(day(3), 300), Payment(day(8), 300), Payment(day(9), -300)]
        self.assertEqual(allot(made, paid), {"first": 300, "second": 0})
        paid[-1] = Payment(day(9), -400)
        self.assertEqual(allot(made, paid), {"first": 200, "second": 0})

    def test_what_was_paid_before_it_was_promised_on_the_same_day_does_not_count(self):
        promise = Promise("rest", day(0), day(9), 500, noted=15)
        self.assertEqual(allot([promise], [Payment(day(0), 500, entered=10)]), {"rest": 0})
        self.assertEqual(allot([promise], [Payment(day(0), 500, entered=18)]), {"rest": 500})

    def test_instalments_take_what_comes_in_order_of_their_days(self):
        made = [Promise("second", day(0), day(20), 300), Promise("first", day(0), day(10), 300)]
        allotted = allot(made, [Payment(day(5), 400)])
        self.assertEqual(allotted, {"first": 300, "second": 100})
        self.assertEqual(state(made[1], allotted["first"], day(11)), "kept")
        self.assertEqual(state(made[0], allotted["second"], day(21)), "partly")
        self.assertEqual(state(made[0], 0, day(20)), "open", "the day itself is not over")
        self.assertEqual(state(made[0], 0, day(21)), "broken")
