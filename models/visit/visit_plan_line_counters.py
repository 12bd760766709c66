from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class VisitPlanLine(models.Model):
    """The counters at the top of My Day (R042): what the page begins with is a few figures."""

    _inherit = "steward.visit.plan.line"

    @api.model
    @api.readonly
    def get_my_day_counters(self):
        """What the user has to do today and has done, under the user's record rules.

        One statement besides the one that asks who the user is.

        :return: dict of counter to its count and the domain of the records behind it: planned
            visits for `due` and `late`, visits for `appointments` and `done`
        """
        domains = self._my_day_domains()
        for model, _domain in domains.values():
            model.flush_model()
        counts = [
            SQL("(SELECT count(*) FROM %s counted)", model._search(domain).subselect())
            for model, domain in domains.values()
        ]
        [row] = self.env.execute_query(SQL("SELECT %s", SQL(", ").join(counts)))
        return {
            name: {"count": count, "domain": list(domain)}
            for (name, (_model, domain)), count in zip(domains.items(), row, strict=True)
        }

    def _my_day_domains(self):
        """{counter: (model, domain of the user's own records)}."""
        mine = Domain("steward_id", "in", self._own_employees().ids)
        Visit = self.env["steward.visit"]
        by_time_zone = self.env["steward.community"]._domain_by_time_zone
        return {
            "due": (self, mine & Domain("is_due_now", "=", True) & Domain("is_late", "=", False)),
            "late": (self, mine & Domain("is_late", "=", True)),
            "appointments": (
                Visit,
                mine
                & Domain("state", "=", "draft")
                & by_time_zone(lambda community: self._within_today(community, "agreed_at")),
            ),
            "done": (
                Visit,
                mine
                & Domain("state", "=", "done")
                & Domain("outcome", "=", "done")
                & by_time_zone(lambda community: self._within_today(community, "start")),
            ),
        }

    def _within_today(self, community, field_name):
        start = community._day_start(community._today())
        return Domain(field_name, ">=", fields.Datetime.to_string(start)) & Domain(
            field_name, "<", fields.Datetime.to_string(community._tomorrow_start())
        )
