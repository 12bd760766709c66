from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class AreaHandOver(models.TransientModel):
    """Hand-over of an area (交接): buildings or single units go from one steward to another,
    with what is open there. What was done stays with whoever did it."""

    _name = "steward.area.hand.over"
    _description = "Hand-Over of an Area"

    from_id = fields.Many2one("hr.employee", string="Giver", required=True)
    to_id = fields.Many2one(
        "hr.employee", string="Taker", required=True, domain="[('id', '!=', from_id)]"
    )
    reason = fields.Selection(
        [
            ("resignation", "Resignation"),
            ("leave", "Leave"),
            ("transfer", "Transfer"),
            ("other", "Other"),
        ],
        required=True,
        default="transfer",
    )
    scope = fields.Selection(
        [
            ("area", "The Whole Area"),
            ("buildings", "Chosen Buildings"),
            ("units", "Chosen Households"),
        ],
        required=True,
        default="area",
    )
    building_ids = fields.Many2many("steward.building", domain="[('steward_id', '=', from_id)]")
    unit_ids = fields.Many2many("steward.unit", domain="[('steward_id', '=', from_id)]")
    end_roles = fields.Boolean(
        string="End the Role of Steward",
        compute="_compute_end_roles",
        store=True,
        readonly=False,
        help="The giver is no longer steward of these communities from today on.",
    )
    note = fields.Text()
    line_count = fields.Integer(string="Open Planned Visits", compute="_compute_counts")
    visit_count = fields.Integer(string="Visits under Way", compute="_compute_counts")
    case_count = fields.Integer(string="Open Opinions", compute="_compute_counts")
    household_count = fields.Integer(string="Units of This Hand-Over", compute="_compute_counts")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        model, ids = self.env.context.get("active_model"), self.env.context.get("active_ids")
        if model == "steward.building":
            buildings = self.env[model].browse(ids)
            values |= {"scope": "buildings", "building_ids": [Command.set(ids)]}
            values["from_id"] = buildings.steward_id[:1].id
        elif model == "steward.unit":
            units = self.env[model].browse(ids)
            values |= {"scope": "units", "unit_ids": [Command.set(ids)]}
            values["from_id"] = units.steward_id[:1].id
        return values

    @api.depends("reason", "scope")
    def _compute_end_roles(self):
        for hand_over in self:
            hand_over.end_roles = hand_over.reason == "resignation" and hand_over.scope == "area"

    @api.depends("from_id", "scope", "building_ids", "unit_ids")
    def _compute_counts(self):
        for hand_over in self:
            units = hand_over._units()
            hand_over.household_count = len(units)
            for name, work in hand_over._open_work(units).items():
                hand_over[f"{name}_count"] = len(work)

    def action_hand_over(self):
        """:raise AccessError: for buildings and units outside of the user's communities"""
        self.ensure_one()
        if self.from_id == self.to_id:
            raise UserError(self.env._("Giver and taker of the area are the same person."))
        units = self._units()
        work = self._open_work(units)
        communities = units.community_id | work["line"].community_id
        if not communities:
            raise UserError(
                self.env._(
                    "%(person)s looks after none of what is chosen.", person=self.from_id.name
                )
            )
        self._move_places(units)
        self._move_roles(communities)
        self._move_work(work)
        self._record(communities, units, work)
        return {"type": "ir.actions.act_window_close"}

    def _units(self):
        """Units that change hands; of the whole area all that the giver looks after."""
        domain = Domain("steward_id", "=", self.from_id.id)
        if self.scope == "buildings":
            domain &= Domain("building_id", "in", self.building_ids.ids)
        elif self.scope == "units":
            domain &= Domain("id", "in", self.unit_ids.ids)
        return self.env["steward.unit"].with_context(active_test=False).search(domain)

    def _open_work(self, units):
        """Open planned visits whose period is not over, visits under way and open opinions of
        the giver. Periods that are over stay with whoever missed them."""
        today = fields.Date.context_today(self)
        own = Domain("steward_id", "=", self.from_id.id)
        there = Domain("unit_id", "in", units.ids)
        if self.scope == "area":
            there |= Domain("unit_id", "=", False) & Domain(
                "community_id", "in", units.community_id.ids
            )
        # sudo: the work goes where the units go; the right to move these is checked before
        env = self.sudo().env
        role = env.ref("property_steward.role_steward")
        return {
            "line": env["steward.visit.plan.line"].search(
                own
                & there
                & Domain("state", "=", "open")
                & Domain("period_end", ">=", today)
                & Domain("plan_id.role_id", "=", role.id)
            ),
            "visit": env["steward.visit"].search(own & there & Domain("state", "=", "draft")),
            "case": env["steward.case"].search(
                own & there & Domain("state", "in", ("open", "in_progress"))
            ),
        }

    def _move_places(self, units):
        buildings = self.env["steward.building"].with_context(active_test=False)
        if self.scope == "area":
            buildings = buildings.search([("steward_id", "=", self.from_id.id)])
        elif self.scope == "buildings":
            buildings = self.building_ids.filtered(lambda b: b.steward_id == self.from_id)
        own = units if self.scope == "units" else units.filtered("own_steward_id")
        buildings.check_access("write")
        own.check_access("write")
        buildings.write({"steward_id": self.to_id.id})
        own.write({"own_steward_id": self.to_id.id})
        self.env.flush_all()

    def _move_roles(self, communities):
        # sudo: supervisors fill no roles, but whoever takes over an area is its steward; the
        # right to change the area was checked before
        Assignment = self.env["steward.role.assignment"].sudo()
        role = self.env.ref("property_steward.role_steward")
        held = Assignment.search(
            [
                ("role_id", "=", role.id),
                ("employee_id", "in", (self.from_id | self.to_id).ids),
                ("community_id", "in", communities.ids),
            ]
        ).filtered("is_in_force")
        takers = held.filtered(lambda assignment: assignment.employee_id == self.to_id)
        Assignment.create(
            [
                {
                    "community_id": community.id,
                    "role_id": role.id,
                    "employee_id": self.to_id.id,
                    "date_from": community._today(),
                }
                for community in communities - takers.community_id
            ]
        )
        if self.end_roles:
            for assignment in held - takers:
                today = assignment.community_id._today()
                if assignment.date_from >= today:
                    assignment.unlink()
                else:
                    assignment.date_to = today - relativedelta(days=1)

    def _move_work(self, work):
        work["line"]._hand_over(self.to_id)
        for name in ("visit", "case"):
            work[name].write({"steward_id": self.to_id.id})
        # sudo: users of employees are not readable for everybody
        giver, taker = self.sudo().from_id.user_id, self.sudo().to_id.user_id
        if giver and taker:
            for records in work.values():
                # quick update: no mail per activity, the hand-over is told once
                self.env["mail.activity"].sudo().search(
                    [
                        ("res_model", "=", records._name),
                        ("res_id", "in", records.ids),
                        ("user_id", "=", giver.id),
                    ]
                ).with_context(mail_activity_quick_update=True).write({"user_id": taker.id})

    def _record(self, communities, units, work):
        """The hand-over stands in the community's chatter."""
        labels = dict(self._fields["reason"]._description_selection(self.env))
        for community in communities:

            def count(records, community=community):
                return len(records.filtered(lambda record: record.community_id == community))

            body = self.env._(
                "%(giver)s handed over %(units)s units to %(taker)s (%(reason)s): %(lines)s open "
                "planned visits, %(visits)s visits under way, %(cases)s open opinions.",
                giver=self.from_id.name,
                taker=self.to_id.name,
                reason=labels[self.reason],
                units=count(units),
                lines=count(work["line"]),
                visits=count(work["visit"]),
                cases=count(work["case"]),
            )
            if self.note:
                body = Markup("%s<br/>%s") % (body, self.note)
            # sudo: supervisors do not write on the community otherwise
            community.sudo().message_post(body=body)
