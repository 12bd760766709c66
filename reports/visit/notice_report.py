from odoo import models
from odoo.fields import Domain

# earlier visits shown on a preparation sheet
LAST_CONTACTS = 5


class VisitNotice(models.AbstractModel):
    """Visit notice for the mailbox (拜访通知, C043, R157): purpose and time."""

    _name = "report.property_steward.report_visit_notice"
    _description = "Visit Notice"
    _inherit = "steward.form"
    _form_model = "steward.visit.plan.line"

    def _form_values(self, docs):
        return {
            "local": self._local,
            "purposes": self._usual_purposes(),
            "modes": self._announced_modes,
            "today": {community.id: community._today() for community in docs.community_id},
        }

    def _usual_purposes(self):
        """What a visit is for where its rule says nothing (R158)."""
        return self.env.ref("property_steward.visit_purpose_needs") + self.env.ref(
            "property_steward.visit_purpose_feedback"
        )

    def _announced_modes(self, line):
        """Door and phone; nobody announces an opportune moment."""
        modes = line.rule_id.mode_ids
        return modes.filtered(lambda mode: mode.kind != "other") or modes


class BoardNotice(models.AbstractModel):
    """Visit notice for the bulletin board (C043, R157): days, times and doors; no names, for
    everybody reads it (R118)."""

    _name = "report.property_steward.report_board_notice"
    _description = "Visit Notice for the Bulletin Board"
    _inherit = "report.property_steward.report_month_plan"

    def _form_values(self, docs):
        return {
            "today": {community.id: community._today() for community in docs.community_id},
            "pages": {
                month.id: self._pages(self._days(month), [18, 18, 57], first=36, last=28)
                for month in docs
            },
        }

    def _days(self, month):
        """One row per half day: the doors in natural order. Phone calls are not announced."""
        halves = {}
        for line in self._lines(month).sorted(lambda line: line.unit_id.door_key or ""):
            kinds = set(line.rule_id.mode_ids.mapped("kind"))
            if line.state != "open" or not line.scheduled_at or not line.door or kinds == {"phone"}:
                continue
            start = self._local(month.community_id, line.scheduled_at)
            halves.setdefault((start.date(), start.hour >= 12), []).append(line.door)
        return [
            {
                "cells": [
                    self._day(day),
                    self.env._("Afternoon") if afternoon else self.env._("Morning"),
                    "、".join(doors),
                ]
            }
            for (day, afternoon), doors in sorted(halves.items())
        ]


class PreparationSheet(models.AbstractModel):
    """Preparation sheet (拜访准备资料, C044, R045, R159): who they are, what was said last, what
    is open, what to bring."""

    _name = "report.property_steward.report_preparation"
    _description = "Visit Preparation Sheet"
    _inherit = "steward.form"
    _form_model = "steward.visit.plan.line"

    def _form_values(self, docs):
        return {
            "last_visits": self._last_visits(docs.partner_id),
            "open_cases": self.env["steward.case"]
            .search([("partner_id", "in", docs.partner_id.ids), ("state", "!=", "closed")])
            .grouped("partner_id"),
            "statistics": self._statistics(docs.community_id),
            "no_cases": self.env["steward.case"],
            "no_visits": self.env["steward.visit"],
        }

    def _last_visits(self, partners):
        visits = self.env["steward.visit"].search(
            [("partner_id", "in", partners.ids), ("state", "=", "done")]
        )
        return {
            partner: own[:LAST_CONTACTS] for partner, own in visits.grouped("partner_id").items()
        }

    def _statistics(self, communities):
        """This year's complaints and repairs of each community: (received, settled)."""
        Case = self.env["steward.case"]
        statistics = {}
        for community in communities:
            found = {"complaint": [0, 0], "repair": [0, 0]}
            groups = Case._read_group(
                Domain("community_id", "=", community.id)
                & Domain("category", "in", list(found))
                & Domain("received_on", ">=", community._today().replace(month=1, day=1)),
                ["category", "state"],
                ["__count"],
            )
            for category, state, count in groups:
                found[category][0] += count
                if state in ("handled", "closed"):
                    found[category][1] += count
            statistics[community.id] = found
        return statistics
