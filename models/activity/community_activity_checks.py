from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityActivity(models.Model):
    """What the kind of an activity demands, stage by stage (R088, R188, R266, R292, R296)."""

    _inherit = "steward.community.activity"

    check_ids = fields.One2many("steward.activity.check", "activity_id", string="Checks")
    plan_check_ids = fields.One2many(
        "steward.activity.check",
        "activity_id",
        string="Before It Is Submitted",
        domain=[("stage", "=", "plan")],
    )
    ready_check_ids = fields.One2many(
        "steward.activity.check",
        "activity_id",
        string="Before It Starts",
        domain=[("stage", "=", "ready")],
    )
    later_check_ids = fields.One2many(
        "steward.activity.check",
        "activity_id",
        string="At the Activity and After It",
        domain=[("stage", "in", ("day", "close"))],
    )
    is_ready = fields.Boolean(
        string="Ready",
        compute="_compute_is_ready",
        help="All that is demanded before it starts is done (R292).",
    )

    @api.depends("check_ids.is_done", "check_ids.not_applicable", "check_ids.stage")
    def _compute_is_ready(self):
        for activity in self:
            activity.is_ready = not activity._open_checks("ready")

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._make_checks()
        return activities

    def write(self, vals):
        result = super().write(vals)
        if "kind_id" in vals:
            # sudo: what the former kind demanded follows from the kind, not from the user
            checks = self.sudo().check_ids
            checks.filtered(
                lambda check: (
                    check.template_id.kind_id
                    and check.template_id.kind_id != check.activity_id.kind_id
                )
            ).unlink()
            self._make_checks()
        return result

    def _make_checks(self):
        """The demands of each activity's kind that it does not have yet, in one batch."""
        # sudo: demands are the same for everybody
        demands = (
            self.env["steward.activity.kind.check"]
            .sudo()
            .search([("kind_id", "in", (False, *self.kind_id.ids))])
        )
        known = {
            (check.activity_id.id, check.template_id.id)
            for check in self.env["steward.activity.check"]
            .sudo()
            .search_fetch([("activity_id", "in", self.ids)], ["activity_id", "template_id"])
        }
        # sudo: the checks follow from the kind, whoever plans the activity
        self.env["steward.activity.check"].sudo().create(
            [
                {
                    "activity_id": activity.id,
                    "template_id": demand.id,
                    "stage": demand.stage,
                    "sequence": demand.sequence,
                    "name": demand.name,
                    "needs_document": demand.needs_document,
                    "may_not_apply": demand.may_not_apply,
                }
                for activity in self
                for demand in demands
                if demand.kind_id in (activity.kind_id, demand.kind_id.browse())
                and (activity.id, demand.id) not in known
            ]
        )

    def _open_checks(self, *stages):
        self.ensure_one()
        return self.check_ids.filtered(lambda check: check.stage in stages)._open()

    def _missing_to_submit(self):
        """R188: a feasibility study comes first."""
        return [*super()._missing_to_submit(), *self._open_checks("plan").mapped("name")]

    def _check_ready(self):
        """:raise UserError: for what is not ready, and before the day (R292)."""
        for activity in self:
            if activity.community_id._today() < activity._local_date():
                raise UserError(
                    activity.env._(
                        "%(activity)s starts on %(day)s, not before.",
                        activity=activity.display_name,
                        day=activity._local_date(),
                    )
                )
            activity._refuse_open(
                activity._open_checks("ready"),
                activity.env._("%(activity)s cannot start; still to be checked:"),
            )
        return super()._check_ready()

    def _check_complete(self):
        for activity in self:
            activity._refuse_open(
                activity._open_checks("day", "close"),
                activity.env._("%(activity)s cannot be closed; still to be done:"),
            )
        return super()._check_complete()

    def _refuse_open(self, checks, message):
        if checks:
            lines = [message % {"activity": self.display_name}]
            raise UserError("\n".join(lines + [f"- {name}" for name in checks.mapped("name")]))
