from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

GOAL_FIELDS = {"community_id", "steward_id", "month", "kind", "target"}


class Target(models.Model):
    """Monthly target (月度指标): what a steward is to reach in a month, and what was (R258).

    Every kind has three hooks: `_actual_<kind>` gives what was reached, `_default_<kind>` what is
    expected of everybody who works in a community, `_open_<kind>` the records behind the figure.
    Months are those of the community's time zone.
    """

    _name = "steward.target"
    _description = "Monthly Target"
    _inherit = ["steward.month.mixin", "steward.mine.mixin"]
    _order = "month desc, community_id, kind, steward_id"
    _check_company_auto = True

    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    steward_id = fields.Many2one("hr.employee", required=True, index=True, check_company=True)
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="First day of the month.",
    )
    kind = fields.Selection(
        [("households", "Households Visited")], required=True, default="households"
    )
    target = fields.Float(
        digits=(16, 2),
        aggregator=None,
        help="What is to be reached in the month; for households: how many different ones; for "
        "fees: the amount in the currency of the company.",
    )

    # reached
    actual = fields.Float(digits=(16, 2), compute="_compute_actual")
    percent = fields.Float(string="Actual (%)", compute="_compute_actual")
    status = fields.Selection(
        [
            ("planned", "Not Begun"),
            ("running", "Under Way"),
            ("reached", "Target Reached"),
            ("missed", "Target Missed"),
        ],
        compute="_compute_actual",
        search="_search_status",
    )

    _one_of_a_kind = models.UniqueIndex(
        "(month, community_id, steward_id, kind)",
        "This person has this target already in that month and community.",
    )
    _target_positive = models.Constraint("CHECK(target >= 0)", "A target cannot be below nothing.")
    _month_begins = models.Constraint(
        "CHECK(EXTRACT(DAY FROM month) = 1)", "A target is that of a whole month."
    )

    @api.depends("steward_id.name", "month", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for target in self:
            target.display_name = target.env._(
                "%(person)s, %(month)s: %(kind)s",
                # sudo: the name of whose target it is
                person=target.sudo().steward_id.name or "",
                month=target.month and target.month.strftime("%Y-%m") or "",
                kind=kinds.get(target.kind, ""),
            )

    @api.depends("community_id", "steward_id", "month", "kind", "target")
    def _compute_actual(self):
        reached = {}
        for kind, targets in self.grouped("kind").items():
            complete = targets.filtered(lambda one: one.community_id and one.month)
            if kind and complete:
                reached |= getattr(complete, f"_actual_{kind}")()
        for target in self:
            target.actual = reached.get(target._key(), 0)
            target.percent = 100 * target.actual / target.target if target.target else 100
            target.status = target._status()

    def _search_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        # as many as there are persons and months: judged one by one, their figures as a set
        return [("id", "in", self.search([]).filtered(lambda one: one.status in value).ids)]

    @api.model_create_multi
    def create(self, vals_list):
        targets = super().create(vals_list)
        targets._check_not_own()
        return targets

    def write(self, vals):
        """:raise UserError: for a month that is over: the figure it was judged by stays"""
        if GOAL_FIELDS & vals.keys():
            self._check_not_own()
            over = self.filtered(lambda one: one.month < one._current_month())
            if over and not self.env.su:
                raise UserError(
                    self.env._(
                        "%(target)s: the month is over and its target stays as it was.",
                        target=over[0].display_name,
                    )
                )
        result = super().write(vals)
        if "steward_id" in vals:
            self._check_not_own()
        return result

    def _check_not_own(self):
        """:raise AccessError: as nobody decides the own plan, nobody sets the own target (R002)"""
        if not self.env.su and any(target.is_mine for target in self):
            raise AccessError(
                self.env._("Your own target is set by somebody who holds a role above yours.")
            )

    @api.model
    def action_draw_up(self):
        """Draw up the missing targets of this month and the next one, in every community that the
        user supervises."""
        communities = self.env["steward.community"].search([])._supervised()
        if not communities:
            raise AccessError(
                self.env._("Targets are set by the supervisor of a community or a role above.")
            )
        made = self.browse()
        for community in communities:
            month = community._today().replace(day=1)
            made |= community._draw_up_targets(month)
            made |= community._draw_up_targets(month + relativedelta(months=1))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("New targets: %(count)s", count=len(made)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_actual(self):
        """The records behind the figure."""
        self.ensure_one()
        return getattr(self, f"_open_{self.kind}")()

    def _current_month(self):
        return self.community_id._today().replace(day=1)

    def _status(self):
        if not (self.community_id and self.month):
            return "planned"
        mine, current = self.month.replace(day=1), self._current_month()
        if mine > current:
            return "planned"
        if self.actual >= self.target:
            return "reached"
        return "running" if mine == current else "missed"

    def _key(self):
        """What an actual figure belongs to, also before the target is saved."""
        return self.kind, self.community_id._origin.id, self.steward_id._origin.id, self.month

    def _actual_households(self):
        """{key: distinct households visited in the month} in one statement (R238).

        Figures are the same for whoever may see the target, whichever visits that person sees.
        """
        bounds = {
            (community, month): community._month_bounds_utc(month)
            for community, month in {(one.community_id, one.month) for one in self}
        }
        wanted = [(one, *bounds[one.community_id, one.month]) for one in self]
        self.env["steward.visit"].flush_model()
        self.env["res.partner"].flush_model(["is_household"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT w.community_id, w.steward_id, w.month, count(DISTINCT v.partner_id)
                  FROM unnest(%s::int[], %s::int[], %s::date[], %s::timestamp[], %s::timestamp[])
                       AS w(community_id, steward_id, month, start, stop)
                  JOIN steward_visit v
                    ON v.steward_id = w.steward_id AND v.community_id = w.community_id
                   AND v.start >= w.start AND v.start < w.stop
                   AND v.state = 'done' AND v.outcome = 'done'
                  JOIN res_partner p ON p.id = v.partner_id AND p.is_household
                 GROUP BY 1, 2, 3
                """,
                [one.community_id._origin.id for one in self],
                [one.steward_id._origin.id or None for one in self],
                [one.month for one in self],
                [start for _one, start, _stop in wanted],
                [stop for _one, _start, stop in wanted],
            )
        )
        return {("households", *key): count for *key, count in rows}

    @api.model
    def _default_households(self, community, month):
        """{employee: target}: the floor, or the area's size where that is smaller (R238, F08)."""
        last_day = community._month_last_day(month)
        figures = community._floor_figures(max(month, min(community._today(), last_day)))
        return {employee: floor for employee, (_visited, floor) in figures.items()}

    def _open_households(self):
        start, stop = self.community_id._month_bounds_utc(self.month)
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "steward.visit",
            "view_mode": "list,form",
            "domain": [
                ("community_id", "=", self.community_id.id),
                ("steward_id", "=", self.steward_id.id),
                ("partner_id.is_household", "=", True),
                ("state", "=", "done"),
                ("outcome", "=", "done"),
                ("start", ">=", fields.Datetime.to_string(start)),
                ("start", "<", fields.Datetime.to_string(stop)),
            ],
            # one group is one household: as many groups as the figure says
            "context": {"group_by": ["partner_id"]},
        }
