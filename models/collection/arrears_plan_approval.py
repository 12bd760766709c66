from odoo import models
from odoo.exceptions import UserError

APPROVAL = "property_steward.mail_activity_type_arrears_plan_approval"


class CollectionPlan(models.Model):
    """Approval of arrears plans by the role above; nobody approves the own (R002)."""

    _inherit = "steward.collection.plan"

    def _approval_role(self):
        return self.env.ref("property_steward.role_steward").superior_id

    def action_submit(self):
        """:raise UserError: for a plan that was not drawn up"""
        for plan in self:
            if not plan.generated_at:
                raise UserError(
                    plan.env._(
                        "Draw up %(plan)s from what the households owe first.",
                        plan=plan.display_name,
                    )
                )
        return super().action_submit()

    def _after_submit(self):
        for plan in self:
            for user in plan._approvers():
                # sudo: the author gives the task to somebody else
                plan.sudo().activity_schedule(
                    APPROVAL,
                    plan.community_id._today(),
                    user_id=user.id,
                )

    def _after_approve(self):
        self._close_requests()

    def _after_return(self, reason):
        self._close_requests()
        for plan in self:
            plan.message_post(
                body=plan.env._("The arrears plan was returned: %(reason)s", reason=reason),
                # sudo: the author's partner is only notified
                partner_ids=plan.sudo().user_id.partner_id.ids,
            )

    def _close_requests(self):
        # sudo: the activity of another approver is settled by whoever decides first
        self.sudo().activity_unlink([APPROVAL])
