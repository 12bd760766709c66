from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .visit_common import VisitCommon

PICTURE = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    b"WjR9awAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestVisitRecord(VisitCommon):
    """R006, R013, R042, R045, R047, R049, R056, R061, R156-R160: what a record must say."""

    def test_R006_conversation_on_record_fulfils_the_planned_visit(self):
        line = self._create_line(self.zhang)
        visit = self._create_visit(self.zhang, line_id=line.id)
        self.assertEqual(visit.steward_id, self.steward)
        self.assertEqual(visit.unit_id, self.unit_1204)
        visit.action_done()
        self.assertEqual(line.state, "done")
        self.assertEqual(line.visit_id, visit)
        self.assertEqual(self.zhang.last_contact_date, date(2026, 3, 3))

    def test_R187_owners_are_visited_in_several_ways_and_each_one_counts(self):
        ways = ["door", "phone", "on_site", "wechat", "opportunistic"]
        modes = {code: self.env.ref(f"property_steward.contact_mode_{code}") for code in ways}
        for code, mode in modes.items():
            visit = self._create_visit(self.zhang, mode_id=mode.id, occasion=f"聊天{code}")
            visit.action_done()
            self.assertEqual(visit.outcome, "done")
        counted = dict(
            self.env["steward.visit"]
            .with_user(self.user_steward)
            ._read_group(
                [("partner_id", "=", self.zhang.id), ("outcome", "=", "done")],
                ["mode_id"],
                ["__count"],
            )
        )
        self.assertEqual(counted, dict.fromkeys(modes.values(), 1))

    def test_R006_planned_visit_is_done_only_through_a_visit(self):
        line = self._create_line(self.zhang).with_user(self.user_steward)
        with self.assertRaises(UserError):
            line.state = "done"
        attempt = self._create_visit(self.zhang, line_id=line.id)
        attempt.action_nobody_home()
        with self.assertRaises(UserError):
            line.write({"state": "done", "visit_id": attempt.id})
        other = self._create_visit(self.li)
        other.action_done()
        with self.assertRaises(UserError, msg="the visit of another household"):
            line.write({"state": "done", "visit_id": other.id})

    def test_R006_fulfilled_planned_visit_is_not_reopened(self):
        line = self._create_line(self.zhang).with_user(self.user_steward)
        self._create_visit(self.zhang, line_id=line.id).action_done()
        with self.assertRaises(UserError):
            line.state = "open"

    def test_R006_record_needs_content(self):
        visit = self._create_visit(self.zhang, needs=" ")
        with self.assertRaisesRegex(UserError, "what was said"):
            visit.action_done()
        visit.information = "电梯周四检修"
        visit.action_done()
        self.assertEqual(visit.state, "done")

    def test_R006_state_is_reached_by_recording_only(self):
        visit = self._create_visit(self.zhang, needs=False)
        with self.assertRaises(UserError):
            visit.write({"state": "done", "outcome": "done"})
        with self.assertRaises(UserError):
            self._create_visit(self.zhang, state="done", outcome="done")
        with self.assertRaises(UserError, msg="a forged context changes nothing"):
            visit.with_context(steward_visit_recording=True).write({"state": "done"})

    def test_R013_R061_consent_comes_first(self):
        visit = self._create_visit(self.zhang, consent=False)
        with self.assertRaisesRegex(UserError, "agreed to talk"):
            visit.action_done()

    def test_R013_busy_call_does_not_count_and_becomes_an_appointment(self):
        line = self._create_line(self.zhang)
        call = self._create_visit(self.zhang, line_id=line.id, mode_id=self.phone_mode.id)
        with self.assertRaisesRegex(UserError, "agreed instead"):
            call.action_busy()
        call.next_at = datetime(2026, 3, 4, 7, 0)
        call.action_busy()
        self.assertEqual(call.outcome, "busy")
        self.assertEqual(line.state, "open")
        self.assertFalse(self.zhang.last_contact_date)
        self.assertEqual(line.scheduled_at, datetime(2026, 3, 4, 7, 0))
        self.assertTrue(line.is_fixed)
        following = self.env["steward.visit"].search(
            [("line_id", "=", line.id), ("state", "=", "draft")]
        )
        self.assertEqual(following.agreed_at, datetime(2026, 3, 4, 7, 0))
        self.assertEqual(following.event_id.user_id, self.user_steward)

    def test_a_visit_says_which_modes_fit_only_where_it_follows_a_plan(self):
        self.assertFalse(
            self.env["steward.visit"].new({}).unfit_note, "a blank form warns of nothing"
        )
        visit = self._create_visit(self.zhang, mode_id=self.borrowed_mode.id)
        self.assertFalse(visit.unfit_note)

    def test_R059_attempts_are_recorded_and_leave_the_planned_visit_open(self):
        line = self._create_line(self.zhang)
        for outcome in ("nobody_home", "no_answer", "refused"):
            visit = self._create_visit(self.zhang, line_id=line.id, consent=False, needs=False)
            visit.action_done(outcome)
            self.assertEqual((visit.state, visit.outcome), ("done", outcome))
            self.assertEqual(line.state, "open")
        self.assertEqual(line.attempt_count, 3)

    def test_future_start_is_refused_and_an_early_appointment_starts_now(self):
        visit = self._create_visit(self.zhang, start="2026-03-03 03:00:00")
        with self.assertRaisesRegex(UserError, "future"):
            visit.action_done()
        visit.agreed_at = visit.start
        visit.action_done()
        self.assertEqual(visit.start, datetime(2026, 3, 3, 2, 0))

    def test_R160_borrowed_mode_says_the_occasion(self):
        visit = self._create_visit(self.zhang, mode_id=self.borrowed_mode.id)
        with self.assertRaisesRegex(UserError, "occasion"):
            visit.action_done()
        visit.occasion = "抄水表"
        visit.action_done()

    def test_R158_a_visit_has_one_or_several_of_the_five_purposes(self):
        names = ("needs", "information", "feedback", "problem", "event")
        five = self.env["steward.visit.purpose"].union(
            *(self.env.ref(f"property_steward.visit_purpose_{name}") for name in names)
        )
        offered = self.env["steward.visit.purpose"].with_user(self.user_steward).search([])
        self.assertLessEqual(five, offered)
        visit = self._create_visit(self.zhang, purpose_ids=(five[0] | five[3]).ids)
        visit.action_done()
        self.assertEqual(visit.purpose_ids, five[0] | five[3])
        with self.assertRaises(UserError):
            visit.purpose_ids = five[1]

    # quiet hours

    def test_R011_no_calls_on_mondays(self):
        with freeze_time("2026-03-02 02:00:00"):
            call = self._create_visit(self.zhang, mode_id=self.phone_mode.id)
            with self.assertRaisesRegex(UserError, "quiet hour"):
                call.action_done()
            call.quiet_reason = "业主要求周一上午回电"
            call.action_done()
            at_the_door = self._create_visit(self.zhang)
            at_the_door.action_done()
        self.assertEqual(at_the_door.state, "done")

    def test_R012_quiet_hours_follow_the_clock_of_the_community(self):
        # 04:30 UTC is 12:30 in Shanghai: the midday rest, whatever the user's own time zone
        self.user_steward.tz = "Europe/Berlin"
        with freeze_time("2026-03-03 04:30:00"):
            call = self._create_visit(self.zhang, mode_id=self.phone_mode.id)
            self.assertEqual(
                call.quiet_period_id, self.env.ref("property_steward.quiet_residential_noon")
            )
            with self.assertRaisesRegex(UserError, "12:30"):
                call.action_no_answer()
        with freeze_time("2026-03-03 06:00:00"):
            call = self._create_visit(self.zhang, mode_id=self.phone_mode.id)
            self.assertFalse(call.quiet_period_id, "14:00 is allowed again")

    def test_R048_catering_tenants_are_not_visited_at_meal_peaks(self):
        with freeze_time("2026-03-03 04:00:00"):
            meal = self._create_visit(self.catering, mode_id=self.door_mode.id)
            self.assertEqual(
                meal.quiet_period_id, self.env.ref("property_steward.quiet_shopping_lunch")
            )
            other = self._create_visit(self.anchor, mode_id=self.door_mode.id)
            self.assertFalse(other.quiet_period_id)

    # shopping centre

    def test_R047_R156_appointment_before_the_visit(self):
        visit = self._create_visit(self.anchor, no_signature_reason="店长不在")
        with self.assertRaisesRegex(UserError, "agreed by phone"):
            visit.action_done()
        visit.no_appointment_reason = "店长在门口主动交谈"
        visit.action_done()
        agreed = self._create_visit(
            self.anchor, no_signature_reason="店长不在", agreed_at="2026-03-03 01:30:00"
        )
        agreed.action_done()
        self.assertEqual(agreed.state, "done")

    def test_R047_call_needs_no_appointment(self):
        call = self._create_visit(
            self.anchor, mode_id=self.phone_mode.id, no_signature_reason="电话"
        )
        call.action_done()
        self.assertEqual(call.state, "done")

    def test_R049_satisfaction_and_signature_or_a_reason(self):
        visit = self._create_visit(self.anchor, no_appointment_reason="巡店")
        with self.assertRaisesRegex(UserError, "signature"):
            visit.action_done()
        visit.satisfaction = "4"
        with self.assertRaisesRegex(UserError, "signature"):
            visit.action_done()
        visit.signature = PICTURE
        visit.action_done()
        self.assertEqual(visit.state, "done")

    # evidence

    def test_R056_recorded_visit_is_not_deleted(self):
        visit = self._create_visit(self.zhang)
        visit.action_done()
        for user in (self.user_steward, self.user_gm):
            with self.assertRaises(UserError):
                visit.with_user(user).unlink()
        with self.assertRaises(UserError):
            visit.sudo().unlink()
        self._create_visit(self.zhang).unlink()

    def test_R056_recorded_visit_is_not_changed(self):
        visit = self._create_visit(self.zhang)
        visit.action_done()
        for vals in (
            {"needs": "没有意见"},
            {"start": "2026-02-27 02:00:00"},
            {"state": "draft"},
            {"outcome": "refused"},
            {"satisfaction": "5"},
            {"case_ids": [Command.create({"category": "other"})]},
            {"participant_ids": [Command.create({"employee_id": self.steward2.id})]},
            {"photo_ids": [Command.clear()]},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                visit.write(vals)
        with self.assertRaises(UserError):
            visit.sudo().needs = "没有意见"
        visit.message_post(body="补充说明")

    def test_R056_participants_and_photos_stay(self):
        photo = (
            self.env["ir.attachment"]
            .with_user(self.user_steward)
            .create({"name": "门口.png", "datas": PICTURE, "res_model": "steward.visit"})
        )
        visit = self._create_visit(
            self.zhang,
            photo_ids=[Command.link(photo.id)],
            participant_ids=[Command.create({"employee_id": self.steward2.id})],
            signature=PICTURE,
        )
        visit.participant_ids.role_id = self.env.ref("property_steward.role_steward")
        visit.action_done()
        self.assertEqual(photo.res_id, visit.id)
        with self.assertRaises(UserError):
            photo.unlink()
        with self.assertRaises(UserError):
            photo.datas = PICTURE
        with self.assertRaises(UserError):
            visit.participant_ids.unlink()
        with self.assertRaises(UserError):
            visit.participant_ids.role_id = False
        with self.assertRaises(UserError):
            self.env["steward.visit.participant"].with_user(self.user_steward).create(
                {"visit_id": visit.id, "employee_id": self.supervisor.id}
            )
        with self.assertRaises(UserError):
            visit.signature = False

    def test_R056_correction_keeps_the_first_text(self):
        visit = self._create_visit(
            self.zhang, case_ids=[Command.create({"category": "repair", "words": "水管漏水"})]
        )
        visit.action_done()
        wizard = Form(
            self.env["steward.visit.amend"]
            .with_user(self.user_steward)
            .with_context(active_id=visit.id, active_model="steward.visit")
        )
        wizard.needs = "希望楼道灯换成感应灯"
        wizard.start = datetime(2026, 3, 3, 1, 0)
        with wizard.opinion_ids.edit(0) as opinion:
            opinion.words = "厨房水管漏水"
        with self.assertRaises(AssertionError, msg="the reason is compulsory"):
            wizard.save()
        wizard.reason = "听错了"
        wizard.save().action_apply()
        self.assertEqual(visit.needs, "希望楼道灯换成感应灯")
        self.assertEqual(visit.case_ids.words, "厨房水管漏水")
        kept = {line.old_value: line.new_value for line in visit.amendment_ids}
        self.assertEqual(
            kept,
            {
                "希望楼道灯亮一些": "希望楼道灯换成感应灯",
                "2026-03-03 10:00:00": "2026-03-03 09:00:00",
                "水管漏水": "厨房水管漏水",
            },
        )
        self.assertEqual(set(visit.amendment_ids.mapped("reason")), {"听错了"})
        self.assertEqual(visit.amendment_ids.create_uid, self.user_steward)

    def test_R056_correction_itself_is_evidence(self):
        visit = self._create_visit(self.zhang)
        visit.action_done()
        Amendment = self.env["steward.visit.amendment"].with_user(self.user_gm)
        with self.assertRaises(AccessError):
            Amendment.create({"visit_id": visit.id, "field_label": "x", "reason": "y"})

    def test_correction_of_a_foreign_visit_is_refused(self):
        visit = self._create_visit(self.zhang)
        visit.action_done()
        Amend = self.env["steward.visit.amend"].with_user(self.user_steward2)
        with self.assertRaises(AccessError):
            Amend.create(
                {
                    "visit_id": visit.id,
                    "reason": "x",
                    "start": visit.start,
                    "mode_id": visit.mode_id.id,
                    "steward_id": visit.steward_id.id,
                }
            ).action_apply()

    # appointments

    def test_appointment_stands_once_in_the_calendar_and_moves_with_the_visit(self):
        Event = self.env["calendar.event"].with_context(active_test=False)
        line = self._create_line(self.zhang)
        visit = self._create_visit(self.zhang, line_id=line.id, agreed_at="2026-03-05 07:00:00")
        domain = [("res_model", "=", "steward.visit"), ("res_id", "=", visit.id)]
        event = Event.search(domain)
        self.assertEqual(event, visit.event_id)
        self.assertEqual(event.user_id, self.user_steward)
        self.assertEqual(event.partner_ids, self.user_steward.partner_id)
        self.assertEqual(event.location, "3-2-1204")
        self.assertEqual(event.privacy, "private")
        self.assertEqual(event.stop, datetime(2026, 3, 5, 7, 30))
        self.assertFalse(visit.activity_ids)
        visit.agreed_at = "2026-03-06 07:00:00"
        self.assertEqual(Event.search(domain), event)
        self.assertEqual(event.start, datetime(2026, 3, 6, 7, 0))
        self.assertEqual(line.scheduled_at, datetime(2026, 3, 6, 7, 0))
        # a supervisor moves the planned visit, the steward the calendar entry
        line.with_user(self.user_supervisor).scheduled_at = "2026-03-09 07:00:00"
        self.assertEqual(event.start, datetime(2026, 3, 9, 7, 0))
        event.with_user(self.user_steward).write(
            {"start": "2026-03-10 07:00:00", "stop": "2026-03-10 07:30:00"}
        )
        self.assertEqual(visit.agreed_at, datetime(2026, 3, 10, 7, 0))
        self.assertEqual(line.scheduled_at, datetime(2026, 3, 10, 7, 0))
        visit.action_cancel()
        self.assertFalse(Event.search(domain))
        self.assertFalse(line.is_fixed)
        self.assertEqual(line.state, "open")

    def test_appointment_mails_nobody(self):
        before = self.env["mail.mail"].sudo().search_count([])
        visit = self._create_visit(self.zhang, agreed_at="2026-03-05 07:00:00")
        visit.agreed_at = "2026-03-06 07:00:00"
        visit.action_cancel()
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), before)

    def test_recorded_visit_frees_other_appointments_of_the_planned_visit(self):
        line = self._create_line(self.zhang)
        appointment = self._create_visit(
            self.zhang, line_id=line.id, agreed_at="2026-03-05 07:00:00"
        )
        self._create_visit(self.zhang, line_id=line.id).action_done()
        self.assertEqual(appointment.state, "cancelled")
        self.assertFalse(appointment.event_id)

    # notices

    def test_R157_email_notice_goes_to_those_who_gave_an_address(self):
        self.zhang.email = "zhang@example.com"
        lines = self._create_line(
            self.zhang, scheduled_at="2026-03-05 07:00:00"
        ) | self._create_line(self.li, scheduled_at="2026-03-05 08:00:00")
        wizard = (
            self.env["steward.visit.notice"]
            .with_user(self.user_steward)
            .create({"line_ids": [Command.set(lines.ids)], "notice_mode": "email"})
        )
        self.assertIn("李四", wizard.unreachable_note)
        self.assertNotIn("张三", wizard.unreachable_note)
        wizard.action_give()
        visit = self.env["steward.visit"].search([("line_id", "in", lines.ids)])
        self.assertEqual(visit.partner_id, self.zhang)
        self.assertEqual((visit.notice_mode, visit.state), ("email", "draft"))
        self.assertEqual(visit.notice_date, date(2026, 3, 3))
        self.assertEqual(visit.agreed_at, datetime(2026, 3, 5, 7, 0))
        mail = self.env["mail.mail"].sudo().search([("res_id", "=", visit.id)], limit=1)
        self.assertEqual(mail.model, "steward.visit")
        self.assertIn("2026-03-05 15:00", mail.body_html, "time by the community's clock")

    def test_R157_templates_of_mails_know_their_model(self):
        """A notice is written about the visit: the template must have been loaded as one of it."""
        names = self.env["ir.model.data"].search(
            [("module", "=", "property_steward"), ("model", "=", "mail.template")]
        )
        templates = self.env["mail.template"].browse(names.mapped("res_id"))
        self.assertIn(self.env.ref("property_steward.mail_template_visit_notice"), templates)
        for template in templates:
            with self.subTest(template=template.name):
                self.assertTrue(template.model)
                self.assertEqual(template.model, template.model_id.model)

    def test_R157_notice_is_given_once_per_planned_visit(self):
        line = self._create_line(self.zhang, scheduled_at="2026-03-05 07:00:00")
        for mode in ("mailbox", "board"):
            self.env["steward.visit.notice"].with_user(self.user_steward).create(
                {"line_ids": [Command.set(line.ids)], "notice_mode": mode}
            ).action_give()
        visit = self.env["steward.visit"].search([("line_id", "=", line.id)])
        self.assertEqual(len(visit), 1)
        self.assertEqual(visit.notice_mode, "board")

    def test_R157_written_notice_is_printed_for_every_household(self):
        line = self._create_line(self.zhang, scheduled_at="2026-03-05 07:00:00")
        action = (
            self.env["steward.visit.notice"]
            .with_user(self.user_steward)
            .create({"line_ids": [Command.set(line.ids)], "notice_mode": "mailbox"})
            .action_give_and_print()
        )
        self.assertEqual(action["report_name"], "property_steward.report_visit_notice")
        self.assertEqual(action["context"]["active_ids"], line.ids)
        visit = self.env["steward.visit"].search([("line_id", "=", line.id)])
        self.assertEqual(visit.notice_mode, "mailbox")

    def test_R157_notice_states_the_time(self):
        line = self._create_line(self.zhang)
        wizard = (
            self.env["steward.visit.notice"]
            .with_user(self.user_steward)
            .create({"line_ids": [Command.set(line.ids)], "notice_mode": "mailbox"})
        )
        with self.assertRaisesRegex(UserError, "张三"):
            wizard.action_give()

    # rights

    def test_others_do_not_see_the_visits_of_a_steward(self):
        visit = self._create_visit(self.zhang)
        for user in (self.user_nobody, self.user_accountant, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                visit.with_user(user).read(["needs"])
        with self.assertRaises(AccessError):
            visit.with_user(self.user_steward2).read(["needs"])
        self.assertTrue(visit.with_user(self.user_supervisor).needs)
        self.assertTrue(visit.with_user(self.user_auditor).needs)
        with self.assertRaises(AccessError):
            visit.with_user(self.user_auditor).needs = "x"

    def test_R251_opinions_of_a_visit_are_seen_by_the_supervisor(self):
        visit = self._create_visit(
            self.zhang, case_ids=[Command.create({"category": "complaint", "words": "噪音"})]
        )
        visit.action_done()
        self.assertEqual(visit.case_ids.with_user(self.user_supervisor).words, "噪音")

    def test_form_proposes_what_is_known(self):
        """R045, R264: household data, open matters and purposes stand on the form."""
        self.rule_monthly.purpose_ids = self.env.ref("property_steward.visit_purpose_needs")
        case = self.env["steward.case"].create(
            {"partner_id": self.zhang.id, "category": "repair", "words": "门铃不响"}
        )
        line = self._create_line(self.zhang)
        with Form(
            self.env["steward.visit"]
            .with_user(self.user_steward)
            .with_context(default_line_id=line.id, default_mode_id=self.door_mode.id)
        ) as form:
            self.assertEqual(form.partner_id, self.zhang)
            self.assertEqual(form.steward_id, self.steward)
            self.assertEqual(form.open_case_ids[:], case)
            self.assertEqual(form.purpose_ids[:], self.rule_monthly.purpose_ids)
            self.assertEqual(form.fulfil_line_ids[:], line)
            form.needs = "一切都好"
        self.assertEqual(form.record.fulfil_line_ids, line)
