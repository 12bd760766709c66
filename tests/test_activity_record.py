from datetime import datetime

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .activity_after_common import ActivityAfterCommon


@tagged("post_install", "-at_install")
class TestActivityRecord(ActivityAfterCommon):
    """Record form of an activity (C108, R297) and its being kept permanently (R299)."""

    def setUp(self):
        super().setUp()
        self.activity = self._held()
        self.record = self.activity.record_id

    # R297

    def test_R297_record_is_there_when_the_activity_is_over(self):
        self.assertEqual(self.record.state, "draft")
        self.assertEqual(self.record.steward_id, self.steward)
        planned = self._create_activity()
        self.assertFalse(planned.record_ids)

    def test_R297_record_is_due_three_days_after_by_the_policy(self):
        """R297: end of the third day in Shanghai."""
        clock = self._clock(self.activity, "activity_record")
        self.assertEqual(clock.due_at, datetime(2026, 3, 6, 15, 59, 59))
        self.assertEqual(clock.started_at, self.activity.held_at)
        self.community.policy_id.activity_record_days = 5
        other = self._held(name="义诊")
        self.assertEqual(
            self._clock(other, "activity_record").due_at, datetime(2026, 3, 8, 15, 59, 59)
        )

    def test_R297_done_record_meets_its_clock(self):
        with self._at(2026, 3, 5, 2):
            self._fill_record(self.activity)
        clock = self._clock(self.activity, "activity_record")
        self.assertEqual((clock.state, clock.met_at), ("met", datetime(2026, 3, 5, 2)))
        self.assertEqual(self.record.done_by_id, self.user_steward)

    def test_R297_record_that_comes_late_is_late(self):
        with self._at(2026, 3, 9, 2):
            self._fill_record(self.activity)
        self.assertEqual(self._clock(self.activity, "activity_record").state, "met_late")

    def test_R297_record_says_how_it_went(self):
        with self.assertRefused(UserError, "does not say how it went"):
            self.record.action_done()

    def test_R297_activity_closes_only_with_its_record(self):
        self._approve_evaluation(self.activity)
        self.activity.no_survey_reason = "露天活动"
        with self.assertRefused(UserError, "R297"):
            self.activity.action_close()
        self._fill_record(self.activity)
        self.activity.action_close()
        self.assertEqual(self.activity.state, "closed")

    def test_R297_participants_are_those_who_came_and_the_walk_ins(self):
        """R297: registered guests who only registered do not count; the number can be corrected."""
        event = self.activity.sudo().event_id
        for name, state in (("张三", "done"), ("张三夫人", "done"), ("李四", "open")):
            self.env["event.registration"].create(
                {"event_id": event.id, "name": name, "state": state}
            )
        self.record.walk_in_count = 5
        self.assertEqual(self.record.attended_count, 2)
        self.assertEqual(self.record.participant_count, 7)
        self.record.participant_count = 8
        self._fill_record(self.activity)
        self.env["event.registration"].create(
            {"event_id": event.id, "name": "迟到者", "state": "done"}
        )
        self.assertEqual(self.record.participant_count, 8)

    def test_R297_participants_are_counted_when_the_form_is_done_at_once(self):
        self.record.write({"walk_in_count": 12, "course": "按计划进行"})
        self.record.action_done()
        self.record.invalidate_recordset()
        self.assertEqual(self.record.participant_count, 12)

    def test_R297_four_kinds_of_attachments_belong_to_the_record(self):
        """R297, E24: whoever reads the record reads its files."""
        for name in ("media_ids", "recording_ids", "photo_ids", "video_ids"):
            self.record[name] = [Command.set(self._attachment().ids)]
            paper = self.record[name].with_user(self.user_collector)
            self.assertEqual((paper.res_model, paper.res_id), (self.record._name, self.record.id))
            self.assertTrue(paper.raw)

    def test_R297_nobody_files_a_paper_that_is_not_the_own(self):
        secret = self._attachment(user=self.user_gm)
        with self.assertRaises(AccessError):
            self.record.photo_ids = [Command.set(secret.ids)]

    def test_R297_state_is_not_forged(self):
        with self.assertRaises(AccessError):
            self.record.state = "done"
        with self.assertRaises(AccessError):
            self.record.with_user(self.user_collector).action_done()

    # R299

    def _forms(self):
        self._fill_record(self.activity)
        self._approve_evaluation(self.activity)
        return self.activity, self.record, self.activity.evaluation_id

    def test_R299_forms_are_deleted_by_nobody(self):
        for form in self._forms():
            for env in (self.env, self.env(user=self.user_gm), self.env(su=True)):
                with self.assertRaises(UserError):
                    form.with_env(env).unlink()

    def test_R299_forms_are_not_archived(self):
        for form in self._forms():
            self.assertNotIn("active", form._fields)
            self.assertNotIn("x_active", form._fields)

    def test_R299_done_forms_are_changed_by_nobody(self):
        _activity, record, evaluation = self._forms()
        for env in (self.env(user=self.user_gm), self.env(su=True)):
            with self.assertRefused(UserError, "amend it with a reason"):
                record.with_env(env).course = "改"
            with self.assertRefused(UserError, "amend it with a reason"):
                evaluation.with_env(env).shortcomings = "改"

    def test_R299_attachments_of_done_forms_are_kept(self):
        self.record.photo_ids = [Command.set(self._attachment().ids)]
        photo = self.record.photo_ids
        self._fill_record(self.activity)
        for env in (self.env(user=self.user_gm), self.env(su=True)):
            with self.assertRefused(UserError, "kept permanently"):
                photo.with_env(env).unlink()
            with self.assertRefused(UserError, "kept permanently"):
                photo.with_env(env).raw = b"other"
        with self.assertRefused(UserError, "amend it with a reason"):
            self.record.photo_ids = [Command.clear()]

    def test_R299_plans_of_others_are_kept_once_approved(self):
        activity = self._create_activity(state="draft")
        plan = self._attachment("方案.pdf", raw=b"plan")
        activity.external_attachment_ids = [Command.set(plan.ids)]
        plan.sudo().write({"res_model": activity._name, "res_id": activity.id})
        activity.sudo().state = "approved"
        with self.assertRefused(UserError, "kept permanently"):
            plan.unlink()

    def test_R299_papers_of_a_draft_may_still_be_changed(self):
        self.record.photo_ids = [Command.set(self._attachment().ids)]
        self.record.photo_ids.unlink()
        self.assertFalse(self.record.photo_ids)

    def _amend(self, form, user, reason="人数有误"):
        form = form.with_user(user)
        action = form.action_amend()
        wizard = (
            self.env["steward.reason.wizard"]
            .with_user(user)
            .with_context(**action["context"])
            .create({"reason": reason})
        )
        wizard.action_confirm()

    def test_R299_amendment_keeps_what_was_said_and_opens_the_file_again(self):
        self._complete(self.activity)
        self.activity.action_close()
        self._amend(self.record, self.user_supervisor)
        self.assertEqual(self.record.state, "draft")
        self.assertEqual(self.activity.state, "held")
        amendment = self.activity.amendment_ids
        self.assertIn("按计划进行", amendment.text)
        self.assertEqual(
            (amendment.reason, amendment.create_uid), ("人数有误", self.user_supervisor)
        )
        self.record.course = "按计划进行，后来下雨"
        self.record.action_done()
        self.activity.action_close()
        self.assertEqual(self.activity.state, "closed")

    def test_R299_amendments_are_kept_as_well(self):
        self._fill_record(self.activity)
        self._amend(self.record, self.user_supervisor)
        with self.assertRefused(UserError, "kept with the form"):
            self.activity.amendment_ids.sudo().unlink()

    def test_R299_steward_does_not_amend_and_drafts_need_no_amendment(self):
        with self.assertRefused(UserError, "not done yet"):
            self.record.with_user(self.user_supervisor).action_amend()
        self._fill_record(self.activity)
        with self.assertRaises(AccessError):
            self.record.with_user(self.user_steward).action_amend()

    @mute_logger("odoo.sql_db")
    def test_R297_activity_has_one_record(self):
        with self.assertRaises(psycopg2.IntegrityError), self.cr.savepoint():
            self.env["steward.activity.record"].create({"activity_id": self.activity.id})

    # R088

    def test_R088_contest_closes_only_with_its_list_published(self):
        contest = self._held("contest", name="文明户评选")
        self._complete(contest)
        with self.assertRefused(UserError, "R088"):
            contest.action_close()
        action = contest.with_user(self.user_supervisor).action_commendation()
        self.assertEqual(action["context"]["default_kind"], "civilised")
        households = (
            self.env["steward.commendation"]
            .with_user(self.user_supervisor)
            .with_context(**action["context"])
            .create({"line_ids": [Command.create({"partner_id": self.zhang.id})]})
        )
        with self.assertRefused(UserError, "R088"):
            contest.action_close()
        households.action_publish()
        contest.action_close()
        self.assertEqual(contest.state, "closed")
        self.assertEqual(
            contest.with_user(self.user_supervisor).action_commendation()["res_id"], households.id
        )

    def test_R088_list_belongs_to_an_activity_of_its_community(self):
        contest = self._held("contest")
        with self.assertRefused(UserError, "took place in"):
            self.env["steward.commendation"].create(
                {"name": "评选", "community_id": self.mall.id, "activity_id": contest.id}
            )
