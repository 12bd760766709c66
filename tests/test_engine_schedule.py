from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.natural import door_key
from odoo.addons.property_steward.engine.quiet import (
    allowed_intervals,
    forbidden_intervals,
    is_quiet,
)
from odoo.addons.property_steward.engine.schedule import (
    Day,
    Line,
    Reason,
    Settings,
    Slot,
    propose,
)

from .test_engine_quiet import QUIET, R011, quiet_periods

PROPERTY = settings(deadline=None, database=None, derandomize=True, max_examples=150)
SETTINGS = Settings()
FIRST = date(2026, 6, 1)  # a Monday
LAST = date(2026, 6, 30)
OFFICE = ((510, 720), (840, 1080))


def working_days(count=22, intervals=OFFICE):
    """The first `count` working days of June 2026."""
    days = (FIRST + timedelta(days=offset) for offset in range(60))
    return [Day(day, intervals) for day in days if day.weekday() < 5][:count]


def make_line(number, **values):
    values = {"building": "01", "mode": "door", "start": FIRST, "end": LAST} | values
    return Line(number, door_key=door_key(f"1-{number}"), **values)


def half_day(slot):
    return slot.date, slot.start >= SETTINGS.half_day_breaks[0]


days = st.lists(
    st.builds(
        lambda offset, intervals: Day(FIRST + timedelta(days=offset), intervals),
        st.integers(0, 9),
        st.sampled_from([OFFICE, (), ((540, 600),), ((0, 1440),), ((600, 960), (1080, 1260))]),
    ),
    max_size=6,
    unique_by=lambda day: day.date,
)
# an hour or so on each day: soon full
short_days = st.lists(
    st.builds(
        lambda offset, minutes: Day(FIRST + timedelta(days=offset), ((720, 720 + minutes),)),
        st.integers(0, 9),
        st.sampled_from([20, 60, 70, 100]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda day: day.date,
)
slots = st.builds(
    lambda offset, start, minutes: Slot(FIRST + timedelta(days=offset), start, start + minutes),
    st.integers(0, 9),
    st.integers(480, 1200),
    st.sampled_from([10, 20, 30, 200]),
)


@st.composite
def lines(draw, min_size=0, max_size=40, **values):
    facts = {
        "building": st.sampled_from(["01", "02", "03", "04"]),
        "mode": st.sampled_from(["phone", "door", "other"]),
        "window": st.tuples(st.integers(0, 9), st.integers(-1, 9)),
        "catering": st.booleans(),
        "preferred": st.sampled_from(["any", "any", "morning", "afternoon", "evening"]),
        "last_contact": st.none() | st.dates(date(2026, 1, 1), date(2026, 5, 31)),
        "no_phone": st.booleans(),
        "fixed": st.sampled_from([True, False, False, False]).flatmap(
            lambda fixed: slots if fixed else st.none()
        ),
    } | {name: st.just(value) for name, value in values.items()}
    result = []
    found = draw(st.lists(st.fixed_dictionaries(facts), min_size=min_size, max_size=max_size))
    for number, fact in enumerate(found):
        offset, length = fact.pop("window")
        start = FIRST + timedelta(days=offset)
        result.append(make_line(number, start=start, end=start + timedelta(days=length), **fact))
    return result


class TestMonthProposal(BaseCase):
    """R011, R012, R047, R048: what the month's proposal never does, whatever it is given."""

    def assert_sound(self, lines, days, quiet, proposal):
        """No line lost or doubled, no hard condition broken, no fixed slot touched."""
        self.assertFalse(proposal.assigned.keys() & proposal.unplaced.keys())
        self.assertEqual(
            proposal.assigned.keys() | proposal.unplaced.keys(), {line.id for line in lines}
        )
        intervals = {day.date: day.intervals for day in days}
        taken = defaultdict(list)
        for line in lines:
            slot = proposal.assigned.get(line.id)
            if line.fixed:
                self.assertEqual(slot, line.fixed)
            if not slot:
                continue
            taken[slot.date].append((slot.start, slot.end, bool(line.fixed)))
            if line.fixed:
                continue
            mode = "door" if line.no_phone and line.mode == "phone" else line.mode
            minutes = slot.end - slot.start
            self.assertEqual(minutes, SETTINGS.durations[mode])
            self.assertTrue(line.start <= slot.date <= line.end)
            self.assertTrue(
                any(start <= slot.start and slot.end <= end for start, end in intervals[slot.date])
            )
            moment = datetime.combine(slot.date, time(slot.start // 60, slot.start % 60))
            self.assertIsNone(is_quiet(moment, quiet, mode, line.catering, minutes))
        for day in taken.values():
            day.sort()
            busy_until, by_hand = 0, False
            for start, end, fixed in day:
                # only two appointments that people made may overlap each other
                self.assertTrue(start >= busy_until or (fixed and by_hand))
                if end >= busy_until:
                    busy_until, by_hand = end, fixed

    @PROPERTY
    @given(lines(), days | short_days, quiet_periods)
    def test_nothing_lost_nothing_doubled_nothing_forbidden(self, lines, days, quiet):
        self.assert_sound(lines, days, quiet, propose(lines, days, quiet))

    @PROPERTY
    @given(lines(), days | short_days, st.data())
    def test_the_order_of_the_input_makes_no_difference(self, lines, days, data):
        proposal = propose(lines, days, QUIET)
        again = propose(data.draw(st.permutations(lines)), data.draw(st.permutations(days)), QUIET)
        self.assertEqual(again, proposal)

    @PROPERTY
    @given(lines(min_size=20, max_size=60), short_days, quiet_periods)
    def test_capacity_is_the_reason_only_where_no_gap_is_left(self, lines, days, quiet):
        proposal = propose(lines, days, quiet)
        taken = defaultdict(list)
        for slot in proposal.assigned.values():
            taken[slot.date].append((slot.start, slot.end))
        noon = SETTINGS.half_day_breaks[0]
        for line in lines:
            reason = proposal.unplaced.get(line.id)
            if not reason:
                continue
            minutes = SETTINGS.durations[line.effective_mode]
            working, open_hours, gaps = [], [], []
            for day in days:
                if not line.start <= day.date <= line.end:
                    continue
                for part in ((0, noon), (noon, 1440)):
                    hours = [(max(a, part[0]), min(b, part[1])) for a, b in day.intervals]
                    allowed = allowed_intervals(
                        day.date, quiet, line.effective_mode, line.catering, hours
                    )
                    working += hours
                    open_hours += allowed
                    gaps += self.without(allowed, taken[day.date])
            fits = [
                any(end - start >= minutes for start, end in spans)
                for spans in (working, open_hours, gaps)
            ]
            expected = {
                Reason.NO_WORKING_TIME: [False, False, False],
                Reason.QUIET_HOURS: [True, False, False],
                Reason.CAPACITY: [True, True, False],
            }
            self.assertEqual(fits, expected[reason])

    def without(self, spans, taken):
        gaps = []
        for start, end in spans:
            cursor = start
            for busy_start, busy_end in sorted(taken):
                if busy_end > cursor and busy_start < end:
                    gaps.append((cursor, busy_start))
                    cursor = busy_end
            gaps.append((cursor, end))
        return gaps

    @PROPERTY
    @given(lines(min_size=10, mode="door", window=(0, 9), catering=False, fixed=None), short_days)
    def test_when_time_is_short_who_waited_longest_is_placed(self, lines, days):
        proposal = propose(lines, days, [])
        contacts = {line.id: line.last_contact or date.min for line in lines}
        placed = [contacts[number] for number in proposal.assigned]
        left_out = [contacts[number] for number in proposal.unplaced]
        if placed and left_out:
            self.assertLessEqual(max(placed), min(left_out))

    @PROPERTY
    @given(st.integers(0, 260), st.integers(1, 22))
    def test_the_load_is_even_where_nothing_else_counts(self, count, day_count):
        proposal = propose(
            [make_line(number) for number in range(count)], working_days(day_count), []
        )
        load = Counter(slot.date for slot in proposal.assigned.values())
        loads = [load[day.date] for day in working_days(day_count)]
        self.assertLessEqual(max(loads) - min(loads), 1)

    @PROPERTY
    @given(st.lists(st.integers(1, 60), min_size=1, max_size=8))
    def test_one_building_per_half_day_where_there_is_time(self, households):
        lines = [
            make_line(number * 100 + door, building=f"{number:02}")
            for number, count in enumerate(households)
            for door in range(count)
        ]
        # a half day holds nine or ten conversations of twenty minutes
        if sum(-(-count // 8) for count in households) > 44:
            return
        proposal = propose(lines, working_days(), [])
        self.assertFalse(proposal.unplaced)
        buildings = defaultdict(set)
        for line in lines:
            buildings[half_day(proposal.assigned[line.id])].add(line.building)
        self.assertEqual({len(names) for names in buildings.values()}, {1})

    @PROPERTY
    @given(lines(max_size=30, window=(0, 9), fixed=None, mode="door", catering=False))
    def test_a_preferred_time_is_kept_where_there_is_room(self, lines):
        days = [Day(day.date, (*OFFICE, (1140, 1260))) for day in working_days(8)]
        proposal = propose(lines, days, [])
        for line in lines:
            if line.preferred != "any":
                start, end = SETTINGS.bands[line.preferred]
                slot = proposal.assigned[line.id]
                self.assertTrue(start <= slot.start and slot.end <= end)


class TestMonthProposalByExample(BaseCase):
    def test_R011_a_steward_who_only_phones_has_no_calls_on_mondays(self):
        lines = [make_line(number, mode="phone") for number in range(170)]
        proposal = propose(lines, working_days(), QUIET)
        self.assertFalse(proposal.unplaced)
        load = Counter(slot.date for slot in proposal.assigned.values())
        self.assertNotIn(0, {day.weekday() for day in load})
        self.assertEqual(set(load.values()), {10})

    def test_R011_a_line_of_a_monday_only_is_left_with_its_reason(self):
        line = make_line(1, mode="phone", end=FIRST)
        self.assertEqual(propose([line], working_days(), QUIET).unplaced, {1: Reason.QUIET_HOURS})

    def test_a_household_without_phone_calls_is_visited_at_the_door(self):
        line = make_line(1, mode="phone", end=FIRST, no_phone=True)
        slot = propose([line], working_days(), [R011]).assigned[1]
        self.assertEqual((slot.date, slot.end - slot.start), (FIRST, 20))

    def test_a_window_without_working_days_is_the_reason(self):
        saturday = date(2026, 6, 6)
        line = make_line(1, start=saturday, end=saturday + timedelta(days=1))
        proposal = propose([line], working_days(), [])
        self.assertEqual(proposal.unplaced, {1: Reason.NO_WORKING_TIME})

    def test_R048_restaurants_are_visited_between_the_meals(self):
        lines = [make_line(number, catering=True) for number in range(60)]
        for slot in propose(lines, working_days(5), QUIET).assigned.values():
            for start, end in forbidden_intervals(slot.date, QUIET, "door", catering=True):
                self.assertTrue(slot.end <= start or slot.start >= end)

    def test_an_appointment_keeps_its_forbidden_hour_and_its_time_is_taken(self):
        noon = Slot(FIRST, 600, 700)
        lines = [make_line(1, mode="phone", fixed=noon), make_line(2, end=FIRST)]
        one_stretch = [Day(FIRST, ((590, 720),))]
        proposal = propose(lines, one_stretch, QUIET)
        self.assertEqual(proposal.assigned, {1: noon, 2: Slot(FIRST, 700, 720)})

    def test_an_appointment_that_takes_the_whole_day_leaves_no_capacity(self):
        lines = [make_line(1, fixed=Slot(FIRST, 0, 1440)), make_line(2, end=FIRST)]
        self.assertEqual(propose(lines, working_days(), []).unplaced, {2: Reason.CAPACITY})

    def test_appointments_draw_the_other_doors_of_their_building(self):
        tuesday = FIRST + timedelta(days=1)
        lines = [make_line(1, building="02", fixed=Slot(tuesday, 510, 530))]
        lines += [make_line(number, building="01") for number in range(10, 30)]
        lines += [make_line(number, building="02") for number in range(30, 50)]
        assigned = propose(lines, working_days(5), []).assigned
        morning = {
            line.building for line in lines if half_day(assigned[line.id]) == (tuesday, False)
        }
        self.assertEqual(morning, {"02"})

    def test_what_a_building_has_no_room_for_goes_into_one_half_day_of_another(self):
        days = [Day(day.date, ((600, 720), (840, 900))) for day in working_days(3)]
        lines = [make_line(number, preferred="afternoon") for number in range(5)]
        for building in (2, 3):
            lines += [
                make_line(building * 10 + door, building=f"0{building}", last_contact=FIRST)
                for door in range(4)
            ]
        assigned = propose(lines, days, []).assigned
        afternoons = Counter(half_day(assigned[number]) for number in range(5))
        self.assertEqual(sorted(afternoons.values()), [2, 3])
        self.assertTrue(all(afternoon for _day, afternoon in afternoons))

    def test_who_can_only_come_early_is_not_crowded_out_by_who_could_come_later(self):
        one_each = [Day(day.date, ((540, 560),)) for day in working_days(3)]
        waits = date(2026, 1, 1)
        lines = [
            make_line(1, last_contact=waits),
            make_line(2, last_contact=waits + timedelta(days=1), end=one_each[1].date),
            make_line(3, last_contact=waits + timedelta(days=2), end=FIRST),
            make_line(4, last_contact=waits + timedelta(days=3)),
        ]
        proposal = propose(lines, one_each, [])
        self.assertEqual(proposal.unplaced, {4: Reason.CAPACITY})

    def test_who_waited_longest_comes_first_in_the_month_and_doors_follow_each_other(self):
        lines = [
            make_line(number, last_contact=date(2026, 5, 31) - timedelta(days=number))
            for number in range(88)
        ]
        assigned = propose(lines, working_days(), []).assigned
        walks = defaultdict(list)
        for number, slot in sorted(assigned.items(), key=lambda item: item[1]):
            walks[half_day(slot)].append(number)
        mornings_and_afternoons = [walks[key] for key in sorted(walks)]
        self.assertEqual(
            mornings_and_afternoons,
            [[86 - 2 * turn, 87 - 2 * turn] for turn in range(44)],
        )

    def test_two_lines_with_one_id_or_a_day_given_twice_are_refused(self):
        with self.assertRaises(ValueError):
            propose([make_line(1), replace(make_line(2), id=1)], working_days(), [])
        with self.assertRaises(ValueError):
            propose([], working_days(2) * 2, [])

    def test_fifty_thousand_lines_take_seconds_and_cost_grows_with_their_number(self):
        def seconds(stewards):
            started = process_time()
            for steward in range(stewards):
                lines = [
                    make_line(
                        number,
                        building=f"{number % 5:02}",
                        mode=("phone", "door", "phone")[number % 3],
                        preferred=("any", "any", "morning", "afternoon")[(number + steward) % 4],
                        last_contact=FIRST - timedelta(days=number * 7 % 90),
                    )
                    for number in range(500)
                ]
                propose(lines, working_days(), QUIET)
            return process_time() - started

        few, many = seconds(10), seconds(100)
        self.assertLess(many, 15)
        self.assertLess(many, 20 * few)
