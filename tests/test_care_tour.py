from datetime import date

from odoo.tests import HttpCase, freeze_time, tagged

from .common import StewardCommon


@tagged("post_install", "-at_install")
class TestCareTour(StewardCommon, HttpCase):
    browser_size = "1366x1200"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Tuesday, 10:00 in Shanghai: no quiet hour; the browser waits by a clock that goes on
        cls.startClassPatcher(freeze_time("2026-03-03 02:00:00", tick=True))
        cls._create_person("health", "健康管家沈佳")
        cls._assign(cls.health, "health_steward")
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.user_steward.lang = "zh_CN"

    def test_R015_from_the_move_in_to_the_joint_call_with_gift_and_medicine_box(self):
        """R015, R016: what the move-in date started is done jointly; the next call is planned."""
        self.start_tour(
            f"/odoo/my-households/{self.li.id}", "steward_care_move_in", login="t_steward"
        )
        event = self.env["steward.life.event"].search([("partner_id", "=", self.li.id)])
        self.assertEqual((event.date, event.state), (date(2026, 3, 3), "open"))
        calls = {call.trigger: call for call in event.callback_ids}
        visit = calls["life_move_in"].visit_id
        self.assertEqual(calls["life_move_in"].state, "done")
        self.assertEqual((visit.steward_id, visit.mode_id.code), (self.steward, "door"))
        self.assertEqual(visit.participant_ids.employee_id, self.health)
        gifts = {gift.kind_id: gift.employee_id for gift in visit.gift_ids}
        self.assertEqual(
            gifts,
            {
                self.env.ref("property_steward.gift_kind_congratulation"): self.steward,
                self.env.ref("property_steward.gift_kind_medicine_box"): self.health,
            },
        )
        later = calls["life_three_months"]
        self.assertEqual((later.state, later.period_end), ("open", date(2026, 6, 3)))
