from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .forms_print import FormsPrint
from .publication_common import PUBLICATION_FORMS, PublicationCommon


@tagged("post_install", "-at_install")
class TestSurveyPublication(FormsPrint, PublicationCommon):
    """What is published: agreed to, posted with a code, taken down, archived (R249, R311-R313,
    R319, R321-R323, R087)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def _wave(self, **vals):
        """A survey whose sheets were collected today."""
        wave = self.env["steward.survey.wave"].create(
            {
                "name": "一季度意见征询",
                "type_id": self.env.ref("property_steward.survey_type_opinion").id,
                "community_id": self.community.id,
                "steward_id": self.supervisor.id,
                "date_issue": date(2026, 2, 10),
                "issued_at": datetime(2026, 2, 10, 2),
                "collected_at": datetime(2026, 3, 2, 2),
                "state": "collected",
                **vals,
            }
        )
        wave._deadline_set("survey_letter", self.community._day_end(date(2026, 3, 16)))
        return wave

    # who agrees, who posts

    def test_R312_open_letter_is_not_posted_before_the_representative_agrees(self):
        letter = self._draft("letter")
        with self.assertRefused(UserError, "has agreed"):
            letter.with_user(self.user_supervisor).action_post()
        letter.action_submit()
        with self.assertRefused(UserError, "has agreed"):
            letter.with_user(self.user_supervisor).action_post()
        letter.with_user(self.user_representative).action_approve()
        letter.with_user(self.user_supervisor).action_post()
        self.assertEqual(letter.state, "posted")
        self.assertEqual(letter.approved_by_id, self.user_representative)

    def test_R312_letter_is_not_agreed_to_by_supervisor_manager_or_its_author(self):
        letter = self._draft("letter")
        letter.action_submit()
        for user in (self.user_supervisor, self.user_manager, self.user_quality, self.user_steward):
            with self.assertRaises(AccessError, msg=user.name):
                letter.with_user(user).action_approve()
        own = self._draft("letter", user=self.user_steward, steward_id=self.representative.id)
        own.action_submit()
        with self.assertRaises(AccessError):
            own.with_user(self.user_representative).action_approve()

    def test_R312_representative_is_asked_sees_and_returns_the_letter(self):
        letter = self._draft("letter")
        letter.action_submit()
        self.assertTrue(self._tasks(letter, self.user_representative, "approve"))
        mine = self.env["steward.publication"].with_user(self.user_representative)
        self.assertEqual(mine.search([("can_approve", "=", True)]), letter)
        self.assertFalse(
            self.env["steward.publication"]
            .with_user(self.user_supervisor)
            .search([("can_approve", "=", True)])
        )
        # what one submitted for somebody else does not wait for oneself
        self._assign(self.representative, "supervisor")
        own = self._draft("letter").with_user(self.user_representative)
        self.user_representative.invalidate_recordset()
        own.action_submit()
        self.assertFalse(own.can_approve)
        self.assertEqual(mine.search([("can_approve", "=", True)]), letter)
        action = letter.with_user(self.user_representative).action_return()
        wizard = (
            self.env["steward.reason.wizard"]
            .with_user(self.user_representative)
            .with_context(**action["context"])
            .create({"reason": "语气不妥"})
        )
        wizard.action_confirm()
        self.assertEqual((letter.state, letter.return_reason), ("draft", "语气不妥"))
        self.assertFalse(self._tasks(letter, self.user_representative, "approve"))
        self.assertTrue(self._tasks(letter, self.user_steward, "returned"))

    def test_R312_agreed_text_stays_as_it_is(self):
        letter = self._draft("letter", line_ids=[self._promise()])
        letter.action_submit()
        letter.with_user(self.user_representative).action_approve()
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            for vals in (
                {"body": "<p>改</p>"},
                {"name": "改"},
                {"kind": "notice"},
                {"line_ids": [Command.update(letter.line_ids.id, {"measure": "改"})]},
                {"line_ids": [Command.delete(letter.line_ids.id)]},
                {"line_ids": [self._promise("新的")]},
            ):
                with self.assertRaises(UserError, msg=(user.name, vals)):
                    letter.with_user(user).write(vals)
        self.assertEqual(letter.line_ids.measure, "更换门机，每周检查")

    def test_F26_other_kinds_are_posted_by_the_supervisor_without_agreement(self):
        notice = self._draft()
        self.assertFalse(notice.needs_approval)
        with self.assertRefused(AccessError, "posted by the supervisor"):
            notice.action_post()
        notice.with_user(self.user_supervisor).action_post()
        self.assertEqual(notice.state, "posted")

    def test_F26_the_firm_may_demand_agreement_for_another_kind(self):
        row = self.env.ref("property_steward.publication_kind_notice")
        row.with_user(self.user_gm).approval_role_id = self.env.ref(
            "property_steward.role_centre_manager"
        )
        notice = self._draft()
        with self.assertRaises(UserError):
            notice.with_user(self.user_supervisor).action_post()
        notice.action_submit()
        notice.with_user(self.user_manager).action_approve()
        notice.with_user(self.user_supervisor).action_post()
        self.assertEqual(notice.state, "posted")

    def test_R249_supervisor_of_another_community_does_not_post_here(self):
        """The group of supervisors is not enough: the role in this community is."""
        self._create_person("elsewhere", "外区主管")
        self._assign(self.elsewhere, "supervisor", self.mall)
        self._assign(self.elsewhere, "steward", self.community)
        with self.assertRaises(AccessError):
            self._draft().with_user(self.user_elsewhere).action_post()

    def test_R249_nobody_writes_that_it_was_agreed_to_or_posted(self):
        letter = self._draft("letter")
        forged = (
            {"state": "approved"},
            {"state": "posted"},
            {"number": "GK-2026-0001"},
            {"posted_at": datetime(2026, 1, 1)},
            {"posted_on": date(2026, 1, 1)},
            {"posted_by_id": self.user_nobody.id},
            {"approved_by_id": self.user_representative.id},
            {"taken_down_on": date(2026, 1, 1)},
            {"to_quality_at": datetime(2026, 1, 1)},
        )
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            for vals in forged:
                with self.assertRaises(AccessError, msg=(user.name, vals)):
                    letter.with_user(user).write(vals)
                with self.assertRaises(AccessError, msg=(user.name, vals)):
                    self._draft("letter", user=user, **vals)
        with self.assertRaises(AccessError):
            self._draft_with_default(state="approved")

    def _draft_with_default(self, **defaults):
        return (
            self.env["steward.publication"]
            .with_user(self.user_steward)
            .with_context(**{f"default_{name}": value for name, value in defaults.items()})
            .create({"name": "通知", "community_id": self.community.id})
        )

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

    def test_R249_it_is_not_posted_without_a_place_or_without_a_word(self):
        with self.assertRefused(UserError, "where"):
            self._draft(place=" ").with_user(self.user_supervisor).action_post()
        with self.assertRefused(UserError, "says nothing"):
            self._draft(body=False).action_submit()

    def test_R249_where_it_hung_stays_on_record(self):
        notice = self._post(self._draft())
        notice.photo = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
            "rkJggg=="
        )
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

    # residents are not named

    def test_text_with_a_phone_a_door_or_a_name_is_not_posted_unchecked(self):
        for text in ("请联系13800001111", "3-2-1204漏水", "3栋2单元1204室漏水", "感谢张三提议"):
            notice = self._draft(body=f"<p>{text}</p>")
            with self.assertRefused(UserError, "seems to name residents"):
                notice.action_submit()
            with self.assertRefused(UserError, "seems to name residents"):
                notice.with_user(self.user_supervisor).action_post()
        notice.is_text_checked = True
        notice.with_user(self.user_supervisor).action_post()
        self.assertEqual(notice.state, "posted")

    def test_what_was_checked_is_checked_again_once_the_text_changes(self):
        notice = self._draft(is_text_checked=True)
        notice.body = "<p>感谢张三</p>"
        self.assertFalse(notice.is_text_checked)
        notice.is_text_checked = True
        notice.line_ids = [self._promise()]
        self.assertFalse(notice.is_text_checked)
        notice.is_text_checked = True
        notice.line_ids.measure = "通知3-2-1204"
        self.assertFalse(notice.is_text_checked)

    def test_office_phone_dates_and_other_numbers_name_nobody(self):
        notice = self._draft(
            body="<p>2026-3-2至2026-03-10施工，电话0571-88990000，第13-2-12045号文</p>"
        )
        self.assertFalse(notice.privacy_warning)

    def test_looking_at_the_text_takes_two_statements(self):
        notice = self._draft(body="<p>3-2-1204的张三</p>")
        self.env.flush_all()
        self.assertTrue(notice.privacy_warning)
        with self.assertQueryCount(2):
            notice._found_in_text()

    # open letter

    def test_R311_letter_of_a_survey_proposes_its_concentrated_opinions(self):
        self._create_cases(self.topic_lift, [(2, 12), (2, 13), (2, 14)])
        self._create_cases(self.topic_green, [(2, 12), (2, 13)])
        wave = self._wave()
        action = wave.with_user(self.user_supervisor).action_open_letter()
        letter = self.env["steward.publication"].browse(action["res_id"])
        self.assertEqual((letter.kind, letter.wave_id), ("letter", wave))
        self.assertEqual(letter.line_ids.topic_id, self.topic_lift)
        self.assertEqual(wave.letter_count, 1)
        # the same letter again
        again = wave.with_user(self.user_supervisor).action_open_letter()
        self.assertEqual(again["res_id"], letter.id)

    def test_R311_letter_answers_what_many_wrote_on_their_sheets(self):
        case = self._create_cases(self.topic_green, [(2, 12)], partner=self.zhao)
        wave = self._wave()
        self.env["steward.survey.comment"].create(
            [
                {
                    "wave_id": wave.id,
                    "community_id": self.community.id,
                    "company_id": self.community.company_id.id,
                    "words": "我是张三，草都枯了",
                    "topic_id": self.topic_green.id,
                    "case_id": case.id,
                }
                for _index in range(3)
            ]
        )
        letter = self._draft("letter", wave_id=wave.id)
        letter.action_propose()
        self.assertEqual(letter.line_ids.topic_id, self.topic_green)
        self.assertEqual(letter.line_ids.said_count, 3)
        self.assertEqual(letter.line_ids.sudo().case_ids, case)
        self.assertNotIn("张三", letter.line_ids.opinion)

    def test_R311_no_letter_before_the_sheets_are_collected(self):
        wave = self._wave(state="issued", collected_at=False)
        with self.assertRefused(UserError, "collect them first"):
            wave.with_user(self.user_supervisor).action_open_letter()

    def test_R311_R313_posting_meets_the_clock_of_the_letter_and_starts_that_to_quality(self):
        wave = self._wave()
        letter = self._post(self._draft("letter", wave_id=wave.id))
        clocks = {clock.kind: clock for clock in wave.deadline_ids.sudo()}
        self.assertEqual(clocks["survey_letter"].state, "met")
        self.assertEqual(clocks["survey_quality"].state, "running")
        # five days later, at the end of the day in Shanghai
        self.assertEqual(clocks["survey_quality"].due_at, datetime(2026, 3, 8, 15, 59, 59))
        with freeze_time("2026-03-06 02:00:00"):
            letter.action_to_quality()
        wave.invalidate_recordset()
        clocks = {clock.kind: clock for clock in wave.deadline_ids.sudo()}
        self.assertEqual(clocks["survey_quality"].state, "met")
        self.assertEqual(letter.to_quality_at, datetime(2026, 3, 6, 2))

    def test_R313_only_posted_letters_go_to_quality(self):
        for publication in (self._draft("letter"), self._post(self._draft())):
            with self.assertRefused(UserError, "no open letter"):
                publication.action_to_quality()

    # monthly response

    def test_R321_response_proposes_what_came_up_often_in_the_last_month(self):
        self._create_cases(self.topic_lift, [(2, 1), (2, 14), (2, 28)])
        self._create_cases(self.topic_lift, [(1, 31), (3, 1)])
        self._create_cases(self.topic_green, [(2, 2), (2, 3)])
        self._create_cases(self.topic_green, [(2, 4)], category="praise")
        response = self._draft("response", body=False)
        self.assertEqual(response.month, date(2026, 2, 1))
        response.action_propose()
        line = response.line_ids
        self.assertEqual((line.topic_id, line.said_count), (self.topic_lift, 3))
        self.assertEqual(len(line.sudo().case_ids), 3)
        self.assertEqual(line.responsible_id, self.department)
        response.action_propose()
        self.assertEqual(len(response.line_ids), 1)

    def test_R321_how_often_is_the_policy_s_number(self):
        self._create_cases(self.topic_green, [(2, 2), (2, 3)])
        self.community.policy_id.response_count = 2
        response = self._draft("response", body=False)
        response.action_propose()
        self.assertEqual(response.line_ids.topic_id, self.topic_green)

    def test_R321_opinions_of_another_community_are_not_answered_here(self):
        self._create_cases(self.topic_lift, [(2, 1), (2, 14), (2, 28)], partner=self.anchor)
        response = self._draft("response", body=False)
        response.action_propose()
        self.assertFalse(response.line_ids)

    def test_proposals_say_nothing_of_who_said_it(self):
        self._create_cases(self.topic_lift, [(2, 1), (2, 14), (2, 28)])
        response = self._draft("response", body=False)
        response.action_propose()
        response.line_ids.measure = "检修"
        self.assertFalse(response.privacy_warning)

    def test_R321_steward_counts_opinions_of_the_whole_community_but_sees_the_own(self):
        self._create_cases(self.topic_lift, [(2, 1), (2, 14)], partner=self.zhao)
        self._create_cases(self.topic_lift, [(2, 28)])
        response = self._draft("response", body=False)
        response.action_propose()
        self.assertEqual(response.line_ids.said_count, 3)

    def test_R321_proposing_takes_no_more_statements_for_more_opinions(self):
        def statements(days):
            topics = self.env["steward.case.topic"].create([{"name": f"议题{i}"} for i in days])
            for topic in topics:
                self._create_cases(topic, [(2, 1), (2, 2), (2, 3)])
            response = self._draft("response", body=False)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            response.action_propose()
            self.env.flush_all()
            self.assertGreaterEqual(len(response.line_ids), len(topics))
            return self.env.cr.sql_log_count - before

        self.assertLessEqual(statements(range(8)) - statements(range(2)), 16)

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

    def test_R321_centre_owes_a_response_each_month_in_every_profile(self):
        for kind in ("residential", "shopping", "office"):
            rule = self.env.ref(f"property_steward.duty_rule_{kind}_response")
            self.assertEqual((rule.unit, rule.due_basis), ("month", "after"))
            self.assertEqual(rule.role_id.code, "centre_manager")

    def test_R322_each_opinion_needs_its_measure(self):
        response = self._draft("response", body=False, line_ids=[self._promise(measure=False)])
        with self.assertRefused(UserError, "Say what is done"):
            response.action_submit()

    def test_R323_a_period_needs_its_end_and_somebody_responsible(self):
        for vals in ({"date_to": False}, {"responsible_id": False}):
            response = self._draft("response", body=False, line_ids=[self._promise(**vals)])
            with self.assertRefused(UserError, "until which day"):
                response.action_submit()
        for completion in ("immediate", "starts", "continuous"):
            response = self._draft(
                "response",
                body=False,
                line_ids=[
                    self._promise(
                        completion=completion, date_from=False, date_to=False, responsible_id=False
                    )
                ],
            )
            response.action_submit()

    def test_R323_completion_is_a_state_or_the_months(self):
        response = self._draft(
            "response",
            line_ids=[
                self._promise(completion="immediate"),
                self._promise(completion="continuous"),
                self._promise(date_from=date(2026, 5, 1), date_to=date(2026, 7, 31)),
                self._promise(date_from=date(2026, 12, 1), date_to=date(2027, 1, 31)),
                self._promise(date_from=False, date_to=date(2026, 5, 20)),
            ],
        )
        self.assertEqual(
            response.line_ids.mapped("completion_text"),
            [
                "Immediate",
                "Continuous",
                "months 5-7 of 2026",
                "2026-12 - 2027-01",
                "by 2026-05-20",
            ],
        )

    # plan and services

    def test_R087_published_plan_hangs_with_code_and_its_measures(self):
        plan = self.env["steward.rectification.plan"].create(
            {
                "name": "一季度整改计划",
                "community_id": self.community.id,
                "line_ids": [
                    Command.create(
                        {
                            "problem": "楼道堆物",
                            "measure": "每周清理",
                            "responsible_id": self.steward.id,
                            "date_due": date(2026, 3, 10),
                        }
                    )
                ],
            }
        )
        plan.with_user(self.user_supervisor).action_publish()
        publication = plan.publication_ids
        self.assertEqual((publication.kind, publication.state), ("rectification", "posted"))
        self.assertEqual(publication.line_ids.measure, "每周清理")
        self.assertEqual(publication.line_ids.date_to, date(2026, 3, 10))
        self.assertEqual(plan.date_published, date(2026, 3, 3))

    def test_R319_services_are_published_with_promise_and_price(self):
        Product = self.env["product.template"]
        Product.search([("is_steward_service", "=", True)]).is_steward_service = False
        Product.create(
            [
                {
                    "name": "家电清洗",
                    "is_steward_service": True,
                    "steward_service_kind": "paid",
                    "steward_promise": "两小时内上门",
                    "list_price": 120,
                },
                {
                    "name": "代收快递",
                    "is_steward_service": True,
                    "steward_service_kind": "convenience",
                    "steward_promise": "当日送达",
                    "list_price": 0,
                },
            ]
        )
        services = self._draft("service", body=False)
        services.action_propose()
        washing, parcels = services.line_ids
        self.assertEqual((washing.measure, washing.completion), ("两小时内上门", "continuous"))
        self.assertIn("120", washing.price)
        self.assertEqual(parcels.price, "Free of Charge")

    # on paper

    def test_R322_C120_response_has_four_columns_salutation_phone_and_signature(self):
        response = self._post(
            self._draft(
                "response",
                body=False,
                signatories="翠湖花园物业服务中心",
                line_ids=[
                    self._promise(date_from=date(2026, 5, 1), date_to=date(2026, 7, 31)),
                    self._promise("绿化缺株", completion="continuous"),
                ],
            )
        )
        html = self._html("publication", response)
        text = self._text(html)
        for expected in ("电梯运行不稳", "更换门机，每周检查", "绿化缺株", response.number):
            self.assertIn(expected, text)
        for expected in ("0571-88990000", "翠湖花园物业服务中心", response.salutation):
            self.assertIn(expected, text)
        self.assertEqual(html.count("<th"), 4)
        self.assertIn("data:image/svg+xml;base64", html)

    def test_C115_C119_papers_of_every_kind_print_in_one_go_on_a4_and_a3(self):
        papers = self._draft("letter", body="<p>感谢大家。</p>" * 60, line_ids=[self._promise()])
        papers |= self._draft("letter", body="<p>感谢大家。</p>")
        papers |= self._draft()
        papers |= self._draft(
            "response",
            body=False,
            line_ids=[self._promise(f"意见{index}" * 8) for index in range(60)],
        )
        papers |= self._draft("service", body=False, line_ids=[self._promise(price="￥ 120.00")])
        papers |= self._draft("rectification", body=False, line_ids=[self._promise()])
        for name, width in zip(PUBLICATION_FORMS, (595, 842), strict=True):
            pdf = self._pdf(name, papers)
            self.assertGreaterEqual(len(pdf.pages), len(papers) + 2)
            self.assertAlmostEqual(float(pdf.pages[0].mediabox.width), width, delta=3)

    def test_page_switched_off_prints_no_code(self):
        self.community.public_page = False
        self.assertNotIn("data:image/svg", self._html("publication", self._draft()))

    def test_R249_C096_register_of_publications_comes_as_a_file(self):
        notice = self._post(self._draft())
        action = (
            self.env["steward.register.export"]
            .with_user(self.user_supervisor)
            ._export("publications", notice.with_user(self.user_supervisor))
        )
        export = self.env["steward.register.export"].browse(int(action["url"].rsplit("/", 1)[1]))
        title, headings, rows, _model = export.with_user(self.user_supervisor)._content()
        self.assertEqual(title, "Publications")
        row = dict(zip(headings, rows[0], strict=True))
        self.assertEqual(row["Code"], "TZ-2026-0001")
        self.assertEqual(row["Where Posted"], "Notice boards of all buildings")
        self.assertEqual(row["Format"], "A4")

    def test_R311_steward_meets_the_letter_on_the_survey_form(self):
        wave = self._wave()
        arch = wave.with_user(self.user_supervisor).get_view(
            self.env.ref("property_steward.survey_wave_view_form").id, "form"
        )["arch"]
        self.assertIn("action_open_letter", arch)
