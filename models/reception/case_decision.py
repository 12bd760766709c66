from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

DECIDE_ACTIVITY = "property_steward.mail_activity_type_case_decide"
CONFLICT_ACTIVITY = "property_steward.mail_activity_type_case_conflict"
DECIDED_ABOVE = ("special", "major")


class Case(models.Model):
    """What is decided above: special and major complaints (R079), what the department cannot
    solve (R083, R109), and who handles what one recorded about oneself (R101)."""

    _inherit = "steward.case"

    needs_decision = fields.Boolean(compute="_compute_needs_decision")

    @api.depends("severity", "complaint_id.decision_at", "complaint_id.escalated_at")
    def _compute_needs_decision(self):
        for case in self:
            # sudo: that the manager's decision is missing is shown to everybody who sees the case
            case.needs_decision = case.sudo()._needs_decision()

    def _on_registered(self):
        result = super()._on_registered()
        self._ask_decision()
        self._tell_conflict()
        return result

    def write(self, vals):
        result = super().write(vals)
        if {"severity", "category"} & vals.keys():
            self.filtered("registered_at")._ask_decision()
        return result

    def _needs_decision(self):
        self.ensure_one()
        complaint = self.complaint_id
        return bool(complaint) and (
            (self.severity in DECIDED_ABOVE or complaint.escalated_at) and not complaint.decision_at
        )

    def _check_decided(self):
        """R079: leadership decides before a special or major complaint is processed.

        :raise UserError: names the complaint
        """
        for case in self:
            if case._needs_decision():
                raise UserError(
                    case.env._(
                        "“%(case)s” waits for the manager's decision before it is worked on "
                        "(R079).",
                        case=case.name,
                    )
                )

    def _deciding_role(self):
        self.ensure_one()
        role = self.env.ref("property_steward.role_centre_manager")
        return self.complaint_id.escalated_role_id or role

    def _ask_decision(self):
        """The manager gets the task to decide; in batch one activity per complaint."""
        waiting = self.filtered(lambda case: case._needs_decision())
        for (_community, role), cases in waiting.grouped(
            lambda case: (case.community_id, case._deciding_role())
        ).items():
            for user in cases[0]._role_users(role):
                # sudo: the manager's login only receives the task
                cases.sudo()._ask(DECIDE_ACTIVITY, user)

    def _decide(self, text):
        """Note the manager's decision on special and major complaints (R079, R083).

        :raise AccessError: for whoever does not hold the deciding role there or one above, for the
            handler and for the person complained about
        """
        self._check_not_respondent()
        self.check_access("write")
        if not (text or "").strip():
            raise UserError(self.env._("Write down what is decided."))
        for case in self:
            if not case.complaint_id:
                raise UserError(case.env._("“%(case)s” is not a complaint.", case=case.name))
            case._check_may_decide()
        now = fields.Datetime.now()
        # sudo: the decision is noted here only; role and write access were checked
        self.complaint_id.sudo().write(
            {"decision": text, "decision_at": now, "decision_by_id": self.env.uid}
        )
        self._log_note(self.env._("Decision: %(text)s", text=text))
        # sudo: whoever else could have decided has no task any more
        self.sudo().activity_unlink([DECIDE_ACTIVITY])
        self._deadline_meet(["decision"])

    def _check_may_decide(self):
        role = self._deciding_role()
        own = self._own_employees()
        if not role._held_by(self.env.user, self.community_id) or self.handler_id.id in own.ids:
            raise AccessError(
                self.env._(
                    "“%(case)s” is decided by the %(role)s of %(community)s or above, and not by "
                    "whoever handles it (R079).",
                    case=self.name,
                    role=role.name,
                    community=self.community_id.name,
                )
            )

    def _escalate(self, text):
        """Bring complaints before the next role above, which helps to decide (R083, R109).

        :raise UserError: without a text, and where nobody stands above
        """
        self._check_not_respondent()
        self._check_state("open", "investigated", "in_progress", "handled")
        self.check_access("write")
        if not (text or "").strip():
            raise UserError(self.env._("Say what cannot be solved here."))
        for case in self:
            if not case.complaint_id:
                raise UserError(case.env._("“%(case)s” is not a complaint.", case=case.name))
            role = case._next_role()
            users = case._role_users(role)
            # sudo: how far it went is noted here only; write access was checked
            case.complaint_id.sudo().write(
                {
                    "escalated_role_id": role.id,
                    "escalated_at": fields.Datetime.now(),
                    "decision_at": False,
                }
            )
            case.message_post(
                body=self.env._("Brought before the %(role)s: %(text)s", role=role.name, text=text),
                partner_ids=users.partner_id.ids,
                subtype_xmlid="mail.mt_note",
            )
            # sudo: whoever was asked before has no task any more
            case.sudo().activity_unlink([DECIDE_ACTIVITY])
            case._ask_decision()

    def _next_role(self):
        """The role before which it is brought next: the first one above that somebody fills."""
        current = self.complaint_id.escalated_role_id
        role = current.superior_id if current else self._deciding_role()
        while role:
            # sudo: who fills which role is not secret
            if self.community_id.sudo()._role_users(role):
                return role
            role = role.superior_id
        raise UserError(
            self.env._("Nobody stands above who could decide “%(case)s”.", case=self.name)
        )

    def action_criticise(self):
        self.complaint_id.action_criticise()

    def _tell_conflict(self):
        """R101: the supervisor hears of complaints that were recorded by the person complained
        about, and gives them to somebody else."""
        # sudo: whose complaint it is shows on no other case
        conflicts = self.sudo().complaint_id.filtered("is_conflict").case_id
        conflicts = conflicts.with_env(self.env)
        if not conflicts:
            return
        role = self.env.ref("property_steward.role_supervisor")
        for cases in conflicts.grouped("community_id").values():
            for user in cases[0]._role_users(role) - self.env.user:
                # sudo: the supervisor's login only receives the task
                cases.sudo()._ask(CONFLICT_ACTIVITY, user)

    def _take_from_respondent(self):
        """Whoever is complained about does not work on it (R101)."""
        # sudo: only compares people
        self.filtered(
            lambda case: (
                case.handler_id and case.handler_id.id == case.sudo().complaint_id.respondent_id.id
            )
        )._note({"handler_id": False})
        self._deadline_sync()
        self._tell_conflict()
