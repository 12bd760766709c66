from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..visit.recording import RECORDING

OPEN_STATES = ("open", "investigated", "in_progress", "handled", "replied", "called_back")


class Case(models.Model):
    """Life of a case: registered, investigated, in progress, handled, replied, called back,
    written off; reopened when the resident is not satisfied (R066-R072, R078-R084, R117, F37)."""

    _inherit = "steward.case"

    # promise and reply
    promised_at = fields.Datetime(
        string="Promised Time",
        tracking=True,
        copy=False,
        help="When the resident was told that it is solved (R072); never later than the latest "
        "reply (R084).",
    )
    decided_at = fields.Datetime(
        string="Solution Decided",
        readonly=True,
        copy=False,
        help="An urgent or general question is decided and answered in time (R029-R030).",
    )
    handled_at = fields.Datetime(readonly=True, copy=False)
    replied_at = fields.Datetime(readonly=True, copy=False)
    replied_by_id = fields.Many2one("res.users", string="Replied by", readonly=True, copy=False)
    manager_told_at = fields.Datetime(
        string="Customer Service Manager Told",
        readonly=True,
        copy=False,
        help="The result of a complaint goes to the owner and to this manager (R080).",
    )
    # afterwards
    satisfaction_result = fields.Selection(
        [("satisfied", "Satisfied"), ("dissatisfied", "Not Satisfied")],
        readonly=True,
        copy=False,
        help="What the last callback said.",
    )
    reopen_count = fields.Integer(string="Times Reopened", readonly=True, copy=False)
    reopened_at = fields.Datetime(readonly=True, copy=False)
    verdict = fields.Selection(
        [("pass", "Verified"), ("fail", "Not Solved")],
        string="Quality's Verdict",
        readonly=True,
        copy=False,
    )
    verdict_note = fields.Text(readonly=True, copy=False)
    verdict_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verdict_at = fields.Datetime(readonly=True, copy=False)
    praise_verified_at = fields.Datetime(
        string="Praise Verified", readonly=True, copy=False, help="Before it counts (R106)."
    )

    # registering

    def _enter_register(self):
        """Enter cases in the register: numbers, clocks, department, and who is told. Opinions of
        a visit under way follow when it is recorded."""
        fresh = self.filtered(
            lambda case: not case.registered_at and case.visit_id.state != "draft"
        )
        fresh._note({"registered_at": fields.Datetime.now()})
        fresh._number_sheets()
        fresh._on_registered()

    def _on_registered(self):
        """Hook: the cases, registered a moment ago."""
        self._start_clocks("received")

    def _on_relabelled(self):
        """Hook: the label changed; what the new one demands starts from the receipt."""
        self._start_clocks("received")

    def _start_clocks(self, trigger, at=None):
        """Start what the rules demand, and keep the day by which the answer is due."""
        deadlines = self._deadline_start(trigger, at)
        promised = self.filtered("promised_at")
        if promised:
            promised._deadline_set("promised", {case: case.promised_at for case in promised})
        days = {}
        for deadline in deadlines.sudo():
            if deadline.kind in ("answer", "cap"):
                case = self.browse(deadline.res_id)
                day = case.community_id._to_local(deadline.due_at).date()
                days[case] = min(day, days.get(case, day))
        for case, day in days.items():
            if case.date_due != day:
                case._note({"date_due": day})

    # steps

    def action_investigate(self):
        """R078: what was found is written down on the day of receipt."""
        self._check_not_respondent()
        for case in self:
            if not case.complaint_id:
                raise UserError(
                    case.env._("“%(case)s” is not a complaint: handle it.", case=case.name)
                )
            if not (case.complaint_investigation or "").strip():
                raise UserError(
                    case.env._("Write down what was found about “%(case)s”.", case=case.name)
                )
        # sudo: when it was investigated and by whom is noted here only; write access was checked
        self.check_access("write")
        self.complaint_id.sudo().write(
            {"investigated_at": fields.Datetime.now(), "investigated_by_id": self.env.uid}
        )
        self.filtered(lambda case: case.state == "open")._note({"state": "investigated"})
        self._deadline_meet(["investigation"])

    def action_reply(self):
        """The result is told to the resident and, for a complaint, to the customer-service
        manager (R028, R080)."""
        self._check_not_respondent()
        self._check_not_department()
        for case in self:
            if case.state != "handled":
                raise UserError(
                    case.env._(
                        "“%(case)s” is replied to once it is handled.", case=case.name
                    )
                )
        self._note_reply()

    def _note_reply(self):
        now = fields.Datetime.now()
        handled = self.filtered(lambda case: case.state == "handled")
        handled._note({"state": "replied"})
        self._note({"replied_at": now, "replied_by_id": self.env.uid})
        for case in self:
            if not case.closing_contact_on:
                case._note({"closing_contact_on": case.community_id._to_local(now).date()})
        self._tell_manager()
        self._deadline_meet(["answer", "promised", "cap", "progress"])
        self._on_replied()

    def _tell_manager(self):
        """R080: the customer-service manager hears the result of a complaint."""
        complaints = self.filtered(lambda case: case.complaint_id and not case.manager_told_at)
        for case in complaints:
            managers = case._role_users("centre_manager")
            case.message_post(
                body=self.env._(
                    "Result told to the resident: %(answer)s", answer=case.answer or ""
                ),
                partner_ids=managers.partner_id.ids,
                subtype_xmlid="mail.mt_note",
            )
        complaints._note({"manager_told_at": fields.Datetime.now()})

    def _role_users(self, code):
        """Logins that fill the role `code` in the community of this case, or the next role above
        that somebody fills."""
        self.ensure_one()
        role = self.env.ref(f"property_steward.role_{code}")
        while role:
            # sudo: who fills which role is not secret
            users = self.community_id.sudo()._role_users(role)
            if users:
                return users.sudo(False)
            role = role.superior_id
        return self.env["res.users"]

    def _reopen(self, reason):
        """Back to in progress; counted, and the resident gets a new answer in time. The first
        one-week cap stays the one for the statistics (F32, R089)."""
        now = fields.Datetime.now()
        for case in self:
            case._note(
                {
                    "state": "in_progress",
                    "reopen_count": case.reopen_count + 1,
                    "reopened_at": now,
                    "replied_at": False,
                    "replied_by_id": False,
                    "handled_at": False,
                    "manager_told_at": False,
                    "closing_contact_on": False,
                    "fed_back_on": False,
                    "promised_at": False,
                }
            )
            case.message_post(body=self.env._("Reopened: %(reason)s", reason=reason))
        self._deadline_start("reopened", now)
        self._on_reopened()

    # what other rooms do

    def _on_handled(self):
        """Hook: what follows once cases are handled (callbacks)."""

    def _on_replied(self):
        """Hook: what follows once the resident heard the result."""

    def _on_reopened(self):
        """Hook: what follows a reopening."""

    def _on_called_back(self, satisfied, note):
        """A callback was held: satisfied leads on to writing off, anything else back to work
        (R066, R089)."""
        self._note({"satisfaction_result": "satisfied" if satisfied else "dissatisfied"})
        if satisfied:
            self.filtered(lambda case: case.state in ("handled", "replied"))._note(
                {"state": "called_back"}
            )
        else:
            self._reopen(note)

    def _close_problems(self):
        """Sentences that keep this case from being written off (R066, R080-R081, R117, F37)."""
        self.ensure_one()
        problems = []
        if self.answered_on_spot and not self.complaint_id:
            return problems
        if self.category == "praise":
            if not self.praise_verified_at:
                problems.append(self.env._("Verify the praise before it counts."))
            return problems
        if not self.replied_at and not self.closing_contact_on:
            problems.append(self.env._("The resident has not heard the result yet."))
        if self.complaint_id and not self.manager_told_at:
            problems.append(self.env._("The customer-service manager has not heard the result."))
        if self.satisfaction_result == "dissatisfied":
            problems.append(self.env._("The resident is not satisfied."))
        if self._sheet():
            problems += self._sheet()._problems_closed()
        return problems

    # hand-offs

    def _hand_off(self, employee, department, reason):
        """Note whose work the cases become; the first receiver stays answerable (R066, R071)."""
        now = fields.Datetime.now()
        self.check_access("write")
        # sudo: hand-offs are written here only
        self.env["steward.case.handoff"].sudo().create(
            [
                {
                    "case_id": case.id,
                    "from_id": (case.handler_id or case.first_receiver_id).id,
                    "to_id": employee.id,
                    "department_id": department.id,
                    "at": now,
                    "user_id": self.env.uid,
                    "reason": reason,
                }
                for case in self
            ]
        )
        self._note({"handler_id": employee.id, "department_id": department.id})

    # guards

    def _check_not_respondent(self):
        """R101: the person complained about records the complaint, and no more.

        :raise AccessError: for that person
        """
        # sudo: only compares logins
        for case in self.sudo():
            if case.complaint_id.respondent_id.user_id == self.env.user:
                raise AccessError(
                    self.env._(
                        "“%(case)s” is about you: another person handles, calls back and closes "
                        "it (R101).",
                        case=case.name,
                    )
                )

    def _note(self, vals):
        """Write what only these steps write."""
        return self.with_context(steward_visit_recording=RECORDING).write(vals)

    # clocks

    def _deadline_responsible(self):
        return {
            case: case.handler_id or case.first_receiver_id or case.steward_id for case in self
        }
