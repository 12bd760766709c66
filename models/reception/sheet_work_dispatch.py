from odoo import fields, models
from odoo.exceptions import UserError

from .case_handling import ANSWER_ACTIVITY
from .case_handoff import HANDED_ACTIVITY

STEWARD = "property_steward.property_steward_group_steward"
DEPARTMENT = "property_steward.property_steward_group_department"
WORK_ACTIVITY = "property_steward.mail_activity_type_sheet_work"


class SheetWorkMixin(models.AbstractModel):
    """Whose work a sheet becomes: dispatched, taken on, urged (R103, R277-R278)."""

    _inherit = "steward.sheet.work.mixin"

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
        self._check_complete()

    def _check_complete(self):
        """:raise UserError: as `_check_dispatch`"""
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
        if self.case_id._is_department_work() and self.department_id != department:
            self.case_id._refuse_department()
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
        self._assign(department, worker, reason or self.env._("Dispatched"))

    def action_take_sheet(self):
        """A member of the department takes on what was passed to it, and nobody is named for.

        :raise UserError: for members of other departments, and for what is incomplete
        """
        self.check_access("write")
        self._check_complete()
        own = self.env.user.employee_id
        for department, sheets in self.grouped("department_id").items():
            taken = sheets.filtered("worker_id")
            if taken:
                raise UserError(
                    self.env._(
                        "%(sheet)s is %(worker)s's.",
                        sheet=taken[0].display_name,
                        worker=taken[0].worker_id.name,
                    )
                )
            if not own or own not in department._workers():
                raise UserError(
                    self.env._(
                        "Only members of the department %(department)s take on its work.",
                        department=department.name or "",
                    )
                )
            sheets._assign(department, own, self.env._("Took it over"))

    def _assign(self, department, worker, reason):
        now = fields.Datetime.now()
        # sudo: the head's name is no secret
        holder = worker or department.sudo().manager_id.sudo(False)
        # sudo: that they may do it was checked; a department does not write the case itself
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
        cases.activity_unlink([WORK_ACTIVITY, ANSWER_ACTIVITY, HANDED_ACTIVITY])
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
