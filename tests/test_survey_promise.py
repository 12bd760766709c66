from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .publication_common import PublicationCommon


@tagged("post_install", "-at_install")
class TestSurveyPromise(PublicationCommon):
    """What was promised in public: done by whoever is responsible, verified by quality until
    residents are satisfied (R316-R317, R319, R323)."""

    def _verify(self, line, kept="kept", residents="satisfied", way="phone", user=None):
        action = line.with_user(user or self.user_quality).action_verify()
        wizard = (
            self.env["steward.publication.verify"]
            .with_user(user or self.user_quality)
            .with_context(**action["context"])
            .create({"way": way, "kept": kept, "residents": residents, "note": "电话核实三户"})
        )
        wizard.action_confirm()

    # done

    def test_R316_responsible_of_a_department_sees_and_reports_the_own_promise(self):
        line = self._posted_promise()
        other = self._posted_promise(responsible_id=self.steward.id)
        Line = self.env["steward.publication.line"].with_user(self.user_department)
        self.assertEqual(Line.search([("id", "in", (line + other).ids)]), line)
        self.assertTrue(self._tasks(line, self.user_department, "promise"))
        own = line.with_user(self.user_department)
        self.assertTrue(own.is_mine)
        with self.assertRefused(UserError, "Say what was done"):
            own.action_done()
        own.done_note = "已更换门机"
        own.action_done()
        self.assertEqual((line.state, line.done_by_id), ("done", self.user_department))
        self.assertEqual(line.done_at, datetime(2026, 3, 3, 2))
        self.assertFalse(self._tasks(line, self.user_department, "promise"))
        self.assertTrue(self._tasks(line, self.user_quality, "verify"))

    def test_R316_nobody_else_reports_it_as_done(self):
        line = self._posted_promise()
        for user in (self.user_steward, self.user_supervisor, self.user_quality, self.user_gm):
            with self.assertRaises(AccessError, msg=user.name):
                line.with_user(user).done_note = "做好了"
            with self.assertRaises(AccessError, msg=user.name):
                line.with_user(user).action_done()

    def test_R316_responsible_changes_nothing_but_the_own_part(self):
        line = self._posted_promise().with_user(self.user_department)
        for vals in (
            {"measure": "以后再说"},
            {"date_to": date(2030, 1, 1)},
            {"responsible_id": self.steward.id},
            {"done_note": "好", "date_to": date(2030, 1, 1)},
        ):
            with self.assertRaises(UserError, msg=vals):
                line.write(vals)

    def test_R316_nobody_writes_that_a_promise_is_done_or_verified(self):
        line = self._posted_promise()
        forged = (
            {"state": "verified"},
            {"state": "done"},
            {"done_at": datetime(2026, 3, 1)},
            {"done_by_id": self.user_department.id},
            {"verified_on": date(2026, 3, 1)},
        )
        for user in (self.user_department, self.user_steward, self.user_quality, self.user_gm):
            for vals in forged:
                with self.assertRaises(UserError, msg=(user.name, vals)):
                    line.with_user(user).write(vals)
            with self.assertRaises(AccessError):
                self.env["steward.publication.check"].with_user(user).create(
                    {
                        "line_id": line.id,
                        "checked_at": datetime(2026, 3, 1),
                        "checked_by_id": self.user_quality.id,
                        "way": "phone",
                        "kept": "kept",
                        "residents": "satisfied",
                    }
                )
        with self.assertRaises(AccessError):
            self._draft("response", line_ids=[self._promise(state="verified")])

    def test_responsible_may_change_after_posting_the_text_may_not(self):
        line = self._posted_promise()
        line.with_user(self.user_supervisor).responsible_id = self.steward2
        self.assertEqual(line.responsible_id, self.steward2)
        with self.assertRaises(UserError):
            line.with_user(self.user_steward).responsible_id = self.steward
        with self.assertRefused(UserError, "stays as it is"):
            line.with_user(self.user_supervisor).date_to = date(2030, 1, 1)

    def test_draft_is_no_promise_yet(self):
        draft = self._draft("response", line_ids=[self._promise()])
        own = draft.line_ids.with_user(self.user_department)
        own.done_note = "做好了"
        with self.assertRefused(UserError, "no open promise"):
            own.action_done()

    # verified

    def test_R316_quality_verifies_what_was_done_by_phone_or_visit(self):
        line = self._posted_promise()
        with self.assertRefused(UserError, "not done yet"):
            self._verify(line)
        self._done(line)
        self.assertIn(
            line,
            line.search([("is_to_verify", "=", True), ("community_id", "=", self.community.id)]),
        )
        self.assertTrue(line.is_to_verify)
        self._verify(line, way="visit")
        self.assertFalse(line.is_to_verify)
        self.assertEqual((line.state, line.verified_on), ("verified", date(2026, 3, 3)))
        check = line.check_ids
        self.assertEqual((check.way, check.checked_by_id), ("visit", self.user_quality))
        self.assertEqual(check.note, "电话核实三户")
        self.assertFalse(self._tasks(line, self.user_quality, "verify"))

    def test_R316_it_is_not_verified_by_who_is_responsible_published_or_has_no_such_role(self):
        line = self._done(self._posted_promise())
        self.assertEqual(line.done_by_id, self.user_department)
        for user in (
            self.user_department,
            self.user_steward,
            self.user_supervisor,
            self.user_manager,
            self.user_representative,
        ):
            with self.assertRefused(AccessError, "verified by quality"):
                line.with_user(user)._verify("phone", "kept", "satisfied", "好")

    def test_R316_quality_does_not_verify_what_it_answers_for_or_published_itself(self):
        own = self._posted_promise(responsible_id=self.quality.id)
        own.done_note = "自己做了"
        own.action_done()
        with self.assertRefused(AccessError, "verified by quality"):
            own.action_verify()
        # nor once somebody else answers for what it did
        own.with_user(self.user_supervisor).responsible_id = self.steward2
        with self.assertRefused(AccessError, "verified by quality"):
            own.action_verify()
        self._assign(self.quality, "supervisor")
        publication = self._draft("response", body=False, line_ids=[self._promise()])
        self._post(publication, user=self.user_quality)
        posted = self._done(publication.line_ids)
        with self.assertRefused(AccessError, "verified by quality"):
            posted.with_user(self.user_quality).action_verify()
        # who decides above may
        self._verify(posted, user=self.user_gm)
        self.assertEqual(posted.state, "verified")

    def test_R316_each_part_in_a_promise_keeps_quality_from_verifying_it(self):
        """Drafted it, submitted it, posted it, or answers for it today."""
        self._assign(self.quality, "supervisor")
        others = {"user": self.user_steward, "steward_id": self.steward.id}
        roles = {
            "drafted": self._response(**others | {"steward_id": self.quality.id}),
            "submitted": self._response(**others),
            "posted": self._response(**others),
            "answers for it": self._response(**others),
            "none": self._response(**others),
        }
        for part, publication in roles.items():
            as_quality = publication.with_user(self.user_quality)
            (as_quality if part == "submitted" else publication).action_submit()
            poster = self.user_quality if part == "posted" else self.user_supervisor
            publication.with_user(poster).action_post()
            line = self._done(publication.line_ids)
            if part == "answers for it":
                line.with_user(self.user_supervisor).responsible_id = self.quality
            if part == "none":
                self._verify(line)
                continue
            with self.assertRefused(AccessError, "verified by quality"):
                line.with_user(self.user_quality).action_verify()

    def _response(self, **vals):
        return self._draft("response", body=False, line_ids=[self._promise()], **vals)

    def test_R316_nothing_is_verified_before_it_hangs(self):
        draft = self._response()
        draft.line_ids.completion = "continuous"
        for line in (draft.line_ids, self._posted_promise()):
            self.assertFalse(line.is_to_verify)
            with self.assertRefused(UserError, "not done yet"):
                self._verify(line)

    def test_R317_what_was_not_kept_or_satisfies_nobody_is_open_again(self):
        line = self._posted_promise()
        for kept, residents in (("broken", "satisfied"), ("kept", "dissatisfied")):
            self._done(line)
            self._verify(line, kept, residents)
            self.assertEqual((line.state, line.done_at), ("open", False))
            self.assertTrue(self._tasks(line, self.user_department, "promise"))
        self.assertEqual((line.reopen_count, len(line.check_ids)), (2, 2))
        self._done(line)
        self._verify(line)
        self.assertEqual((line.state, len(line.check_ids)), ("verified", 3))

    def test_R317_quality_calls_each_household_whose_case_led_to_it_once(self):
        cases = self._create_cases(self.topic_lift, [(2, 1), (2, 2)])
        cases |= self._create_cases(self.topic_lift, [(2, 3)], partner=self.li)
        line = self._done(self._posted_promise())
        line.sudo().case_ids = cases
        line.action_call_residents()
        calls = line.sudo().callback_ids
        self.assertEqual(calls.partner_id, self.zhang + self.li)
        self.assertEqual(len(calls), 2)
        self.assertEqual(calls.assignee_id, self.quality)
        # within the days of its kind, at the end of the day
        self.assertEqual(set(calls.mapped("due_at")), {datetime(2026, 3, 10, 15, 59, 59)})
        line.action_call_residents()
        self.assertEqual(len(line.sudo().callback_ids), 2)

    def test_R317_promise_stays_open_as_long_as_a_resident_who_was_called_is_not_satisfied(self):
        line = self._done(self._posted_promise())
        line.sudo().case_ids = self._create_cases(self.topic_lift, [(2, 1)])
        line.action_call_residents()
        call = line.sudo().callback_ids
        self._hold(call, "dissatisfied")
        with self.assertRefused(UserError, "1 of the residents"):
            self._verify(line)
        self._verify(line, "kept", "dissatisfied")
        self.assertEqual(line.state, "open")
        self._done(line)
        line.action_call_residents()
        again = line.sudo().callback_ids - call
        self._hold(again, "satisfied")
        self._verify(line)
        self.assertEqual(line.state, "verified")

    def test_R317_promise_goes_on_in_the_paper_that_replaces_another_one(self):
        """Neither done nor verified again, as long as it is the same promise."""
        publication = self._draft(
            "response",
            body=False,
            line_ids=[self._promise(name) for name in ("已核实", "已完成", "未完成", "改口了")],
        )
        verified, done, open_one, changed = self._post(publication).line_ids
        for line in (verified, done, changed):
            self._done(line)
        self._verify(verified)
        self._verify(changed)
        done.sudo().case_ids = self._create_cases(self.topic_lift, [(2, 1)])
        done.with_user(self.user_quality).action_call_residents()
        action = publication.with_user(self.user_supervisor).action_replace()
        other = self.env["steward.publication"].browse(action["res_id"])
        other.line_ids[3].measure = "不办了"
        self._post(other, user=self.user_supervisor)
        self.assertEqual(other.line_ids.mapped("state"), ["verified", "done", "open", "open"])
        self.assertEqual(
            (verified + done + open_one + changed).mapped("state"),
            ["verified", "superseded", "superseded", "verified"],
        )
        going_on = other.line_ids[1]
        self.assertEqual(
            (going_on.done_note, going_on.done_by_id), ("已更换门机", self.user_department)
        )
        self.assertTrue(self._tasks(going_on, self.user_quality, "verify"))
        self.assertFalse(self._tasks(going_on, self.user_department, "promise"))
        self._hold(going_on.sudo().callback_ids, "dissatisfied")
        with self.assertRefused(UserError, "1 of the residents"):
            self._verify(going_on)

    def _hold(self, call, result):
        """The talk in which the household said so."""
        visit = self.env["steward.visit"].create(
            {
                "partner_id": call.partner_id.id,
                "community_id": call.community_id.id,
                "steward_id": self.quality.id,
                "mode_id": self.env.ref("property_steward.contact_mode_phone").id,
                "consent": True,
                "needs": "问过了",
            }
        )
        call.write(
            {
                "state": "done",
                "visit_id": visit.id,
                "done_at": datetime(2026, 3, 3, 3 + len(call.publication_line_id.callback_ids)),
                "result": result,
                "problem_persists": "no" if result == "satisfied" else "yes",
            }
        )

    def test_R317_nobody_claims_that_a_callback_is_about_a_promise(self):
        line = self._posted_promise()
        Callback = self.env["steward.callback"].with_user(self.user_steward)
        vals = {
            "partner_id": self.zhang.id,
            "due_at": datetime(2026, 3, 5),
            "publication_line_id": line.id,
        }
        with self.assertRaises(AccessError):
            Callback.create(vals)
        call = Callback.create(dict(vals, publication_line_id=False))
        with self.assertRaises(AccessError):
            call.publication_line_id = line.id

    def test_a_promise_without_households_is_looked_at_on_the_spot(self):
        line = self._done(self._posted_promise())
        with self.assertRefused(UserError, "No household"):
            line.action_call_residents()

    def test_R319_promise_of_a_service_is_checked_again_and_again(self):
        services = self._draft(
            "service",
            body=False,
            line_ids=[self._promise("家电清洗", measure="两小时上门", completion="continuous")],
        )
        line = self._post(services).line_ids.with_user(self.user_quality)
        self.assertTrue(line.is_to_verify)
        self._verify(line)
        self.assertEqual(line.state, "verified")
        self._verify(line, "broken", "dissatisfied")
        self.assertEqual((line.state, line.reopen_count), ("open", 1))
        self.assertEqual(len(line.check_ids), 2)

    def test_a_promise_answers_cases_of_its_community_only(self):
        foreign = self._create_cases(self.topic_lift, [(2, 1)], partner=self.anchor)
        draft = self._draft("response", line_ids=[self._promise()])
        with self.assertRaises(ValidationError):
            draft.line_ids.case_ids = foreign

    # late

    def test_R323_only_what_was_promised_for_a_day_gets_late(self):
        line = self._posted_promise()
        # a day that was typed before it was called continuous is none
        undated = self._posted_promise(completion="continuous")
        Line = self.env["steward.publication.line"]
        mine = [("id", "in", (line + undated).ids), ("is_late", "=", True)]
        with freeze_time("2026-04-30 15:30:00"):
            self.assertFalse(Line.search(mine))
        # the 1st of May has begun in Shanghai
        with freeze_time("2026-04-30 16:30:00"):
            self.assertEqual(Line.search(mine), line)
            (line + undated).invalidate_recordset(["is_late"])
            self.assertEqual((line.is_late, undated.is_late), (True, False))
            self._done(line)
            self.assertFalse(Line.search(mine))

    def test_R323_a_draft_is_never_late(self):
        draft = self._draft("response", line_ids=[self._promise()])
        with freeze_time("2026-06-01 02:00:00"):
            self.assertFalse(
                self.env["steward.publication.line"].search(
                    [("id", "in", draft.line_ids.ids), ("is_late", "=", True)]
                )
            )

    def test_R323_supervisors_hear_of_a_late_promise_once(self):
        line = self._posted_promise()
        Publication = self.env["steward.publication"]
        with freeze_time("2026-05-01 02:00:00"):
            Publication._cron_remind()
            Publication._cron_remind()
        self.assertEqual(len(self._tasks(line, self.user_supervisor, "late")), 1)

    def test_R323_undated_promises_give_nobody_a_day_to_keep(self):
        line = self._posted_promise(completion="continuous", date_from=False, date_to=False)
        self.assertFalse(self._tasks(line, self.user_department, "promise"))

    # what residents are told

    def test_R316_progress_is_open_being_done_done_verified(self):
        line = self._posted_promise(date_from=date(2026, 3, 10))
        self.assertEqual(line.progress, "open")
        with freeze_time("2026-03-09 16:30:00"):
            line.invalidate_recordset(["progress"])
            self.assertEqual(line.progress, "doing")
        self._done(line)
        self.assertEqual(line.progress, "done")
        self._verify(line)
        self.assertEqual(line.progress, "verified")

    def test_verifying_takes_no_more_statements_for_more_promises(self):
        def statements(count):
            publication = self._draft(
                "response",
                body=False,
                line_ids=[self._promise(f"意见{index}") for index in range(count)],
            )
            # whoever chose them in the list
            self._post(publication)
            lines = self.env["steward.publication.line"].browse(publication.line_ids.ids)
            own = lines.with_user(self.user_department)
            for line in own:
                line.done_note = "好"
            own.action_done()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lines.with_user(self.user_quality)._verify("phone", "kept", "satisfied", "好")
            self.env.flush_all()
            self.assertEqual(set(lines.mapped("state")), {"verified"})
            return self.env.cr.sql_log_count - before

        statements(2)
        few, many = statements(2), statements(12)
        self.assertLessEqual(many - few, 12, (few, many))

    def test_promises_come_as_a_file(self):
        line = self._posted_promise()
        Export = self.env["steward.register.export"].with_user(self.user_quality)
        action = Export._export("promises", line)
        export = Export.browse(int(action["url"].rsplit("/", 1)[1]))
        _title, headings, rows, _model = export._content()
        row = dict(zip(headings, rows[0], strict=True))
        self.assertEqual(row["Opinion or Suggestion"], "电梯运行不稳")
        self.assertEqual(row["Publication"], "电梯年检通知")

    def test_batch_of_lines_in_a_form_keeps_its_draft(self):
        draft = self._draft("response", line_ids=[self._promise()])
        draft.write({"line_ids": [Command.update(draft.line_ids.id, {"measure": "每日检查"})]})
        self.assertEqual(draft.line_ids.measure, "每日检查")
