from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .activity_after_common import ActivityAfterCommon

# statements that passing opinions on takes, however many there are
MOST = 150


@tagged("post_install", "-at_install")
class TestActivityOpinion(ActivityAfterCommon):
    """Opinions of guests become cases with the activity as origin (R243, R268, R302)."""

    def setUp(self):
        super().setUp()
        self.activity = self._create_activity(state="ongoing")

    def test_R243_opinion_becomes_a_case_in_the_words_of_the_guest(self):
        opinion = self._opine(
            self.activity,
            "3栋门口路灯不亮，\n晚上很危险",
            partner_id=self.zhang.id,
            category="service",
            topic="recent",
        )
        opinion.action_make_cases()
        case = opinion.case_id
        self.assertEqual(case.words, "3栋门口路灯不亮，\n晚上很危险")
        self.assertEqual((case.origin, case.activity_id), ("activity", self.activity))
        self.assertEqual((case.category, case.partner_id), ("service", self.zhang))
        self.assertEqual(case.unit_id, self.unit_1204)
        self.assertTrue(case.registered_at)
        self.assertEqual(opinion.state, "case")
        self.assertEqual(self.activity.case_ids, case)

    def test_R243_opinion_of_a_household_of_another_area_goes_on_its_way(self):
        """王芳 noted what 赵六 of the other steward's building said."""
        opinion = self._opine(self.activity, partner_id=self.zhao.id)
        opinion.action_make_cases()
        case = opinion.sudo().case_id
        self.assertEqual(case.steward_id, self.steward2)
        self.assertEqual(case.with_user(self.user_steward2).activity_id, self.activity)
        self.assertEqual(case.first_receiver_id, self.steward)

    def test_R243_every_label_of_an_opinion_makes_its_case(self):
        labels = [key for key, _label in self.env["steward.case"]._fields["category"].selection]
        for label in labels:
            self._opine(self.activity, f"意见{label}", partner_id=self.zhang.id, category=label)
        self.activity.opinion_ids.action_make_cases()
        self.assertEqual(sorted(self.activity.case_ids.mapped("category")), sorted(labels))

    def test_R243_guest_who_is_no_household_is_named_on_the_case(self):
        opinion = self._opine(self.activity, guest_name="访客老周", phone="13900001234")
        opinion.action_make_cases()
        self.assertEqual(opinion.sudo().case_id.activity_guest, "访客老周 13900001234")

    def test_R046_opinion_in_a_shopping_centre_has_its_area(self):
        activity = self._create_activity(
            "open_day", community_id=self.mall.id, commander_id=False, state="ongoing"
        )
        opinion = self._opine(activity, partner_id=self.catering.id)
        with self.assertRefused(UserError, "seven areas"):
            opinion.action_make_cases()
        opinion.case_topic_id = self.env["steward.case.topic"].search([], limit=1)
        opinion.action_make_cases()
        self.assertEqual(opinion.case_id.topic_id, opinion.case_topic_id)

    def test_R243_passing_on_twice_makes_nothing_twice(self):
        opinion = self._opine(self.activity)
        opinion.action_make_cases()
        opinion.action_make_cases()
        self.assertEqual(len(self.activity.sudo().case_ids), 1)

    def test_R243_words_stay_once_they_are_passed_on(self):
        opinion = self._opine(self.activity)
        opinion.words = "希望多办亲子活动和讲座"
        opinion.action_make_cases()
        with self.assertRefused(UserError, "stays as it was said"):
            opinion.words = "没有意见"
        with self.assertRefused(UserError, "is kept"):
            opinion.unlink()

    def test_R243_who_wants_a_reply_is_not_merely_noted(self):
        opinion = self._opine(self.activity, wants_reply=True)
        with self.assertRefused(UserError, "wants a reply"):
            opinion.action_note()
        opinion.wants_reply = False
        opinion.action_note()
        self.assertEqual(opinion.state, "noted")

    def test_R243_activity_does_not_close_with_an_opinion_not_handled(self):
        activity = self._held()
        opinion = self._opine(activity)
        self._complete(activity)
        self.assertEqual(activity.open_opinion_count, 1)
        with self.assertRefused(UserError, "not handled yet"):
            activity.action_close()
        opinion.action_note()
        activity.action_close()
        with self.assertRefused(UserError, "is closed"):
            self._opine(activity, "还有一条")

    def test_R243_state_is_not_forged(self):
        opinion = self._opine(self.activity)
        with self.assertRaises(AccessError):
            opinion.state = "noted"
        with self.assertRaises(AccessError):
            self._opine(self.activity, "伪造", state="noted")

    def test_R243_steward_types_opinions_into_the_form_of_the_activity(self):
        with Form(self.activity) as form, form.opinion_ids.new() as line:
            line.partner_id = self.zhang
            line.words = "灯谜太难"
        self.assertEqual(self.activity.opinion_ids.words, "灯谜太难")
        self.assertEqual(self.activity.opinion_ids.state, "open")

    def test_R118_who_only_reads_activities_opens_the_form_without_opinions(self):
        self._opine(self.activity)
        activity = self.activity.with_user(self.user_collector)
        arch = etree.fromstring(activity.get_view(view_type="form")["arch"])
        shown = {
            field.get("name")
            for field in arch.iter("field")
            if not any(parent.tag == "field" for parent in field.iterancestors())
        }
        self.assertIn("record_id", shown)
        self.assertNotIn("opinion_ids", shown)
        read = activity.web_read({name: {} for name in shown})
        self.assertEqual(read[0]["name"], "元宵灯会")

    def test_R118_opinions_are_read_by_stewards_only(self):
        """Collectors see the activity, not what guests said."""
        opinion = self._opine(self.activity)
        self.assertTrue(self.activity.with_user(self.user_collector).name)
        with self.assertRaises(AccessError):
            opinion.with_user(self.user_collector).read(["words"])

    def test_R268_opinions_are_passed_on_in_few_statements(self):
        """Sixty opinions ask for no more statements than six."""

        def pass_on(count):
            activity = self._create_activity(state="ongoing")
            activity.opinion_ids = [
                Command.create({"words": f"意见 {number}", "partner_id": self.zhang.id})
                for number in range(count)
            ]
            self.env.flush_all()
            before = self.cr.sql_log_count
            activity.opinion_ids.action_make_cases()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        pass_on(2)
        few, many = pass_on(6), pass_on(60)
        self.assertLess(many, MOST)
        self.assertLess(many - few, 20)
