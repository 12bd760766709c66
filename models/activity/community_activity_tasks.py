from functools import cache

from odoo import api, fields, models

from .activity_task import TASK_ACTIVITY


class CommunityActivity(models.Model):
    """Task division of the departments (element 7 of E22; R292-R296)."""

    _inherit = "steward.community.activity"

    task_ids = fields.One2many("steward.activity.task", "activity_id", string="Tasks")
    task_count = fields.Integer(compute="_compute_task_count")
    task_done_count = fields.Integer(string="Tasks Done", compute="_compute_task_count")

    @api.depends("task_ids.is_done")
    def _compute_task_count(self):
        for activity in self:
            activity.task_count = len(activity.task_ids)
            activity.task_done_count = len(activity.task_ids.filtered("is_done"))

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._propose_tasks()
        return activities

    def write(self, vals):
        result = super().write(vals)
        if "kind_id" in vals:
            # sudo: what the former kind proposed and nobody did follows from the kind
            tasks = self.sudo().task_ids
            tasks.filtered(
                lambda task: (
                    not task.is_done
                    and task.template_id.kind_id
                    and task.template_id.kind_id != task.activity_id.kind_id
                )
            ).unlink()
            self._propose_tasks()
        return result

    def action_propose_tasks(self):
        """The tasks that the kind proposes and that the activity does not have yet."""
        self.check_access("write")
        self._propose_tasks()

    def _propose_tasks(self):
        """Create what the templates of each activity's kind propose, for all in one batch."""
        # sudo: templates are the same for everybody; which tasks there are already is only counted
        templates = (
            self.env["steward.activity.task.template"]
            .sudo()
            .search([("kind_id", "in", (False, *self.kind_id.ids))])
        )
        known = {
            (task.activity_id.id, task.template_id.id)
            for task in self.env["steward.activity.task"]
            .sudo()
            .search_fetch(
                [("activity_id", "in", self.ids), ("template_id", "in", templates.ids)],
                ["activity_id", "template_id"],
            )
        }
        holders = cache(self._holder)
        # sudo: the tasks follow from the kind, whoever plans the activity
        self.env["steward.activity.task"].sudo().create(
            [
                {
                    "activity_id": activity.id,
                    "template_id": template.id,
                    "name": template.name,
                    "duty": template.duty,
                    "days_before": template.days_before,
                    "department_id": template._department(activity).id,
                    "employee_id": template._assignee_of(activity, holders).id,
                }
                for activity in self
                for template in templates
                if template.kind_id in (activity.kind_id, template.kind_id.browse())
                and (activity.id, template.id) not in known
            ]
        )

    def _holder(self, community, role):
        """Who fills `role` in `community` today, or the next role above that is filled."""
        filled = community._filled(role._and_above()).grouped("role_id")
        for each in role._and_above():
            if each in filled:
                return filled[each][:1].employee_id
        return self.env["hr.employee"]

    def _after_approve(self):
        """Whoever has a task is told once the activity is approved."""
        result = super()._after_approve()
        self.task_ids._ask()
        return result

    def _drop_task_activities(self):
        # sudo: the activities of others are closed, whoever takes the activity back or cancels it
        self.sudo().task_ids.activity_unlink([TASK_ACTIVITY])
