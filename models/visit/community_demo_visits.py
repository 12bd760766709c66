from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from odoo import Command, api, models

from ...demo.conversations import CONVERSATIONS, NOT_SIGNED, OPINIONS


class Community(models.Model):
    """Plans and visits of the demo communities; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_visits(self, community_id):
        """Plans from last month on; most of them approved, most visits up to today held."""
        community = self.browse(community_id).with_context(
            tracking_disable=True, mail_create_nolog=True, mail_activity_automation_skip=True
        )
        today = community._today()
        Plan = community.env["steward.visit.plan"]
        if Plan.search_count([("community_id", "=", community.id)], limit=1):
            return
        this_month = today.replace(day=1)
        last_month = this_month - relativedelta(months=1)
        for year in sorted({last_month.year, today.year}):
            community.env["steward.visit.plan.generator"]._generate(
                community, year, date_from=max(last_month, last_month.replace(year=year, month=1))
            )
        plans = Plan.search([("community_id", "=", community.id)])
        for plan in plans:
            community._demo_approve(plan)
        for month in (last_month, this_month):
            community._demo_visits_of_month(month, today)
            community._draw_up_targets(month)
        plans.month_ids.filtered(lambda plan: plan.month == this_month)._propose()

    def _demo_approve(self, plan):
        """The plan of 赵敏 is submitted and waits, the others are approved."""
        approver = self._role_holder(plan.role_id.superior_id)
        if not (plan.user_id and approver.user_id) or approver == plan.steward_id:
            return
        plan.with_user(plan.user_id).action_submit()
        if plan.steward_id != self.env.ref("property_steward.demo_employee_steward2"):
            plan.with_user(approver.user_id).action_approve()

    def _demo_visits_of_month(self, month, today):
        """Of ten visits eight were held, one found nobody at home, one was not tried."""
        last_day = min(today - timedelta(days=1), month + relativedelta(months=1, days=-1))
        # no calls on Mondays, no visits on Sundays
        days = [
            month + timedelta(days=offset)
            for offset in range((last_day - month).days + 1)
            if (month + timedelta(days=offset)).weekday() not in (0, 6)
        ]
        lines = self.env["steward.visit.plan.line"].search(
            [
                ("community_id", "=", self.id),
                ("month", "=", month),
                ("period_start", "<=", last_day),
                ("steward_id.user_id", "!=", False),
                ("partner_id", "!=", False),
            ],
            order="unit_id, id",
        )
        tried = lines[: len(lines) * len(days) // 24] if days else lines.browse()
        visits = {"held": [], "missed": []}
        for index, line in enumerate(tried):
            if index % 10 < 9:
                kind = "missed" if index % 10 == 8 else "held"
                visits[kind].append(
                    self._demo_visit(line, index, days[index * 7 % len(days)], kind)
                )
        Visit = self.env["steward.visit"]
        Visit.create(visits["held"]).action_done()
        Visit.create(visits["missed"]).action_nobody_home()

    def _demo_visit(self, line, index, day, kind):
        # 09:00 to 11:25 or 14:30 to 16:55 local time
        minutes = (540 if index % 2 else 870) + index * 5 % 150
        start = self._to_utc(datetime.combine(day, time(minutes // 60, minutes % 60)))
        modes = line._accepted_modes()
        vals = {
            "partner_id": line.partner_id.id,
            "community_id": self.id,
            "unit_id": line.unit_id.id,
            "steward_id": line.steward_id.id,
            "mode_id": modes[index % 2 :][:1].id or modes[:1].id,
            "line_id": line.id,
            "start": start,
            "agreed_at": start,
            "minutes": 15,
        }
        if kind == "missed":
            return vals
        vals |= CONVERSATIONS[index % len(CONVERSATIONS)]
        vals |= {"consent": True, "is_prepared": True, "no_signature_reason": NOT_SIGNED}
        if index % 12 == 5:
            vals["case_ids"] = [Command.create(self._demo_opinion(index))]
        return vals

    def _demo_opinion(self, index):
        opinion = OPINIONS[index // 12 % len(OPINIONS)]
        audience = "tenant" if self.kind == "shopping" else "resident"
        return {
            "category": opinion["category"],
            "words": opinion["words"],
            "topic_id": self.env.ref(opinion[audience]).id,
        }
