from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import StewardCommon


class OccupancyCase(StewardCommon):
    def _change(self, kind, unit, user, **vals):
        """What the person types in the assistant, saved and applied."""
        form = Form(
            self.env["steward.occupancy.change"]
            .with_user(user)
            .with_context(default_unit_id=unit.id, default_kind=kind)
        )
        for name, value in vals.items():
            setattr(form, name, value)
        return form.save().action_apply()

    def _owner(self, unit):
        return unit.occupancy_ids.filtered(lambda line: line.role == "owner")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00")
class TestHistory(OccupancyCase):
    """R200: the handbook shows ownership and use with time and manner, nothing is overwritten."""

    def test_R200_a_sale_closes_one_line_and_opens_the_next(self):
        old = self._owner(self.unit_1204)
        self._change(
            "transfer",
            self.unit_1204,
            self.user_supervisor,
            date=date(2026, 3, 1),
            manner="sold",
            new_name="陈七",
            new_phone="13900007777",
        )
        self.assertEqual(old.date_to, date(2026, 2, 28))
        self.assertEqual(old.manner_to, "sold")
        self.assertEqual(old.state, "ended")
        self.assertEqual(self.zhang.household_state, "moved_out")
        new = self._owner(self.unit_1204) - old
        self.assertEqual(new.partner_id.name, "陈七")
        self.assertEqual(new.date_from, date(2026, 3, 1))
        self.assertEqual(new.manner_from, "resale")
        self.assertTrue(new.is_payer)
        self.assertTrue(old.is_payer, "who paid then stays known")
        self.assertEqual(self.unit_1204.owner_id, new.partner_id)

    def test_R200_an_inheritance_goes_to_a_contact_that_exists(self):
        self._change(
            "transfer",
            self.unit_1204,
            self.user_supervisor,
            date=date(2026, 3, 1),
            manner="inheritance",
            partner_id=self.li,
        )
        self.assertEqual(self.unit_1204.owner_id, self.li)
        self.assertEqual(self.zhang.occupancy_ids.manner_to, "inheritance")
        line = self.li.occupancy_ids.filtered(lambda line: line.unit_id == self.unit_1204)
        self.assertEqual(line.manner_from, "inheritance")

    def test_R221_the_new_owner_is_never_a_second_contact_of_the_same_person(self):
        with self.assertRefused(UserError, "李四"):
            self._change(
                "transfer",
                self.unit_1204,
                self.user_supervisor,
                new_name="李四",
                new_phone="138 0000 2222",
            )

    def test_R200_a_sale_during_a_lease_leaves_the_tenant(self):
        tenant = self._create_household(
            "租客", self.unit_1204, role="tenant", date_from=date(2025, 1, 1), is_payer=True
        )
        self._change(
            "transfer",
            self.unit_1204,
            self.user_supervisor,
            date=date(2026, 3, 1),
            new_name="陈七",
        )
        self.assertEqual(self.unit_1204.resident_id, tenant)
        self.assertTrue(tenant.occupancy_ids.is_payer)
        self.assertFalse(self.unit_1204.owner_id.occupancy_ids.is_payer)

    def test_R200_a_lease_lets_the_unit_and_its_end_leaves_it_vacant(self):
        self._change(
            "lease_start",
            self.unit_1204,
            self.user_supervisor,
            date=date(2026, 3, 1),
            new_name="租客",
            lease_end=date(2027, 2, 28),
            payer="tenant",
            lives_there=True,
        )
        owner, tenant = self.zhang.occupancy_ids, self.unit_1204.resident_id.occupancy_ids
        self.assertEqual(self.unit_1204.state, "let")
        self.assertEqual(owner.state, "let")
        self.assertEqual(owner.move_out_date, date(2026, 2, 28))
        self.assertEqual(tenant.state, "moved_in")
        self.assertEqual(tenant.lease_end, date(2027, 2, 28))
        self.assertTrue(tenant.is_payer and not owner.is_payer)
        with self.assertRefused(UserError, "租客"):
            self._change("lease_start", self.unit_1204, self.user_supervisor, new_name="另一人")

        self._change("lease_end", self.unit_1204, self.user_supervisor, date=date(2026, 3, 9))
        self.assertEqual(tenant.state, "ended")
        self.assertEqual(tenant.manner_to, "lease_end")
        self.assertEqual(tenant.move_out_date, date(2026, 3, 9))
        self.assertEqual(self.unit_1204.state, "vacant")
        self.assertTrue(owner.is_payer)

    def test_R200_nobody_overwrites_unit_household_or_role(self):
        line = self.zhang.occupancy_ids
        for vals in (
            {"partner_id": self.li.id},
            {"unit_id": self.unit_102.id},
            {"role": "user"},
            {"change_log": "nothing happened"},
        ):
            for user in (self.user_supervisor, self.user_gm, self.env.ref("base.user_root")):
                with self.assertRaises(UserError):
                    line.with_user(user).write(vals)

    def test_R200_a_begun_occupancy_is_never_deleted(self):
        with self.assertRaises(UserError):
            self.zhang.occupancy_ids.with_user(self.user_gm).unlink()
        future = self._occupy(self.zhao, self.unit_102, date_from=date(2026, 4, 1))
        future.with_user(self.user_gm).unlink()
        self.assertFalse(future.exists())

    def test_R200_only_the_supervisor_corrects_what_has_ended_and_it_is_noted(self):
        line = self.zhang.occupancy_ids
        line.date_to = date(2026, 1, 31)
        self.assertFalse(line.change_log, "ending a line overwrites nothing")
        with self.assertRaises(AccessError):
            line.with_user(self.user_steward).write({"move_out_date": date(2026, 1, 30)})
        with self.assertRaises(AccessError):
            line.with_user(self.user_steward).write({"date_to": date(2026, 1, 30)})
        line.with_user(self.user_supervisor).write({"date_to": date(2026, 1, 30)})
        self.assertEqual(line.date_to, date(2026, 1, 30))
        self.assertIn("2026-03-10 李强", line.change_log)
        self.assertIn("2026-01-31 → 2026-01-30", line.change_log)

    def test_R200_a_known_date_that_is_overwritten_stays_in_the_log(self):
        line = self.zhang.occupancy_ids
        line.with_user(self.user_steward).move_in_date = date(2020, 9, 2)
        self.assertIn("2020-09-01 → 2020-09-02", line.change_log)

    def test_R200_the_steward_does_not_keep_the_register_of_ownership(self):
        for kind, vals in (
            ("transfer", {"new_name": "陈七"}),
            ("lease_start", {"new_name": "陈七"}),
        ):
            with self.assertRaises(AccessError):
                self._change(kind, self.unit_1204, self.user_steward, **vals)
        with self.assertRaises(AccessError):
            self.zhang.occupancy_ids.with_user(self.user_steward).date_to = date(2026, 1, 1)

    def test_R200_a_unit_has_one_owner_at_a_time(self):
        for start, end in (
            (date(2019, 1, 1), date(2020, 6, 1)),
            (date(2021, 1, 1), date(2021, 2, 1)),
            (date(2026, 6, 1), date(2026, 7, 1)),
        ):
            with self.assertRefused(ValidationError, "张三"):
                self._occupy(self.zhao, self.unit_1204, date_from=start, date_to=end)
        self._occupy(
            self.zhao, self.unit_1204, date_from=date(2019, 1, 1), date_to=date(2020, 5, 31)
        )

    def test_a_change_cannot_lie_before_the_line_that_it_ends(self):
        with self.assertRaises(ValidationError):
            self._change(
                "transfer",
                self.unit_1204,
                self.user_supervisor,
                date=date(2020, 1, 1),
                new_name="陈七",
            )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00")
