from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy.review_mixin import ReviewMixin

# noted when it is submitted
FIGURES = frozenset(("participant_count", "answer_count", "satisfaction", "budget", "spent"))


class ActivityEvaluation(models.Model):
    """Evaluation form of an activity (《客户活动评估表》, HSJY04-GJ-B56, C109; R298): whether the
    expected aim was reached. Filled in by the steward, reviewed and approved by the roles of the
    policy, kept permanently (R299)."""

    _name = "steward.activity.evaluation"
    _description = "Activity Evaluation"
    _inherit = [
        "steward.kept.mixin",
        "steward.review.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _guarded_fields = ReviewMixin._guarded_fields | FIGURES | {"activity_id"}
    _kept_fields = (
        "steward_id",
        "result",
        "assessment",
        "strengths",
        "shortcomings",
        "improvements",
        "attachment_ids",
    )
    _document_fields = ("attachment_ids",)

    currency_id = fields.Many2one(related="company_id.currency_id")

    # against what
    objective = fields.Text(related="activity_id.objective")
    evaluation_way = fields.Text(related="activity_id.evaluation_way")
    result = fields.Selection(
        [("reached", "Reached"), ("partly", "Partly Reached"), ("missed", "Not Reached")],
        string="Aim Reached",
        tracking=True,
    )
    assessment = fields.Text(help="How it was measured, and what came of it.")
    strengths = fields.Text(string="What Went Well")
    shortcomings = fields.Text()
    improvements = fields.Text(string="What to Do Better")
    attachment_ids = fields.Many2many(
        "ir.attachment", "steward_activity_evaluation_paper_rel", string="Papers", copy=False
    )

    # figures, as they were when it was submitted
    participant_count = fields.Integer(string="Participants", readonly=True)
    answer_count = fields.Integer(string="Survey Answers", readonly=True)
    satisfaction = fields.Float(
        string="Mean Satisfaction", readonly=True, digits=(3, 2), aggregator="avg"
    )
    budget = fields.Monetary(readonly=True)
    spent = fields.Monetary(string="Cost", readonly=True)
    head_cost = fields.Monetary(
        string="Cost per Participant", compute="_compute_head_cost", store=True, aggregator="avg"
    )

    _activity_uniq = models.Constraint("UNIQUE(activity_id)", "An activity has one evaluation.")

    @api.depends("spent", "participant_count")
    def _compute_head_cost(self):
        for evaluation in self:
            heads = evaluation.participant_count
            evaluation.head_cost = evaluation.spent / heads if heads else 0

    @api.depends("activity_id")
    def _compute_display_name(self):
        for evaluation in self:
            evaluation.display_name = evaluation.env._(
                "Evaluation of %(activity)s", activity=evaluation.activity_id.display_name or ""
            )

    def _is_kept(self):
        return self.state != "draft"

    def _check_may_amend(self):
        result = super()._check_may_amend()
        for evaluation in self:
            if evaluation.state != "approved":
                raise UserError(
                    evaluation.env._(
                        "%(form)s is not approved yet: return it to its author.",
                        form=evaluation.display_name,
                    )
                )
        return result

    def _reopen(self):
        self.write(
            {
                "state": "draft",
                "approved_by_id": False,
                "approved_at": False,
                "reviewed_by_id": False,
                "reviewed_at": False,
                "submitted_by_id": False,
                "submitted_at": False,
            }
        )

    def _review_role(self):
        return self.community_id.policy_id.activity_review_role_id

    def _approval_role(self):
        return self.community_id.policy_id.activity_approval_role_id

    def action_submit(self):
        """:raise UserError: where it does not say whether the aim was reached, or why not"""
        for evaluation in self:
            missing = not evaluation.result or not (evaluation.assessment or "").strip()
            if missing or (evaluation.result != "reached" and not evaluation.improvements):
                raise UserError(
                    evaluation.env._(
                        "%(form)s says whether the expected aim was reached, how that was "
                        "measured, and what to do better where it was not.",
                        form=evaluation.display_name,
                    )
                )
        return super().action_submit()

    def _after_submit(self):
        result = super()._after_submit()
        self._take_figures()
        return result

    def _take_figures(self):
        """Keep the figures as they are now."""
        for evaluation in self:
            # sudo: the figures are noted, whoever may see what they come from
            evaluation.sudo().write(evaluation.sudo().activity_id._evaluation_figures())

    def _after_approve(self):
        result = super()._after_approve()
        self.activity_id._deadline_meet(["activity_evaluation"])
        return result
