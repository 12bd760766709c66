from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "property_steward.property_steward_group_supervisor"
CORRECT_ACTIVITY = "property_steward.mail_activity_type_corrective_action"
PREFIX = "JZ"
# what the person responsible says; the rest is the supervisor's
OWN_FIELDS = {"cause", "measure", "done_note"}


class CorrectiveAction(models.Model):
    """Corrective or preventive action (纠正/预防措施实施通知单, C079): cause, measure, responsible
    person, date, and verification by somebody else (R111, R113, R219)."""

    _name = "steward.corrective.action"
    _description = "Corrective or Preventive Action"
    _inherit = [
        "steward.guard.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.deadline.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        ("number", "state", "issued_at", "issued_by_id", "done_at", "verified_at", "verified_by_id")
    )

    number = fields.Char(readonly=True, copy=False)
    name = fields.Char(string="Problem", required=True, tracking=True)
    kind = fields.Selection(
        [("corrective", "Corrective"), ("preventive", "Preventive")],
        required=True,
        default="corrective",
    )
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["steward.community"]._own_communities()[:1],
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    department_id = fields.Many2one("hr.department", index="btree_not_null", tracking=True)
    case_ids = fields.One2many("steward.case", "corrective_action_id", string="Matters")
    rectification_ids = fields.One2many(
        "steward.rectification", "corrective_action_id", string="Notices"
    )
    opened_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    # what is done about it
    cause = fields.Text(string="Analysis of the Cause")
    measure = fields.Text()
    responsible_id = fields.Many2one("hr.employee", string="Person Responsible", tracking=True)
    due_on = fields.Date(string="To Be Done by", tracking=True)
    state = fields.Selection(
        [
            ("draft", "To Be Analysed"),
            ("issued", "Issued"),
            ("done", "Done"),
            ("verified", "Verified"),
        ],
        required=True,
        default="draft",
        readonly=True,
        tracking=True,
        group_expand=True,
    )
    issued_at = fields.Datetime(readonly=True, copy=False)
    issued_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    done_note = fields.Text(string="What Was Done")
    done_at = fields.Datetime(string="Done", readonly=True, copy=False)
    verify_note = fields.Text(string="Verification")
    verified_at = fields.Datetime(readonly=True, copy=False)
    verified_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _number_uniq = models.UniqueIndex(
        "(community_id, number)", "The number of an action is given once in a community."
    )
    _next_due_idx = models.Index("(next_due_at, id) WHERE next_due_at IS NOT NULL")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for action in self:
            action.display_name = " ".join(filter(None, (action.number, action.name)))

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        keys = [(action.community_id.id, action.community_id._today().year) for action in actions]
        numbers = self.env["steward.number"]._take(PREFIX, keys)
        for action, number in zip(actions, numbers, strict=True):
            # sudo: a number is given by the register, never by a person
            action.sudo().number = number
        return actions

    def write(self, vals):
        if not self.env.su:
            self._check_own(vals)
            if {"cause", "measure", "responsible_id", "due_on", "name"} & vals.keys() and any(
                action.state in ("done", "verified") for action in self
            ):
                raise UserError(
                    self.env._(
                        "%(action)s is done and stays as it is.", action=self[:1].display_name
                    )
                )
        return super().write(vals)

    def _refuse_forged_fields(self):
        raise AccessError(
            self.env._("An action is issued, done and verified with its buttons only.")
        )

    def _check_own(self, vals):
        """:raise AccessError: where the person responsible would change more than the own part"""
        if self._changed(vals) - OWN_FIELDS and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(
                self.env._("Who is responsible says cause, measure and what was done; no more.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A numbered corrective action is not deleted."))

    @api.model
    def _open_for(self, notices):
        """One action for the repeated problem of these notices; the manager is asked to analyse
        it (R219)."""
        labels = dict(notices._fields["category"]._description_selection(self.env))
        latest = notices[-1:]
        action = self.create(
            {
                "name": self.env._(
                    "Repeated problem: %(category)s, %(department)s",
                    category=labels.get(latest.category, ""),
                    department=latest.department_id.name or self.env._("no department"),
                ),
                "community_id": latest.community_id.id,
                "department_id": latest.department_id.id,
            }
        )
        role = self.env.ref("property_steward.role_centre_manager")
        # sudo: who fills which role is not secret
        for user in action.community_id.sudo()._role_users(role)[:1]:
            action.with_context(mail_activity_quick_update=True).activity_schedule(
                CORRECT_ACTIVITY, user_id=user.id
            )
        return action

    def _is_complete(self):
        """Whether cause, measure, responsible person and date are said (R113)."""
        self.ensure_one()
        return bool(
            (self.cause or "").strip()
            and (self.measure or "").strip()
            and self.responsible_id
            and self.due_on
        )

    def _deadline_responsible(self):
        return {action: action.responsible_id for action in self}

    def _deadline_partner(self):
        return dict.fromkeys(self, self.env["res.partner"])

    def action_issue(self):
        self.check_access("write")
        for action in self:
            if action.state != "draft":
                raise UserError(
                    action.env._("%(action)s is issued already.", action=action.display_name)
                )
            if not action._is_complete():
                raise UserError(
                    action.env._(
                        "Say cause, measure, responsible person and date of %(action)s.",
                        action=action.display_name,
                    )
                )
        now = fields.Datetime.now()
        # sudo: when it was issued, and by whom, is noted here only
        self.sudo().write({"state": "issued", "issued_at": now, "issued_by_id": self.env.uid})
        for action in self.sudo():
            action._deadline_set("milestone", action.community_id._day_end(action.due_on))
            user = action.responsible_id.user_id
            if user:
                action.with_context(mail_activity_quick_update=True).activity_schedule(
                    CORRECT_ACTIVITY, action.due_on, user_id=user.id
                )

    def action_done(self):
        self.check_access("write")
        for action in self:
            if action.state != "issued" or not (action.done_note or "").strip():
                raise UserError(
                    action.env._(
                        "%(action)s is done once it was issued and says what was done.",
                        action=action.display_name,
                    )
                )
        # sudo: as above
        self.sudo().write({"state": "done", "done_at": fields.Datetime.now()})
        self.sudo()._deadline_meet(["milestone"])
        self.sudo().activity_feedback([CORRECT_ACTIVITY])

    def action_verify(self):
        """Somebody else than the person responsible says whether it works (R113)."""
        self.check_access("write")
        for action in self:
            if action.state != "done" or not (action.verify_note or "").strip():
                raise UserError(
                    action.env._(
                        "%(action)s is verified once it is done, with what was found.",
                        action=action.display_name,
                    )
                )
            # sudo: only compares logins
            if action.sudo().responsible_id.user_id == self.env.user:
                raise AccessError(
                    action.env._(
                        "%(action)s is verified by another person than the one responsible.",
                        action=action.display_name,
                    )
                )
        # sudo: as above
        self.sudo().write(
            {
                "state": "verified",
                "verified_at": fields.Datetime.now(),
                "verified_by_id": self.env.uid,
            }
        )
