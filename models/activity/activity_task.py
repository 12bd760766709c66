from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .activity_task_template import DUTIES

TASK_ACTIVITY = "property_steward.mail_activity_type_activity_task"
STEWARD = "property_steward.property_steward_group_steward"
# what whoever does a task may note on it without a role in the community
NOTED = frozenset(("note", "attachment_ids"))
OVER = ("closed", "cancelled")


class ActivityTask(models.Model):
    """Task of a department for an activity (R294-R296, E46): who does what by when. Whoever does
    it sees it, and what the activity is, without a role in the community."""

    _name = "steward.activity.task"
    _description = "Task for an Activity"
    _inherit = [
        "steward.document.mixin",
        "steward.guard.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.mine.mixin",
    ]
    _document_fields = ("attachment_ids",)
    _mine_fields = ("employee_id",)
    _order = "is_done, date_due, id"
    _check_company_auto = True
    _guarded_fields = frozenset(("is_done", "done_at", "done_by_id"))

    activity_id = fields.Many2one(
        "steward.community.activity", required=True, index=True, ondelete="cascade"
    )
    template_id = fields.Many2one(
        "steward.activity.task.template",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    name = fields.Char(string="Task", required=True, tracking=True)
    duty = fields.Selection(DUTIES, string="Role at the Activity", required=True, default="other")
    department_id = fields.Many2one(
        "hr.department", index="btree_not_null", check_company=True, ondelete="restrict"
    )
    department_name = fields.Char(
        string="Department in Charge",
        compute="_compute_department_name",
        help="The department here, else what the procedures call it (F18).",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Who Does It",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    days_before = fields.Integer(string="Days before Start", aggregator=None)
    date_due = fields.Date(
        string="By When",
        compute="_compute_date_due",
        inverse="_inverse_date_due",
        store=True,
        precompute=True,
        help="By the community's calendar; it moves with the activity.",
    )
    note = fields.Text()
    attachment_ids = fields.Many2many(
        "ir.attachment", "steward_activity_task_attachment_rel", string="Documents", copy=False
    )
    is_done = fields.Boolean(string="Done", readonly=True, copy=False, tracking=True)
    done_at = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    # of the activity
    community_id = fields.Many2one(
        related="activity_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True, precompute=True)
    date_begin = fields.Datetime(related="activity_id.date_begin")
    place = fields.Char(related="activity_id.place")
    phase = fields.Selection(related="activity_id.state", string="Activity Is")

    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")

    _template_uniq = models.UniqueIndex(
        "(activity_id, template_id) WHERE template_id IS NOT NULL",
        "The activity has this task already.",
    )
    _open_idx = models.Index("(employee_id, date_due) WHERE is_done IS NOT TRUE")

    @api.depends("department_id.name", "template_id.department_name")
    def _compute_department_name(self):
        for task in self:
            task.department_name = task.department_id.name or task.template_id.department_name

    @api.depends("days_before", "activity_id.date_begin", "activity_id.community_id.tz")
    def _compute_date_due(self):
        for task in self:
            start = task.activity_id.community_id and task.activity_id._local_date()
            task.date_due = start and start - timedelta(days=task.days_before)

    def _inverse_date_due(self):
        for task in self:
            start = task.activity_id._local_date()
            if task.date_due and start:
                task.days_before = (start - task.date_due).days

    @api.depends("is_done", "date_due", "activity_id.state", "community_id.tz")
    def _compute_is_late(self):
        for task in self:
            task.is_late = (
                not task.is_done
                and task.phase not in OVER
                and bool(task.date_due and task.community_id)
                and task.date_due < task.community_id._today()
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        late = self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("date_due", "<", community._today())
        )
        return Domain("is_done", "=", False) & Domain("activity_id.state", "not in", OVER) & late

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks._ask()
        return tasks

    def write(self, vals):
        """:raise AccessError: when whoever only does the task would change what was asked"""
        self._check_may_change(vals)
        result = super().write(vals)
        if {"employee_id", "days_before", "date_due"} & vals.keys():
            # sudo: the activity of whoever did it before is closed
            self.sudo().activity_unlink([TASK_ACTIVITY])
            self._ask()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        for task in self:
            if task.is_done:
                raise UserError(
                    task.env._("“%(task)s” is done and stays on record.", task=task.name)
                )

    def _check_may_change(self, vals):
        if self.env.su or not self._changed(vals):
            return
        if "activity_id" in vals:
            raise AccessError(self.env._("A task belongs to the activity that it was made for."))
        if self._changed(vals) - NOTED and not self.env.user.has_group(STEWARD):
            raise AccessError(
                self.env._("Tick the task or note what was done; the stewards say what is asked.")
            )

    def action_done(self):
        """Note who did it, and when.

        :raise UserError: for tasks of an activity that was cancelled
        """
        self.check_access("write")
        for task in self:
            if task.phase == "cancelled":
                raise UserError(
                    task.env._(
                        "%(activity)s was cancelled.", activity=task.activity_id.display_name
                    )
                )
        # sudo: who did it and when is written by this button only
        opened = self.sudo().filtered(lambda task: not task.is_done)
        opened.write(
            {"is_done": True, "done_at": fields.Datetime.now(), "done_by_id": self.env.uid}
        )
        opened.activity_feedback([TASK_ACTIVITY])

    def action_reopen(self):
        """It was ticked by mistake."""
        self.check_access("write")
        # sudo: as in `action_done`
        done = self.sudo().filtered("is_done")
        done.write({"is_done": False, "done_at": False, "done_by_id": False})
        done.sudo(False)._ask()

    def action_open_activity(self):
        return self.activity_id.get_formview_action()

    def _ask(self):
        """An activity on the task for whoever does it, once the activity is approved."""
        # sudo: a person's login only receives the activity
        tasks = self.sudo().filtered(
            lambda task: (
                not task.is_done
                and task.phase in ("approved", "ongoing")
                and task.employee_id.user_id
            )
        )
        # sudo: who is told follows from the task, whoever approves the activity
        self.env["steward.visit.plan"].sudo()._tell(
            TASK_ACTIVITY,
            [
                {
                    "record": task,
                    "user": task.employee_id.user_id,
                    "summary": task.name,
                    "date_deadline": task.date_due,
                }
                for task in tasks
            ],
        )
