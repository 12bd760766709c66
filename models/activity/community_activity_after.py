from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityActivity(models.Model):
    """What follows once an activity was held: record, evaluation, the complete file (R297-R299)."""

    _inherit = "steward.community.activity"

    record_ids = fields.One2many("steward.activity.record", "activity_id", string="Records")
    record_id = fields.Many2one(
        "steward.activity.record",
        compute="_compute_forms_after",
        store=True,
        index="btree_not_null",
    )
    record_state = fields.Selection(related="record_id.state", string="State of the Record")
    participant_count = fields.Integer(related="record_id.participant_count")
    evaluation_ids = fields.One2many(
        "steward.activity.evaluation", "activity_id", string="Evaluations"
    )
    evaluation_id = fields.Many2one(
        "steward.activity.evaluation",
        compute="_compute_forms_after",
        store=True,
        index="btree_not_null",
    )
    evaluation_state = fields.Selection(
        related="evaluation_id.state", string="State of the Evaluation"
    )
    evaluation_result = fields.Selection(related="evaluation_id.result")
    amendment_ids = fields.One2many("steward.activity.amendment", "activity_id")
    commendation_ids = fields.One2many(
        "steward.commendation", "activity_id", string="Lists of Households"
    )
    has_commendation = fields.Boolean(related="kind_id.has_commendation")

    @api.depends("record_ids", "evaluation_ids")
    def _compute_forms_after(self):
        for activity in self:
            activity.record_id = activity.record_ids[:1]
            activity.evaluation_id = activity.evaluation_ids[:1]

    def _after_held(self):
        result = super()._after_held()
        self._begin_forms()
        self._start_clocks_after()
        return result

    def _begin_forms(self):
        """The forms that the steward fills in now (R297-R298)."""
        for forms in ("record_ids", "evaluation_ids"):
            # sudo: the forms follow from the activity; nobody enters one by hand
            Form = self.sudo()[forms]
            Form.create([{"activity_id": activity.id} for activity in self if not activity[forms]])

    def _start_clocks_after(self):
        held = {activity: activity.held_at for activity in self}
        for kind, days in (
            ("activity_record", "activity_record_days"),
            ("activity_evaluation", "activity_evaluation_days"),
        ):
            self._deadline_set(
                kind, {activity: activity._day_after(days) for activity in self}, start=held
            )
        self._deadline_start("held", at=held)

    def _day_after(self, field):
        """End of the day, UTC, so many of the policy's days after it was held."""
        self.ensure_one()
        community = self.community_id
        held_on = community._to_local(self.held_at).date()
        return community._day_end(held_on + timedelta(days=community.policy_id[field]))

    def _evaluation_figures(self):
        """What the evaluation notes of guests, survey and money."""
        self.ensure_one()
        return {
            "participant_count": self.record_id.participant_count,
            "answer_count": self.answer_count,
            "satisfaction": self.satisfaction,
            "budget": self.budget,
            "spent": self.spent,
        }

    # closing

    def _check_complete(self):
        result = super()._check_complete()
        for activity in self:
            gaps = activity._gaps()
            if gaps:
                raise UserError(
                    "\n".join(
                        (
                            activity.env._(
                                "The file of %(activity)s is not complete:",
                                activity=activity.display_name,
                            ),
                            *gaps,
                        )
                    )
                )
        return result

    def _gaps(self):
        """Sentences that say what the file still lacks."""
        self.ensure_one()
        gaps = []
        if self.record_state != "done":
            gaps.append(self.env._("The record form is not done (R297)."))
        if self.evaluation_state != "approved":
            gaps.append(self.env._("The evaluation is not approved (R298)."))
        # sudo: whether a list was published, whoever may see it
        lists = self.sudo().commendation_ids
        if self.kind_id.has_commendation and not any(lists.mapped("date_published")):
            gaps.append(self.env._("The list of households is not published (R088)."))
        return gaps

    # buttons

    def action_open_record(self):
        self.ensure_one()
        return self._open_form(self.record_id)

    def action_open_evaluation(self):
        self.ensure_one()
        return self._open_form(self.evaluation_id)

    def _open_form(self, form):
        if not form:
            raise UserError(
                self.env._("%(activity)s has not been held.", activity=self.display_name)
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": form._name,
            "res_id": form.id,
            "views": [(False, "form")],
        }

    def action_commendation(self):
        """R088: the list of commended households, or of the winners."""
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("List of Households"),
            "res_model": "steward.commendation",
            "domain": [("activity_id", "=", self.id)],
            "context": {
                "default_activity_id": self.id,
                "default_community_id": self.community_id.id,
                "default_name": self.name,
                "default_year": self._local_date().year,
                "default_kind": "civilised" if self.kind_code == "contest" else "love_home",
            },
        }
        if len(self.commendation_ids) > 1:
            return {**action, "views": [(False, "list"), (False, "form")]}
        return {**action, "views": [(False, "form")], "res_id": self.commendation_ids.id}
