from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.models import MAGIC_COLUMNS

from ..visit.recording import RECORDING


class SheetMixin(models.AbstractModel):
    """Sheet of a case (单): what a complaint, a repair or a service needs beyond the register.

    A case has at most one sheet in force; re-labelling it closes one and opens the other (R104).
    Models that inherit it delegate to the case (`_inherits`) and so carry its rights. Their stored
    fields that are `readonly` are written by steps only (with sudo), never by a remote call.
    """

    _name = "steward.sheet.mixin"
    _description = "Sheet of a Case"
    _inherit = ["steward.batch.mixin"]
    _order = "id desc"
    # the letters before the number, in the words of the trade
    _number_prefix = ""
    # the label of a case that begins as this sheet
    _default_category = ""

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

    def _compute_display_name(self):
        for sheet in self:
            parts = (sheet.number, sheet.case_id.name)
            sheet.display_name = " ".join(part for part in parts if part)

    @api.model
    def default_get(self, fields):
        """What was done about a sheet is nobody's default: neither a stored one, nor one that the
        context of a remote call claims."""
        noted = {
            name
            for name in self._noted_fields().intersection(fields)
            if not self._fields[name].compute
        }
        defaults = super().default_get([name for name in fields if name not in noted])
        for name in noted:
            if self._fields[name].type in ("boolean", "integer"):
                defaults[name] = name == "is_current"
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        """A sheet that is created with the words of its case creates the case with it."""
        if self.env.context.get("steward_case_first") is RECORDING:
            sheets = super().create(vals_list)
            sheets.case_id._adopt_sheets(sheets)
            return sheets
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_sheet_writes(vals)
            if vals.get("case_id") and not self.env.su:
                raise AccessError(
                    self.env._("A case gets its sheet by its label: give it another label.")
                )
            if not vals.get("case_id") and not vals.get("category"):
                default = self.env.context.get("default_category")
                vals["category"] = default or self._default_category
        first = self.with_context(steward_sheet_first=RECORDING)
        sheets = super(SheetMixin, first).create(vals_list).with_env(self.env)
        sheets.case_id._adopt_sheets(sheets)
        sheets.case_id._enter_register()
        return sheets

    def write(self, vals):
        own = vals.keys() & self._own_fields()
        if own and not self.env.su:
            self.case_id._check_not_respondent()
            self._check_sheet_writes(vals)
            if own - self._work_fields():
                self.case_id._check_not_department()
        return super().write(vals)

    @api.model
    @tools.ormcache()
    def _own_fields(self):
        """Names of the fields that lie on the sheet and not on its case."""
        return frozenset(name for name, field in self._fields.items() if not field.inherited)

    @api.model
    @tools.ormcache()
    def _noted_fields(self):
        """Names of what only steps write."""
        return frozenset(
            name
            for name in self._own_fields()
            if self._fields[name].store
            and self._fields[name].readonly
            and name not in MAGIC_COLUMNS
        )

    @api.model
    def _work_fields(self):
        """What the department that does the work enters (R044, R099)."""
        return frozenset()

    def _check_sheet_writes(self, vals):
        """:raise AccessError: for what was done, when and by whom, where a person enters it"""
        noted = vals.keys() & self._noted_fields()
        if self.env.su or not noted | ({"case_id"} if self else set()) & vals.keys():
            return
        raise AccessError(
            self.env._("What was done about a case, when and by whom, is noted when it is done.")
        )

    @api.model
    def _case_field(self):
        """Name of the case's field that holds the sheet in force."""
        raise NotImplementedError

    @api.model
    def _numbered(self, vals_list):
        """`vals_list` of sheets of known cases with their numbers; opinions of a visit under way
        are numbered when it is recorded."""
        cases = self.env["steward.case"].browse([vals["case_id"] for vals in vals_list])
        entered = cases.filtered(lambda case: case.visit_id.state != "draft")
        numbers = dict(zip(entered.ids, self._next_numbers(entered), strict=True))
        return [{**vals, **numbers.get(vals["case_id"], {})} for vals in vals_list]

    def _allot_numbers(self):
        """Give their numbers to sheets that have none (R082)."""
        pending = self.filtered(lambda sheet: not sheet.number)
        for sheet, vals in zip(pending, self._next_numbers(pending.case_id), strict=True):
            # sudo: a number is given by the register, never by a person
            sheet.sudo().write(vals)

    @api.model
    def _next_numbers(self, cases):
        """Values of the numbers for sheets of `cases`: without gaps per community and year of
        receipt, in one statement."""
        keys = [(case.community_id.id, case.received_on.year) for case in cases]
        numbers = self.env["steward.number"]._take(self._number_prefix, keys)
        return [
            {"number": number, "numbered_in_id": community_id}
            for (community_id, _year), number in zip(keys, numbers, strict=True)
        ]

    def _problems_handled(self):
        """Sentences that keep the case from being marked as handled."""
        return []

    def _problems_closed(self):
        """Sentences that keep the case from being written off."""
        return []

    def action_open_case(self):
        self.ensure_one()
        return self.case_id.get_formview_action()
