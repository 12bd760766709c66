from datetime import date, datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .activity_after_common import ENDED, ActivityAfterCommon
from .forms_print import FormsPrint


@tagged("post_install", "-at_install")
class TestActivityMeeting(FormsPrint, ActivityAfterCommon):
    """Owners' meeting (R265-R268, C098) and owners' forum (R302)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.community.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "周一至周五",
                "tz": "Asia/Shanghai",
                "attendance_ids": [
                    Command.create(
                        {"name": "白天", "dayofweek": str(day), "hour_from": 8, "hour_to": 17}
                    )
                    for day in range(5)
                ],
            }
        )

    def _meeting(self, *opinions, kind="owners_meeting", **vals):
        """A meeting under way at which these households spoke."""
        meeting = self._create_activity(kind, state="ongoing", name="业主见面会", **vals)
        for partner, words in opinions:
            self._opine(meeting, words, partner_id=partner.id, topic="recent")
        return meeting

    def _summarise(self, meeting):
        meeting.write({"summary_analysis": "停车难", "summary_improvements": "增设临停车位"})
        meeting.action_summarise()

    # R268: called back

    def test_R268_every_author_is_called_back_within_three_working_days(self):
        """Tuesday 3 March, 16:00: by Friday at closing time."""
        meeting = self._meeting((self.zhang, "停车难"), (self.zhao, "路灯不亮"))
        self.assertFalse(meeting.opinion_callback_ids)
        meeting.action_end()
        callbacks = meeting.sudo().opinion_callback_ids
        self.assertEqual(callbacks.partner_id, self.zhang | self.zhao)
        for callback in callbacks:
            self.assertEqual(callback.started_at, ENDED)
            self.assertEqual(self.community._to_local(callback.due_at).date(), date(2026, 3, 6))
            self.assertEqual((callback.trigger, callback.rule_ref), ("activity_opinion", "R268"))
        by_household = {callback.partner_id: callback for callback in callbacks}
        self.assertEqual(by_household[self.zhao].assignee_id, self.steward2)
        self.assertEqual(by_household[self.zhang].activity_opinion_ids.words, "停车难")

    def test_R268_weekend_does_not_count(self):
        """Held on Thursday 5 March: by Tuesday 10 March."""
        with self._at(2026, 3, 5, 8):
            meeting = self._meeting((self.zhang, "停车难"))
            meeting.action_end()
        due = meeting.sudo().opinion_callback_ids.due_at
        self.assertEqual(self.community._to_local(due).date(), date(2026, 3, 10))

    def test_R268_household_with_two_opinions_is_called_once(self):
        meeting = self._meeting((self.zhang, "停车难"), (self.zhang, "电梯慢"))
        meeting.action_end()
        self.assertEqual(len(meeting.sudo().opinion_callback_ids), 1)
        self.assertEqual(len(meeting.sudo().opinion_callback_ids.activity_opinion_ids), 2)

    def test_R268_opinion_noted_after_the_meeting_is_called_back_as_well(self):
        meeting = self._meeting()
        meeting.action_end()
        with self._at(2026, 3, 4, 2):
            opinion = self._opine(meeting, "停车难")
            self.assertFalse(opinion.callback_id)
            opinion.partner_id = self.zhang
        callback = opinion.sudo().callback_id
        self.assertEqual((callback.partner_id, callback.started_at), (self.zhang, ENDED))
        meeting._call_back_authors()
        self.assertEqual(len(meeting.sudo().opinion_callback_ids), 1)

    def test_R268_merged_household_is_called_back_once(self):
        double = self._create_household("张 三", self.unit_102)
        meeting = self._meeting((self.zhang, "停车难"), (double, "电梯慢"))
        meeting.action_end()
        Merge = self.env["base.partner.merge.automatic.wizard"]
        Merge.sudo()._merge((self.zhang | double).ids, self.zhang)
        callbacks = meeting.sudo().opinion_callback_ids
        self.assertEqual(sorted(callbacks.mapped("state")), ["cancelled", "open"])
        kept = callbacks.filtered(lambda callback: callback.state == "open")
        self.assertEqual(kept.activity_opinion_ids, meeting.opinion_ids)

    def test_R302_authors_of_a_forum_are_called_back_and_those_of_a_party_are_not(self):
        forum = self._meeting((self.zhang, "停车难"), kind="forum")
        forum.action_end()
        party = self._meeting((self.zhang, "停车难"), kind="culture")
        party.action_end()
        self.assertTrue(forum.sudo().opinion_callback_ids)
        self.assertFalse(party.sudo().opinion_callback_ids)
        self.assertFalse(self._clock(party, "meeting_summary"))

    def test_R268_hundred_authors_are_called_back_in_few_statements(self):
        def hold(count):
            units = self.env["steward.unit"].create(
                [
                    {"building_id": self.building3.id, "number": f"9{count:03}{number:03}"}
                    for number in range(count)
                ]
            )
            households = self.env["res.partner"].create(
                [{"name": f"业主{count}-{number}"} for number in range(count)]
            )
            self.env["steward.occupancy"].create(
                [
                    {
                        "partner_id": partner.id,
                        "unit_id": unit.id,
                        "role": "owner",
                        "date_from": date(2020, 1, 1),
                    }
                    for partner, unit in zip(households, units, strict=True)
                ]
            )
            meeting = self._create_activity("owners_meeting", state="ongoing")
            meeting.opinion_ids = [
                Command.create({"words": "停车难", "partner_id": partner.id})
                for partner in households
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            meeting.action_end()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        hold(2)
        few, many = hold(10), hold(100)
        self.assertLess(many - few, 60)

    # R268: summarised

    def test_R268_opinions_are_summarised_within_three_working_days(self):
        meeting = self._meeting()
        meeting.action_end()
        clock = self._clock(meeting, "meeting_summary")
        self.assertEqual(self.community._to_local(clock.due_at).date(), date(2026, 3, 6))
        with self.assertRefused(UserError, "needs the analysis"):
            meeting.action_summarise()
        with self._at(2026, 3, 5, 2):
            self._summarise(meeting)
        self.assertEqual((clock.state, clock.met_at), ("met", datetime(2026, 3, 5, 2)))
        self.assertEqual(meeting.summarised_by_id, self.user_steward)

    def test_R268_summary_does_not_come_before_the_meeting(self):
        meeting = self._meeting()
        meeting.write({"summary_analysis": "停车难", "summary_improvements": "增设"})
        with self.assertRefused(UserError, "has not been held"):
            meeting.action_summarise()

    def test_R268_done_summary_stays_and_is_amended_with_a_reason(self):
        meeting = self._meeting()
        meeting.action_end()
        self._summarise(meeting)
        with self.assertRefused(UserError, "amend it with a reason"):
            meeting.sudo().summary_analysis = "改"
        with self.assertRaises(AccessError):
            meeting._amend_summary("漏了一条")
        meeting.with_user(self.user_supervisor)._amend_summary("漏了一条")
        self.assertIn("停车难", meeting.amendment_ids.text)
        meeting.summary_analysis = "停车难，电梯慢"

    def test_R268_meeting_closes_only_summarised_and_called_back(self):
        meeting = self._meeting((self.zhang, "停车难"))
        meeting.action_end()
        meeting.opinion_ids.action_make_cases()
        self._complete(meeting)
        with self.assertRaises(UserError) as refused:
            meeting.action_close()
        self.assertIn("not summarised", str(refused.exception))
        self.assertIn("张三", str(refused.exception))
        self._summarise(meeting)
        meeting.sudo().opinion_callback_ids.state = "cancelled"
        meeting.action_close()
        self.assertEqual(meeting.state, "closed")

    def test_R268_summary_is_printed_with_opinions_by_topic(self):
        """C098"""
        meeting = self._meeting((self.zhang, "停车难"), (self.zhao, "路灯不亮"))
        meeting.action_end()
        self._summarise(meeting)
        text = self._text(self._html("meeting_summary", meeting))
        for part in ("业主见面会", "停车难", "路灯不亮", "增设临停车位", "张三"):
            self.assertIn(part, text)
        with self.assertRaises(UserError):
            self._html("meeting_summary", self._create_activity())

    # R265

    def _duties(self):
        return self.env["steward.duty"].search(
            [("kind", "=", "owners_meeting"), ("community_id", "=", self.community.id)]
        )

    def _generate(self):
        self.env["steward.duty"]._generate(self.community)
        return self._duties()

    def test_R265_new_project_owes_an_owners_meeting_by_its_delivery(self):
        self.assertFalse(self._generate())
        self.community.delivery_date = date(2026, 4, 15)
        duty = self._generate()
        self.assertEqual((duty.date_due, duty.employee_id), (date(2026, 4, 15), self.supervisor))
        self.assertEqual(duty.date_remind, date(2026, 4, 15) - timedelta(days=30))

    def test_R265_meeting_is_owed_once_also_when_the_delivery_is_put_off(self):
        self.community.delivery_date = date(2026, 4, 15)
        self._generate()
        self.community.delivery_date = date(2026, 5, 15)
        self.assertEqual(len(self._generate()), 1)

    def test_R265_old_project_owes_none(self):
        """Delivered longer ago than the months of the policy."""
        self.community.delivery_date = date(2025, 3, 1)
        self.assertFalse(self._generate())
        self.community.policy_id.owners_meeting_months = 24
        self.assertTrue(self._generate())

    def test_R265_held_meeting_is_the_proof_of_the_duty(self):
        self.community.delivery_date = date(2026, 4, 15)
        duty = self._generate()
        self._meeting().action_end()
        self.assertEqual(duty.state, "approved")
        self.assertIn("业主见面会", duty.evidence)

    def test_R265_project_that_met_owes_no_second_meeting(self):
        self._meeting().action_end()
        self.community.delivery_date = date(2026, 4, 15)
        self.assertFalse(self._generate())

    def test_R265_meeting_is_prepared_from_the_duty(self):
        self.community.delivery_date = date(2026, 4, 15)
        action = self._generate().with_user(self.user_supervisor).action_prepare_meeting()
        meeting = (
            self.env["steward.community.activity"]
            .with_user(self.user_supervisor)
            .with_context(**action["context"])
            .create({"steward_id": self.supervisor.id})
        )
        self.assertEqual(meeting.kind_code, "owners_meeting")
        self.assertEqual(meeting._local_date(), date(2026, 4, 15))
