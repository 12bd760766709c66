from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .publication_common import PublicationCommon


@tagged("post_install", "-at_install")
class TestSurveyPublicationDrafting(PublicationCommon):
    """What is said in public: proposed from what residents raised, complete, and naming nobody
    (R087, R311, R319, R321-R323)."""

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

    def test_R311_letter_is_not_submitted_while_its_sheets_may_still_come_back(self):
        wave = self._wave(state="issued", collected_at=False)
        letter = self._draft("letter", wave_id=wave.id)
        with self.assertRefused(UserError, "collect them first"):
            letter.action_submit()

    def test_R311_letter_answers_a_survey_of_its_own_community(self):
        """Posting it meets the clock of that survey."""
        wave = self._wave()
        with self.assertRefused(ValidationError, "speaks of surveys"):
            self._draft("letter", user=self.user_gm, community_id=self.mall.id, wave_id=wave.id)

    def test_R311_steward_meets_the_letter_on_the_survey_form(self):
        wave = self._wave()
        arch = wave.with_user(self.user_supervisor).get_view(
            self.env.ref("property_steward.survey_wave_view_form").id, "form"
        )["arch"]
        self.assertIn("action_open_letter", arch)

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

    def test_R321_centre_owes_a_response_each_month_in_every_profile(self):
        for kind in ("residential", "shopping", "office"):
            rule = self.env.ref(f"property_steward.duty_rule_{kind}_response")
            self.assertEqual((rule.unit, rule.due_basis), ("month", "after"))
            self.assertEqual(rule.role_id.code, "centre_manager")

    def test_proposals_say_nothing_of_who_said_it(self):
        self._create_cases(self.topic_lift, [(2, 1), (2, 14), (2, 28)])
        response = self._draft("response", body=False)
        response.action_propose()
        response.line_ids.measure = "检修"
        self.assertFalse(response.privacy_warning)

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
                "month 12 of 2026 to month 1 of 2027",
                "by 2026-05-20",
            ],
        )

    # services

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
        elsewhere = self.env["res.company"].create({"name": "外地物业"})
        Product.create({"name": "外地搬家", "is_steward_service": True, "company_id": elsewhere.id})
        services = self._draft("service", body=False)
        services.action_propose()
        washing, parcels = services.line_ids
        self.assertEqual((washing.measure, washing.completion), ("两小时内上门", "continuous"))
        self.assertIn("120", washing.price)
        self.assertEqual(parcels.price, "Free of Charge")

    # residents are not named

    def test_text_with_a_phone_a_door_or_a_name_is_not_posted_unchecked(self):
        for text in (
            *("请联系13800001111", "3-2-1204漏水", "3栋2单元1204室漏水", "感谢张三提议"),
            *("来信zhang.san@example.com", "身份证33010219900101123X", "请浙A·12B45车主挪车"),
        ):
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
        for vals in ({"measure": "通知3-2-1204"}, {"price": "问张三"}):
            notice.is_text_checked = True
            notice.line_ids.write(vals)
            self.assertFalse(notice.is_text_checked, vals)
        self.assertEqual(notice.privacy_warning, "3-2-1204、张三")

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
