from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

HANDED_ACTIVITY = "property_steward.mail_activity_type_case_handed"


class CaseHandoff(models.Model):
    """Hand-off (转派): whose work a case became, when and why; the first receiver stays
    answerable (R066, R071). Workload reports count these rows."""

    _name = "steward.case.handoff"
    _description = "Hand-Off of a Case"
    _order = "at desc, id desc"
    _rec_name = "to_id"

    case_id = fields.Many2one("steward.case", required=True, index=True, ondelete="cascade")
    community_id = fields.Many2one(
        related="case_id.community_id", store=True, precompute=True, index=True
    )
    category = fields.Selection(related="case_id.category")
    state = fields.Selection(related="case_id.state")
    from_id = fields.Many2one("hr.employee", string="Handed over by", readonly=True)
    to_id = fields.Many2one("hr.employee", string="Taken over by", readonly=True, index=True)
    department_id = fields.Many2one("hr.department", readonly=True, index="btree_not_null")
    at = fields.Datetime(string="Moment", required=True, readonly=True, index=True)
    user_id = fields.Many2one("res.users", string="Entered by", readonly=True)
    reason = fields.Char(readonly=True)

    @api.depends("from_id", "to_id", "department_id")
    def _compute_display_name(self):
        for handoff in self:
            taken = handoff.to_id.name or handoff.department_id.name or ""
            handoff.display_name = f"{handoff.from_id.name or '…'} → {taken}"


class Case(models.Model):
    """Whose work a case is."""

    _inherit = "steward.case"

    handoff_ids = fields.One2many("steward.case.handoff", "case_id", string="Hand-Offs")
    handoff_count = fields.Integer(string="Times Handed over", compute="_compute_handoff_count")

    @api.depends("handoff_ids")
    def _compute_handoff_count(self):
        counts = dict(
            self.env["steward.case.handoff"]._read_group(
                [("case_id", "in", self.ids)], ["case_id"], ["__count"]
            )
        )
        for case in self:
            case.handoff_count = counts.get(case, 0)

    def _hand_off(self, employee, department, reason=None, tell=True):
        """Note whose work the cases become; the first receiver stays answerable (R066, R071).

        :param employee: hr.employee, or an empty one: the department's to dispatch
        :param tell: whether the employee gets a task of it here
        :raise UserError: for a case that is written off
        :raise AccessError: for the person complained about, as giver or as taker (R101)
        """
        if not self:
            return
        self._check_not_respondent()
        self.check_access("write")
        self._check_handed_to(employee, department)
        now = fields.Datetime.now()
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
        # sudo: the colleague's login only receives the task
        user = employee.sudo().user_id
        if tell and user and user != self.env.user:
            for due, cases in self.grouped("date_due").items():
                cases.activity_unlink([HANDED_ACTIVITY])
                cases.sudo()._ask(HANDED_ACTIVITY, user, due, summary=reason)

    def _check_handed_to(self, employee, department):
        if not (employee or department):
            raise UserError(self.env._("Choose who takes it over."))
        if any(case.state == "closed" for case in self):
            raise UserError(self.env._("What is written off is reopened before it is handed over."))
        # sudo: only compares people
        respondents = self.sudo().complaint_id.respondent_id
        if employee and employee.id in respondents.ids:
            raise AccessError(
                self.env._(
                    "%(person)s is the person complained about: another person handles it (R101).",
                    person=employee.name,
                )
            )
        if self._is_department_work() and any(case.department_id != department for case in self):
            self._refuse_department()

    def _drop_work_activities(self):
        result = super()._drop_work_activities()
        self.activity_unlink([HANDED_ACTIVITY])
        return result
