from odoo import api, fields, models

from .collection_step import KINDS

FIGURES = ("overdue", "not_due", "credit", "balance")


class Collection(models.Model):
    """What the household owes now, straight from the ledger, and what comes next; computed for all
    cases of a list at once."""

    _inherit = "steward.collection"

    overdue = fields.Monetary(string="Amount Overdue", compute="_compute_figures")
    not_due = fields.Monetary(string="Not Due Yet", compute="_compute_figures")
    credit = fields.Monetary(string="Not Applied", compute="_compute_figures")
    balance = fields.Monetary(compute="_compute_figures")
    oldest_due = fields.Date(compute="_compute_figures")
    days_late = fields.Integer(compute="_compute_figures")
    next_kind = fields.Selection(KINDS, string="Next Step", compute="_compute_next")
    next_due = fields.Date(string="Next Step Due", compute="_compute_next")
    next_is_late = fields.Boolean(string="Late", compute="_compute_next")
    promised_until = fields.Date(compute="_compute_promised_until")
    visit_count = fields.Integer(string="Number of Conversations", compute="_compute_visit_count")

    @api.depends("partner_id", "community_id")
    def _compute_figures(self):
        figures = self.env["steward.arrears"]._figures(self.partner_id)
        for case in self:
            found = figures.get((case.partner_id.id, case.community_id.id), {})
            for name in FIGURES:
                case[name] = found.get(name, 0.0)
            case.oldest_due = found.get("oldest_due", False)
            case.days_late = found.get("days_late", 0)

    @api.depends("action_ids.state", "action_ids.period_end")
    def _compute_next(self):
        # sudo: the steps of a case are seen by whoever sees the case
        actions = (
            self.env["steward.collection.action"]
            .sudo()
            .search([("collection_id", "in", self.ids), ("state", "=", "open")])
        )
        by_case = {action.collection_id.id: action for action in actions}
        for case in self:
            action = by_case.get(case._origin.id, actions.browse())
            case.next_kind = action.kind
            case.next_due = action.period_end
            case.next_is_late = action.is_late

    @api.depends("promise_ids.state", "promise_ids.date_promised")
    def _compute_promised_until(self):
        waits = self._promised_until(grace=False)
        for case in self:
            case.promised_until = waits.get(case._origin, False)

    def _compute_visit_count(self):
        # sudo: how often the household was talked with about its fees
        counts = {
            case.id: count
            for case, count in self.env["steward.visit"]
            .sudo()
            ._read_group(
                [("collection_id", "in", self.ids), ("state", "=", "done")],
                ["collection_id"],
                ["__count"],
            )
        }
        for case in self:
            case.visit_count = counts.get(case._origin.id, 0)

    def _owed(self):
        """{case: what is overdue, less what came in and is not applied yet}, in one statement."""
        figures = self.env["steward.arrears"]._figures(self.partner_id)
        owed = {}
        for case in self:
            found = figures.get((case.partner_id.id, case.community_id.id), {})
            owed[case] = found.get("overdue", 0.0) - found.get("credit", 0.0)
        return owed

    def action_open_visits(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Conversations about Fees"),
            "res_model": "steward.visit",
            "view_mode": "list,form",
            "domain": [("collection_id", "=", self.id)],
        }