class TestDailyLife(OccupancyCase):
    """R004, R005, F28: what a steward notes decides which visits are owed."""

    def test_F28_hand_over_is_not_moving_in(self):
        household = self._create_household("新业主", self.unit_102)
        self._change("handover", self.unit_102, self.user_steward, date=date(2026, 3, 1))
        self.assertEqual(household.handover_date, date(2026, 3, 1))
        self.assertFalse(household.move_in_date)
        self.assertEqual(household.household_state, "not_moved_in")
        self._change("move_in", self.unit_102, self.user_steward, date=date(2026, 3, 9))
        self.assertEqual(household.handover_date, date(2026, 3, 1))
        self.assertEqual(household.move_in_date, date(2026, 3, 9))
        self.assertEqual(household.household_state, "moved_in")

    def test_R005_decoration_ends_with_moving_in(self):
        self._change("decoration_start", self.unit_101, self.user_steward, date=date(2026, 3, 1))
        self.assertEqual(self.li.household_state, "decorating")
        self.assertEqual(self.unit_101.state, "decorating")
        self._change("move_in", self.unit_101, self.user_steward)
        self.assertEqual(self.li.household_state, "moved_in")
        self.assertEqual(self.li.occupancy_ids.decoration_to, date(2026, 3, 9))

    def test_R005_decoration_that_ended_is_not_moving_in(self):
        self._change("decoration_start", self.unit_101, self.user_steward, date=date(2026, 2, 1))
        self._change("decoration_end", self.unit_101, self.user_steward, date=date(2026, 3, 9))
        self.assertEqual(self.li.household_state, "not_moved_in")
        with self.assertRaises(UserError):
            self._change("decoration_end", self.unit_1204, self.user_steward)

    def test_R004_an_owner_who_moves_out_leaves_a_vacant_unit_and_may_come_back(self):
        self._change("move_out", self.unit_1204, self.user_steward, date=date(2026, 3, 8))
        self.assertEqual(self.zhang.household_state, "vacant")
        self.assertEqual(self.unit_1204.owner_id, self.zhang)
        self._change("move_in", self.unit_1204, self.user_steward, date=date(2026, 3, 10))
        self.assertEqual(self.zhang.household_state, "moved_in")
        self.assertIn("2026-03-08", self.zhang.occupancy_ids.change_log)

    def test_R004_who_lives_there_cannot_move_in_again(self):
        with self.assertRefused(UserError, "张三"):
            self._change("move_in", self.unit_1204, self.user_steward)

    def test_the_steward_notes_nothing_in_the_area_of_another(self):
        Change = self.env["steward.occupancy.change"].with_user(self.user_steward)
        change = Change.create({"unit_id": self.unit_10_201.id, "kind": "move_out"})
        self.assertFalse(change.line_id, "the history of another area is not shown")
        change = Change.create(
            {
                "unit_id": self.unit_10_201.id,
                "kind": "move_out",
                "line_id": self.zhao.occupancy_ids.id,
            }
        )
        with self.assertRaises(AccessError):
            change.action_apply()


