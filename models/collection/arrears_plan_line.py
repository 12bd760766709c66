from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .collection_step import KINDS

# what a steward decides about a household; everything else follows from ledger and cases
OWN_FIELDS = {"measure", "target_amount", "scheduled_at"}


class CollectionPlanLine(models.Model):
    """A household of an arrears plan: what it owes, why, the next step, and when (R271).

    A proposed time shares the month's planned visit to the household where there is one (R014),
    and never lies in a quiet hour (R011, R012, R048).
    """

    _name = "steward.collection.plan.line"
    _description = "Household of an Arrears Plan"
    _order = "plan_id, scheduled_at, door_key, id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        "steward.collection.plan", required=True, index=True, ondelete="cascade"
    )
    month = fields.Date(related="plan_id.month", store=True, precompute=True)
    state = fields.Selection(related="plan_id.state", store=True, precompute=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, precompute=True)
    community_id = fields.Many2one(related="plan_id.community_id", store=True, precompute=True)
    steward_id = fields.Many2one(
        related="plan_id.steward_id", store=True, precompute=True, index=True
    )

    # whom
    partner_id = fields.Many2one(
        "res.partner", string="Household", required=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one("steward.unit", index="btree_not_null", ondelete="restrict")
    building_id = fields.Many2one(related="unit_id.building_id", store=True, precompute=True)
    door = fields.Char(related="unit_id.door", store=True, precompute=True)
    door_key = fields.Char(related="unit_id.door_key", store=True, precompute=True)
    phone = fields.Char(related="partner_id.phone")

    # how much
    currency_id = fields.Many2one(related="company_id.currency_id")
    overdue = fields.Monetary(
        string="Amount Overdue",
        help="When the plan was drawn up, less payments and credit notes not applied yet.",
    )
    oldest_due = fields.Date()
    overdue_now = fields.Monetary(string="Still Overdue", compute="_compute_overdue_now")
    target_amount = fields.Monetary(string="Target", help="How much is to come in this month.")
    is_settled = fields.Boolean(
        string="Paid Up", help="Nothing is overdue any more since the plan was approved."
    )

    # what is done
    collection_id = fields.Many2one(
        "steward.collection",
        string="Collection Case",
        index="btree_not_null",
        ondelete="set null",
    )
    cause_id = fields.Many2one(related="collection_id.cause_id", string="Cause of the Arrears")
    action_id = fields.Many2one(
        "steward.collection.action", string="Step", index="btree_not_null", ondelete="set null"
    )
    kind = fields.Selection(KINDS, string="Next Step")
    measure = fields.Char(help="What the steward means to do with this household.")

    # when
    scheduled_at = fields.Datetime(string="Proposed Time")
    scheduled_until = fields.Datetime(
        string="Proposed End", compute="_compute_scheduled_until", store=True
    )
    scheduled_kind = fields.Selection(
        [("door", "At the Door"), ("phone", "By Phone")], string="Planned as"
    )
    shared_line_id = fields.Many2one(
        "steward.visit.plan.line",
        string="Together with",
        index="btree_not_null",
        ondelete="set null",
        help="The planned visit that serves this as well (R014).",
    )
    is_fixed = fields.Boolean(string="Time Fixed", help="Chosen by a person: kept.")
    problem = fields.Selection(
        [
            ("promise", "It has promised to pay; the next step waits."),
            ("no_working_time", "The steward does not work on any day that is left."),
            ("quiet_hours", "All working hours that are left are quiet hours."),
            ("capacity", "The steward's working time that is left is taken."),
        ],
        string="Why No Time",
    )

    _partner_uniq = models.UniqueIndex(
        "(plan_id, partner_id)", "The household already stands in this arrears plan."
    )
    _target_positive = models.Constraint(
        "CHECK(target_amount >= 0)", "A target cannot be below nothing."
    )

    @api.depends("partner_id.name", "door")
    def _compute_display_name(self):
        for line in self:
            line.display_name = " ".join(filter(None, (line.door, line.partner_id.name)))

    @api.depends("partner_id", "community_id")
    def _compute_overdue_now(self):
        figures = self.env["steward.arrears"]._figures(self.partner_id)
        for line in self:
            found = figures.get((line.partner_id.id, line.community_id.id), {})
            line.overdue_now = max(found.get("overdue", 0.0) - found.get("credit", 0.0), 0.0)

    @api.depends("scheduled_at", "scheduled_kind")
    def _compute_scheduled_until(self):
        for line in self:
            line.scheduled_until = line.scheduled_at and (
                line.scheduled_at + timedelta(minutes=line._minutes())
            )

    def _minutes(self):
        durations = self.community_id._schedule_settings().durations
        return durations[self.scheduled_kind or "door"]

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        if vals.keys() - OWN_FIELDS:
            self._refuse_by_hand()
        self.plan_id._check_draft()
        if "scheduled_at" in vals:
            moment = fields.Datetime.to_datetime(vals["scheduled_at"])
            self._check_time(moment)
            super().write(vals)
            # sudo: what follows from the time that a person chose
            self.sudo().write({"is_fixed": bool(moment), "shared_line_id": False, "problem": False})
            return True
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_plan(self):
        if not self.env.su:
            self._refuse_by_hand()

    def _refuse_by_hand(self):
        raise AccessError(
            self.env._(
                "Households, amounts and steps of an arrears plan follow from the ledger and the "
                "collection cases; enter measure, target and time only."
            )
        )

    def _check_time(self, moment):
        """R011, R012, R048: nobody is chased in a quiet hour, whatever the reason.

        :raise UserError: for a quiet hour, and for a day outside of the month
        """
        for line in self.filtered(lambda _line: moment):
            community = line.community_id
            local = community._to_local(moment)
            kind = line.scheduled_kind or "door"
            period = community._quiet_period(local, kind, line.unit_id.is_catering, line._minutes())
            if period:
                raise UserError(
                    line.env._(
                        "%(household)s: %(time)s is a quiet hour (%(period)s).",
                        household=line.display_name,
                        time=local.strftime("%Y-%m-%d %H:%M"),
                        period=period.name,
                    )
                )
            if local.date().replace(day=1) != line.month:
                raise UserError(
                    line.env._(
                        "%(household)s: choose a time in %(month)s.",
                        household=line.display_name,
                        month=line.month.strftime("%Y-%m"),
                    )
                )

    def action_open_household(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(self.env.ref("property_steward.household_view_form").id, "form")],
        }
