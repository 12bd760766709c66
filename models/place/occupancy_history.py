from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

SUPERVISOR = "property_steward.property_steward_group_supervisor"
# who, where and as what: another household is another line
IDENTITY = ("unit_id", "partner_id", "role")
# the register of ownership and use: the supervisor keeps it (R200)
REGISTER = ("date_from", "date_to", "manner_from", "manner_to", "lease_end")
LOGGED = (
    *REGISTER,
    "is_payer",
    "handover_date",
    "decoration_from",
    "decoration_to",
    "move_in_date",
    "move_out_date",
)


class OccupancyHistory(models.Model):
    """R200: the handbook shows every change with time and manner, and nothing is lost."""

    _inherit = "steward.occupancy"

    change_log = fields.Text(
        string="Corrections",
        readonly=True,
        copy=False,
        help="What was overwritten in this line, by whom and when.",
    )

    @api.constrains("unit_id", "role", "date_from", "date_to")
    def _check_overlap(self):
        """A unit has one owner and one tenant at a time; one statement for the whole set."""
        self.flush_model(["unit_id", "role", "date_from", "date_to"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.id, other.id
                  FROM steward_occupancy line
                  JOIN steward_occupancy other
                    ON other.unit_id = line.unit_id
                   AND other.role = line.role
                   AND other.id <> line.id
                   AND other.date_from <= COALESCE(line.date_to, 'infinity')
                   AND line.date_from <= COALESCE(other.date_to, 'infinity')
                 WHERE line.id = ANY(%s) AND line.role IN ('owner', 'tenant')
                 LIMIT 1
                """,
                self.ids,
            )
        )
        for line, other in (self.browse(row) for row in rows):
            raise ValidationError(
                self.env._(
                    "%(household)s cannot be %(role)s of %(door)s from %(date)s: "
                    "%(other)s is until %(until)s. End that occupancy first.",
                    household=line.partner_id.name,
                    role=line._role_label(),
                    door=line.unit_id.door,
                    date=line.date_from,
                    other=other.partner_id.name,
                    until=other.date_to or self.env._("further notice"),
                )
            )

    def write(self, vals):
        self._check_may_change(vals)
        notes = self._correction_notes(vals)
        result = super().write(vals)
        for line, note in notes.items():
            log = "\n".join(filter(None, [line.change_log, note]))
            super(OccupancyHistory, line).write({"change_log": log})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        for line in self:
            if line.state != "future":
                raise UserError(
                    line.env._(
                        "The occupancy of %(door)s by %(household)s has begun and stays in the "
                        "history. End it instead.",
                        door=line.unit_id.door,
                        household=line.partner_id.name,
                    )
                )

    def _check_may_change(self, vals):
        """:raise UserError: for what nobody changes; AccessError: for what supervisors change"""
        if "change_log" in vals:
            raise UserError(self.env._("The corrections of an occupancy are noted by the system."))
        for line in self:
            if any(name in vals and line[name] != line._as_value(name, vals) for name in IDENTITY):
                raise UserError(
                    line.env._(
                        "The occupancy of %(door)s by %(household)s is history: unit, household "
                        "and role stay. End it and begin another one.",
                        door=line.unit_id.door,
                        household=line.partner_id.name,
                    )
                )
        if self.env.su or self.env.user.has_group(SUPERVISOR):
            return
        if any(name in vals for name in REGISTER):
            raise AccessError(
                self.env._("The register of ownership and leases is kept by the supervisor (R200).")
            )
        ended = self.filtered(lambda line: line.state == "ended")[:1]
        if ended:
            raise AccessError(
                self.env._(
                    "The occupancy of %(door)s by %(household)s has ended: only a supervisor "
                    "corrects it.",
                    door=ended.unit_id.door,
                    household=ended.partner_id.name,
                )
            )

    def _correction_notes(self, vals):
        """Per line what `vals` overwrite: any change of an ended line, elsewhere the change of a
        value that had been known."""
        names = [name for name in LOGGED if name in vals]
        notes = {}
        for line in self if names else ():
            changes = []
            for name in names:
                old, new = line[name], line._as_value(name, vals)
                if old != new and (old or line.state == "ended"):
                    label = self._fields[name]._description_string(self.env)
                    changes.append(
                        f"{label}: {line._as_text(name, old)} → {line._as_text(name, new)}"
                    )
            if changes:
                today = line.community_id._today()
                notes[line] = f"{today} {self.env.user.name}: " + "; ".join(changes)
        return notes

    def _as_value(self, name, vals):
        field = self._fields[name]
        return field.convert_to_record(field.convert_to_cache(vals[name], self), self)

    def _as_text(self, name, value):
        field = self._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "-")
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        return str(value or "-")

    def _role_label(self):
        return dict(self._fields["role"]._description_selection(self.env))[self.role]
