from collections import Counter
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.property_steward.engine.sampling import Sample

from .survey_wave_common import SurveyCommon

# Shanghai: 12 March 2026, 10:00
NOW = "2026-03-12 02:00:00"


@tagged("post_install", "-at_install", "survey")
@freeze_time(NOW)
class TestSurveySample(SurveyCommon):
    """Who is asked (R225, R305-R306, R328, F04-F06)."""

    def _drawn(self, wave):
        wave.action_draw()
        return wave.sheet_ids.partner_id

    def test_R225_at_least_a_fifth_of_the_households_moved_in_are_asked(self):
        self._settle(self.tower1, 21)
        wave = self._wave()
        wave.action_draw()
        # a fifth of 21 is 4.2: five households
        self.assertEqual((wave.base_count, wave.sample_count), (21, 5))
        self.assertEqual(wave.state, "sampled")

    def test_R328_only_who_lives_there_is_in_the_base(self):
        self._settle(self.tower1, 10)
        decorating = self._settle(self.tower1, 3, move_in=False, decoration_from=date(2026, 3, 1))
        self._settle(self.tower1, 4, move_in=False)
        self._settle(self.tower1, 2, move_out_date=date(2026, 1, 31))
        appraisal, opinion = self._wave("appraisal"), self._wave("opinion", rate=100)
        self.assertFalse(self._drawn(appraisal) & decorating)
        # the opinion form also asks who decorates
        self.assertLessEqual(decorating, self._drawn(opinion))
        self.assertEqual((appraisal.base_count, opinion.base_count), (10, 13))

    def test_R225_who_lets_the_flat_is_away_and_the_tenant_lives_there(self):
        owner = self._settle(self.tower1, 1)
        tenant = self.env["res.partner"].create({"name": "租户"})
        self._occupy(
            tenant,
            owner.household_unit_id,
            role="tenant",
            date_from=date(2025, 1, 1),
            move_in_date=date(2025, 1, 1),
        )
        self.assertEqual(self._drawn(self._wave(rate=100)), tenant)

    def test_R328_what_is_archived_is_not_in_the_base(self):
        gone, demolished, there = self._settle(self.tower1, 3)
        gone.active = False
        demolished.household_unit_id.active = False
        self.assertEqual(self._drawn(self._wave(rate=100)), there)

    def test_R225_one_household_in_one_building_is_the_whole_sample(self):
        only = self._settle(self.tower1, 1)
        wave = self._wave()
        self.assertEqual(self._drawn(wave), only)
        self.assertEqual((wave.base_count, wave.stratum_ids.drawn_count), (1, 1))

    def test_R225_a_household_with_three_flats_is_one_in_its_main_unit(self):
        owner = self._settle(self.tower1, 1)
        main = owner.household_unit_id
        for number in ("901", "902"):
            unit = self._create_unit(self.tower2, number)
            self._occupy(owner, unit, date_from=date(2019, 1, 1), move_in_date=date(2019, 2, 1))
        main_now = owner.household_unit_id
        wave = self._wave(rate=100)
        self.assertEqual(self._drawn(wave), owner)
        self.assertEqual(wave.sheet_ids.unit_id, main_now)
        self.assertTrue(main)

    def test_R306_each_building_and_segment_has_its_share(self):
        elders = self.env["steward.segment.tag"].create(
            {"name": "长者户", "dimension": "attribute"}
        )
        self._settle(self.tower1, 30)[:10].segment_tag_ids = elders
        self._settle(self.tower2, 20)
        wave = self._wave()
        wave.action_draw()
        drawn = Counter((s.building_id.name, s.segment_id.name) for s in wave.sheet_ids)
        self.assertEqual(drawn, {("1", False): 4, ("1", "长者户"): 2, ("2", False): 4})
        # how it is spread is kept with the wave
        self.assertEqual(
            [(s.building_id.name, s.base_count, s.drawn_count) for s in wave.stratum_ids],
            [("1", 20, 4), ("1", 10, 2), ("2", 20, 4)],
        )

    def test_R306_the_same_seed_draws_the_same_list(self):
        self._settle(self.tower1, 30)
        wave = self._wave()
        first = self._drawn(wave)
        sudo = wave.sudo()
        again, _strata = sudo._sample(sudo._frame(), wave.seed)
        self.assertEqual(set(again.members), set(first.ids))
        others = {sudo._sample(sudo._frame(), str(seed))[0].members for seed in range(20)}
        self.assertGreater(len(others), 10)

    def test_R225_nobody_is_asked_twice_in_a_year_before_everybody_was(self):
        self._settle(self.tower1, 20)
        asked = self.env["res.partner"]
        for _quarter in range(5):
            wave = self._wave()
            drawn = self._drawn(wave)
            self.assertFalse(drawn & asked)
            self.assertFalse(wave.repeat_count)
            asked |= drawn
        # nobody is left: who is asked again is marked
        wave = self._wave()
        self.assertEqual(len(self._drawn(wave)), 4)
        self.assertEqual(wave.sheet_ids.mapped("is_repeat"), [True] * 4)
        self.assertEqual(wave.repeat_count, 4)

    def test_R225_the_next_year_and_other_types_begin_anew(self):
        self._settle(self.tower1, 5)
        self._drawn(self._wave(rate=100))
        for other in (
            self._wave("opinion", rate=100),
            self._wave(rate=100, date_issue=date(2027, 3, 12)),
        ):
            self._drawn(other)
            self.assertFalse(other.repeat_count)

    def test_F04_a_type_that_may_ask_again_draws_from_everybody(self):
        self._settle(self.tower1, 20)
        kind = self.env.ref("property_steward.survey_type_appraisal")
        kind.with_user(self.user_quality).no_repeat = False
        self._drawn(self._wave(rate=100))
        again = self._wave(rate=100)
        self._drawn(again)
        self.assertFalse(again.repeat_count)

    def test_R225_a_survey_that_was_cancelled_unissued_asked_nobody(self):
        self._settle(self.tower1, 5)
        wave = self._wave(rate=100)
        wave.action_draw()
        self._confirm(wave.action_cancel())
        other = self._wave(rate=100)
        other.action_draw()
        self.assertFalse(other.repeat_count)

    def test_R225_who_got_a_sheet_of_a_cancelled_survey_was_asked(self):
        self._settle(self.tower1, 5)
        wave = self._issued("appraisal", rate=100)
        self._confirm(wave.action_cancel())
        other = self._wave(rate=100)
        other.action_draw()
        self.assertEqual(other.repeat_count, 5)

    def test_R225_who_never_got_a_sheet_may_be_asked_in_the_next_quarter(self):
        self._settle(self.tower1, 5)
        wave = self._issued("appraisal", rate=100, way="door")
        self._answered(wave.sheet_ids[:4])
        waiting = self._wave(rate=100)
        waiting.action_draw()
        # as long as the survey is under way, the sheet may still be handed out
        self.assertEqual(waiting.repeat_count, 5)
        self._confirm(waiting.action_cancel())
        wave.sheet_ids[4:]._not_reach("长期外出")
        wave.action_collect()
        wave.action_close()
        other = self._wave()
        self.assertEqual(self._drawn(other), wave.sheet_ids[4:].partner_id)
        self.assertFalse(other.repeat_count)

    def test_R305_an_estate_of_five_years_asks_fewer(self):
        """Exactly five years after the delivery it is an older one."""
        for delivered, rate in (
            (date(2021, 3, 12), 15),
            (date(2021, 3, 13), 30),
            (date(2010, 1, 1), 15),
        ):
            self.estate.delivery_date = delivered
            with self.subTest(delivered=delivered):
                self.assertEqual(self._wave("opinion").rate, rate)

    def test_R305_without_a_delivery_date_the_first_move_in_counts(self):
        self.estate.delivery_date = False
        # nothing is known: the larger share
        self.assertEqual(self._wave("opinion").rate, 30)
        self._settle(self.tower1, 1, move_in=date(2024, 1, 1))
        self.assertEqual(self._wave("opinion").rate, 30)
        self._settle(self.tower1, 1, move_in=date(2020, 1, 1))
        self.assertEqual(self._wave("opinion").rate, 15)

    def test_R225_R305_less_than_the_share_is_refused_more_is_not(self):
        self._settle(self.tower1, 20)
        for code, delivered, least, rate in (
            ("appraisal", date(2018, 3, 1), "4", 15),
            ("opinion", date(2018, 3, 1), "3", 10),
            ("opinion", date(2024, 3, 1), "6", 25),
        ):
            self.estate.delivery_date = delivered
            with self.subTest(code, delivered=delivered), self.assertRefused(UserError, least):
                self._wave(code, rate=rate).action_draw()
        wave = self._wave(rate=50)
        wave.action_draw()
        self.assertEqual(wave.sample_count, 10)

    def test_a_survey_that_would_ask_nobody_is_refused(self):
        with self.assertRefused(UserError, "梧桐苑"):
            self._wave().action_draw()

    def test_R306_the_sample_is_frozen(self):
        self._settle(self.tower1, 20)
        wave = self._wave()
        wave.action_draw()
        for values in (
            {"rate": 100},
            {"date_issue": date(2026, 3, 13)},
            {"date_received": date(2026, 3, 13)},
            {"type_id": self.env.ref("property_steward.survey_type_free").id},
            {"community_id": self.community.id},
            {"wanted_count": 1},
        ):
            with self.assertRefused(UserError, wave.number):
                wave.write(values)
        later = self._settle(self.tower1, 20)
        self.assertFalse(wave.sheet_ids.partner_id & later)
        with self.assertRefused(UserError, wave.name):
            wave.action_draw()
        with self.assertRaises(UserError):
            wave.unlink()

    def test_R306_what_the_register_says_later_does_not_change_the_sample(self):
        households = self._settle(self.tower1, 20)
        wave = self._issued("appraisal", rate=100)
        kept = wave.sheet_ids.read(["number", "partner_id", "unit_id", "building_id", "state"])
        spread = wave.stratum_ids.read(["building_id", "base_count", "drawn_count"])
        lines = self.env["steward.occupancy"].search([("partner_id", "in", households.ids)])
        lines[:5].write({"date_to": date(2026, 3, 1)})
        households[5:8].active = False
        self._settle(self.tower2, 10)
        wave.invalidate_recordset()
        self.assertEqual((wave.base_count, wave.sample_count), (20, 20))
        self.assertEqual(
            wave.sheet_ids.read(["number", "partner_id", "unit_id", "building_id", "state"]), kept
        )
        self.assertEqual(
            wave.stratum_ids.read(["building_id", "base_count", "drawn_count"]), spread
        )

    def test_R306_nobody_adds_or_removes_a_sheet(self):
        self._settle(self.tower1, 20)
        wave = self._wave()
        wave.action_draw()
        for user in (self.user_steward, self.user_supervisor, self.user_quality):
            sheets = wave.sheet_ids.with_user(user)
            self.assertFalse(sheets.has_access("unlink"))
            self.assertFalse(sheets.browse().has_access("create"))
            with self.assertRaises(UserError):
                sheets[0].partner_id = self.zhang

    def test_R306_drawing_again_says_why_and_takes_another_seed(self):
        self._settle(self.tower1, 20)
        wave = self._wave()
        wave.action_draw()
        seed, number = wave.seed, wave.number
        self._confirm(wave.action_redraw(), "台账有误，更正后重抽")
        self.assertNotEqual(wave.seed, seed)
        self.assertEqual((wave.sample_count, wave.number), (4, number))
        said = wave.message_ids[0].body
        self.assertIn("台账有误", said)
        self.assertIn(seed, said)

    def test_R306_numbers_that_stand_on_paper_are_not_given_to_others(self):
        self._settle(self.tower1, 20)
        wave = self._wave()
        wave.action_draw()
        self._confirm(wave.action_redraw())
        self.assertEqual(wave.sheet_ids[0].number, "DC-2026-0001-0001")
        wave.sheet_ids[0].action_print()
        for _again in range(2):
            self._confirm(wave.action_redraw())
            self.assertEqual(
                wave.sheet_ids.mapped("number"), [f"DC-2026-0001-{n:04d}" for n in range(5, 9)]
            )

    def test_an_issued_sample_is_not_drawn_again(self):
        self._settle(self.tower1, 20)
        wave = self._issued("appraisal")
        with self.assertRefused(UserError, wave.number):
            wave.action_redraw()

    def test_sheets_are_numbered_from_door_to_door(self):
        self._settle(self.tower2, 3)
        self._settle(self.tower1, 3)
        wave = self._wave(rate=100)
        wave.action_draw()
        self.assertEqual(wave.number, "DC-2026-0001")
        self.assertEqual(
            wave.sheet_ids.mapped("number"), [f"DC-2026-0001-{n:04d}" for n in range(1, 7)]
        )
        doors = wave.sheet_ids.sorted("number").mapped("unit_id.door_key")
        self.assertEqual(doors, sorted(doors))

    def test_numbers_of_a_large_survey_sort_as_they_count(self):
        self._settle(self.tower1, 1)
        wave = self._wave(rate=100).sudo()
        rows = wave._frame() * 10001
        inserted = []
        self.patch(type(wave), "_insert", lambda self, model, columns, rows: inserted.append(rows))
        wave._insert_sheets(Sample((rows[0][0],), frozenset(), {}), rows, "DC-2026-0001")
        numbers = inserted[0].params[0]
        self.assertEqual((numbers[0], numbers[-1]), ("DC-2026-0001-00001", "DC-2026-0001-10001"))
        self.assertEqual(numbers, sorted(numbers))

    def test_anonymous_sheets_have_neither_household_nor_number(self):
        self._settle(self.tower1, 20)
        kind = self.env.ref("property_steward.survey_type_free").copy(
            {"is_anonymous": True, "code": "anonymous", "rate": 20}
        )
        with self.assertRefused(UserError, "4"):
            self._wave(type_id=kind.id, wanted_count=3).action_draw()
        wave = self._wave(type_id=kind.id, wanted_count=50)
        wave.action_draw()
        self.assertEqual((wave.base_count, wave.sample_count), (20, 50))
        self.assertFalse(wave.sheet_ids.partner_id)
        self.assertFalse(any(wave.sheet_ids.mapped("number")))

    def test_the_statements_do_not_grow_with_the_households(self):
        counts = []
        for households in (10, 60):
            self._settle(self.tower1, households)
            wave = self._wave("opinion", rate=100, user=self.env.user)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            wave.action_draw()
            wave.action_issue()
            wave.action_collect()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(wave.sample_count, wave.base_count)
        self.assertLessEqual(counts[1], counts[0])
