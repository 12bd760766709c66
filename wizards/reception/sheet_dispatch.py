from odoo import api, fields, models
from odoo.exceptions import UserError


class SheetDispatch(models.TransientModel):
    """Asks to which department and worker repairs or services are dispatched (R103, R278)."""

    _name = "steward.sheet.dispatch"
    _inherit = "steward.sheet.wizard"
    _description = "Dispatch"

    department_id = fields.Many2one("hr.department", required=True)
    worker_id = fields.Many2one(
        "hr.employee",
        help="Empty: the head of the department answers for it and names somebody.",
    )
    possible_worker_ids = fields.Many2many("hr.employee", compute="_compute_possible_worker_ids")
    reason = fields.Char(help="Compulsory when it goes to another department or worker.")
    summary = fields.Text(readonly=True)

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        sheets = self._sheets()
        vals["summary"] = "\n".join(
            f"{sheet.display_name} – {sheet._work_address() or ''}" for sheet in sheets
        )
        departments = sheets.department_id
        if len(sheets) and all(
            sheet._name == "steward.repair" and sheet.kind == "rework" for sheet in sheets
        ):
            departments = sheets.community_id.after_sales_department_id or departments
        if len(departments) == 1:
            vals.setdefault("department_id", departments.id)
        return vals

    @api.depends("department_id")
    def _compute_possible_worker_ids(self):
        for wizard in self:
            wizard.possible_worker_ids = wizard.department_id._workers()

    @api.onchange("department_id")
    def _onchange_department_id(self):
        if self.worker_id and self.worker_id not in self.department_id._workers():
            self.worker_id = False

    def action_confirm(self):
        self.ensure_one()
        sheets = self._sheets()
        again = sheets.filtered("dispatched_at")
        if again and not (self.reason or "").strip():
            raise UserError(
                self.env._(
                    "%(sheet)s was dispatched before: say why it goes to somebody else.",
                    sheet=again[:1].display_name,
                )
            )
        sheets._dispatch(self.department_id, self.worker_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
