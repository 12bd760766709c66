from odoo import models
from odoo.exceptions import UserError

from .case_handling import ANSWER_ACTIVITY


class Case(models.Model):
    """Writing off (注销) what is settled, and only that (R066, R080-R081, R117, F37)."""

    _inherit = "steward.case"

    def action_close(self):
        """:raise UserError: says what is still missing"""
        self._check_may_close()
        problems = [
            f"{case.name}: {problem}" for case in self for problem in case._close_problems()
        ]
        if problems:
            raise UserError("\n".join(problems))
        self._close()

    def action_close_settled(self):
        """R117: write off those of a list that are settled, and say what keeps the others."""
        opened = self.filtered(lambda case: case.state != "closed")
        opened._check_may_close()
        problems = {case: case._close_problems() for case in opened}
        settled = opened.filtered(lambda case: not problems[case])
        settled._close()
        left = opened - settled
        message = self.env._("%(count)s written off.", count=len(settled))
        if left:
            message = self.env._(
                "%(count)s written off, %(left)s not settled yet. %(case)s: %(problem)s",
                count=len(settled),
                left=len(left),
                case=left[0].name,
                problem=problems[left[0]][0],
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _check_may_close(self):
        self._check_not_respondent()
        self._check_not_department()
        self.check_access("write")

    def _close(self):
        self._note({"state": "closed"})
        self.activity_unlink([ANSWER_ACTIVITY])
        self._deadline_cancel()

    def _close_problems(self):
        """Sentences that keep this case from being written off."""
        self.ensure_one()
        if self.category == "praise":
            verified = self.praise_verified_at or self.closed_at
            return [] if verified else [self.env._("Verify the praise before it counts.")]
        if self.answered_on_spot and self.category != "complaint":
            return []
        problems = []
        if not self.replied_at and not self.closing_contact_on:
            problems.append(self.env._("The resident has not heard the result yet."))
        if self.satisfaction_result == "dissatisfied":
            problems.append(self.env._("The resident is not satisfied."))
        sheet = self._sheet()
        if sheet:
            if not self.handled_at:
                problems.append(self.env._("It is not handled yet."))
            problems += sheet._problems_closed()
        return problems
