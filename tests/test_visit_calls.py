from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from .visit_common import VisitCommon


@tagged("post_install", "-at_install")
class TestVisitCalls(VisitCommon):
    """Fifteen calls of an afternoon typed in one grid (R012, R013, R028)."""

    def _grid(self, user=None):
        return Form(self.env["steward.visit.calls"].with_user(user or self.user_steward))

    def _due_line(self, partner):
        return self._create_line(partner, period_end=date(2026, 3, 3))

    def test_grid_holds_the_calls_that_are_due_today(self):
        lines = self._due_line(self.li) | self._due_line(self.zhang)
        self.zhang.no_phone_calls = True
        grid = self._grid().save()
        welcome = lines.filtered(lambda line: line.partner_id == self.li)
        self.assertEqual(grid.row_ids.line_id, welcome)
        self.assertEqual(grid.row_ids.phone, "13800002222")

    def test_calls_are_recorded_as_visits(self):
        li_line, zhang_line = self._due_line(self.li), self._due_line(self.zhang)
        form = self._grid()
        with form.row_ids.edit(0) as row:
            self.assertEqual(row.partner_id, self.li)
            row.outcome = "done"
            row.consent = True
            row.needs = "计划五月装修"
            row.opinion_category = "service"
            row.opinion_words = "想了解装修手续"
            row.answered_on_spot = True
        with form.row_ids.edit(1) as row:
            row.outcome = "busy"
            row.next_at = datetime(2026, 3, 4, 7, 0)
        form.save().action_record()
        self.assertEqual(li_line.state, "done")
        self.assertEqual(li_line.visit_id.needs, "计划五月装修")
        self.assertEqual(li_line.visit_id.mode_id, self.phone_mode)
        self.assertEqual(li_line.visit_id.create_uid, self.user_steward)
        case = li_line.visit_id.case_ids
        self.assertEqual((case.words, case.state), ("想了解装修手续", "closed"))
        self.assertEqual(zhang_line.state, "open")
        self.assertEqual(zhang_line.scheduled_at, datetime(2026, 3, 4, 7, 0))

    def test_row_without_outcome_is_left_out(self):
        self._due_line(self.li)
        grid = self._grid().save()
        with self.assertRaisesRegex(UserError, "outcome"):
            grid.action_record()

    def test_an_incomplete_row_is_named_and_nothing_is_saved(self):
        self._due_line(self.li)
        self._due_line(self.zhang)
        form = self._grid()
        with form.row_ids.edit(0) as row:
            row.outcome = "no_answer"
        with form.row_ids.edit(1) as row:
            row.outcome = "done"
            row.consent = True
        grid = form.save()
        before = self.env["steward.visit"].search_count([])
        with self.assertRaises(UserError) as refused:
            grid.action_record()
        self.assertRegex(str(refused.exception), r"Row 2, 3-2-1204 张三.*what was said")
        self.assertEqual(self.env["steward.visit"].search_count([]), before)

    def test_R012_quiet_hour_needs_a_reason_in_the_row(self):
        line = self._due_line(self.li)
        with freeze_time("2026-03-03 05:00:00"):
            form = self._grid()
            with form.row_ids.edit(0) as row:
                row.outcome = "no_answer"
            grid = form.save()
            with self.assertRaises(UserError) as refused:
                grid.action_record()
            self.assertIn("13:00", str(refused.exception))
            grid.row_ids.remark = "业主约定此时来电"
            grid.action_record()
        visit = self.env["steward.visit"].search([("line_id", "=", line.id)])
        self.assertEqual(visit.quiet_reason, "业主约定此时来电")

    def test_R014_the_person_can_keep_other_lines_open(self):
        line = self._due_line(self.li)
        rule = self.rule_monthly.copy({"policy_id": self.rule_monthly.policy_id.id})
        other = self._create_line(self.li, rule)
        form = self._grid()
        with form.row_ids.edit(0) as row:
            row.outcome = "done"
            row.consent = True
            row.needs = "好"
            row.also_fulfils = False
        form.save().action_record()
        self.assertEqual((line.state, other.state), ("done", "open"))

    def test_statements_do_not_grow_with_the_calls(self):
        def record(number, start):
            for index in range(start, start + number):
                unit = self._create_unit(self.building3, str(3000 + index), entrance="6")
                self._due_line(self._create_household(f"户{index}", unit, f"137{index:08d}"))
            form = self._grid()
            grid = form.save()
            grid.row_ids.write({"outcome": "done", "consent": True, "needs": "好"})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            grid.action_record()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        record(2, 0)
        few = record(3, 2)
        many = record(15, 5)
        # a few more or less with what Odoo's caches happen to hold; twelve calls more cost none
        self.assertLessEqual(many, few + 4)
