import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.property_steward.engine.register import (
    DOUBT,
    NEW,
    SAME,
    STATES,
    Door,
    Held,
    Known,
    differences,
    from_json,
    match_person,
    name_key,
    notes_of,
    phone_keys,
    plan_owner,
    plan_tenant,
    plan_tenant_gone,
    to_json,
    unit_values,
)

PROPERTY = settings(deadline=None, database=None, derandomize=True)
AS_OF = datetime.date(2026, 10, 31)
DOOR = Door("3", "2", "1204")


def day(text):
    return datetime.date.fromisoformat(text)


def known(ident, *names, phones=(), **vals):
    return Known(ident, set(map(name_key, names)), phone_keys(phones), **vals)


class TestMatching(BaseCase):
    def verdict(self, names, phones, at_door=None, *candidates):
        match = match_person(names, phones, DOOR, at_door, candidates)
        return match.verdict, match.known and match.known.id, match.reason

    def test_name_and_phone_are_the_same_person_in_any_writing(self):
        contact = known(7, "王 俊", phones=["+86 138 0013 8000"])
        self.assertEqual(self.verdict(["王俊"], ["13800138000"], None, contact), (SAME, 7, ""))

    def test_equal_names_alone_are_not_the_same_person(self):
        neighbour = known(7, "刘伟", phones=["13800138000"], has_door=True)
        self.assertEqual(self.verdict(["刘伟"], ["13911112222"], None, neighbour)[0], NEW)
        self.assertEqual(self.verdict(["刘伟"], [], None, neighbour)[0], NEW)

    def test_a_name_alone_of_a_contact_without_door_is_a_question(self):
        customer = known(7, "刘伟", phones=["13800138000"])
        self.assertEqual(
            self.verdict(["刘伟"], ["13911112222"], None, customer), (DOUBT, 7, "name")
        )

    def test_a_phone_alone_is_a_question(self):
        contact = known(7, "张三", phones=["13800138000"], has_door=True)
        self.assertEqual(
            self.verdict(["李四"], ["13800138000"], None, contact), (DOUBT, 7, "phone")
        )

    def test_who_holds_the_door_under_this_name_is_the_same_person(self):
        holder = known(7, "张三", phones=["13800138000"], has_door=True)
        self.assertEqual(self.verdict(["张三"], ["13911112222"], holder), (SAME, 7, ""))
        self.assertEqual(self.verdict(["李四", "张三"], [], holder), (SAME, 7, ""))
        self.assertEqual(self.verdict(["张山"], ["13800138000"], holder), (DOUBT, 7, "renamed"))
        self.assertEqual(self.verdict(["王五"], ["13911112222"], holder), (NEW, None, ""))

    def test_name_and_door_in_the_address_are_the_same_person(self):
        customer = known(7, "张三", addresses=["杭州市翠湖花园3栋2单元1204室"])
        self.assertEqual(self.verdict(["张三"], [], None, customer), (SAME, 7, ""))
        elsewhere = known(7, "张三", addresses=["翠湖花园3-2-1205"])
        self.assertEqual(self.verdict(["张三"], [], None, elsewhere), (DOUBT, 7, "name"))

    def test_contacts_of_this_very_import_are_no_question(self):
        sibling = known(7, "张三", phones=["13800138000"], has_door=True, made_here=True)
        self.assertEqual(self.verdict(["李四"], ["13800138000"], None, sibling)[0], NEW)
        self.assertEqual(self.verdict(["张三"], ["13800138000"], None, sibling)[0], SAME)

    def test_of_contacts_that_were_double_already_the_household_is_taken(self):
        first = known(5, "张三", phones=["13800138000"])
        second = known(9, "张三", phones=["13800138000"], has_door=True)
        self.assertEqual(self.verdict(["张三"], ["13800138000"], None, first, second)[1], 9)


