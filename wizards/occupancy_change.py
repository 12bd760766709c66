from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..models.place.occupancy_history import SUPERVISOR

# how the owner parts with the unit → how the next one gets it
MANNER_FROM = {
    "sold": "resale",
    "inheritance": "inheritance",
    "gift": "gift",
    "court": "court",
    "other": "other",
}


class OccupancyChange(models.TransientModel):
    """What happens to a unit: sale, lease, moving in or out, hand-over of the keys, decoration.

    Each closes one line of the history and opens the next, or notes a date in the current line;
    none overwrites who was there before (R200).
    """

    _name = "steward.occupancy.change"
    _description = "Change of Occupancy"

    unit_id = fields.Many2one("steward.unit", required=True)
    kind = fields.Selection(
        [
            ("transfer", "Transfer of Ownership"),
            ("lease_start", "Start of a Lease"),
            ("lease_end", "End of the Lease"),
            ("handover", "Hand-Over of the Keys"),
            ("decoration_start", "Start of Decoration"),
            ("decoration_end", "End of Decoration"),
            ("move_in", "Moving In"),
            ("move_out", "Moving Out"),
        ],
        string="What Happens",
        required=True,
        default="transfer",
    )
    date = fields.Date(
        required=True,
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
        help="First day of what is new; last day of a lease or of living there.",
    )
    owner_line_id = fields.Many2one("steward.occupancy", compute="_compute_lines")
    tenant_line_id = fields.Many2one("steward.occupancy", compute="_compute_lines")
    line_id = fields.Many2one(
        "steward.occupancy",
        string="Whose",
        compute="_compute_line_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        domain="[('unit_id', '=', unit_id), ('state', '!=', 'ended')]",
    )
    manner = fields.Selection(
        [
            ("sold", "Sale"),
            ("inheritance", "Inheritance"),
            ("gift", "Gift"),
            ("court", "Court Decision"),
            ("other", "Other"),
        ],
        default="sold",
    )
    partner_id = fields.Many2one("res.partner", string="New Owner or Tenant")
    new_name = fields.Char(string="Name", help="Only where there is no contact of this person yet.")
    new_phone = fields.Char(string="Phone")
    lease_end = fields.Date(string="Agreed End of the Lease")
    payer = fields.Selection(
        [("owner", "Owner"), ("tenant", "Tenant")],
        string="Pays the Fees",
        compute="_compute_payer",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    lives_there = fields.Boolean(
        string="Lives There from That Day", help="Otherwise moving in is noted when it happens."
    )
    note = fields.Text()

    @api.depends("unit_id")
    def _compute_date(self):
        for change in self:
            community = change.unit_id.community_id
            change.date = community._today() if community else fields.Date.context_today(change)

    @api.depends("unit_id", "date")
    def _compute_lines(self):
        for change in self:
            for role in ("owner", "tenant"):
                change[f"{role}_line_id"] = change.unit_id.occupancy_ids.filtered(
                    lambda line, role=role: line.role == role and line.state != "ended"
                ).sorted("date_from", reverse=True)[:1]

    @api.depends("unit_id", "kind")
    def _compute_line_id(self):
        """The tenant where there is one, else the owner; keys are handed over to the owner."""
        for change in self:
            owner, tenant = change.owner_line_id, change.tenant_line_id
            if change.kind in ("transfer", "handover"):
                change.line_id = owner or tenant
            elif change.kind == "lease_end":
                change.line_id = tenant
            else:
                change.line_id = tenant or owner

    @api.depends("unit_id", "kind")
    def _compute_payer(self):
        for change in self:
            tenant_pays = change.tenant_line_id.is_payer and change.kind != "lease_end"
            change.payer = "tenant" if tenant_pays else "owner"

    def action_apply(self):
        """:raise UserError: where the unit's history does not allow the change"""
        self.ensure_one()
        if self._changes_register() and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(
                self.env._("The register of ownership and leases is kept by the supervisor (R200).")
            )
        getattr(self, f"_apply_{self.kind}")()
        return {"type": "ir.actions.act_window_close"}

    def _changes_register(self):
        ends = self.kind == "move_out" and self.line_id.role != "owner"
        return ends or self.kind in ("transfer", "lease_start", "lease_end")

    def _apply_transfer(self):
        old, partner = self.owner_line_id, self._new_partner()
        if old.partner_id == partner:
            raise UserError(
                self.env._(
                    "%(household)s owns %(door)s already.",
                    household=partner.name,
                    door=self.unit_id.door,
                )
            )
        if old:
            self._close(old, self.date - relativedelta(days=1), self.manner)
        line = self._open(partner, "owner", MANNER_FROM[self.manner] if old else "new")
        self._set_payer(line | self.tenant_line_id)

    def _apply_lease_start(self):
        if self.tenant_line_id:
            raise UserError(
                self.env._(
                    "%(door)s is let to %(tenant)s: note the end of that lease first.",
                    door=self.unit_id.door,
                    tenant=self.tenant_line_id.partner_id.name,
                )
            )
        partner, owner = self._new_partner(), self.owner_line_id
        if owner.partner_id == partner:
            raise UserError(
                self.env._(
                    "%(household)s owns %(door)s already.",
                    household=partner.name,
                    door=self.unit_id.door,
                )
            )
        if (owner.move_in_date or owner.move_in_unknown) and not owner.move_out_date:
            since = owner.move_in_date or owner.date_from
            owner.move_out_date = max(self.date - relativedelta(days=1), since)
        line = self._open(partner, "tenant", "lease", lease_end=self.lease_end)
        self._set_payer(line | owner)

    def _apply_lease_end(self):
        self._close(self._line(), self.date, "lease_end")
        self._set_payer(self.owner_line_id)

    def _apply_handover(self):
        self._line().handover_date = self.date

    def _apply_decoration_start(self):
        self._line().write({"decoration_from": self.date, "decoration_to": False})

    def _apply_decoration_end(self):
        line = self._line()
        if not line.decoration_from or line.decoration_from > self.date:
            raise UserError(
                self.env._(
                    "No decoration of %(door)s has begun by %(date)s.",
                    door=self.unit_id.door,
                    date=self.date,
                )
            )
        line.decoration_to = self.date

    def _apply_move_in(self):
        line = self._line()
        if line.state == "moved_in" and line.move_in_date and line.move_in_date <= self.date:
            raise UserError(
                self.env._(
                    "%(household)s lives in %(door)s since %(date)s.",
                    household=line.partner_id.name,
                    door=self.unit_id.door,
                    date=line.move_in_date,
                )
            )
        vals = {"move_in_date": self.date, "move_in_unknown": False}
        if line.move_out_date:
            vals["move_out_date"] = False
        if line.decoration_from and not line.decoration_to and line.decoration_from < self.date:
            vals["decoration_to"] = self.date - relativedelta(days=1)
        line.write(vals)

    def _apply_move_out(self):
        line = self._line()
        if line.role == "owner":
            # remains the owner of an empty unit
            self._check_after(line.move_in_date or line.date_from, line)
            line.move_out_date = self.date
        else:
            self._close(line, self.date, "moved_out")
            self._set_payer(self.owner_line_id)

    def _line(self):
        line = self.line_id
        if not line or line.unit_id != self.unit_id or line.state == "ended":
            raise UserError(
                self.env._(
                    "Say whom it concerns: nobody in %(door)s is chosen.", door=self.unit_id.door
                )
            )
        return line

    def _new_partner(self):
        """The person who comes: a contact that exists, or a new one (R221: one file each)."""
        if self.partner_id:
            return self.partner_id
        if not self.new_name:
            raise UserError(self.env._("Choose the new owner or tenant, or type the name."))
        Partner = self.env["res.partner"]
        known = Partner._search_by_phone(self.new_phone)[:1]
        if known:
            raise UserError(
                self.env._(
                    "%(phone)s is the phone of the contact %(name)s: choose this contact instead "
                    "of a new one, or leave the phone empty if it is another person.",
                    phone=self.new_phone,
                    name=known.display_name,
                )
            )
        return Partner.create({"name": self.new_name, "phone": self.new_phone})

    def _open(self, partner, role, manner, **vals):
        return self.env["steward.occupancy"].create(
            {
                "unit_id": self.unit_id.id,
                "partner_id": partner.id,
                "role": role,
                "date_from": self.date,
                "manner_from": manner,
                "move_in_date": self.lives_there and self.date,
                "note": self.note,
                **vals,
            }
        )

    def _close(self, line, last_day, manner):
        self._check_after(line.date_from, line, last_day)
        vals = {"date_to": last_day, "manner_to": manner}
        if line.move_in_date and not line.move_out_date:
            vals["move_out_date"] = max(last_day, line.move_in_date)
        if self.note and line.role != "owner":
            vals["note"] = "\n".join(filter(None, [line.note, self.note]))
        line.write(vals)

    def _check_after(self, first_day, line, last_day=None):
        if (last_day or self.date) < first_day:
            raise ValidationError(
                self.env._(
                    "%(household)s is in %(door)s since %(since)s: the change cannot be on "
                    "%(date)s.",
                    household=line.partner_id.name,
                    door=self.unit_id.door,
                    since=first_day,
                    date=self.date,
                )
            )

    def _set_payer(self, lines):
        """Who pays from now on; the ended lines keep who paid then."""
        for line in lines.filtered(lambda line: line.state != "ended"):
            pays = line.role == self.payer or len(lines) == 1
            if line.is_payer != pays:
                line.is_payer = pays
