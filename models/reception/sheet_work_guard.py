from odoo import api, fields, models
from odoo.exceptions import UserError

from .case_sheet import SHEET_OF
from .sheet_work import AT_WORK


class SheetWorkMixin(models.AbstractModel):
    """Who writes what on a sheet: the steps note what they did, a department what it worked, front
    desk and stewards the rest, until it is done (R044, R099, R278)."""

    _inherit = "steward.sheet.work.mixin"

    user_part = fields.Selection(
        [
            ("reader", "Reader"),
            ("department", "Department"),
            ("head", "Head of the Department"),
            ("steward", "Steward or Front Desk"),
        ],
        compute="_compute_user_part",
        help="As what the current user writes on this sheet.",
    )

    @api.depends_context("uid")
    @api.depends("department_id")
    def _compute_user_part(self):
        writable = self._filtered_access("write")
        by_department = self.case_id._reached_by_department()
        for sheet in self:
            if sheet._origin and sheet._origin not in writable._origin:
                sheet.user_part = "reader"
            elif sheet.case_id in by_department:
                # sudo: only compares logins
                head = sheet.sudo().department_id.manager_id.user_id
                sheet.user_part = "head" if head == self.env.user else "department"
            else:
                sheet.user_part = "steward"

    @api.model
    def _work_fields(self):
        return super()._work_fields() | {"work_done", "took_nothing"}

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
        own = vals.keys() & self._own_fields()
        if own and not self.env.su:
            self._check_settled(own)
        return super().write(vals)

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