class TestOwner(BaseCase):
    BASE = {"owner": ["张三"], "handover_date": day("2021-07-20")}

    def opened(self, **values):
        return plan_owner({**self.BASE, **values}, None, False, AS_OF).open

    def test_F28_hand_over_and_moving_in_are_two_dates(self):
        line = self.opened(state="lived_in", move_in_date=day("2022-01-05"))
        self.assertEqual(line["handover_date"], day("2021-07-20"))
        self.assertEqual(line["move_in_date"], day("2022-01-05"))
        self.assertEqual(line["date_from"], day("2021-07-20"))
        self.assertNotIn("move_in_unknown", line)

    def test_moved_in_without_a_readable_day_is_moved_in(self):
        line = self.opened(state="lived_in")
        self.assertTrue(line["move_in_unknown"])
        self.assertNotIn("move_in_date", line)

    def test_an_empty_dwelling_is_not_moved_in(self):
        line = self.opened(state="empty")
        self.assertEqual(set(line), {"handover_date", "date_from", "manner_from"})
        line = self.opened(state="empty", move_in_date=day("2022-01-05"))
        self.assertEqual(line["move_out_date"], AS_OF)

    def test_decoration_without_a_day_began_with_the_hand_over(self):
        self.assertEqual(self.opened(state="decorating")["decoration_from"], day("2021-07-20"))
        line = self.opened(state="decorating", decoration_start=day("2026-09-01"))
        self.assertEqual(line["decoration_from"], day("2026-09-01"))

    def test_an_owner_who_lets_moved_out_before_the_lease(self):
        line = self.opened(
            state="let",
            tenant=["李四"],
            move_in_date=day("2022-01-05"),
            lease_start=day("2026-04-01"),
        )
        self.assertEqual(line["move_out_date"], day("2026-03-31"))
        line = self.opened(
            state="let",
            tenant=["李四"],
            move_in_date=day("2026-04-02"),
            lease_start=day("2026-04-01"),
        )
        self.assertNotIn("move_in_date", line, "it is the tenant who moved in on that day")

    def test_R200_another_owner_closes_one_line_and_opens_the_next(self):
        held = Held(day("2021-07-20"), {"handover_date": day("2021-07-20")})
        values = {**self.BASE, "state": "lived_in", "move_in_date": day("2022-01-05")}
        step = plan_owner(values, held, False, AS_OF)
        self.assertEqual(step.close, (day("2026-10-30"), "sold"))
        self.assertEqual(step.open["date_from"], AS_OF)
        self.assertEqual(step.open["manner_from"], "resale")
        self.assertNotIn("move_in_date", step.open, "that was the day of the one before")
        self.assertTrue(step.open["move_in_unknown"])
        step = plan_owner({**values, "owner_since": day("2026-08-15")}, held, False, AS_OF)
        self.assertEqual(step.close, (day("2026-08-14"), "sold"))
        self.assertEqual(step.open["date_from"], day("2026-08-15"))

    def test_next_month_moved_in_ends_the_decoration(self):
        held = Held(day("2021-07-20"), {"decoration_from": day("2026-05-01")})
        values = {"owner": ["张三"], "state": "lived_in", "move_in_date": day("2026-10-20")}
        step = plan_owner(values, held, True, AS_OF)
        self.assertEqual(step.write, {"decoration_to": AS_OF, "move_in_date": day("2026-10-20")})

    def test_a_blank_cell_erases_nothing(self):
        held = Held(day("2021-07-20"), {"handover_date": day("2021-07-20"), "is_payer": True})
        self.assertFalse(plan_owner({"owner": ["张三"]}, held, True, AS_OF))
        self.assertFalse(plan_owner({"state": "unsold"}, held, True, AS_OF))

    def test_who_pays(self):
        self.assertTrue(self.opened(payer="owner")["is_payer"])
        self.assertTrue(self.opened(payer_name="张三")["is_payer"])
        self.assertNotIn("is_payer", self.opened(payer="tenant"))
        self.assertNotIn("is_payer", self.opened())

    @PROPERTY
    @given(
        st.fixed_dictionaries(
            {"owner": st.just(["张三"]), "state": st.sampled_from(STATES)},
            optional={
                key: st.dates(day("2000-01-01"), day("2030-12-31"))
                for key in (
                    "handover_date",
                    "move_in_date",
                    "decoration_start",
                    "lease_start",
                    "lease_end",
                    "owner_since",
                )
            }
            | {"tenant": st.just(["李四"]), "payer": st.sampled_from(["owner", "tenant"])},
        )
    )
    def test_the_same_row_twice_changes_nothing(self, values):
        for plan in (plan_owner, plan_tenant):
            first = plan(values, None, False, AS_OF)
            if first.open:
                held = Held(first.open["date_from"], first.open)
                self.assertFalse(plan(values, held, True, AS_OF))
        self.assertEqual(from_json(to_json(values)), values)


