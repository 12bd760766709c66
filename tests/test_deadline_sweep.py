from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import StewardCommon

# Wednesday, 10:00 in Shanghai
NOW = datetime(2026, 3, 4, 2)
HOUR = timedelta(hours=1)
WARNING = "property_steward.mail_activity_type_deadline_warning"
BREACH = "property_steward.mail_activity_type_deadline_breach"


@tagged("post_install", "-at_install")
class TestDeadlineSweep(StewardCommon):
    """Warn before, alert at, escalate after: each level once, to whom it concerns."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        users = cls.user_steward | cls.user_supervisor | cls.user_manager | cls.user_gm
        users.lang = "en_US"
        # one warning is enough to tell the levels apart
        cls.due_today = cls.env.ref("property_steward.deadline_level_warn_today")
        cls.due_today.active = False
        cls._assign(cls.gm, "project_manager")

    def case(self, **vals):
        """A case without the clocks of its receipt."""
        case = self.env["steward.case"].create(
            {
                "name": "路灯不亮",
                "category": "complaint",
                "community_id": self.community.id,
                "partner_id": self.zhang.id,
                "unit_id": self.unit_1204.id,
                "steward_id": self.steward.id,
                "received_at": NOW,
                **vals,
            }
        )
        case._deadline_cancel()
        return case

    def promise(self, due, cases=None):
        """A case with one promise that is due then."""
        with freeze_time(NOW):
            cases = cases or self.case()
            return cases._deadline_set("promised", due, start=NOW)

    def sweep(self, moment):
        """The scheduled action as it runs at that moment."""
        self.env.flush_all()
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("property_steward.ir_cron_sweep_deadlines").method_direct_trigger()
        self.env.invalidate_all()

    def activities(self, xmlid, user=None):
        domain = [("activity_type_id", "=", self.env.ref(xmlid).id)]
        domain += [("user_id", "=", user.id)] if user else []
        return self.env["mail.activity"].search(domain)

    def test_a_warning_is_one_activity_a_day_with_the_list_behind_it(self):
        deadlines = self.promise(NOW + 20 * HOUR) | self.promise(NOW + 21 * HOUR)
        self.sweep(NOW + 17 * HOUR)
        self.assertFalse(self.activities(WARNING))
        self.sweep(NOW + 18 * HOUR)
        self.assertEqual(self.activities(WARNING).summary, "Deadlines coming up: 1")
        self.sweep(NOW + 19 * HOUR)
        warning = self.activities(WARNING)
        self.assertEqual(warning.summary, "Deadlines coming up: 2")
        self.assertEqual(warning.user_id, self.user_steward)
        digest = self.env["steward.deadline.digest"].browse(warning.res_id)
        self.assertEqual(str(digest.day), "2026-03-05", "In Shanghai it is the next day.")
        mine = digest.with_user(self.user_steward)
        self.assertEqual(mine.deadline_ids, deadlines)
        action = mine.action_open_deadlines()
        self.assertEqual(
            self.env[action["res_model"]].with_user(self.user_steward).search(action["domain"]),
            deadlines,
        )
        self.assertFalse(self.activities(BREACH))

    def test_R078_what_is_due_by_midnight_is_told_in_the_afternoon(self):
        """At 16:00 in Shanghai; again at 22:00, on the same list."""
        self.due_today.active = True
        with freeze_time(NOW):
            case = self.case()
            case._deadline_start("received")
        self.sweep(datetime(2026, 3, 4, 7, 55))
        self.assertFalse(self.activities(WARNING))
        self.sweep(datetime(2026, 3, 4, 8))
        warning = self.activities(WARNING)
        self.assertEqual(warning.summary, "Deadlines coming up: 1")
        self.sweep(datetime(2026, 3, 4, 14))
        self.assertEqual(self.activities(WARNING), warning)
        self.assertEqual(warning.summary, "Deadlines coming up: 1")

    def test_an_alert_speaks_the_language_of_who_gets_it(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        label = self.env["ir.model.fields.selection"].search(
            [
                ("field_id.model", "=", "steward.deadline.rule"),
                ("field_id.name", "=", "kind"),
                ("value", "=", "promised"),
            ]
        )
        label.update_field_translations("name", {"zh_CN": "承诺的时间"})
        self.user_steward.lang = "zh_CN"
        self.promise(NOW + 4 * HOUR)
        self.sweep(NOW + 8 * HOUR)
        self.assertIn("承诺的时间", self.activities(BREACH, self.user_steward).summary)
        self.assertIn("Promised Time", self.activities(BREACH, self.user_supervisor).summary)

    def test_a_warning_that_was_ticked_off_comes_back_with_the_next_one(self):
        self.promise(NOW + 4 * HOUR)
        self.promise(NOW + 5 * HOUR)
        self.sweep(NOW + 2 * HOUR)
        self.activities(WARNING).action_feedback()
        self.sweep(NOW + 3 * HOUR)
        self.assertEqual(self.activities(WARNING).summary, "Deadlines coming up: 2")

    def test_a_breach_climbs_from_the_responsible_to_the_project_manager(self):
        deadline = self.promise(NOW + 20 * HOUR)
        due = NOW + 20 * HOUR
        steps = {
            due: self.user_steward,
            due + 4 * HOUR: self.user_supervisor,
            due + 24 * HOUR: self.user_manager,
            due + 72 * HOUR: self.user_gm,
        }
        for moment, user in steps.items():
            before = self.activities(BREACH)
            self.sweep(moment - HOUR / 60)
            self.assertEqual(self.activities(BREACH), before)
            self.sweep(moment)
            self.sweep(moment)
            new = self.activities(BREACH) - before
            self.assertEqual(new.user_id, user)
            self.assertEqual((new.res_model, new.res_id), ("steward.case", deadline.res_id))
        self.assertEqual(
            self.activities(BREACH, self.user_supervisor).summary,
            "Promised Time was due on 2026-03-05 06:00; responsible: 王芳",
        )
        self.assertFalse(deadline.next_alert_at)

    def test_a_server_down_for_a_week_sends_each_missed_level_once(self):
        deadline = self.promise(NOW + 20 * HOUR)
        self.sweep(NOW + 168 * HOUR)
        self.assertEqual(
            [alert.level_id.offset for alert in deadline.alert_ids.sorted("id")],
            [-2, 0, 4, 24, 72],
        )
        self.assertEqual(
            self.activities(BREACH).user_id,
            self.user_steward | self.user_supervisor | self.user_manager | self.user_gm,
        )
        self.sweep(NOW + 169 * HOUR)
        self.assertEqual(len(deadline.alert_ids), 5)

    def test_a_letter_typed_when_it_is_already_late_is_alerted_without_a_warning(self):
        with freeze_time(NOW + 30 * HOUR):
            case = self.case(priority="urgent")
            case._deadline_start("received")
        self.sweep(NOW + 30 * HOUR)
        self.assertFalse(self.activities(WARNING))
        answer = case.deadline_ids.filtered(
            lambda deadline: deadline.kind == "answer" and deadline.state == "running"
        )
        self.assertEqual(answer.alert_ids.level_id.sorted("offset").mapped("offset"), [0, 4])

    def test_what_is_met_needs_no_attention_any_more(self):
        case = self.case()
        self.promise(NOW + 4 * HOUR, case)
        self.sweep(NOW + 2 * HOUR)
        self.sweep(NOW + 4 * HOUR)
        self.assertTrue(self.activities(WARNING) and self.activities(BREACH))
        case._deadline_meet(["promised"], at=NOW + 5 * HOUR)
        self.assertFalse(self.activities(WARNING) or self.activities(BREACH))
        self.sweep(NOW + 20 * HOUR)
        self.assertFalse(self.activities(BREACH))

    def test_a_paused_clock_alerts_nobody_and_goes_on_later(self):
        case = self.case()
        deadline = self.promise(NOW + 20 * HOUR, case)
        deadline.sudo().pausable = True
        case._deadline_pause("municipal", at=NOW + HOUR)
        self.sweep(NOW + 40 * HOUR)
        self.assertFalse(deadline.alert_ids)
        case._deadline_resume(at=NOW + 41 * HOUR)
        self.sweep(NOW + 57 * HOUR)
        self.assertFalse(deadline.alert_ids)
        self.sweep(NOW + 58 * HOUR)
        self.assertEqual(deadline.alert_ids.level_id.sorted("offset").mapped("offset"), [-2])

    def test_where_nobody_answers_or_may_read_the_next_one_up_is_told(self):
        """No responsible; the supervisor's place is vacant: the centre manager hears of it."""
        self.env["steward.role.assignment"].search(
            [
                ("community_id", "=", self.community.id),
                ("role_id", "=", self.env.ref("property_steward.role_supervisor").id),
            ]
        ).unlink()
        nobodys = self.promise(NOW + 4 * HOUR, self.case(steward_id=False, unit_id=False))
        strangers = self.promise(NOW + 4 * HOUR, self.case(steward_id=self.nobody.id))
        self.sweep(NOW + 4 * HOUR)
        for deadline in nobodys | strangers:
            self.assertEqual(deadline.alert_ids.user_id, self.user_manager)

    def test_who_left_the_firm_is_not_told(self):
        deadline = self.promise(NOW + 4 * HOUR)
        self.user_steward.active = False
        self.sweep(NOW + 4 * HOUR)
        self.assertEqual(deadline.alert_ids.user_id, self.user_supervisor)

    def test_where_nobody_is_left_the_alert_stands_without_a_receiver(self):
        self.env["steward.role.assignment"].search(
            [("community_id", "=", self.community.id)]
        ).unlink()
        deadline = self.promise(NOW + 4 * HOUR, self.case(steward_id=False, unit_id=False))
        self.sweep(NOW + 4 * HOUR)
        self.assertEqual(len(deadline.alert_ids), 2)
        self.assertFalse(deadline.alert_ids.user_id)
        self.assertFalse(self.activities(BREACH))

    def test_levels_of_a_kind_take_the_place_of_the_general_ones(self):
        self.env["steward.deadline.level"].create(
            {"name": "At once", "kind": "promised", "offset": 1}
        )
        deadline = self.promise(NOW + 4 * HOUR)
        self.sweep(NOW + 100 * HOUR)
        self.assertEqual(deadline.alert_ids.level_id.sorted("offset").mapped("offset"), [1])

    def test_an_archived_level_is_passed_over_and_the_next_one_kept(self):
        deadline = self.promise(NOW + 4 * HOUR)
        self.env.ref("property_steward.deadline_level_warn").active = False
        self.sweep(NOW + 4 * HOUR)
        self.assertEqual(deadline.alert_ids.level_id.sorted("offset").mapped("offset"), [0])

    def test_a_record_that_cannot_be_alerted_does_not_keep_the_others_waiting(self):
        bad = self.promise(NOW + 3 * HOUR)
        good = self.promise(NOW + 4 * HOUR)
        warn = type(bad)._tell_breach

        def fail(deadlines, *args):
            if bad in deadlines:
                raise ValueError("broken")
            return warn(deadlines, *args)

        with (
            patch.object(type(bad), "_tell_breach", fail),
            mute_logger("odoo.addons.property_steward.models.deadline.deadline_sweep"),
        ):
            self.sweep(NOW + 4 * HOUR)
        self.assertEqual(good.alert_ids.level_id.sorted("offset").mapped("offset"), [-2, 0])
        self.assertEqual(bad.alert_ids.level_id.sorted("offset").mapped("offset"), [-2])
        self.assertEqual(bad.next_alert_at, NOW + 5 * HOUR)

    def test_a_record_that_is_gone_is_owed_nothing(self):
        case = self.case()
        deadline = self.promise(NOW + 4 * HOUR, case)
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM steward_case WHERE id = %s", [case.id])
        self.env.invalidate_all()
        self.sweep(NOW + 4 * HOUR)
        self.assertEqual(deadline.state, "cancelled")

    def test_nobody_becomes_a_follower_by_an_alert(self):
        deadline = self.promise(NOW + 4 * HOUR)
        case = self.env["steward.case"].browse(deadline.res_id)
        before = case.message_partner_ids
        self.sweep(NOW + 100 * HOUR)
        case.invalidate_recordset()
        self.assertEqual(case.message_partner_ids, before)

    def test_statements_do_not_grow_with_the_open_clocks_and_hardly_with_the_due_ones(self):
        def statements(count):
            with freeze_time(NOW):
                cases = self.env["steward.case"].create(
                    [
                        {
                            "name": "路灯不亮",
                            "category": "other",
                            "community_id": self.community.id,
                            "partner_id": self.zhang.id,
                            "steward_id": self.steward.id,
                        }
                        for _number in range(count)
                    ]
                )
                cases._deadline_cancel()
                cases._deadline_set("promised", NOW + 30 * HOUR, start=NOW)
            self.sweep(NOW + 29 * HOUR)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with freeze_time(NOW + 30 * HOUR):
                self.env["steward.deadline"]._claim(1000)._alert()
                self.env.flush_all()
            return self.env.cr.sql_log_count - before

        statements(1)
        few = statements(5)
        many = statements(100)
        self.assertLessEqual(many, few + 2)
        before = self.env.cr.sql_log_count
        with freeze_time(NOW + 30 * HOUR):
            self.assertFalse(self.env["steward.deadline"]._claim(1000))
        self.assertEqual(self.env.cr.sql_log_count - before, 1)
