from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .case_life import WORK_STATES as AT_WORK


class SheetWorkMixin(models.AbstractModel):
    """Work on a sheet (派工): dispatched to a department and its worker, started, urged, done
    (R103, R172, R276-R279). Steps take a batch and ask a bounded number of statements for it.
    """

    _name = "steward.sheet.work.mixin"
    _inherit = ["steward.sheet.mixin"]
    _description = "Sheet with Work"
    # name of the field with the moment at which the work is done
    _done_field = "done_at"

    dispatched_at = fields.Datetime(
        string="Dispatched",
        readonly=True,
        copy=False,
        help="Told to the department, or returned to after-sales (R105, R278).",
    )
    dispatched_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    worker_id = fields.Many2one("hr.employee", readonly=True, copy=False, index="btree_not_null")
    started_at = fields.Datetime(string="Started", readonly=True, copy=False)
    is_prepared = fields.Boolean(
        string="Prepared",
        readonly=True,
        copy=False,
        help="Set out in uniform and with the badge, all tools and materials at hand (R058).",
    )
    work_done = fields.Text(copy=False)
    took_nothing = fields.Boolean(
        string="No Tips, Gifts or Meals",
        copy=False,
        help="Neither tips nor gifts nor a meal were taken in the household (R062).",
    )
    work_state = fields.Selection(
        [
            ("new", "To Dispatch"),
            ("dispatched", "Dispatched"),
            ("started", "Under Way"),
            ("done", "Done"),
        ],
        string="Work",
        compute="_compute_work_state",
        store=True,
        precompute=True,
        group_expand=True,
    )

    is_at_work = fields.Boolean(
        string="Not Done", compute="_compute_is_at_work", search="_search_is_at_work"
    )

    # in time
    work_due_at = fields.Datetime(
        string="Next Time",
        compute="_compute_work_due_at",
        store=True,
        precompute=True,
        help="The appointed time until the work starts, then the time by which it is finished.",
    )
    urge_from = fields.Datetime(
        compute="_compute_work_due_at",
        store=True,
        precompute=True,
        help="From when the steward of the building urges it (R277).",
    )
    urged_at = fields.Datetime(string="Last Urged", readonly=True, copy=False)
    urge_count = fields.Integer(string="Times Urged", readonly=True, copy=False)
    is_over_time = fields.Boolean(
        string="Over Time", compute="_compute_is_over_time", search="_search_is_over_time"
    )
    is_to_urge = fields.Boolean(
        string="To Be Urged", compute="_compute_is_over_time", search="_search_is_to_urge"
    )
    is_due_today = fields.Boolean(
        string="Appointed Today", compute="_compute_is_over_time", search="_search_is_due_today"
    )

    _work_idx = models.Index("(work_due_at) WHERE work_state <> 'done' AND is_current")

    @api.depends(lambda self: ("dispatched_at", "started_at", self._done_field))
    def _compute_work_state(self):
        for sheet in self:
            if sheet[self._done_field]:
                sheet.work_state = "done"
            elif sheet.started_at:
                sheet.work_state = "started"
            else:
                sheet.work_state = "dispatched" if sheet.dispatched_at else "new"

    def _compute_work_due_at(self):
        for sheet in self:
            due = sheet._work_due()
            hours = sheet.case_id.community_id.policy_id.work_urge_hours
            sheet.work_due_at = due
            sheet.urge_from = due and due - timedelta(hours=hours)

    def _work_due(self):
        """Moment that the work has to meet next, or nothing."""
        raise NotImplementedError

    @api.depends("work_state", "is_current", "number", "case_id.state")
    def _compute_is_at_work(self):
        for sheet in self:
            sheet.is_at_work = bool(
                sheet.work_state != "done"
                and sheet.is_current
                and sheet.number
                and sheet.case_id.state in AT_WORK
            )

    def _search_is_at_work(self, operator, _value):
        """What is still to be done; opinions of a visit under way follow with its record."""
        if operator != "in":
            return NotImplemented
        return (
            Domain("work_state", "!=", "done")
            & Domain("is_current", "=", True)
            & Domain("number", "!=", False)
            & Domain("case_id.state", "in", AT_WORK)
        )

    @api.depends("work_due_at", "urge_from", "is_at_work")
    def _compute_is_over_time(self):
        now = fields.Datetime.now()
        for sheet in self:
            due = sheet.is_at_work and sheet.work_due_at
            community = sheet.case_id.community_id
            sheet.is_over_time = bool(due) and due < now
            sheet.is_to_urge = bool(due) and sheet.urge_from <= now
            sheet.is_due_today = bool(due) and community._to_local(due).date() == community._today()

    def _search_is_over_time(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("is_at_work", "=", True) & Domain("work_due_at", "<", fields.Datetime.now())

    def _search_is_to_urge(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("is_at_work", "=", True) & Domain("urge_from", "<=", fields.Datetime.now())

    def _search_is_due_today(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("is_at_work", "=", True) & self.env["steward.community"]._domain_by_time_zone(
            self._today_domain
        )

    def _today_domain(self, community):
        midnight = fields.Datetime.to_datetime(community._today())
        return Domain("work_due_at", ">=", community._to_utc(midnight)) & Domain(
            "work_due_at", "<", community._to_utc(midnight + timedelta(days=1))
        )

    # guards of the steps

    def _check_directing(self):
        """:raise AccessError: for those who only do the work; its head may name the worker"""
        self.check_access("write")
        if self.case_id._is_department_work():
            # sudo: only compares logins
            heads = self.case_id.sudo().department_id.manager_id.user_id
            if heads == self.env.user:
                return
            raise AccessError(
                self.env._("Stewards and the head of the department dispatch and urge work.")
            )

    def _check_working(self):
        """:raise AccessError: for whoever is neither steward nor of the department"""
        self.check_access("write")
        self.case_id._check_takes_part()
        self.case_id.check_access("write")
        self._check_at_work()

    def _check_at_work(self):
        """:raise UserError: for what is done, settled, or carries another label"""
        for sheet in self:
            if not sheet.is_current:
                raise UserError(
                    self.env._(
                        "%(sheet)s is closed: its matter carries another label now.",
                        sheet=sheet.display_name,
                    )
                )
            if not sheet.number:
                raise UserError(
                    self.env._(
                        "“%(sheet)s” belongs to a visit under way: record the visit first.",
                        sheet=sheet.case_id.name,
                    )
                )
            if sheet[self._done_field] or sheet.case_id.state not in AT_WORK:
                raise UserError(
                    self.env._(
                        "%(sheet)s is done. Reopen the matter if the problem is still there.",
                        sheet=sheet.display_name,
                    )
                )

    def _check_dispatched(self):
        for sheet in self:
            if not sheet.dispatched_at and sheet._needs_dispatch():
                raise UserError(
                    self.env._(
                        "%(sheet)s is dispatched first: choose department and worker.",
                        sheet=sheet.display_name,
                    )
                )

    def _needs_dispatch(self):
        return True