class TestTenant(BaseCase):
    BASE = {
        "owner": ["张三"],
        "tenant": ["李四"],
        "state": "let",
        "lease_start": day("2026-04-01"),
        "lease_end": day("2027-03-31"),
    }
    HELD = Held(day("2026-04-01"), {"lease_end": day("2027-03-31")})

    def test_a_lease_begins(self):
        step = plan_tenant(self.BASE, None, False, AS_OF)
        self.assertEqual(
            step.open,
            {
                "date_from": day("2026-04-01"),
                "lease_end": day("2027-03-31"),
                "move_in_date": day("2026-04-01"),
                "manner_from": "lease",
            },
        )

    def test_a_lease_is_prolonged(self):
        values = {**self.BASE, "lease_start": day("2027-04-01"), "lease_end": day("2028-03-31")}
        self.assertEqual(
            plan_tenant(values, self.HELD, True, AS_OF).write, {"lease_end": day("2028-03-31")}
        )

    def test_R200_another_tenant_closes_one_line_and_opens_the_next(self):
        values = {**self.BASE, "lease_start": day("2026-10-01"), "lease_end": day("2027-09-30")}
        step = plan_tenant(values, self.HELD, False, AS_OF)
        self.assertEqual(step.close, (day("2026-09-30"), "lease_end"))
        self.assertEqual(step.open["date_from"], day("2026-10-01"))

    def test_a_tenant_whom_the_register_leaves_out_is_gone(self):
        values = {"owner": ["张三"], "state": "lived_in"}
        self.assertEqual(plan_tenant_gone(values, self.HELD, AS_OF).close, (AS_OF, "lease_end"))
        self.assertFalse(plan_tenant_gone({**values, "state": "let"}, self.HELD, AS_OF))
        self.assertFalse(plan_tenant_gone({"owner": ["张三"]}, self.HELD, AS_OF))

    def test_a_new_lease_respects_the_history(self):
        step = plan_tenant(self.BASE, None, False, AS_OF, earliest=day("2026-06-01"))
        self.assertEqual(step.open["date_from"], day("2026-06-01"))


class TestUnitAndNotes(BaseCase):
    def test_the_description_of_a_dwelling(self):
        self.assertEqual(
            unit_values({"unit_kind": "高层住宅", "area_built": 88.5, "parking": "B1-0001"}),
            {
                "building_area": 88.5,
                "unit_type": "apartment",
                "layout": "高层住宅",
                "garage": "B1-0001",
            },
        )
        shop = unit_values({"is_shop": True, "trade": "餐饮", "catering": True, "anchor": False})
        self.assertEqual(shop, {"unit_type": "shop", "shop_class": "other", "is_catering": True})

    def test_only_what_differs_is_a_change(self):
        self.assertEqual(
            differences({"a": 1, "b": "x", "c": True}, {"a": 1, "b": "", "c": False, "d": None}),
            {"c": False},
        )

    def test_a_cell_that_could_not_be_read_is_kept_with_its_heading(self):
        problem = {"field": "move_in_date", "heading": "入住日期", "text": "2021年13月"}
        lease = {"field": "lease", "heading": "租期", "text": "两年"}
        values = {"owner": ["张三"], "tenant": ["李四"], "remark": "养犬", "asides": ["父亲"]}
        self.assertEqual(
            notes_of(values, [problem, lease], "owner"), ["养犬", "父亲", "入住日期: 2021年13月"]
        )
        self.assertEqual(notes_of(values, [problem, lease], "tenant"), ["租期: 两年"])
