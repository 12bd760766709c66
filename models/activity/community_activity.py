from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..policy.review_mixin import ReviewMixin

# the planning form (E22): it stays as it was approved
PLANNED = frozenset(
    (
        "name",
        "kind_id",
        "community_id",
        "form",
        "content",
        "objective",
        "date_begin",
        "date_end",
        "place",
        "schedule",
        "has_external_party",
        "external_plan",
        "external_attachment_ids",
        "emergency_plan",
        "evaluation_way",
        "is_major",
        "seats_max",
        "plan_line_id",
        "late_reason",
    )
)


class CommunityActivity(models.Model):
    """Community activity (社区活动) from the planning form (C107, R288) to the evaluation (R298).

    Its guests are registered in an `event.event` of Odoo's own, which is made when it is approved
    (R290-R291). Times are UTC, shown and counted in the community's time zone.
    """

    _name = "steward.community.activity"
    _description = "Community Activity"
    _inherit = [
        "steward.deadline.mixin",
        "steward.review.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.community.mixin",
    ]
    _order = "date_begin desc, id desc"
    _check_company_auto = True
    _guarded_fields = ReviewMixin._guarded_fields | {
        "number",
        "event_id",
        "started_at",
        "held_at",
        "closed_at",
        "cancel_reason",
        "off_plan_asked_by_id",
        "off_plan_approved_by_id",
        "off_plan_approved_at",
        "survey_id",
        "summarised_at",
        "summarised_by_id",
    }

    state = fields.Selection(
        selection_add=[
            ("draft", "In Planning"),
            ("submitted", "In Review"),
            ("reviewed", "Reviewed"),
            ("approved", "Approved"),
            ("ongoing", "Under Way"),
            ("held", "Held"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        ondelete={
            "ongoing": "set default",
            "held": "set default",
            "closed": "set default",
            "cancelled": "set default",
        },
    )

    # what
    name = fields.Char(string="Theme", required=True, tracking=True)
    number = fields.Char(readonly=True, copy=False, index="trigram")
    kind_id = fields.Many2one(
        "steward.activity.kind", required=True, index=True, ondelete="restrict", tracking=True
    )
    kind_code = fields.Char(related="kind_id.code")
    color = fields.Integer(related="kind_id.color")
    is_public_welfare = fields.Boolean(
        related="kind_id.is_public_welfare", store=True, precompute=True
    )
    is_major = fields.Boolean(
        string="Major",
        compute="_compute_is_major",
        store=True,
        readonly=False,
        precompute=True,
        help="The general manager commands it in person (R293).",
    )
    form = fields.Char(
        string="Form of the Activity",
        help="How it is held: a party, a lecture, a match, a meeting.",
    )
    content = fields.Text(string="Main Content")
    objective = fields.Text(
        string="Expected Aim", help="What the evaluation is measured against (R298)."
    )

    # where and when
    community_id = fields.Many2one(tracking=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_begin = fields.Datetime(string="Begins", required=True, tracking=True, index=True)
    date_end = fields.Datetime(string="Ends", required=True, tracking=True)
    place = fields.Char()

    # who
    steward_id = fields.Many2one(
        "hr.employee",
        string="Responsible",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
        default=lambda self: self.env.user.employee_id,
        help="Fills in the forms (R288, R297-R298).",
    )
    department_id = fields.Many2one(related="steward_id.department_id")

    # how it is prepared
    schedule = fields.Text(string="Work Schedule")
    has_external_party = fields.Boolean(string="With External Parties")
    external_plan = fields.Text(string="External Parties' Plan")
    external_attachment_ids = fields.Many2many(
        "ir.attachment",
        "steward_activity_external_rel",
        string="Plans of External Parties",
        copy=False,
    )
    emergency_plan = fields.Text(string="Emergency Plan for the Site")
    evaluation_way = fields.Text(string="Way of Evaluation")
    seats_max = fields.Integer(
        string="Seats", help="0: as many as come; else a waiting list begins when it is full."
    )
    late_reason = fields.Char(
        string="Why Planned Late",
        tracking=True,
        help="Why the planning form was not filled in in time (R288, F20).",
    )

    # what became of it
    event_id = fields.Many2one(
        "event.event",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Registrations, attendance and mails of Odoo's Events app.",
    )
    started_at = fields.Datetime(readonly=True, copy=False)
    held_at = fields.Datetime(string="Ended", readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    cancel_reason = fields.Char(readonly=True, copy=False, tracking=True)

    _dates_ordered = models.Constraint(
        "CHECK(date_begin <= date_end)", "An activity begins before it ends."
    )
    _seats_valid = models.Constraint("CHECK(seats_max >= 0)", "Seats cannot be negative.")
    _number_uniq = models.UniqueIndex(
        "(community_id, number)", "The number of an activity is given once in a community."
    )
    _event_uniq = models.UniqueIndex(
        "(event_id) WHERE event_id IS NOT NULL", "An event belongs to one activity."
    )
    _late_idx = models.Index("(next_due_at, id) WHERE next_due_at IS NOT NULL")

    @api.depends("kind_id")
    def _compute_is_major(self):
        for activity in self:
            activity.is_major = activity.kind_id.is_major

    @api.depends("number", "name")
    def _compute_display_name(self):
        for activity in self:
            activity.display_name = " ".join(filter(None, (activity.number, activity.name)))

    def _local_date(self):
        """Day on which it begins, by the community's calendar."""
        self.ensure_one()
        if not self.date_begin:
            return None
        return self.community_id._to_local(self.date_begin).date()

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        # sudo: the number follows from the register
        numbers = self.env["steward.number"]._take(
            "HD",
            [(activity.community_id.id, activity._local_date().year) for activity in activities],
        )
        for activity, number in zip(activities, numbers, strict=True):
            activity.sudo().number = number
        return activities

    def write(self, vals):
        """:raise AccessError: when an approved planning form would be changed"""
        if not self.env.su and PLANNED & vals.keys():
            for activity in self:
                if activity.state != "draft":
                    raise AccessError(
                        activity.env._(
                            "%(activity)s was submitted and stays as it was planned: have it "
                            "returned, or take it back with a reason, to change it.",
                            activity=activity.display_name,
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """R299: planning, record and evaluation forms are kept permanently."""
        raise UserError(
            self.env._("Activities are kept permanently: cancel it with a reason instead.")
        )
