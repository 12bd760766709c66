from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

OFF_PLAN = "property_steward.mail_activity_type_activity_off_plan"
# what was allowed; another activity needs to be allowed again
ALLOWED = frozenset(("off_plan_reason", "kind_id", "community_id", "plan_line_id"))


class CommunityActivity(models.Model):
    """R287: an activity belongs to the approved annual plan, or is allowed outside it by the
    approving role, never by its author, before its planning form is submitted."""

    _inherit = "steward.community.activity"

    plan_line_id = fields.Many2one(
        "steward.activity.plan.line",
        string="Planned Activity",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('community_id', '=', community_id), ('state', '=', 'approved')]",
        help="Empty: it is outside the annual plan and needs an approval of its own (R287).",
    )
    off_plan_reason = fields.Char(string="Why outside the Plan")
    off_plan_approved_by_id = fields.Many2one(
        "res.users", string="Allowed outside the Plan by", readonly=True, copy=False
    )
    off_plan_approved_at = fields.Datetime(readonly=True, copy=False)
    is_off_plan = fields.Boolean(
        string="Outside the Plan",
        compute="_compute_is_off_plan",
        search="_search_is_off_plan",
        help="Not in the annual plan: it needs an approval of its own (R287).",
    )
    off_plan_asked_by_id = fields.Many2one(
        "res.users", string="Asked by", readonly=True, copy=False
    )
    can_allow_off_plan = fields.Boolean(compute="_compute_can_allow_off_plan")

    @api.depends("plan_line_id")
    def _compute_is_off_plan(self):
        for activity in self:
            activity.is_off_plan = not activity.plan_line_id

    def _search_is_off_plan(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return [("plan_line_id", "=", False)]

    @api.depends("off_plan_asked_by_id", "off_plan_approved_at", "state")
    @api.depends_context("uid")
    def _compute_can_allow_off_plan(self):
        for activity in self:
            activity.can_allow_off_plan = activity._waits_for_allowance() and bool(
                activity._may_allow_off_plan()
            )

    @api.constrains("plan_line_id", "community_id")
    def _check_plan_line(self):
        for activity in self:
            line = activity.plan_line_id
            if line and line.community_id != activity.community_id:
                raise ValidationError(
                    activity.env._(
                        "%(line)s is planned for %(community)s.",
                        line=line.display_name,
                        community=line.community_id.name,
                    )
                )

    def write(self, vals):
        if not self.env.su and ALLOWED & vals.keys():
            asked = self.filtered("off_plan_asked_by_id")
            # sudo: what is asked for changes, and the answer falls with it
            asked.sudo().write(
                {
                    "off_plan_asked_by_id": False,
                    "off_plan_approved_by_id": False,
                    "off_plan_approved_at": False,
                }
            )
            asked._close_off_plan_requests()
        return super().write(vals)

    def action_submit(self):
        """:raise UserError: outside the plan and not allowed, or from a plan that is not
        approved"""
        for activity in self:
            activity._check_in_plan()
        return super().action_submit()

    def action_ask_off_plan(self):
        """Ask the approving role to allow it outside the annual plan.

        :raise UserError: without the reason
        """
        self.check_access("write")
        for activity in self:
            if activity.state != "draft" or activity.plan_line_id:
                raise UserError(
                    activity.env._(
                        "%(activity)s does not need to be allowed outside the plan.",
                        activity=activity.display_name,
                    )
                )
            if not (activity.off_plan_reason or "").strip():
                raise UserError(
                    activity.env._(
                        "Say why %(activity)s is held outside the annual plan.",
                        activity=activity.display_name,
                    )
                )
            # sudo: who asked is written by this button only
            activity.sudo().off_plan_asked_by_id = self.env.uid
            activity._close_off_plan_requests()
            for user in activity._off_plan_deciders():
                # sudo: whoever asks gives the task to somebody else
                activity.sudo().activity_schedule(
                    OFF_PLAN,
                    activity.community_id._today(),
                    user_id=user.id,
                    note=activity.off_plan_reason,
                )

    def action_allow_off_plan(self):
        """:raise AccessError: for the author and for whoever does not hold the approving role"""
        self.check_access("write")
        for activity in self:
            if not activity._waits_for_allowance():
                raise UserError(
                    activity.env._(
                        "Nobody asked to allow %(activity)s outside the plan.",
                        activity=activity.display_name,
                    )
                )
            if not activity._may_allow_off_plan():
                raise AccessError(
                    activity.env._(
                        "%(activity)s is allowed outside the plan by the %(role)s of "
                        "%(community)s, and never by the person whose work it is.",
                        activity=activity.display_name,
                        role=activity._approval_role().name,
                        community=activity.community_id.name,
                    )
                )
        # sudo: the decision is written by this button only
        self.sudo().write(
            {"off_plan_approved_by_id": self.env.uid, "off_plan_approved_at": fields.Datetime.now()}
        )
        self._close_off_plan_requests()

    def _waits_for_allowance(self):
        self.ensure_one()
        return (
            self.state == "draft"
            and not self.plan_line_id
            and bool(self.off_plan_asked_by_id)
            and not self.off_plan_approved_at
        )

    def _off_plan_authors(self):
        # sudo: the author's login is only compared
        return self.off_plan_asked_by_id | self.sudo().steward_id.user_id.sudo(False)

    def _may_allow_off_plan(self):
        if self.env.user in self._off_plan_authors():
            return False
        return self._approval_role()._held_by(self.env.user, self.community_id)

    def _off_plan_deciders(self):
        return self.community_id._users_upwards(self._approval_role(), but=self._off_plan_authors())

    def _close_off_plan_requests(self):
        # sudo: the activity of another approver is settled by whoever decides first
        self.sudo().activity_unlink([OFF_PLAN])

    def _check_in_plan(self):
        self.ensure_one()
        line = self.plan_line_id
        if not line:
            if not self.off_plan_approved_at:
                raise UserError(
                    self.env._(
                        "%(activity)s is outside the annual plan: say why, and have it allowed by "
                        "the %(role)s of %(community)s first.",
                        activity=self.display_name,
                        role=self._approval_role().name,
                        community=self.community_id.name,
                    )
                )
            return
        if line.state != "approved":
            raise UserError(
                self.env._(
                    "%(plan)s is not approved: %(activity)s waits for it.",
                    plan=line.plan_id.display_name,
                    activity=self.display_name,
                )
            )
        # sudo: the plan names an activity once, whoever prepares it
        others = line.sudo().prepared_ids.filtered(lambda other: other.state != "cancelled") - self
        if others:
            raise UserError(
                self.env._(
                    "%(line)s was prepared already, as %(other)s: a second one is outside the "
                    "plan.",
                    line=line.display_name,
                    other=others[0].display_name,
                )
            )
