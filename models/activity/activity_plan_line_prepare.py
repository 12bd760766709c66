from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ActivityPlanLine(models.Model):
    """From the approved plan to the planning form (R287-R288)."""

    _inherit = "steward.activity.plan.line"

    date_form_due = fields.Date(
        string="Form Due",
        compute="_compute_form_due",
        help="Day by which the planning form is filled in (R288).",
    )
    form_days_left = fields.Integer(
        string="Days Left",
        compute="_compute_form_due",
        help="Days until the planning form is due; negative when it is late.",
    )
    is_form_late = fields.Boolean(
        string="Late",
        compute="_compute_form_due",
        search="_search_is_form_late",
        help="Approved, not prepared, and its planning form was due.",
    )

    @api.depends("date_planned", "community_id", "state", "prepared_ids.state")
    def _compute_form_due(self):
        for line in self:
            policy = line.community_id.policy_id
            if not (policy and line.date_planned):
                line.date_form_due = line.form_days_left = line.is_form_late = False
                continue
            line.date_form_due = line.date_planned - timedelta(days=policy.activity_form_days)
            line.form_days_left = (line.date_form_due - line.community_id._today()).days
            line.is_form_late = (
                line.form_days_left < 0 and line.state == "approved" and not line.is_prepared
            )

    def _search_is_form_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        # sudo: the days of all profiles, so that the answer is the same for everybody
        policies = self.env["steward.policy"].sudo().with_context(active_test=False).search([])

        def due(community):
            today = community._today()
            return Domain.OR(
                Domain("community_id.policy_id", "in", same.ids)
                & Domain("date_planned", "<", today + timedelta(days=days))
                for days, same in policies.grouped("activity_form_days").items()
            )

        return (
            Domain("state", "=", "approved")
            & Domain("is_prepared", "=", False)
            & self.env["steward.community"]._domain_by_time_zone(due)
        )

    def action_prepare(self):
        """Open the activity prepared from this line; make it where there is none.

        :raise UserError: while the plan is not approved
        """
        self.ensure_one()
        activity = self.prepared_ids.filtered(lambda prepared: prepared.state != "cancelled")[:1]
        if not activity:
            activity = self.env["steward.community.activity"].create(self._activity_values())
        return {
            "type": "ir.actions.act_window",
            "res_model": activity._name,
            "res_id": activity.id,
            "views": [(False, "form")],
        }

    def _activity_values(self):
        self.ensure_one()
        if self.state != "approved":
            raise UserError(
                self.env._(
                    "%(plan)s is not approved yet: nothing is prepared from it.",
                    plan=self.plan_id.display_name,
                )
            )
        begin, end = self.community_id._activity_times(self.date_planned)
        return {
            "plan_line_id": self.id,
            "community_id": self.community_id.id,
            "name": self.name,
            "kind_id": self.kind_id.id,
            "form": self.form,
            "content": self.content,
            "date_begin": begin,
            "date_end": end,
        }
