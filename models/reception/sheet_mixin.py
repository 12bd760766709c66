from odoo import api, fields, models


class SheetMixin(models.AbstractModel):
    """Sheet of a case (单): what a complaint, a repair or a service needs beyond the register.

    A case has at most one sheet in force; re-labelling it closes one and opens the other (R104).
    Models that inherit it delegate to the case (`_inherits`) and so carry its rights.
    """

    _name = "steward.sheet.mixin"
    _description = "Sheet of a Case"
    _order = "id desc"
    # the letters before the number, in the words of the trade
    _number_prefix = ""

    case_id = fields.Many2one("steward.case", required=True, index=True, ondelete="cascade")
    number = fields.Char(readonly=True, copy=False, index="btree_not_null")
    numbered_in_id = fields.Many2one("steward.community", readonly=True, copy=False)
    is_current = fields.Boolean(
        string="In Force",
        default=True,
        readonly=True,
        copy=False,
        help="Not in force once the case carries another label.",
    )
    closed_reason = fields.Char(string="Reason for Re-Labelling", readonly=True, copy=False)

    _number_uniq = models.UniqueIndex(
        "(numbered_in_id, number)", "The number of a sheet is given once in a community."
    )
    _current_uniq = models.UniqueIndex(
        "(case_id) WHERE is_current", "A case has one sheet of a kind in force."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A sheet that is created with the words of its case creates the case with it."""
        sheets = super(SheetMixin, self.with_context(steward_sheet_first=True)).create(vals_list)
        sheets = sheets.with_env(self.env)
        sheets.case_id._adopt_sheets(sheets)
        sheets.case_id._enter_register()
        return sheets

    @api.model
    def _case_field(self):
        """Name of the case's field that holds the sheet in force."""
        raise NotImplementedError

    def _compute_display_name(self):
        for sheet in self:
            parts = (sheet.number, sheet.case_id.name)
            sheet.display_name = " ".join(part for part in parts if part)

    def _allot_numbers(self):
        """Give numbers without gaps per community and year of receipt (R082)."""
        pending = self.filtered(lambda sheet: not sheet.number)
        keys = [
            (sheet.case_id.community_id.id, sheet.case_id.received_on.year) for sheet in pending
        ]
        # sudo: the counter is nobody's to write
        numbers = self.env["steward.number"].sudo()._allot(self._number_prefix, keys)
        for sheet, (community_id, year), number in zip(pending, keys, numbers, strict=True):
            # sudo: a number is given by the register, never by a person
            sheet.sudo().write(
                {
                    "number": f"{self._number_prefix}-{year}-{number:04d}",
                    "numbered_in_id": community_id,
                }
            )

    def _problems_handled(self):
        """Sentences that keep the case from being marked as handled."""
        return []

    def _problems_closed(self):
        """Sentences that keep the case from being written off."""
        return []

    def action_open_case(self):
        self.ensure_one()
        return self.case_id.get_formview_action()
