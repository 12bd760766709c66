from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .activity_plan_welfare import HELD

DUE = "property_steward.mail_activity_type_duty"
# kind of duty: which kinds of activity fulfil it
ACTIVITY_KINDS = {
    "welfare": [("is_public_welfare", "=", True)],
    "forum": [("code", "=", "forum")],
    "contest": [("has_commendation", "=", True)],
}


class Duty(models.Model):
    """Recurring duties that an activity fulfils: public welfare each half-year (R188), contests
    (R088), forums (R302). Activities count by the day on which they begin, in the community's time
    zone; a duty without a review closes by itself when enough were held."""

    _inherit = "steward.duty"

    is_by_activity = fields.Boolean(compute="_compute_is_by_activity")
    community_activity_ids = fields.Many2many(
        "steward.community.activity",
        string="Activities of the Period",
        compute="_compute_community_activity_ids",
    )
    activities_held = fields.Integer(compute="_compute_community_activity_ids")
    activities_required = fields.Integer(compute="_compute_activities_required")

    @api.depends("kind")
    def _compute_is_by_activity(self):
        for duty in self:
            duty.is_by_activity = duty.kind in ACTIVITY_KINDS

    @api.depends("kind", "community_id.policy_id.activity_welfare_per_half")
    def _compute_activities_required(self):
        for duty in self:
            required = duty.kind in ACTIVITY_KINDS
            if duty.kind == "welfare":
                required = duty.community_id.policy_id.activity_welfare_per_half
            duty.activities_required = int(required)

    @api.depends("kind", "community_id", "period_start", "period_end")
    def _compute_community_activity_ids(self):
        Activity = self.env["steward.community.activity"]
        by_activity = self.filtered("is_by_activity")
        kinds = by_activity._fitting_kinds()
        found = Activity.browse()
        if by_activity:
            found = Activity.search_fetch(
                Domain("community_id", "in", by_activity.community_id.ids)
                & Domain("kind_id", "in", kinds["all"].ids)
                & Domain("state", "!=", "cancelled")
                & Domain(
                    "date_begin", ">=", min(by_activity.mapped("period_start")) - timedelta(days=1)
                )
                & Domain(
                    "date_begin", "<=", max(by_activity.mapped("period_end")) + timedelta(days=1)
                ),
                ["community_id", "kind_id", "state", "date_begin"],
            )
        by_community = found.grouped("community_id")
        for duty in self:
            mine = Activity.browse()
            if duty.is_by_activity:
                mine = by_community.get(duty.community_id, mine).filtered(
                    lambda activity, duty=duty: (
                        activity.kind_id in kinds[duty.kind]
                        and duty.period_start <= activity._local_date() <= duty.period_end
                    )
                )
            duty.community_activity_ids = mine
            duty.activities_held = len(mine.filtered(lambda activity: activity.state in HELD))

    def _fitting_kinds(self):
        """{kind of duty: kinds of activity}, and "all" of them; one statement."""
        kinds = self.env["steward.activity.kind"].with_context(active_test=False).search([])
        fitting = {
            kind: kinds.filtered_domain(domain)
            for kind, domain in ACTIVITY_KINDS.items()
            if kind in self.mapped("kind")
        }
        return fitting | {"all": kinds.browse().union(*fitting.values())}

    def action_prepare_activity(self):
        """Prepare the planned activity of the period that fits, or a new one of the fitting kind.

        :raise UserError: for a duty of another kind
        """
        self.ensure_one()
        if not self.is_by_activity:
            raise UserError(
                self.env._("%(duty)s is not done by an activity.", duty=self.display_name)
            )
        kinds = self._fitting_kinds()["all"]
        line = self.env["steward.activity.plan.line"].search(
            [
                ("community_id", "=", self.community_id.id),
                ("state", "=", "approved"),
                ("kind_id", "in", kinds.ids),
                ("date_planned", ">=", self.period_start),
                ("date_planned", "<=", self.period_end),
                ("is_prepared", "=", False),
            ],
            limit=1,
        )
        if line:
            return line.action_prepare()
        begin, end = self.community_id._activity_times(self.date_due)
        return {
            "type": "ir.actions.act_window",
            "res_model": "steward.community.activity",
            "views": [(False, "form")],
            "context": {
                "default_community_id": self.community_id.id,
                "default_kind_id": kinds.filtered("active")[:1].id,
                "default_date_begin": fields.Datetime.to_string(begin),
                "default_date_end": fields.Datetime.to_string(end),
            },
        }

    def action_activities(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.community_activity_action"
        )
        return dict(
            action,
            domain=[("id", "in", self.community_activity_ids.ids)],
            context={"default_community_id": self.community_id.id},
        )

    def _check_evidence(self):
        """An activity that was held is the evidence."""
        if self.is_by_activity and self.activities_held >= max(self.activities_required, 1):
            return
        super()._check_evidence()

    @api.model
    def _cron_remind(self):
        """Of what was held already nobody is reminded."""
        self.search(
            [
                ("state", "=", "draft"),
                ("kind", "in", list(ACTIVITY_KINDS)),
            ]
        )._close_by_activities()
        return super()._cron_remind()

    def _close_by_activities(self):
        """Close those of these duties whose activities were held and which nobody reviews."""
        self.invalidate_recordset(["community_activity_ids", "activities_held"])
        met = self.filtered(
            lambda duty: (
                duty.state == "draft"
                and not duty.review_role_id
                and duty.activities_held >= max(duty.activities_required, 1)
            )
        )
        now = fields.Datetime.now()
        for duty in met:
            held = duty.community_activity_ids.filtered(lambda activity: activity.state in HELD)
            words = ", ".join(held.mapped("display_name"))
            # sudo: what was held closes the duty, whoever held it
            duty.sudo().write(
                {
                    "evidence": "\n".join(filter(None, (duty.evidence, words))),
                    "state": "approved",
                    "done_at": now,
                }
            )
        # sudo: the reminder of whoever had to see to it is settled
        met.sudo().activity_feedback([DUE])


class CommunityActivity(models.Model):
    _inherit = "steward.community.activity"

    def _after_held(self):
        """R088, R188, R302: the duty of the period is done with it."""
        result = super()._after_held()
        days = [activity._local_date() for activity in self]
        # sudo: whoever holds the activity need not see the duties of the office
        duties = (
            self.env["steward.duty"]
            .sudo()
            .search(
                [
                    ("state", "=", "draft"),
                    ("kind", "in", list(ACTIVITY_KINDS)),
                    ("community_id", "in", self.community_id.ids),
                    ("period_start", "<=", max(days)),
                    ("period_end", ">=", min(days)),
                ]
            )
        )
        duties._close_by_activities()
        return result
