from odoo import fields, models
from odoo.exceptions import UserError

from .sheet_work_dispatch import WORK_ACTIVITY


class SheetWorkMixin(models.AbstractModel):
    """The work itself: started, done, and done again when the matter is reopened (R058, R062,
    R066, R278-R279)."""

    _inherit = "steward.sheet.work.mixin"

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
        # sudo: noted by this step only; write access was checked
        self.sudo().write({self._done_field: moment})
        self.filtered(lambda sheet: not sheet.started_at).sudo().write({"started_at": moment})
        self._take_over()
        cases = self.case_id
        # sudo: tasks are given by the system; the sheet itself says who did it, and when
        cases.sudo().activity_unlink([WORK_ACTIVITY])
        unanswered = self.filtered(lambda sheet: not (sheet.case_id.answer or "").strip())
        for text, sheets in unanswered.grouped("work_done").items():
            if text:
                sheets.case_id._note({"answer": text})
        self._on_done(moment)
        ready = cases.filtered(
            lambda case: (case.answer or "").strip() and not case._sheet_problems()
        )
        # R072: the promise was kept when the work was done, whenever that is entered
        # sudo: a clock is met by what was done; access to the sheet was checked
        ready.sudo()._deadline_meet(["promised"], at=moment)
        ready.action_handle()
        left = cases - ready
        left._message_log_batch(
            {
                case.id: self.env._(
                    "The work is done. Before it is handled: %(problems)s",
                    problems=" ".join(case._sheet_problems()) or self.env._("write the answer."),
                )
                for case in left
            }
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

    def _reopen_work(self):
        """The matter was reopened: the work is to be done again, at a time agreed anew."""
        done = self.filtered(self._done_field)
        notes = {}
        for sheet in done:
            moment = sheet.case_id.community_id._to_local(sheet[self._done_field])
            notes[sheet.case_id.id] = self.env._(
                "%(sheet)s had been completed on %(time)s: %(work)s",
                sheet=sheet.display_name,
                time=moment.strftime("%Y-%m-%d %H:%M"),
                work=sheet.work_done or "",
            )
        done.case_id._message_log_batch(notes)
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
