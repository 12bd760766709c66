from odoo import api, fields, models
from odoo.exceptions import UserError


class CaseStep(models.TransientModel):
    """Asks what a step of a case's life needs: why, who, for how long. The steps say themselves who
    may take them."""

    _name = "steward.case.step"
    _description = "Step of a Case"

    step = fields.Selection(
        [
            ("relabel", "Another Label"),
            ("hand_off", "Hand Over"),
            ("promise", "Promise a Time"),
            ("pause", "Pause the Clocks"),
            ("decide", "Decide"),
            ("escalate", "Bring before the Level Above"),
            ("verdict", "Verdict of Quality"),
        ],
        required=True,
        readonly=True,
    )
    case_ids = fields.Many2many(
        "steward.case", default=lambda self: self._default_case_ids(), readonly=True
    )
    text = fields.Text(string="Why")
    category = fields.Selection(
        selection=lambda self: self._selection_of("steward.case", "category"),
        string="New Label",
    )
    employee_id = fields.Many2one("hr.employee", string="Taken over by")
    department_id = fields.Many2one(
        "hr.department", compute="_compute_department_id", store=True, readonly=False
    )
    promised_at = fields.Datetime(string="Promised Time")
    latest_at = fields.Datetime(
        string="Not Later Than", compute="_compute_latest_at", help="The latest reply (R084)."
    )
    pause_reason = fields.Selection(
        selection=lambda self: self._selection_of("steward.deadline.pause", "reason"),
        string="Waiting for",
    )
    verdict = fields.Selection(
        selection=lambda self: self._selection_of("steward.case", "verdict"),
    )

    @api.model
    def _selection_of(self, model, name):
        return self.env[model]._fields[name]._description_selection(self.env)

    def _default_case_ids(self):
        if self.env.context.get("active_model") != "steward.case":
            return []
        return self.env.context.get("active_ids") or []

    @api.depends("employee_id", "case_ids")
    def _compute_department_id(self):
        for step in self:
            # sudo: the department of a colleague is public (hr.employee.public)
            department = step.employee_id.sudo().department_id.sudo(False)
            own = step.case_ids.department_id
            step.department_id = department or (own if len(own) == 1 else False)

    @api.depends("case_ids")
    def _compute_latest_at(self):
        now = fields.Datetime.now()
        for step in self:
            # sudo: when it must be answered at the latest is shown to everybody who sees the case
            caps = step.case_ids._origin.sudo()._deadline_open()
            dues = caps.filtered(lambda cap: cap.kind == "cap" and cap.due_at > now).mapped(
                "due_at"
            )
            step.latest_at = min(dues, default=False)

    def action_confirm(self):
        self.ensure_one()
        cases = self.case_ids
        if self.step == "relabel":
            cases._relabel(self.category, self.text)
        elif self.step == "hand_off":
            if not (self.text or "").strip():
                raise UserError(self.env._("Say why it is handed over."))
            cases._hand_off(self.employee_id, self.department_id, self.text)
        elif self.step == "promise":
            cases.write({"promised_at": self.promised_at})
        elif self.step == "pause":
            cases._pause(self.pause_reason, self.text)
        elif self.step == "decide":
            cases._decide(self.text)
        elif self.step == "escalate":
            cases._escalate(self.text)
        else:
            cases._judge(self.verdict, self.text)
        return {"type": "ir.actions.act_window_close"}
