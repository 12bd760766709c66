from odoo import api, fields, models
from odoo.fields import Domain


class Occupancy(models.Model):
    """Occupancy (权属与入住): who owns, rents or uses a unit, since when, and how it changed
    hands (R200). Lines are closed and followed by new ones, never overwritten."""

    _name = "steward.occupancy"
    _description = "Occupancy"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    unit_id = fields.Many2one("steward.unit", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner", string="Household", required=True, index=True, ondelete="restrict"
    )
    community_id = fields.Many2one(
        related="unit_id.community_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(related="unit_id.company_id", store=True, precompute=True)
    steward_id = fields.Many2one(
        related="unit_id.steward_id", store=True, index=True, precompute=True
    )
    role = fields.Selection(
        [("owner", "Owner"), ("tenant", "Tenant"), ("user", "Other User")],
        string="Capacity",
        required=True,
        default="owner",
    )
    is_payer = fields.Boolean(string="Pays the Fees")

    # history
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date(help="Last day of the occupancy; empty while it lasts.")
    manner_from = fields.Selection(
        [
            ("new", "Bought from the Developer"),
            ("resale", "Bought Second-Hand"),
            ("inheritance", "Inherited"),
            ("gift", "Received as a Gift"),
            ("lease", "Leased"),
            ("court", "By Court Decision"),
            ("other", "Other"),
        ],
        string="How It Began",
    )
    manner_to = fields.Selection(
        [
            ("sold", "Sold"),
            ("inheritance", "Inherited by Others"),
            ("gift", "Given Away"),
            ("lease_end", "Lease Ended"),
            ("moved_out", "Moved Out"),
            ("court", "By Court Decision"),
            ("other", "Other"),
        ],
        string="How It Ended",
    )
    lease_end = fields.Date(help="Agreed end of the lease; the occupancy ends when it is closed.")
    note = fields.Text()

    # dates of the household in this unit (F28: hand-over is not move-in)
    handover_date = fields.Date(string="Hand-Over Date")
    decoration_from = fields.Date()
    decoration_to = fields.Date()
    move_in_date = fields.Date(string="Move-In Date")
    move_out_date = fields.Date(help="Last day on which the household lived here.")

    state = fields.Selection(
        [
            ("future", "Not Begun"),
            ("not_moved_in", "Not Moved In"),
            ("decorating", "Decorating"),
            ("moved_in", "Moved In"),
            ("let", "Let"),
            ("vacant", "Vacant"),
            ("ended", "Ended"),
        ],
        compute="_compute_state",
        store=True,
        help="Derived from the dates, in the community's time zone; refreshed after midnight.",
    )

    _dates_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "An occupancy cannot end before it begins.",
    )
    _one_open = models.UniqueIndex(
        "(unit_id, role) WHERE date_to IS NULL AND role IN ('owner', 'tenant')",
        "The unit already has an owner or a tenant: close that occupancy first.",
    )
    _sync_idx = models.Index("(community_id, role, date_from)")

    @api.depends(
        "date_from",
        "date_to",
        "role",
        "decoration_from",
        "decoration_to",
        "move_in_date",
        "move_out_date",
        "unit_id.occupancy_ids.role",
        "unit_id.occupancy_ids.date_from",
        "unit_id.occupancy_ids.date_to",
    )
    def _compute_state(self):
        for line in self:
            today = line.community_id._today() if line.community_id else fields.Date.today()
            line.state = line._state_on(today)

    @api.depends("partner_id.name", "unit_id.door")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.unit_id.door or ''} {line.partner_id.name or ''}".strip()

    @api.model
    def _cron_refresh_states(self):
        """Derive anew the states that the passing of a day changes (R004, R005).

        Only lines whose stored state contradicts the local date are touched, and what depends on
        them, so that running twice does nothing and the number of statements is bounded.

        :return: number of lines that were out of date
        """
        # sudo: scheduled action
        Occupancy = self.sudo()
        stale = Occupancy.search(
            Occupancy.env["steward.community"]._domain_by_time_zone(
                lambda community: self._stale_domain(community._today())
            )
        )
        # as if its dates had just been written: units, households and other lines follow
        stale.modified(["date_from"])
        self.env.flush_all()
        return len(stale)

    @api.model
    def _stale_domain(self, today):
        """Lines whose stored state cannot be right on `today`."""
        begins = Domain("state", "=", "future") & Domain("date_from", "<=", today)
        ends = Domain("state", "!=", "ended") & Domain("date_to", "<", today)
        moves_in = Domain("state", "in", ["not_moved_in", "decorating"])
        moves_in &= Domain("move_in_date", "<=", today)
        moves_out = Domain("state", "=", "moved_in") & Domain("move_out_date", "<", today)
        decorates = Domain("state", "=", "not_moved_in") & Domain("decoration_from", "<=", today)
        decorates &= Domain("decoration_to", "=", False) | Domain("decoration_to", ">=", today)
        decorated = Domain("state", "=", "decorating") & Domain("decoration_to", "<", today)
        return begins | ends | moves_in | moves_out | decorates | decorated

    def _is_current(self, date):
        self.ensure_one()
        return self.date_from <= date and (not self.date_to or self.date_to >= date)

    def _state_on(self, date):
        """State of this occupancy on `date` (R004, R005: what visits it is owed)."""
        self.ensure_one()
        if not self.date_from or self.date_from > date:
            return "future"
        if not self._is_current(date):
            return "ended"
        return self._use_on(date)

    def _use_on(self, date):
        """How the household uses its unit while the occupancy lasts."""
        if self.role == "owner" and any(
            other.role == "tenant" and other.date_from and other._is_current(date)
            for other in self.unit_id.occupancy_ids
        ):
            return "let"
        if self.move_out_date and self.move_out_date < date:
            return "vacant"
        if self.move_in_date and self.move_in_date <= date:
            return "moved_in"
        return "decorating" if self._is_decorating(date) else "not_moved_in"

    def _is_decorating(self, date):
        begun = self.decoration_from and self.decoration_from <= date
        return begun and (not self.decoration_to or self.decoration_to >= date)
