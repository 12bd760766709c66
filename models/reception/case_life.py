from odoo import fields, models
from odoo.exceptions import UserError

# not handled yet
WORK_STATES = ("open", "investigated", "in_progress")


class Case(models.Model):
    """Life of a case: registered, investigated, in progress, handled, replied, called back,
    written off; reopened when the resident is not satisfied (R066-R072, R078-R084, R117, F37)."""

    _inherit = "steward.case"

    # decided and told (R029-R030): both are needed for an answer in time
    decided_at = fields.Datetime(
        string="Solution Decided",
        readonly=True,
        copy=False,
        help="A question is answered in time when its solution is decided and clearly told "
        "(R029-R030).",
    )
    answered_at = fields.Datetime(string="Solution Told", readonly=True, copy=False)
    answered_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    # the result
    handled_at = fields.Datetime(string="Handled", readonly=True, copy=False)
    handled_by_id = fields.Many2one(
        "res.users", string="Marked as Handled by", readonly=True, copy=False
    )
    replied_at = fields.Datetime(string="Result Told", readonly=True, copy=False)
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
        tracking=True,
        help="What the last callback said.",
    )
    reopen_count = fields.Integer(string="Times Reopened", readonly=True, copy=False)
    reopened_at = fields.Datetime(readonly=True, copy=False)
    praise_verified_at = fields.Datetime(
        string="Praise Verified", readonly=True, copy=False, help="Before it counts (R106)."
    )

    def action_investigate(self):
        """R078: what was found is written down on the day of receipt."""
        self._check_not_respondent()
        self._check_state(*WORK_STATES)
        self.check_access("write")
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
        self.complaint_id.sudo().write(
            {"investigated_at": fields.Datetime.now(), "investigated_by_id": self.env.uid}
        )
        self.filtered(lambda case: case.state == "open")._note({"state": "investigated"})
        self._deadline_meet(["investigation"])

    def action_decide_solution(self):
        """R029-R030, the first of two moments: what will be done is decided."""
        self._check_not_respondent()
        self._check_state(*WORK_STATES)
        self._check_answer_written()
        self.filtered(lambda case: not case.decided_at)._note({"decided_at": fields.Datetime.now()})

    def action_tell_solution(self):
        """R029-R030, the second moment: the resident got a clear reply on what will be done,
        which is an answer in time though the work itself may take longer."""
        self._check_not_department()
        self.action_decide_solution()
        self._note({"answered_at": fields.Datetime.now(), "answered_by_id": self.env.uid})
        self._deadline_meet(["answer"])

    def _check_answer_written(self):
        for case in self:
            if not (case.answer or "").strip():
                raise UserError(
                    case.env._(
                        "Write the answer or handling opinion on “%(case)s”.", case=case.name
                    )
                )

    def action_handle(self):
        """The matter is solved; the resident hears of it next.

        :raise UserError: says what is still missing
        """
        self._check_not_respondent()
        self._check_state(*WORK_STATES)
        self._check_answer_written()
        problems = [
            f"{case.name}: {problem}" for case in self for problem in case._sheet_problems()
        ]
        if problems:
            raise UserError("\n".join(problems))
        now = fields.Datetime.now()
        self.filtered(lambda case: not case.decided_at)._note({"decided_at": now})
        self._note({"state": "handled", "handled_at": now, "handled_by_id": self.env.uid})
        self._forget_verdict()
        self._drop_work_activities()
        self._deadline_meet(["rework", "settle", "promised", "decision"])
        self._on_handled()

    def _sheet_problems(self):
        """Sentences that keep this case from being marked as handled."""
        self.ensure_one()
        sheet = self._sheet()
        return sheet._problems_handled() if sheet else []

    def action_reply(self):
        """The result is told to the resident and, for a complaint, to the customer-service
        manager (R028, R080)."""
        self._check_not_respondent()
        self._check_not_department()
        self._check_state("handled")
        self._note_reply()

    def _note_reply(self):
        now = fields.Datetime.now()
        self.filtered(lambda case: case.state == "handled")._note({"state": "replied"})
        self._note({"replied_at": now, "replied_by_id": self.env.uid})
        self.filtered(lambda case: not case.closing_contact_on)._note_today("closing_contact_on")
        self._tell_manager()
        self._deadline_meet(["answer", "cap", "progress"])
        self._on_replied()

    def _tell_manager(self):
        """R080: the customer-service manager hears the result of a complaint."""
        untold = self.filtered(lambda case: case.complaint_id and not case.manager_told_at)
        if not untold:
            return
        told = self.browse()
        role = self.env.ref("property_steward.role_centre_manager")
        for cases in untold.grouped("community_id").values():
            managers = cases[0]._role_users(role)
            if not managers:
                continue
            told |= cases
            for case in cases:
                case.message_post(
                    body=self.env._(
                        "Result told to the resident: %(answer)s", answer=case.answer or ""
                    ),
                    partner_ids=(managers - self.env.user).partner_id.ids,
                    subtype_xmlid="mail.mt_note",
                )
        told._note({"manager_told_at": fields.Datetime.now()})

    def _role_users(self, role):
        """Logins that fill `role` in the community of this case, or the next role above that
        somebody fills."""
        self.ensure_one()
        # sudo: who fills which role is not secret
        return self.community_id.sudo()._users_upwards(role).sudo(False)

    def action_verify_praise(self):
        """R106: praise counts once somebody above made sure that it is deserved."""
        self._check_not_department()
        self.check_access("write")
        for case in self:
            if case.category != "praise":
                raise UserError(case.env._("“%(case)s” is no praise.", case=case.name))
        self._note({"praise_verified_at": fields.Datetime.now()})

    def action_reopen(self):
        self._check_not_respondent()
        self._check_not_department()
        self._check_state("handled", "replied", "called_back", "closed")
        self._note({"satisfaction_result": False})
        self._reopen(self.env._("by %(user)s", user=self.env.user.name))

    def _reopen(self, reason):
        """Back to in progress; counted, and the resident gets a new answer in time. The first
        one-week cap stays the one for the statistics (F32, R089)."""
        now = fields.Datetime.now()
        for count, cases in self.grouped("reopen_count").items():
            cases._note({"reopen_count": count + 1})
        self._note(
            {
                "state": "in_progress",
                "reopened_at": now,
                "decided_at": False,
                "answered_at": False,
                "answered_by_id": False,
                "handled_at": False,
                "handled_by_id": False,
                "replied_at": False,
                "replied_by_id": False,
                "manager_told_at": False,
                "closing_contact_on": False,
                "fed_back_on": False,
                "promised_at": False,
            }
        )
        self._log_note(self.env._("Reopened: %(reason)s", reason=reason))
        self._start_clocks("reopened", now)
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
            self.filtered(lambda case: case.state not in WORK_STATES)._reopen(note)
