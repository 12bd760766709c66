from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .care_common import CareCommon


@tagged("post_install", "-at_install")
class TestCareGifts(CareCommon):
    """What households are given (R015, E09)."""

    def _give(self, kind, partner=None, **vals):
        return self.env["steward.gift"].create(
            {
                "kind_id": kind.id,
                "partner_id": (partner or self.zhang).id,
                "employee_id": self.steward.id,
                **vals,
            }
        )

    def test_R015_gift_and_medicine_box_are_proposed_for_the_joint_call(self):
        self.gift_kind.cost, self.medicine_box.cost = 38, 65
        call = self._due(self._move_in(), "life_move_in")
        visit = self._call_on(call, along=self.health)
        gifts = {gift.kind_id: gift for gift in visit.gift_ids}
        self.assertEqual(set(gifts), {self.gift_kind, self.medicine_box})
        visit.action_done()
        gift, box = gifts[self.gift_kind], gifts[self.medicine_box]
        self.assertEqual((gift.employee_id, gift.cost), (self.steward, 38))
        self.assertEqual((box.employee_id, box.cost), (self.health, 65), "the health steward's")
        self.assertEqual(gift.date, self.TODAY)
        self.assertEqual(gift.life_event_id, call.life_event_id)
        self.assertEqual(self.li.with_user(self.user_steward).gift_count, 2)

    def test_R015_the_medicine_box_is_proposed_only_once(self):
        self._give(self.medicine_box, self.li)
        call = self._due(self._move_in(), "life_move_in")
        self.assertEqual(self._call_on(call).gift_ids.kind_id, self.gift_kind)

    def test_R015_a_household_gets_one_medicine_box_by_the_database(self):
        self._give(self.medicine_box)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self._give(self.medicine_box)
            self.env.flush_all()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self._give(self.medicine_box, self.li, quantity=2)
            self.env.flush_all()
        self._give(self.medicine_box, self.li)
        self._give(self.gift_kind)
        self._give(self.gift_kind)

    def test_R015_one_who_was_not_met_was_given_nothing(self):
        call = self._due(self._move_in(), "life_move_in")
        visit = self._call_on(call, along=self.health)
        visit.action_nobody_home()
        self.assertFalse(visit.gift_ids)
        again = self._call_on(call, along=self.health)
        self.assertEqual(len(again.gift_ids), 2, "the box is still there to be given")
        again.action_cancel()
        self.assertFalse(again.gift_ids)

    def test_R015_gifts_of_a_recorded_visit_are_evidence(self):
        visit = self._call_on(self._due(self._move_in(), "life_move_in"), along=self.health)
        visit.action_done()
        gift = visit.gift_ids[:1].with_user(self.user_steward)
        with self.assertRaises(UserError):
            gift.cost = 1
        with self.assertRaises(UserError):
            gift.unlink()
        gift.with_user(self.user_supervisor).cost = 40
        self.assertEqual(gift.cost, 40)

    def test_R015_nobody_says_that_a_medicine_box_is_an_ordinary_gift(self):
        with self.assertRaises(AccessError):
            self.env["steward.gift"].with_user(self.user_steward).create(
                {
                    "kind_id": self.medicine_box.id,
                    "partner_id": self.zhang.id,
                    "once_per_household": False,
                }
            )

    def test_R015_nor_does_the_context_of_a_call(self):
        gifts = self.env["steward.gift"].with_user(self.user_steward)
        with self.assertRaises(AccessError):
            gifts.with_context(default_once_per_household=False).create(
                {"kind_id": self.medicine_box.id, "partner_id": self.zhang.id}
            )
        visits = self.env["steward.visit"].with_user(self.user_steward)
        with self.assertRaises(AccessError):
            visits.with_context(default_is_confidential=False).create(
                {"partner_id": self.zhang.id, "mode_id": self.door_mode.id}
            )

    def test_R015_merged_households_keep_both_boxes_on_record(self):
        cousin = self.env["res.partner"].create({"name": "张三（旧档）"})
        boxes = self._give(self.medicine_box) | self._give(
            self.medicine_box, cousin, community_id=self.community.id
        )
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.zhang | cousin).ids, self.zhang, extra_checks=False
        )
        boxes.invalidate_recordset()
        self.assertEqual(boxes.exists().partner_id, self.zhang)
        self.assertEqual(len(boxes.exists()), 2)
