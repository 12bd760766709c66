from odoo import models
from odoo.exceptions import UserError

APPROVAL = "property_steward.mail_activity_type_activity_plan_approval"
DUE = "property_steward.mail_activity_type_activity_plan"


class ActivityPlan(models.Model):
    """Submission and approval of the annual plan (R286-R287)."""

    _inherit = "steward.activity.plan"

    def action_submit(self):
        """:raise UserError: while a line lacks one of the five columns, or there is none"""
        for plan in self:
            plan._check_columns()
        return super().action_submit()

    def action_amend(self):
        """Ask why an approved plan changes; it is then submitted and approved again (R287)."""
        self.check_access("write")
        self._check_approved()
        return self.env["steward.reason.wizard"]._ask(self, "activity_plan_amend")

    def _amend(self, reason):
        self.check_access("write")
        self._check_approved()
        # sudo: the decision fields are closed to everything but these actions
        self.sudo().write(
            {
                "state": "draft",
                "approved_by_id": False,
                "approved_at": False,
                "return_reason": False,
                "reminded": False,
            }
        )
        for plan in self:
            words = plan.env._("The approved plan is amended: %(reason)s", reason=reason)
            plan.message_post(body=words)

    def _check_approved(self):
        for plan in self:
            if plan.state != "approved":
                raise UserError(
                    plan.env._("%(plan)s is not approved: change it.", plan=plan.display_name)
                )

    def _check_columns(self):
        """All that is missing at once, by row as the lines stand on the form."""
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("%(plan)s names no activity yet.", plan=self.display_name))
        rows = [
            self.env._(
                "Row %(number)s, %(activity)s: %(columns)s",
                number=number,
                activity=line.name or "",
                columns=", ".join(missing),
            )
            for number, line in enumerate(self.line_ids, start=1)
            if (missing := line._missing_columns())
        ]
        if rows:
            raise UserError(
                self.env._(
                    "Every activity of %(plan)s needs its time, theme, form, main content and "
                    "budget. Fill in:\n%(rows)s",
                    plan=self.display_name,
                    rows="\n".join(rows),
                )
            )

    def _after_submit(self):
        # sudo: who is told once, and what others were reminded of, is nobody's to write
        self.sudo().reminded = False
        self.sudo().activity_unlink([DUE])
        for plan in self:
            # sudo: as above; the community may wait for the plan of another year
            plan.community_id.sudo().activity_search(
                [DUE], additional_domain=[("date_deadline", "=", plan.date_due)]
            ).unlink()
            for user in plan._approvers():
                # sudo: the author gives the task to somebody else
                plan.sudo().activity_schedule(APPROVAL, plan.date_approval_due, user_id=user.id)

    def _after_approve(self):
        self._close_requests()

    def _after_return(self, reason):
        self._close_requests()
        for plan in self:
            # sudo: the author's login is only told
            user = plan.sudo().steward_id.user_id or plan.sudo().submitted_by_id
            if user:
                # sudo: whoever decides gives the task to somebody else
                plan.sudo().activity_schedule(
                    DUE,
                    plan.date_due,
                    user_id=user.id,
                    summary=plan.with_context(lang=user.lang).env._(
                        "Returned: %(reason)s", reason=reason
                    ),
                )

    def _close_requests(self):
        # sudo: the activity of another approver is settled by whoever decides first
        self.sudo().activity_unlink([APPROVAL])
