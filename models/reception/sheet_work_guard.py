from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .case_sheet import SHEET_OF
from .sheet_work import AT_WORK, STEWARD


class SheetWorkMixin(models.AbstractModel):
    """Who writes what on a sheet: the steps note what they did, a department what it worked, the
    front desk what was asked for (R044, R100, R278)."""

    _inherit = "steward.sheet.work.mixin"

    user_part = fields.Selection(
        [
            ("reader", "Reader"),
            ("desk", "Front Desk"),
            ("department", "Department"),
            ("head", "Head of the Department"),
            ("steward", "Steward"),
        ],
        compute="_compute_user_part",
        help="As what the current user writes on this sheet.",
    )

    @api.depends_context("uid")
    @api.depends("department_id")
    def _compute_user_part(self):
        is_steward = self.env.su or self.env.user.has_group(STEWARD)
        writable = self._filtered_access("write")
        for sheet in self:
            if sheet._origin and sheet._origin not in writable._origin:
                sheet.user_part = "reader"
            elif sheet.case_id._is_department_work():
                # sudo: only compares logins
                head = sheet.sudo().department_id.manager_id.user_id
                sheet.user_part = "head" if head == self.env.user else "department"
            else:
                sheet.user_part = "steward" if is_steward else "desk"

    @api.model
    def _noted_fields(self):
        """What nobody enters: it is noted by the step that does it."""
        return super()._noted_fields() | {
            "dispatched_at",
            "dispatched_by_id",
            "worker_id",
            "started_at",
            "is_prepared",
            "urged_at",
            "urge_count",
            "invoice_id",
            self._done_field,
        }

    @api.model
    def _work_fields(self):
        """What the department that does the work enters."""
        return super()._work_fields() | {"work_done", "took_nothing"}

    @api.model
    def _request_fields(self):
        """What the front desk enters until the sheet is dispatched."""
        return set()

    @api.model
    def _charge_fields(self):
        """What the invoice is made from."""
        return set()

    @api.model_create_multi
    def create(self, vals_list):
        sheets = super().create(vals_list)
        sheets._check_label()
        return sheets

    def write(self, vals):
        if not self.env.su:
            own = {name for name in vals if not self._fields[name].inherited}
            self._check_not_noted(own)
            self._check_fields_of_user(own)
            self._check_settled(own)
        return super().write(vals)

    def _check_not_noted(self, names):
        if self._noted_fields() & set(names) or (self and "case_id" in names):
            raise AccessError(
                self.env._(
                    "When a sheet was dispatched, started, done or invoiced, and by whom, is "
                    "noted by its buttons."
                )
            )

    def _check_label(self):
        for sheet in self:
            if SHEET_OF.get(sheet.case_id.category) != self._name:
                raise UserError(
                    self.env._(
                        "“%(case)s” carries another label: change the label, and the sheet "
                        "follows.",
                        case=sheet.case_id.name,
                    )
                )

    def _check_fields_of_user(self, names):
        """:raise AccessError: names the fields that the user may not enter"""
        if not names:
            return
        if self.case_id._is_department_work():
            allowed = self._work_fields()
        elif self.env.user.has_group(STEWARD):
            return
        else:
            allowed = self._request_fields()
            if any(sheet.dispatched_at for sheet in self):
                allowed = set()
        refused = names - allowed
        if refused:
            raise AccessError(
                self.env._(
                    "You do not enter %(fields)s here: departments write what they worked, the "
                    "front desk what was asked for.",
                    fields=", ".join(
                        sorted(self._fields[name]._description_string(self.env) for name in refused)
                    ),
                )
            )

    def _check_settled(self, names):
        """What is handled stays as it is; the charge can be corrected until it is invoiced."""
        left = names if self.case_id._is_department_work() else names - self._charge_fields()
        # sudo: whether there is an invoice is no secret of accounting
        for sheet in self.sudo():
            if names & self._charge_fields() and sheet._is_invoiced():
                raise UserError(
                    self.env._(
                        "%(sheet)s is invoiced: the charge is corrected on the invoice.",
                        sheet=sheet.display_name,
                    )
                )
            if left and (sheet.case_id.state not in AT_WORK or not sheet.is_current):
                raise UserError(
                    self.env._(
                        "%(sheet)s is done and stays as it is. Reopen the matter to change it.",
                        sheet=sheet.display_name,
                    )
                )
