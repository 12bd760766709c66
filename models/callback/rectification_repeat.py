from datetime import timedelta

from odoo import models


class Rectification(models.Model):
    """Repeated problems: the same department and category again within the policy's days ask for
    a corrective action (R113, R219, C079)."""

    _inherit = "steward.rectification"

    def _flag_repeated(self):
        """Mark those that repeat a problem, and open one corrective action for each kind."""
        for (community, department, category), notices in self.grouped(
            lambda notice: (notice.community_id, notice.department_id, notice.category)
        ).items():
            policy = community.policy_id
            since = min(notices.mapped("found_at")) - timedelta(days=policy.repeat_days)
            found = self.search(
                [
                    ("community_id", "=", community.id),
                    ("department_id", "=", department.id),
                    ("category", "=", category),
                    ("found_at", ">=", since),
                    ("state", "!=", "cancelled"),
                ],
                order="found_at, id",
            )
            if len(found) < policy.repeat_count:
                continue
            repeated = notices & found[policy.repeat_count - 1 :]
            action = found.corrective_action_id.filtered(
                lambda action: action.state in ("draft", "issued")
            )[:1] or self.env["steward.corrective.action"]._open_for(found)
            repeated.write({"is_repeated": True})
            (found.filtered(lambda notice: not notice.corrective_action_id)).write(
                {"corrective_action_id": action.id}
            )
            for case in repeated.case_id.filtered(lambda case: not case.corrective_action_id):
                case.corrective_action_id = action
