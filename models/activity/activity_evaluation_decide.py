from odoo import models

DECIDE = "property_steward.mail_activity_type_evaluation_decision"
RETURNED = "property_steward.mail_activity_type_evaluation_returned"


class ActivityEvaluation(models.Model):
    """Whose turn it is hears of it: the reviewer, the approver, the author of what is returned
    (R298)."""

    _inherit = "steward.activity.evaluation"

    def _after_submit(self):
        result = super()._after_submit()
        self._close_mail_activities(RETURNED)
        self._ask_deciders()
        return result

    def _after_review(self):
        result = super()._after_review()
        self._close_mail_activities(DECIDE)
        self._ask_deciders()
        return result

    def _after_approve(self):
        result = super()._after_approve()
        self._close_mail_activities(DECIDE)
        return result

    def _after_return(self, reason):
        result = super()._after_return(reason)
        self._close_mail_activities(DECIDE)
        tasks = []
        for evaluation in self:
            # sudo: the author's login only receives the activity
            user = evaluation.steward_id.sudo().user_id or evaluation.sudo().submitted_by_id
            if user:
                summary = evaluation.with_context(lang=user.lang).env._(
                    "Returned: %(reason)s", reason=reason
                )
                tasks.append((evaluation, user, summary))
        self._tell_users(RETURNED, tasks)
        return result

    def _ask_deciders(self):
        """An activity for those whose turn it is."""
        tasks = []
        for evaluation in self:
            for user in evaluation._approvers():
                env = evaluation.with_context(lang=user.lang).env
                summary = (
                    env._("Review the evaluation")
                    if evaluation.state == "submitted"
                    else env._("Approve the evaluation")
                )
                tasks.append((evaluation, user, summary))
        self._tell_users(DECIDE, tasks)

    def _tell_users(self, xmlid, tasks):
        """:param tasks: triples of evaluation, user and what is asked"""
        self.env["steward.community.activity"]._tell_users(xmlid, tasks)

    def _close_mail_activities(self, *xmlids):
        # sudo: what was asked of another is settled by whoever decides first
        self.sudo().activity_unlink(list(xmlids))
