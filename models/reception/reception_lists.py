from odoo import api, fields, models
from odoo.fields import Domain


class Reception(models.Model):
    """What each list of receptions shows: mine, and what is late."""

    _inherit = "steward.reception"

    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")
    is_late = fields.Boolean(
        compute="_compute_is_late",
        search="_search_is_late",
        help="Promised and not done, or taken by nobody, or not received by the colleague to whom "
        "it was handed over, the day after.",
    )

    @api.depends_context("uid")
    def _compute_is_mine(self):
        # sudo: which employee the current user is, is the user's own business
        own = self.env.user.sudo().employee_ids
        for reception in self:
            reception.is_mine = bool(
                reception.user_id == self.env.user
                or (reception.responsible_id | reception.receiver_id) & own
            )

    def _search_is_mine(self, operator, _value):
        if operator != "in":
            return NotImplemented
        # sudo: as above
        own = self.env.user.sudo().employee_ids.ids
        return (
            Domain("user_id", "=", self.env.uid)
            | Domain("responsible_id", "in", own)
            | Domain("receiver_id", "in", own)
        )

    @api.depends("state", "promised_at", "received_at", "handed_over_at")
    def _compute_is_late(self):
        late = self.filtered_domain(self._late_domain())
        for reception in self:
            reception.is_late = reception in late

    def _search_is_late(self, operator, _value):
        return self._late_domain() if operator == "in" else NotImplemented

    @api.model
    def _late_domain(self):
        promised = Domain("state", "!=", "done") & Domain("promised_at", "<", fields.Datetime.now())
        return (
            promised
            | Domain("state", "=", "new") & self._domain_before_today("received_at")
            | self._domain_before_today("handed_over_at")
        )

    @api.model
    def _domain_before_today(self, name):
        """Whose `name` lies before the local day: nobody had taken it on the day itself."""
        return self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain(name, "<", community._day_start(community._today()))
        )
