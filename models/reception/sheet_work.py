from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

STEWARD = "property_steward.property_steward_group_steward"
DEPARTMENT = "property_steward.property_steward_group_department"
WORK_ACTIVITY = "property_steward.mail_activity_type_sheet_work"
ANSWER_ACTIVITY = "property_steward.mail_activity_type_answer_opinion"
# states of the case in which the work goes on
AT_WORK = ("open", "investigated", "in_progress")


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
    worker_id = fields.Many2one(
        "hr.employee", string="Worker", readonly=True, copy=False, index="btree_not_null"
    )
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
    is_my_work = fields.Boolean(compute="_compute_is_my_work", search="_search_is_my_work")

    _work_idx = models.Index("(work_due_at) WHERE work_state <> 'done' AND is_current")

    @api.model
    def _with_label(self, vals, label):
        """`vals` of a new sheet; where its case is new as well, it carries `label`."""
        if vals.get("case_id") or vals.get("category"):
            return dict(vals)
        return {**vals, "category": self.env.context.get("default_category") or label}

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
            sheet.is_due_today = (
                bool(due) and community._to_local(due).date() == community._today()
            )

    def _search_is_over_time(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("is_at_work", "=", True) & Domain(
            "work_due_at", "<", fields.Datetime.now()
        )

    def _search_is_to_urge(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("is_at_work", "=", True) & Domain(
            "urge_from", "<=", fields.Datetime.now()
        )

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

    @api.depends_context("uid")
    @api.depends("worker_id")
    def _compute_is_my_work(self):
        # sudo: which employee the current user is, is the user's own business
        own = self.env.user.sudo().employee_ids
        for sheet in self:
            sheet.is_my_work = sheet.worker_id in own

    def _search_is_my_work(self, operator, _value):
        if operator != "in":
            return NotImplemented
        # sudo: as above
        return Domain("worker_id", "in", self.env.user.sudo().employee_ids.ids)

    # dispatching

    def action_dispatch(self):
        """Ask for department and worker, after what is compulsory is there (R278)."""
        self._check_dispatch()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Dispatch"),
            "res_model": "steward.sheet.dispatch",
            "view_mode": "form",
            "target": "new",
            "context": {"active_model": self._name, "active_ids": self.ids},
        }

    def _missing_fields(self):
        """Labels of what has to be known before this sheet is dispatched."""
        return []

    def _check_dispatch(self):
        """:raise UserError: names what is missing, for every sheet"""
        self._check_directing()
        self._check_at_work()
        problems = []
        for sheet in self:
            missing = sheet._missing_fields()
            if missing:
                problems.append(
                    self.env._(
                        "%(sheet)s cannot be dispatched yet. Please enter: %(fields)s.",
                        sheet=sheet.display_name,
                        fields=", ".join(missing),
                    )
                )
        if problems:
            raise UserError("\n".join(problems))

    def _dispatch(self, department, worker, reason=None):
        """Tell `department` and its `worker` of the work (R103, R278).

        Without a worker the head of the department answers for it. Doing it again is a further
        hand-off; the first moment stays the one by which the clock was met.
        """
        self._check_dispatch()
        for company in self.company_id:
            if department.company_id not in (company, company.browse()):
                raise UserError(
                    self.env._(
                        "The department %(department)s belongs to another company.",
                        department=department.name,
                    )
                )
        if worker and worker not in department._workers():
            raise UserError(
                self.env._(
                    "%(worker)s does not belong to the department %(department)s.",
                    worker=worker.name,
                    department=department.name,
                )
            )
        now = fields.Datetime.now()
        # sudo: the head's name is no secret
        holder = worker or department.sudo().manager_id.sudo(False)
        # sudo: that they may dispatch it was checked; a receptionist does not write the case itself
        cases = self.case_id.sudo()
        cases._hand_off(holder, department, reason, tell=False)
        fresh = self.filtered(lambda sheet: not sheet.dispatched_at)
        # sudo: noted by this step only
        self.sudo().write({"worker_id": worker.id})
        fresh.sudo().write({"dispatched_at": now, "dispatched_by_id": self.env.uid})
        waiting = cases.filtered(lambda case: case.state in ("open", "investigated"))
        waiting._note({"state": "in_progress"})
        fresh.case_id.sudo()._deadline_meet(["dispatch", "rework"], now)
        fresh.case_id.sudo()._start_clocks("dispatched", now)
        self._remind_worker()

    def _remind_worker(self):
        """One task for the worker's login, else for that of the department's head."""
        # sudo: tasks are given by the system
        cases = self.case_id.sudo()
        cases.activity_unlink([WORK_ACTIVITY, ANSWER_ACTIVITY])
        groups = {}
        for sheet in self:
            user = sheet._work_user()
            if user:
                community = sheet.case_id.community_id
                due = sheet.work_due_at
                day = community._to_local(due).date() if due else community._today()
                key = (user, day)
                groups[key] = groups.get(key, cases.browse()) | sheet.case_id.sudo()
        for (user, day), chosen in groups.items():
            chosen.with_context(mail_activity_quick_update=True).activity_schedule(
                WORK_ACTIVITY, day, user_id=user.id
            )

    def _work_user(self):
        """Login that is told of the work, where it may read it."""
        # sudo: whose login it is, is no secret; it only receives the task
        people = (self.worker_id | self.department_id.sudo().manager_id).sudo()
        users = people.user_id.filtered(
            lambda user: user.has_group(DEPARTMENT) or user.has_group(STEWARD)
        )
        return users[:1]

    # working

    def action_start(self):
        """The worker sets out, in uniform, with the badge and all tools and materials (R058)."""
        self._check_working()
        late = self.filtered("started_at")
        if late:
            raise UserError(
                self.env._("Work on %(sheet)s has started.", sheet=late[:1].display_name)
            )
        self._check_dispatched()
        # sudo: noted by this step only; write access was checked
        self.sudo().write({"started_at": fields.Datetime.now(), "is_prepared": True})
        self._take_over()

    def action_done_dialog(self):
        """Ask what was done, with which materials, and what it costs."""
        self.ensure_one()
        self._check_working()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Done"),
            "res_model": "steward.sheet.done",
            "view_mode": "form",
            "target": "new",
            "context": {"active_model": self._name, "active_id": self.id},
        }

    def action_done(self):
        self._finish(fields.Datetime.now())

    def _finish(self, moment):
        """The work is done: the case is handled, unless others still have to do something.

        :param moment: when it was completed, not in the future
        :raise UserError: says what the worker has to enter
        """
        self._check_working()
        self._check_dispatched()
        if moment > fields.Datetime.now():
            raise UserError(self.env._("Work is completed now or earlier, not in the future."))
        problems = [
            f"{sheet.display_name}: {problem}"
            for sheet in self
            for problem in sheet._problems_done(moment)
        ]
        if problems:
            raise UserError("\n".join(problems))
        for sheet in self:
            # sudo: noted by this step only; write access was checked
            sheet.sudo().write(
                {self._done_field: moment, "started_at": sheet.started_at or moment}
            )
        self._take_over()
        cases = self.case_id
        # sudo: tasks are given by the system; the sheet itself says who did it, and when
        cases.sudo().activity_unlink([WORK_ACTIVITY])
        for sheet in self:
            if not (sheet.case_id.answer or "").strip() and sheet.work_done:
                sheet.case_id._note({"answer": sheet.work_done})
        self._on_done(moment)
        ready = cases.filtered(
            lambda case: (case.answer or "").strip() and not case._sheet_problems()
        )
        ready.action_handle()
        for case in cases - ready:
            case.message_post(
                body=self.env._(
                    "The work is done. Before it is handled: %(problems)s",
                    problems=" ".join(case._sheet_problems()) or self.env._("write the answer."),
                )
            )

    def _on_done(self, moment):
        """Hook: the work was completed at `moment`; the cases are not handled yet."""

    def _problems_done(self, moment):
        """Sentences that keep the worker from marking this sheet as done."""
        self.ensure_one()
        problems = []
        if moment < self.case_id.received_at:
            problems.append(self.env._("It cannot be completed before it was received."))
        if self._is_on_site() and not self.took_nothing:
            problems.append(
                self.env._("Declare that no tip, gift or meal was taken in the household.")
            )
        return problems

    def _is_on_site(self):
        """Whether somebody works in the household."""
        return True

    def _take_over(self):
        """Who sets to work without having been named is the worker from now on."""
        own = self.env.user.employee_id
        unnamed = self.filtered(
            lambda sheet: not sheet.worker_id and own and own in sheet.department_id._workers()
        )
        if unnamed:
            # sudo: noted by this step only
            unnamed.sudo().write({"worker_id": own.id})
            for department, sheets in unnamed.grouped("department_id").items():
                sheets.case_id.sudo()._hand_off(own, department, self.env._("Took it over"))

    # urging

    def action_urge(self):
        """R277: the steward of the building urges the work on; noted, and told to those who do
        it."""
        self._check_directing()
        self._check_at_work()
        self._check_dispatched()
        for sheet in self:
            # sudo: how to reach them is no secret here; only their contacts are read
            people = (sheet.worker_id | sheet.department_id.sudo().manager_id).sudo()
            contacts = people.user_id.partner_id or people.work_contact_id
            due = sheet.work_due_at
            # sudo: the note is written by this step only
            sheet.case_id.sudo().message_post(
                body=self.env._(
                    "%(sheet)s at %(address)s is urged by %(user)s; time: %(time)s.",
                    sheet=sheet.number or sheet.display_name,
                    address=sheet._work_address() or "",
                    user=self.env.user.name,
                    time=due
                    and sheet.case_id.community_id._to_local(due).strftime("%Y-%m-%d %H:%M")
                    or self.env._("not agreed"),
                ),
                author_id=self.env.user.partner_id.id,
                partner_ids=contacts.ids,
                subtype_xmlid="mail.mt_comment",
            )
            # sudo: as above
            sheet.sudo().write(
                {"urged_at": fields.Datetime.now(), "urge_count": sheet.urge_count + 1}
            )

    def _work_address(self):
        return self.case_id.unit_id.door

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

    def _reopen_work(self):
        """The matter was reopened: the work is to be done again, at a time agreed anew."""
        done = self.filtered(self._done_field)
        for sheet in done:
            moment = sheet.case_id.community_id._to_local(sheet[self._done_field])
            # sudo: the note is written by this step only
            sheet.case_id.sudo().message_post(
                body=self.env._(
                    "%(sheet)s had been completed on %(time)s: %(work)s",
                    sheet=sheet.display_name,
                    time=moment.strftime("%Y-%m-%d %H:%M"),
                    work=sheet.work_done or "",
                )
            )
        # sudo: follows from the reopening
        done.sudo().write(self._reopened_values())
        done._remind_worker()

    def _reopened_values(self):
        return {
            self._done_field: False,
            "started_at": False,
            "is_prepared": False,
            "took_nothing": False,
        }
