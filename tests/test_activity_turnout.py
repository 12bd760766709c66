from datetime import date, datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .activity_plan_common import ActivityPlanCommon
from .ledger_common import LedgerMixin
from .list_common import MANY, ListMixin


@tagged("post_install", "-at_install")
class TestActivityTurnout(ListMixin, LedgerMixin, ActivityPlanCommon):
    """Turnout by building, segment, kind and month; repeat participants; what a participant
    cost. 张三 and 李四 live in building 3, 赵六 in building 10."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Turnout = cls.env["steward.activity.turnout"].with_user(cls.user_supervisor)

    def _gather(self, *came, invited=None, kind="culture", begin=datetime(2027, 3, 12, 1), **vals):
        """An activity that was held.

        :param came: (household, adults, minors) of those who said yes and came
        """
        activity = self.Activity.create(
            {
                "name": "邻里节",
                "kind_id": self._kind(kind).id,
                "community_id": self.community.id,
                "steward_id": self.steward.id,
                "date_begin": begin,
                "date_end": begin,
                **vals,
            }
        )
        activity.state = "approved"
        activity._sync_event()
        guests = {household: heads for household, *heads in came}
        invited = invited or self.zhang + self.li + self.zhao
        invitations = self.env["steward.activity.invitation"]._invite(
            activity, [("partner_id", "in", invited.ids)], "letter"
        )
        for invitation in invitations:
            if invitation.partner_id in guests:
                invitation._answer(True, *guests[invitation.partner_id], by="staff")
                invitation.registration_ids.action_set_done()
        return activity

    def _of(self, activities):
        return self.Turnout.search([("activity_id", "in", activities.ids)])

    def _row(self, activity, partner):
        return self._of(activity).filtered(lambda row: row.partner_id == partner)

    # rows

    def test_every_household_that_was_invited_has_a_row(self):
        activity = self._gather((self.zhang, 2, 1))
        rows = self._of(activity)
        self.assertEqual(rows.partner_id, self.zhang + self.li + self.zhao)
        zhang, li = self._row(activity, self.zhang), self._row(activity, self.li)
        self.assertEqual((zhang.invited, zhang.accepted, zhang.came), (1, 1, 1))
        self.assertEqual((zhang.announced, zhang.attended, zhang.minors), (3, 3, 1))
        self.assertEqual((zhang.building_id, zhang.steward_id), (self.building3, self.steward))
        self.assertEqual((li.invited, li.accepted, li.came, li.attended), (1, 0, 0, 0))

    def test_the_day_is_that_of_the_community_s_time_zone(self):
        # 00:30 of 1 April in Shanghai
        activity = self._gather(begin=datetime(2027, 3, 31, 16, 30))
        self.assertEqual(self._of(activity)[:1].date, date(2027, 4, 1))

    def test_who_said_yes_and_stayed_away_is_told_from_who_came(self):
        activity = self._gather((self.zhang, 1, 0), (self.zhao, 2, 0))
        self.env["event.registration"].search(
            [("steward_partner_id", "=", self.zhao.id), ("steward_activity_id", "=", activity.id)]
        ).action_confirm()
        zhao = self._row(activity, self.zhao)
        self.assertEqual((zhao.accepted, zhao.came, zhao.turnout_percent), (1, 0, 0))

    def _walk_in(self, activity, **vals):
        self.env["steward.activity.walk.in"].with_user(self.user_steward).create(
            {"activity_id": activity.id, **vals}
        ).action_came()

    def test_who_comes_without_an_invitation_counts_as_persons_and_not_in_the_turnout(self):
        activity = self._gather((self.zhang, 1, 0), invited=self.zhang)
        self._walk_in(activity, partner_id=self.li.id, adult_count=2, minor_count=1)
        self._walk_in(activity, name="隔壁小区的客人", adult_count=2)
        rows = self._of(activity)
        self.assertEqual(sum(rows.mapped("attended")), 6)
        li = self._row(activity, self.li)
        self.assertEqual((li.invited, li.came, li.attended, li.minors), (0, 1, 3, 1))
        self.assertEqual(li.building_id, self.building3)
        visitors = rows.filtered(lambda row: not row.partner_id)
        self.assertEqual((sum(visitors.mapped("attended")), sum(visitors.mapped("came"))), (2, 0))
        [(percent,)] = self.Turnout._read_group(
            [("activity_id", "=", activity.id)], [], ["turnout_percent:avg"]
        )
        self.assertEqual(percent, 100)

    def test_what_was_cancelled_does_not_count(self):
        activity = self._gather((self.zhang, 1, 0))
        activity.state = "cancelled"
        self.assertFalse(self._of(activity))

    # analysis

    def test_turnout_by_building(self):
        activity = self._gather((self.zhang, 2, 1), (self.zhao, 1, 0))
        groups = self.Turnout._read_group(
            [("activity_id", "=", activity.id)],
            ["building_id"],
            ["invited:sum", "came:sum", "attended:sum", "turnout_percent:avg"],
        )
        self.assertEqual(
            {building: figures for building, *figures in groups},
            {self.building3: [2, 1, 3, 50], self.building10: [1, 1, 1, 100]},
        )

    def test_turnout_by_segment_tag_kind_and_month(self):
        tags = self.env["steward.segment.tag"].create(
            [
                {"name": name, "dimension": "preference"}
                for name in ("爱跑步（测试）", "爱书法（测试）")
            ]
        )
        self.zhang.segment_tag_ids = tags
        self.zhao.segment_tag_ids = tags[0]
        self._gather((self.zhang, 1, 0), kind="sports")
        self._gather((self.zhang, 1, 0), (self.zhao, 1, 0), begin=datetime(2027, 5, 2, 1))
        mine = [("partner_id", "in", (self.zhang + self.zhao).ids)]

        def came_by(group):
            return {
                key: came for key, came in self.Turnout._read_group(mine, [group], ["came:sum"])
            }

        self.assertEqual(came_by("segment_tag_ids"), {tags[0]: 3, tags[1]: 2})
        self.assertEqual(came_by("kind_id"), {self._kind("sports"): 1, self._kind("culture"): 2})
        self.assertEqual(came_by("date:month"), {date(2027, 3, 1): 1, date(2027, 5, 1): 2})

    def test_repeat_participants_are_those_who_came_as_often_in_the_year_as_the_policy_names(self):
        held = self._gather((self.zhang, 1, 0), (self.zhao, 1, 0))
        held |= self._gather((self.zhang, 3, 0), begin=datetime(2027, 12, 31, 15))
        # 00:30 of 1 January 2028 in Shanghai
        held |= self._gather((self.zhao, 1, 0), begin=datetime(2027, 12, 31, 16, 30))
        mine = [("activity_id", "in", held.ids)]
        repeat = self.Turnout.search([*mine, ("is_repeat", "=", True)])
        self.assertEqual(repeat.partner_id, self.zhang)
        self.assertEqual(repeat.mapped("times"), [2, 2])
        self.policy.activity_repeat_count = 3
        self.assertFalse(self.Turnout.search([*mine, ("is_repeat", "=", True)]))

    # what it cost

    def _spend(self, activity, amount):
        """A posted vendor bill on the activity."""
        ledger, books = self._books(self.env.company)
        vendor = self.env["res.partner"].create({"name": "礼仪公司（测试）"})
        vendor.property_account_payable_id = ledger["account.account"].create(
            {
                "code": "T2299",
                "name": "应付账款",
                "account_type": "liability_payable",
                "reconcile": True,
            }
        )
        journal = ledger["account.journal"].create(
            {"code": "TBI9", "name": "账单", "type": "purchase"}
        )
        line = {
            "name": "气球",
            "price_unit": amount,
            "account_id": books["expense"].id,
            "tax_ids": [(5, 0, 0)],
            "steward_activity_id": activity.id,
        }
        ledger["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": vendor.id,
                "journal_id": journal.id,
                "invoice_date": date(2026, 12, 1),
                "invoice_line_ids": [(0, 0, line)],
            }
        ).action_post()

    def test_what_a_participant_cost_is_what_was_spent_by_those_who_came(self):
        activity = self._gather((self.zhang, 2, 1), (self.zhao, 1, 0))
        self._spend(activity, 600)
        zhang, li = self._row(activity, self.zhang), self._row(activity, self.li)
        self.assertEqual((zhang.cost_per_person, zhang.cost), (150, 450))
        self.assertEqual((li.cost_per_person, li.cost), (0, 0))
        [(cost, per_person)] = self.Turnout._read_group(
            [("activity_id", "=", activity.id)], [], ["cost:sum", "cost_per_person:avg"]
        )
        self.assertEqual((cost, per_person), (600, 150))

    # who sees it

    def test_of_other_communities_nothing_is_seen(self):
        activity = self._gather((self.zhang, 1, 0))
        row = self._row(activity, self.zhang)
        self.assertTrue(row.with_user(self.user_steward2).has_access("read"))
        self.env["steward.role.assignment"].search(
            [("employee_id", "=", self.steward2.id), ("community_id", "=", self.community.id)]
        ).unlink()
        self.assertFalse(self.Turnout.with_user(self.user_steward2).search([("id", "=", row.id)]))
        with self.assertRaises(AccessError):
            self.Turnout.with_user(self.user_nobody).search([])

    def test_a_row_opens_its_activity(self):
        activity = self._gather((self.zhang, 1, 0))
        action = self._row(activity, self.zhang).action_open_activity()
        self.assertEqual((action["res_model"], action["res_id"]), (activity._name, activity.id))

    def test_the_list_is_read_as_a_set(self):
        households = self.env["res.partner"]
        for number in range(MANY):
            unit = self._create_unit(self.building3, f"8{number:03d}", entrance="8")
            households |= self._create_household(f"住户{number}", unit)
        activity = self._gather(*[(one, 1, 0) for one in households[::2]], invited=households)
        self.assert_rows_are_read_as_a_set(
            "activity_turnout_view_list", self._of(activity), self.user_supervisor
        )
