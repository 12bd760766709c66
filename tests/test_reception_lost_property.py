from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .reception_common import ReceptionCommon

PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    b"Jggg=="
)


@tagged("post_install", "-at_install")
class TestLostProperty(ReceptionCommon):
    """R106, C027: lost items and pets go to their register."""

    def _register(self, user=None, **vals):
        Lost = self.env["steward.lost.property"].with_user(user or self.user_steward)
        return Lost.create({"name": "钥匙", "community_id": self.community.id, **vals})

    def test_R106_lost_items_and_pets_are_registered(self):
        reception = self._receive(
            user=self.user_steward,
            caller_phone="13800001111",
            text="捡到一只猫",
            answered_on_spot=True,
        )
        cat = self._register(name="橘猫", kind="pet", reception_id=reception.id)
        self.assertEqual(reception.lost_property_ids, cat)
        self.assertEqual((cat.reporter_id, cat.reporter_name), (self.zhang, "张三"))
        self.assertEqual(cat.receiver_id, self.steward)
        self.assertEqual(cat.happened_on, date(2026, 3, 10))

    def test_C027_handed_out_against_a_signature(self):
        item = self._register()
        with self.assertRefused(UserError, "sign"):
            item.action_hand_out()
        item.write({"claimant_name": "李四", "claimant_proof": "认出挂件", "signature": PIXEL})
        item.with_user(self.user_supervisor).action_hand_out()
        self.assertEqual(item.state, "handed_out")
        self.assertEqual(item.handed_out_by_id, self.user_supervisor)
        with self.assertRaises(UserError):
            item.claimant_name = "别人"

    def test_what_nobody_claims_leaves_the_register_with_a_note(self):
        item = self._register()
        with self.assertRefused(UserError, "what became"):
            item.action_dispose()
        item.disposal_note = "交派出所"
        item.action_dispose()
        self.assertEqual(item.state, "disposed")

    def test_the_register_is_kept(self):
        item = self._register()
        with self.assertRaises(UserError):
            item.sudo().unlink()
        with self.assertRaises(UserError):
            item.state = "handed_out"
        with self.assertRaises(ValidationError):
            item.happened_on = date(2026, 3, 11)

    def test_C027_nobody_claims_what_the_buttons_note(self):
        item = self._register()
        for vals in (
            {"state": "handed_out"},
            {"handed_out_by_id": self.user_supervisor.id},
            {"receiver_id": self.steward2.id},
        ):
            with self.assertRaises(AccessError, msg=vals):
                self._register(**vals)
            with self.assertRaises(AccessError, msg=vals):
                item.write(vals)

    def test_whoever_works_in_the_community_may_ask_the_register(self):
        item = self._register(user=self.user_nobody)
        self.assertEqual(item.with_user(self.user_steward2).name, "钥匙")
        with self.assertRaises(AccessError):
            item.with_user(self.user_accountant).read(["name"])
