from dateutil.relativedelta import relativedelta

from odoo import models

from ...engine import contact

CHECK_ACTIVITY = "property_steward.mail_activity_type_callback_check"


class Community(models.Model):
    _inherit = "steward.community"

    def _draw_callback_checks(self):
        """Fill the month's quotas from the callbacks done since the month before began; the same
        draw for the same month, and nothing twice."""
        Check = self.env["steward.callback.check"]
        for community in self:
            today = community._today()
            month = today.replace(day=1)
            since = month - relativedelta(months=1)
            rules = community.policy_id.callback_check_rule_ids.filtered("active")
            if not rules:
                continue
            done = self.env["steward.callback"].search(
                [
                    ("community_id", "=", community.id),
                    ("state", "=", "done"),
                    ("done_at", ">=", community._day_start(since)),
                    ("check_ids", "=", False),
                    # R022: whoever checks need not know
                    ("is_confidential", "=", False),
                    # nor of what was answered in confidence
                    ("is_quality_only", "=", False),
                ]
            )
            present = dict(
                Check._read_group(
                    [("community_id", "=", community.id), ("month", "=", month)],
                    ["role_id"],
                    ["__count"],
                )
            )
            community._draw_for(rules, month, done, present)

    def _draw_for(self, rules, month, done, present):
        self.ensure_one()
        Check = self.env["steward.callback.check"]
        for rule in rules:
            checker = self._role_holder(rule.role_id)
            missing = rule.monthly_count - present.get(rule.role_id, 0)
            others = done.filtered(
                lambda callback, checker=checker: callback.assignee_id != checker
            )
            drawn = done.browse(
                contact.sample(f"{self.id} {month} {rule.role_id.code}", others.ids, missing)
                if missing > 0
                else []
            )
            done -= drawn
            checks = Check.create(
                [
                    {
                        "callback_id": callback.id,
                        "month": month,
                        "role_id": rule.role_id.id,
                        "checker_id": checker.id,
                    }
                    for callback in drawn
                ]
            )
            # sudo: the holder's login only receives the activity
            user = checker.sudo().user_id
            if user and checks:
                checks.with_context(mail_activity_quick_update=True).activity_schedule(
                    CHECK_ACTIVITY, checks[0].due_on, user_id=user.id
                )
