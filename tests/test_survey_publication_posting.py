from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .publication_common import PIXEL, PublicationCommon


@tagged("post_install", "-at_install")
class TestSurveyPublicationPosting(PublicationCommon):
    """From the board to the archive (R249), and what follows from posting (R087, R311-R314,
    R321)."""

    # who posts

    def test_R249_supervisor_of_another_community_does_not_post_here(self):
        """The group of supervisors is not enough: the role in this community is."""
        self._create_person("elsewhere", "外区主管")
        self._assign(self.elsewhere, "supervisor", self.mall)
        self._assign(self.elsewhere, "steward", self.community)
        with self.assertRaises(AccessError):
            self._draft().with_user(self.user_elsewhere).action_post()

    # code, place, taking down, archive

    def test_R249_posting_gives_a_code_and_keeps_place_and_day(self):
        first, second = self._draft(), self._draft(name="停水通知")
        self.assertFalse(first.number)
        (first + second).with_user(self.user_supervisor).action_post()
        self.assertEqual((first + second).mapped("number"), ["TZ-2026-0001", "TZ-2026-0002"])
        self.assertEqual(first.place, "Notice boards of all buildings")
        self.assertEqual(first.posted_on, date(2026, 3, 3))
        self.assertEqual(first.posted_by_id, self.user_supervisor)
        self.assertEqual(first.date_take_down, date(2026, 3, 17))
        with self.assertRefused(UserError, "posted already"):
            first.with_user(self.user_supervisor).action_post()

    def test_R249_code_is_there_before_it_hangs_and_stays(self):
        """The paper is printed with it."""
        notice, letter = self._draft(), self._draft("letter")
        notice.action_submit()
        self.assertEqual(notice.number, "TZ-2026-0001")
        letter.action_submit()
        self.assertFalse(letter.number)
        letter.with_user(self.user_representative).action_approve()
        self.assertEqual(letter.number, "GK-2026-0001")
        letter._take_back("日期写错了")
        for vals in ({"kind": "notice"}, {"community_id": self.mall.id}):
            with self.assertRefused(UserError, "has its code"):
                letter.write(vals)
        self._post(letter)
        self.assertEqual(letter.number, "GK-2026-0001")

    def test_R249_no_stage_is_left_out_or_gone_back_to(self):
        supervisor = self.user_supervisor
        notice = self._draft().with_user(supervisor)
        steps = ("action_post", "action_take_down", "action_file")
        for done in range(len(steps) + 1):
            for index, step in enumerate(steps):
                if index != done:
                    with self.assertRaises(UserError, msg=(notice.state, step)):
                        getattr(notice, step)()
            if done:
                for step in ("action_submit", "action_approve", "action_return"):
                    with self.assertRaises(UserError, msg=(notice.state, step)):
                        getattr(notice, step)()
                with self.assertRaises(UserError):
                    notice._take_back("再来")
            if done < len(steps):
                getattr(notice, steps[done])()
        self.assertEqual(notice.state, "archived")

    def test_R249_what_does_not_hang_is_not_taken_down(self):
        for notice in (self._draft(), self._post(self._draft())):
            if notice.state == "posted":
                notice.action_take_down()
            with self.assertRefused(UserError, "does not hang"):
                notice.with_user(self.user_supervisor).action_take_down()

    def test_R249_it_is_not_posted_without_a_place_or_without_a_word(self):
        with self.assertRefused(UserError, "where"):
            self._draft(place=" ").with_user(self.user_supervisor).action_post()
        with self.assertRefused(UserError, "says nothing"):
            self._draft(body=False).action_submit()

    def test_R249_where_it_hung_stays_on_record(self):
        notice = self._post(self._draft())
        notice.photo = PIXEL
        self.assertTrue(notice.photo)
        for vals in ({"place": "别处"}, {"paper": "a3"}):
            with self.assertRefused(UserError, "stays on record"):
                notice.with_user(self.user_supervisor).write(vals)

    def test_R249_days_are_those_of_the_community(self):
        with freeze_time("2026-03-03 17:00:00"):
            notice = self._post(self._draft())
        self.assertEqual(notice.posted_on, date(2026, 3, 4))

    def test_R249_taken_down_then_archived_and_kept(self):
        notice = self._post(self._draft())
        with self.assertRefused(UserError, "taken down before"):
            notice.action_file()
        notice.action_take_down()
        self.assertEqual((notice.state, notice.taken_down_on), ("taken_down", date(2026, 3, 3)))
        notice.archive_place = "2026年告示档案盒3"
        notice.action_file()
        self.assertEqual((notice.state, notice.archived_on), ("archived", date(2026, 3, 3)))
        with self.assertRefused(UserError, "is kept"):
            notice.with_user(self.user_gm).unlink()

    def test_R249_posted_text_is_amended_by_another_one_that_replaces_it(self):
        case = self._create_cases(self.topic_lift, [(2, 3)], partner=self.zhao)
        old = self._draft("response", body=False, line_ids=[self._promise()])
        old.sudo().line_ids.case_ids = case
        self._post(old)
        new = self.env["steward.publication"].browse(old.action_replace()["res_id"])
        self.assertEqual((new.state, new.replaces_id, new.number), ("draft", old, False))
        self.assertEqual(new.line_ids.case_ids, case)
        self.assertEqual(old.state, "posted")
        self._post(new.with_user(self.user_steward))
        self.assertEqual(old.state, "taken_down")
        self.assertEqual((old.line_ids.state, new.line_ids.state), ("superseded", "open"))
        self.assertNotEqual(old.number, new.number)

    # reminders

    def test_R249_who_posted_it_is_reminded_once_when_it_is_due_to_be_taken_down(self):
        notice = self._post(self._draft())
        Publication = self.env["steward.publication"]
        with freeze_time("2026-03-16 15:00:00"):
            Publication._cron_remind()
            self.assertFalse(self._tasks(notice, self.user_supervisor, "take_down"))
            self.assertFalse(Publication.search([("is_take_down_due", "=", True)]) & notice)
        # the 17th has begun in Shanghai
        with freeze_time("2026-03-16 16:30:00"):
            self.assertIn(notice, Publication.search([("is_take_down_due", "=", True)]))
            Publication._cron_remind()
            Publication._cron_remind()
            for user in (self.user_supervisor, self.user_steward):
                self.assertEqual(len(self._tasks(notice, user, "take_down")), 1)
            notice.action_take_down()
            self.assertFalse(self._tasks(notice, self.user_supervisor, "take_down"))

    def test_R249_another_day_is_another_reminder(self):
        notice = self._post(self._draft())
        Publication = self.env["steward.publication"]
        with freeze_time("2026-03-17 02:00:00"):
            Publication._cron_remind()
            notice.date_take_down = date(2026, 3, 20)
            self.assertFalse(notice.reminded)
        with freeze_time("2026-03-20 02:00:00"):
            Publication._cron_remind()
            self.assertEqual(len(self._tasks(notice, self.user_supervisor, "take_down")), 2)

    def test_reminders_need_no_more_statements_for_more_papers(self):
        notices = self.env["steward.publication"]
        for _index in range(12):
            notices |= self._draft()
        notices.with_user(self.user_supervisor).action_post()
        with freeze_time("2026-03-17 02:00:00"):
            self.env["steward.publication"]._cron_remind()  # warm
            notices.write({"reminded": False})
            few, many = notices[:2], notices[2:]
            counts = []
            for chosen in (few, many):
                (notices - chosen).write({"reminded": True})
                chosen.write({"reminded": False})
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.env["steward.publication"]._cron_remind()
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
            self.assertLessEqual(counts[1] - counts[0], 6, counts)

    # what follows

    def test_R311_R313_posting_meets_the_clock_of_the_letter_and_starts_that_to_quality(self):
        wave = self._wave()
        letter = self._post(self._draft("letter", wave_id=wave.id))
        clocks = {clock.kind: clock for clock in wave.deadline_ids.sudo()}
        self.assertEqual(clocks["survey_letter"].state, "met")
        self.assertEqual(clocks["survey_quality"].state, "running")
        # five days later, at the end of the day in Shanghai
        self.assertEqual(clocks["survey_quality"].due_at, datetime(2026, 3, 8, 15, 59, 59))
        with freeze_time("2026-03-06 02:00:00"):
            with self.assertRefused(UserError, "go to quality together"):
                letter.action_to_quality()
            wave.state = "closed"
            letter.action_to_quality()
        wave.invalidate_recordset()
        clocks = {clock.kind: clock for clock in wave.deadline_ids.sudo()}
        self.assertEqual(clocks["survey_quality"].state, "met")
        self.assertEqual(letter.to_quality_at, datetime(2026, 3, 6, 2))

    def test_R313_only_posted_letters_go_to_quality(self):
        for publication in (self._draft("letter"), self._post(self._draft())):
            with self.assertRefused(UserError, "no open letter"):
                publication.action_to_quality()

    def test_R314_quality_is_asked_to_send_what_was_submitted_to_the_representative(self):
        wave = self._wave()
        letter = self._post(self._draft("letter", wave_id=wave.id))
        wave.state = "closed"
        self.assertFalse(self._requests(wave, self.user_quality))
        letter.action_to_quality()
        letter.action_to_quality()
        self.assertEqual(len(self._requests(wave, self.user_quality)), 1)
        wave.with_user(self.user_quality).action_send_report()
        self.assertFalse(self._requests(wave, self.user_quality))
        self.assertEqual(wave.report_state, "sent")

    def _requests(self, wave, user):
        kind = self.env.ref("property_steward.mail_activity_type_survey_consolidate")
        return wave.activity_ids.filtered(
            lambda task: task.activity_type_id == kind and task.user_id == user
        )

    def test_R321_posted_response_settles_the_duty_of_its_month(self):
        rule = self.env.ref("property_steward.duty_rule_residential_response")
        duty = self.env["steward.duty"].create(
            {
                "rule_id": rule.id,
                "kind": "response",
                "community_id": self.community.id,
                "employee_id": self.manager.id,
                "period_start": date(2026, 2, 1),
                "period_end": date(2026, 2, 28),
                "date_due": date(2026, 3, 10),
                "date_remind": date(2026, 3, 5),
            }
        )
        self.assertEqual((duty.kind, duty.state), ("response", "draft"))
        self._create_cases(self.topic_lift, [(2, 1), (2, 14), (2, 28)])
        mine = duty.with_user(self.user_manager)
        response = self.env["steward.publication"].browse(mine.action_draft_response()["res_id"])
        self.assertEqual((response.month, response.line_ids.said_count), (date(2026, 2, 1), 3))
        self.assertEqual(mine.action_draft_response()["res_id"], response.id)
        response.line_ids.measure = "逐台检修"
        self._post(response.with_user(self.user_manager))
        self.assertEqual(duty.state, "approved")
        self.assertIn(response.number, duty.evidence)

    def test_R087_published_plan_hangs_with_code_and_its_measures(self):
        plan = self._plan()
        plan.with_user(self.user_supervisor).action_publish()
        publication = plan.publication_ids
        self.assertEqual((publication.kind, publication.state), ("rectification", "posted"))
        self.assertEqual(publication.line_ids.measure, "每周清理")
        self.assertEqual(publication.line_ids.date_to, date(2026, 3, 10))
        self.assertEqual(plan.date_published, date(2026, 3, 3))

    def _plan(self):
        return self.env["steward.rectification.plan"].create(
            {
                "name": "一季度整改计划",
                "community_id": self.community.id,
                "line_ids": [
                    Command.create(
                        {
                            "problem": "楼道堆物",
                            "measure": "每周清理",
                            "responsible_id": self.department.id,
                            "date_due": date(2026, 3, 10),
                        }
                    )
                ],
            }
        )

    def test_R087_plan_is_published_once_it_hangs_and_not_before(self):
        """Where the firm has plans agreed to."""
        row = self.env.ref("property_steward.publication_kind_rectification")
        row.approval_role_id = self.env.ref("property_steward.role_centre_manager")
        plan = self._plan().with_user(self.user_supervisor)
        plan.action_publish()
        paper = plan.publication_ids
        self.assertEqual((paper.state, plan.date_published), ("submitted", False))
        paper.with_user(self.user_manager).action_approve()
        plan.action_publish()
        self.assertEqual(plan.publication_ids, paper)
        self.assertEqual((paper.state, plan.date_published), ("posted", date(2026, 3, 3)))

    def test_R087_measure_that_is_done_in_public_is_done_in_the_plan(self):
        plan = self._plan()
        plan.with_user(self.user_supervisor).action_publish()
        measure, promise = plan.line_ids, plan.publication_ids.line_ids
        self._done(promise)
        self.assertEqual((measure.date_done, plan.open_count), (date(2026, 3, 3), 0))
        promise.with_user(self.user_quality)._verify("visit", "broken", "dissatisfied", "又堆满了")
        self.assertEqual((measure.date_done, plan.open_count), (False, 1))
        # the measure goes with the promise that replaces it
        paper = plan.publication_ids.with_user(self.user_supervisor)
        other = paper.browse(paper.action_replace()["res_id"]).line_ids
        self.assertEqual(other.plan_line_id, measure)
        with self.assertRaises(AccessError):
            other.plan_line_id = False
