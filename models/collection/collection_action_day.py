from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CollectionAction(models.Model):
    """My fee steps: what is due today, the taps that begin a conversation, and attempts that
    reached nobody (R013, R024)."""

    _inherit = "steward.collection.action"
    _visit_field = "collection_action_id"

    attempt_count = fields.Integer(string="Attempts", readonly=True, copy=False, aggregator=None)
    is_paper = fields.Boolean(compute="_compute_can")
    can_visit = fields.Boolean(compute="_compute_can")
    can_call = fields.Boolean(compute="_compute_can")
    currency_id = fields.Many2one(related="company_id.currency_id")
    overdue = fields.Monetary(string="Amount Overdue", compute="_compute_figures")
    oldest_due = fields.Date(compute="_compute_figures")
    is_due_today = fields.Boolean(
        string="Due Today", compute="_compute_is_due_today", search="_search_is_due_today"
    )

    @api.depends("kind", "mode_ids.kind", "partner_id.phone", "state")
    def _compute_can(self):
        for action in self:
            kinds = set(action.mode_ids.mapped("kind"))
            is_open = action.state == "open"
            # sudo: whether the household wants no calls; a collector does not read more of it
            partner = action.partner_id.sudo()
            action.is_paper = action._is_paper()
            action.can_visit = is_open and "door" in kinds
            action.can_call = (
                is_open and "phone" in kinds and bool(partner.phone) and not partner.no_phone_calls
            )

    @api.depends("partner_id", "community_id")
    def _compute_figures(self):
        figures = self.env["steward.arrears"]._figures(self.partner_id)
        for action in self:
            found = figures.get((action.partner_id.id, action.community_id.id), {})
            action.overdue = found.get("overdue", 0.0)
            action.oldest_due = found.get("oldest_due", False)

    @api.depends("state", "period_start", "period_end", "scheduled_at", "community_id.tz")
    def _compute_is_due_today(self):
        for action in self:
            today = action.community_id._today()
            end = action.community_id._tomorrow_start()
            action.is_due_today = (
                action.state == "open"
                and action.period_start <= today
                and (
                    action.period_end <= today
                    or bool(action.scheduled_at and action.scheduled_at < end)
                )
            )

    def _search_is_due_today(self, operator, _value):
        """Open and not waiting for a promise; due by the community's day, or proposed for it."""
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "open") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: (
                Domain("period_start", "<=", community._today())
                & (
                    Domain("period_end", "<=", community._today())
                    | Domain("scheduled_at", "<", community._tomorrow_start())
                )
            )
        )

    @api.depends("state", "period_end", "community_id.tz")
    def _compute_is_late(self):
        for action in self:
            action.is_late = (
                action.state == "open" and action.period_end < action.community_id._today()
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "open") & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("period_end", "<", community._today())
        )

    # conversations

    def _check_may_begin(self, mode):
        self.ensure_one()
        if self.state != "open":
            raise UserError(
                self.env._("%(action)s is not open any more.", action=self.display_name)
            )

    def _visit_title(self):
        return self.env._("Talk about Fees")

    def _attempt_noted(self):
        return self.env._(
            "Noted for %(household)s. The step stays open, proposed for %(time)s.",
            household=self.partner_id.name or "",
            time=self.time_label or "",
        )

    def _unfit_reason(self, visit):
        """Why the conversation `visit` does not do this step: a sentence, or nothing."""
        self.ensure_one()
        if visit.mode_id._origin in self.mode_ids:
            return ""
        if self.is_paper:
            return self.env._("The next step is a paper, which is still to be delivered.")
        return self.env._(
            "The next step is done otherwise: %(modes)s.",
            modes=", ".join(self.mode_ids.mapped("name")),
        )

    def _fulfil(self, visit):
        result = super()._fulfil(visit)
        # sudo: as in the original; the day follows from the visit
        self.sudo().done_on = visit.community_id._to_local(visit.start).date()
        return result

    def _note_attempts(self, visits):
        """Count these recorded visits that reached nobody, propose the next time; after as many as
        the policy allows the step is passed over and the next one follows."""
        passed = self.browse()
        for visit in visits:
            # sudo: the count follows from the record of the attempt
            action = visit.collection_action_id.sudo()
            if action.state != "open":
                continue
            today = action.community_id._today()
            case = action.collection_id
            vals = {
                "attempt_count": action.attempt_count + 1,
                "scheduled_at": visit.next_at
                or case._propose_time(action.mode_ids, today + timedelta(days=1), {}),
            }
            if vals["attempt_count"] >= action.community_id.policy_id.collection_attempts:
                vals |= {
                    "state": "cancelled",
                    "done_on": today,
                    "closed_note": self.env._(
                        "Nobody was reached in %(count)s attempts.", count=vals["attempt_count"]
                    ),
                }
                passed |= action
            action.write(vals)
        passed.collection_id._plan_next()

    # papers

    def action_open_delivery(self):
        """How and when it was delivered."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.collection_delivery_action"
        )
        return dict(action, context={"active_ids": self.ids})

    def _deliver(self, day, delivery):
        """Note that the paper of these steps was delivered (R168).

        :raise UserError: for a step that is a conversation, or not open any more
        """
        self.check_access("write")
        for action in self:
            if not action.is_paper or action.state != "open":
                raise UserError(
                    action.env._(
                        "%(action)s is not an open paper: a conversation is recorded as a visit.",
                        action=action.display_name,
                    )
                )
            if day > action.community_id._today():
                raise UserError(action.env._("A paper cannot be delivered on a later day."))
        # sudo: nobody may set these fields by hand; rights were checked
        self.sudo().write(
            {
                "state": "done",
                "done_on": day,
                "delivered_on": day,
                "delivery": delivery,
                "delivered_by_id": self.env.user.employee_id.id,
            }
        )
        self.collection_id._plan_next()
