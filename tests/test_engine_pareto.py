from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.pareto import pareto, percent, share, weakest, withheld

PROPERTY = settings(deadline=None, database=None, derandomize=True)


class TestEnginePareto(BaseCase):
    """R228, R308-R309, R331: what the figures of a survey show."""

    def test_R228_the_few_that_make_four_fifths_are_marked(self):
        bars = pareto({"parking": 12, "lift": 50, "noise": 8, "cleaning": 30})
        self.assertEqual([bar.key for bar in bars], ["lift", "cleaning", "parking", "noise"])
        self.assertEqual([bar.is_vital for bar in bars], [True, True, False, False])
        self.assertEqual([bar.cumulative for bar in bars], [50, 80, 92, 100])

    def test_R228_what_nobody_complained_of_has_no_bar(self):
        self.assertEqual([bar.key for bar in pareto({"lift": 0, "noise": 2})], ["noise"])
        self.assertEqual(pareto({}), [])

    @PROPERTY
    @given(st.dictionaries(st.integers(), st.integers(0, 50)), st.integers(1, 100))
    def test_R228_the_vital_few_reach_the_line_and_none_could_be_spared(self, counts, line):
        bars = pareto(counts, line)
        total = sum(counts.values())
        vital = [bar.count for bar in bars if bar.is_vital]
        self.assertGreaterEqual(sum(vital) * 100, line * total)
        self.assertTrue(not vital or sum(vital[:-1]) * 100 < line * total)
        self.assertEqual(sorted(vital, reverse=True), vital)

    def test_R308_a_rate_is_rounded_half_up_and_nothing_has_none(self):
        self.assertEqual(percent(1, 3), 33.3)
        self.assertEqual(percent(1, 8, digits=0), 13)
        self.assertEqual(percent(2, 2), 100)
        self.assertIsNone(percent(0, 0))

    @PROPERTY
    @given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
    def test_R309_no_rate_exceeds_a_hundred_and_none_is_off_by_more_than_its_last_digit(
        self, part, more, digits
    ):
        whole = part + more
        rate = percent(part, whole, digits)
        self.assertLessEqual(rate, 100)
        self.assertLessEqual(abs(rate - part * 100 / whole), 0.5 / 10**digits + 1e-9)

    def test_R328_a_share_of_more_than_all_is_all(self):
        self.assertEqual((share(3, 2), share(1, 2), share(1, 0)), (100.0, 50.0, None))

    def test_R228_what_reaches_the_line_exactly_ends_the_vital_few(self):
        self.assertEqual([bar.is_vital for bar in pareto({"a": 80, "b": 20})], [True, False])
        self.assertEqual([bar.is_vital for bar in pareto({"a": 79, "b": 21})], [True, True])

    def test_R331_the_weakest_are_named_and_those_nobody_judged_are_not(self):
        self.assertEqual(weakest({"lift": 80.0, "noise": 75.0, "greening": None}), ["noise"])
        self.assertEqual(weakest({"lift": 75.0, "noise": 75.0}), ["lift", "noise"])
        self.assertEqual(weakest({"lift": None}), [])

    @PROPERTY
    @given(st.lists(st.integers(1, 12), max_size=8), st.integers(0, 6), st.integers(1, 8))
    def test_what_few_answered_does_not_follow_from_what_is_shown(self, groups, others, least):
        answered = dict(enumerate(groups))
        total = sum(groups) + others
        hidden = withheld(answered, total, least)
        shown = [count for group, count in answered.items() if group not in hidden]
        self.assertFalse([count for count in shown if count < least])
        rest = total - sum(shown)
        # what is left over tells of nobody, of enough, or of all of them
        self.assertTrue(rest == 0 or rest >= least or not shown)

    def test_a_large_group_is_withheld_with_the_small_one_that_would_follow_from_it(self):
        self.assertEqual(withheld({"A": 20, "B": 9, "C": 1}, 30, 5), ["C", "B"])
        self.assertEqual(withheld({"A": 20, "B": 3, "C": 2}, 25, 5), ["C", "B"])
        self.assertEqual(withheld({"A": 20, "B": 9}, 30, 5), ["B"])
        self.assertEqual(withheld({"A": 20, "B": 9}, 29, 5), [])
