from odoo import models
from odoo.exceptions import UserError

APPROVAL = "property_steward.mail_activity_type_activity_decision"
RETURNED = "property_steward.mail_activity_type_activity_returned"


class CommunityActivity(models.Model):
    """The planning form on its way: complete, reviewed, approved (R288-R290, E22)."""

    _name = "steward.community.activity"
    _inherit = ["steward.community.activity", "steward.document.mixin"]
    _document_fields = ("external_attachment_ids",)

    def action_submit(self):
        """:raise UserError: naming all that the form lacks (R288)"""
        for activity in self:
            missing = activity._missing_to_submit()
            if missing:
                lines = [
                    activity.env._(
                        "The planning form of %(activity)s is not complete; it lacks:",
                        activity=activity.display_name,
                    ),
                    *(f"- {each}" for each in missing),
                ]
                raise UserError("\n".join(lines))
        return super().action_submit()

    def _missing_to_submit(self):
        """Names of what the planning form lacks of the eleven elements of E22, an external party's
        plan only where there is one, and of the reason for planning late (F20)."""
        self.ensure_one()
        names = [
            *("name", "form", "date_begin", "place", "content", "schedule"),
            *("emergency_plan", "evaluation_way"),
        ]
        lacking = [name for name in names if not self[name]]
        if not self.task_ids:
            lacking.append("task_ids")
        if self.has_external_party and not (self.external_plan or self.external_attachment_ids):
            lacking.append("external_plan")
        if not self.budget_line_ids:
            lacking.append("budget_line_ids")
        if self._planned_late() and not self.late_reason:
            lacking.append("late_reason")
        labels = self.fields_get(lacking, ["string"])
        return [labels[name]["string"] for name in lacking]

    def _after_submit(self):
        result = super()._after_submit()
        self._deadline_meet("activity_form")
        self._close_mail_activities(RETURNED)
        self._ask_deciders()
        return result

    def _after_review(self):
        result = super()._after_review()
        self._deadline_meet("activity_submit")
        self._close_mail_activities(APPROVAL)
        self._ask_deciders()
        return result

    def _after_approve(self):
        result = super()._after_approve()
        self._deadline_meet("activity_approve")
        self._close_mail_activities(APPROVAL)
        return result

    def _after_return(self, reason):
        result = super()._after_return(reason)
        self._close_mail_activities(APPROVAL)
        tasks = []
        for activity in self:
            # sudo: the author's login only receives the activity
            user = activity.steward_id.sudo().user_id or activity.sudo().submitted_by_id
            if user:
                summary = activity.with_context(lang=user.lang).env._(
                    "Returned: %(reason)s", reason=reason
                )
                tasks.append((activity, user, summary))
        self._tell_users(RETURNED, tasks)
        return result

    def _ask_deciders(self):
        """An activity for those whose turn it is."""
        tasks = []
        for activity in self:
            for user in activity._approvers():
                env = activity.with_context(lang=user.lang).env
                summary = (
                    env._("Review the planning form")
                    if activity.state == "submitted"
                    else env._("Approve the planning form")
                )
                tasks.append((activity, user, summary))
        self._tell_users(APPROVAL, tasks)

    def _tell_users(self, xmlid, tasks):
        """:param tasks: triples of activity, user and what is asked"""
        # sudo: whoever acts does not see the activities of others
        self.env["steward.visit.plan"].sudo()._tell(
            xmlid,
            [
                {
                    "record": activity,
                    "user": user,
                    "summary": summary,
                    "date_deadline": activity.community_id._today(),
                }
                for activity, user, summary in tasks
            ],
        )

    def _close_mail_activities(self, *xmlids):
        # sudo: what was asked of another is settled by whoever decides first
        self.sudo().activity_unlink(list(xmlids))
