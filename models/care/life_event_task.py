from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

HELP_ACTIVITY = "property_steward.mail_activity_type_life_event_help"
DONE_FIELDS = frozenset(("is_done", "done_on", "done_by_id"))


class LifeEventTask(models.Model):
    """Help in a misfortune (帮扶事项, R022): who does what by when. Whoever helps sees the help
    that is asked for and the door, not the event."""

    _name = "steward.life.event.task"
    _description = "Help for a Household"
    _inherit = [
        "steward.guard.mixin",
        "steward.confidential.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.mine.mixin",
    ]
    _mine_fields = ("employee_id",)
    _order = "is_done, date_due, id"
    _guarded_fields = DONE_FIELDS

    event_id = fields.Many2one("steward.life.event", required=True, index=True, ondelete="cascade")
    name = fields.Char(string="Help", required=True)
    employee_id = fields.Many2one(
        "hr.employee",
        string="Who Helps",
        required=True,
        index=True,
        default=lambda self: self.env.user.employee_id,
    )
    date_due = fields.Date(string="By When", required=True, default=fields.Date.context_today)
    note = fields.Text()
    is_done = fields.Boolean(string="Done", readonly=True, copy=False, tracking=True)
    done_on = fields.Date(readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    result = fields.Char(help="What was done.")

    # whose; the helper needs the door, not the event
    partner_id = fields.Many2one(related="event_id.partner_id", string="Household")
    door = fields.Char(related="event_id.door")
    community_id = fields.Many2one(
        related="event_id.community_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    is_confidential = fields.Boolean(related="event_id.is_confidential", store=True)
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")

    _open_idx = models.Index("(employee_id, date_due) WHERE is_done IS NOT TRUE")

    @api.depends("is_done", "date_due", "community_id.tz")
    def _compute_is_late(self):
        for task in self:
            task.is_late = (
                not task.is_done
                and bool(task.date_due and task.community_id)
                and task.date_due < task.community_id._today()
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("is_done", "=", False) & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("date_due", "<", community._today())
        )

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks._ask()
        return tasks

    def write(self, vals):
        if not self.env.su and {"event_id", "community_id", "is_confidential"} & vals.keys():
            raise AccessError(self.env._("Help belongs to the event for which it was asked."))
        if not self.env.su and self._changed(vals) and any(task.is_done for task in self):
            raise UserError(self.env._("Help that was given stays as it was noted."))
        result = super().write(vals)
        if {"employee_id", "date_due"} & vals.keys():
            self.activity_unlink([HELP_ACTIVITY])
            self._ask()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(task.is_done for task in self):
            raise UserError(self.env._("Help that was given stays on record."))

    def _ask(self):
        """An activity for whoever helps, on the task: the event stays closed to them."""
        # sudo: a person's login only receives the activity
        tasks = self.sudo().filtered(lambda task: not task.is_done and task.employee_id.user_id)
        self.env["steward.visit.plan"].sudo()._tell(
            HELP_ACTIVITY,
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

    def action_done(self):
        self.check_access("write")
        # sudo: when and by whom is noted by this button only; the helper does not read the event
        # that it closes
        given = self.sudo().filtered(lambda task: not task.is_done)
        for community, tasks in given.grouped("community_id").items():
            tasks.write(
                {
                    "is_done": True,
                    "done_on": community._today(),
                    "done_by_id": self.env.uid,
                }
            )
        given.activity_feedback([HELP_ACTIVITY])
        given.event_id._close_settled()
