from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class Deadline(models.Model):
    """Which promises the figures judge (R072, R096): those that were met, in time or not, and those
    whose time is over. What fell away before its time, because another was agreed or the matter
    was written off, counts neither way."""

    _inherit = "steward.deadline"

    is_judged = fields.Boolean(
        string="Counts in the Figures",
        compute="_compute_is_judged",
        search="_search_is_judged",
        help="Met, met late, or its time is over.",
    )

    @api.depends("state", "due_at", "cancelled_at")
    def _compute_is_judged(self):
        now = fields.Datetime.now()
        for deadline in self:
            if deadline.state == "cancelled":
                deadline.is_judged = bool(
                    deadline.cancelled_at and deadline.due_at < deadline.cancelled_at
                )
            else:
                deadline.is_judged = deadline.state in ("met", "met_late") or deadline.due_at < now

    def _search_is_judged(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain.custom(to_sql=lambda _model, alias, _query: self._judged_sql(alias))

    @api.model
    def _judged_sql(self, alias):
        """Condition on the deadlines `alias` of a statement."""
        return SQL(
            """
            (%(state)s IN ('met', 'met_late')
             OR %(state)s IN ('running', 'paused') AND %(due)s < %(now)s
             OR %(state)s = 'cancelled' AND %(due)s < %(cancelled)s)
            """,
            state=SQL.identifier(alias, "state"),
            due=SQL.identifier(alias, "due_at"),
            cancelled=SQL.identifier(alias, "cancelled_at"),
            now=fields.Datetime.now(),
        )