@tagged("post_install", "-at_install")
class TestStates(OccupancyCase):
    """R004, R005: states follow the dates in the community's time zone."""

    def _refresh(self):
        return self.env["steward.occupancy"]._cron_refresh_states()

    def test_R005_midnight_in_the_community_moves_the_household_in(self):
        with freeze_time("2026-03-10 04:00"):
            household = self._create_household(
                "新业主", self.unit_102, move_in_date=date(2026, 3, 11)
            )
            self.assertEqual(household.household_state, "not_moved_in")
        with freeze_time("2026-03-10 15:59"):
            self._refresh()
            self.assertEqual(household.household_state, "not_moved_in")
        # 00:01 in Shanghai, still the 10th in Greenwich
        with freeze_time("2026-03-10 16:01"):
            self._refresh()
            self.assertEqual(household.household_state, "moved_in")
            self.assertEqual(self.unit_102.resident_id, household)
            self.assertEqual(self._refresh(), 0, "nothing is left to do")

    def test_R005_two_time_zones_have_two_midnights(self):
        self.mall.tz = "Europe/London"
        with freeze_time("2026-03-10 04:00"):
            here = self._create_household("这边", self.unit_102, move_in_date=date(2026, 3, 11))
            self.anchor.occupancy_ids.date_to = date(2026, 3, 10)
        with freeze_time("2026-03-10 16:01"):
            self._refresh()
            self.assertEqual(here.household_state, "moved_in")
            self.assertEqual(self.anchor.household_state, "moved_in")
        with freeze_time("2026-03-11 00:01"):
            self._refresh()
            self.assertEqual(self.anchor.household_state, "moved_out")

    def test_R004_a_lease_that_begins_and_ends_by_date_lets_the_unit(self):
        with freeze_time("2026-03-10 04:00"):
            self._create_household(
                "租客",
                self.unit_1204,
                role="tenant",
                date_from=date(2026, 4, 1),
                date_to=date(2026, 4, 30),
                move_in_date=date(2026, 4, 1),
            )
            self.assertEqual(self.zhang.household_state, "moved_in")
        with freeze_time("2026-04-01 04:00"):
            self._refresh()
            self.assertEqual(self.zhang.household_state, "let")
            self.assertEqual(self.unit_1204.state, "let")
        with freeze_time("2026-05-01 04:00"):
            self._refresh()
            self.assertEqual(self.zhang.household_state, "moved_in")
            self.assertEqual(self.unit_1204.state, "moved_in")

    def test_R005_decoration_begins_and_ends_by_date(self):
        with freeze_time("2026-03-10 04:00"):
            self.li.occupancy_ids.write(
                {"decoration_from": date(2026, 3, 20), "decoration_to": date(2026, 5, 20)}
            )
            self.assertEqual(self.li.household_state, "not_moved_in")
        with freeze_time("2026-03-20 04:00"):
            self._refresh()
            self.assertEqual(self.li.household_state, "decorating")
        with freeze_time("2026-05-21 04:00"):
            self._refresh()
            self.assertEqual(self.li.household_state, "not_moved_in")

    def test_R221_the_dwelling_in_which_they_live_comes_first(self):
        self._occupy(self.li, self.unit_102, move_in_date=date(2022, 1, 1))
        self.assertEqual(self.li.household_unit_id, self.unit_102)
        self.assertEqual(self.li.household_state, "moved_in")
        self.assertEqual(len(self.li.occupancy_ids), 2)

    def _many(self, prefix, count):
        units = self.env["steward.unit"].create(
            [{"building_id": self.building3.id, "number": f"{prefix}{i}"} for i in range(count)]
        )
        partners = self.env["res.partner"].create([{"name": f"{prefix}{i}"} for i in range(count)])
        self.env.flush_all()
        self.env.invalidate_all()
        return [
            {
                "unit_id": unit.id,
                "partner_id": partner.id,
                "date_from": date(2020, 1, 1),
                "move_in_date": date(2026, 3, 11),
            }
            for unit, partner in zip(units, partners, strict=True)
        ]

    def test_a_thousand_occupancies_cost_statements_per_batch_not_per_row(self):
        def statements(work):
            before = self.env.cr.sql_log_count
            work()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        Occupancy = self.env["steward.occupancy"]
        few, many = self._many("A", 100), self._many("B", 1000)
        with freeze_time("2026-03-10 04:00"):
            small = statements(lambda: Occupancy.create(few))
            large = statements(lambda: Occupancy.create(many))
            self.assertLess(small, 60)
            # Odoo writes new rows by the hundred
            self.assertLess(large, small + 60)
        self.env.invalidate_all()
        with freeze_time("2026-03-11 04:00"):
            self.assertLess(statements(self._refresh), 80)
        self.assertEqual(
            Occupancy.search_count([("unit_id.number", "=like", "B%"), ("state", "=", "moved_in")]),
            1000,
        )
