import base64

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.register import (
    BookError,
    guess_as_of,
    guess_community,
    open_book,
    plan_book,
)

# a register of so many rows is read and written while the person waits: about half a minute,
# where a worker may use one of CPU time
BACKGROUND_ROWS = 1500
BACKGROUND_PARAMETER = "property_steward.import_background_rows"
SAMPLES_SHOWN = 3


class RegisterImport(models.Model):
    """Register import (业主台账导入): a household register as offices keep it in Excel.

    Its columns are recognised and corrected, its rows staged and compared with what is known,
    and only then written. The file stays as it is; every row keeps what became of it.
    """

    _name = "steward.register.import"
    _description = "Register Import"
    _order = "id desc"
    _check_company_auto = True

    # the file
    name = fields.Char(compute="_compute_name", store=True)
    file = fields.Binary(string="Register", attachment=True, required=True, copy=False)
    filename = fields.Char()
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        string="Imported by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
        help="Whose rights the work in the background has.",
    )
    community_id = fields.Many2one(
        "steward.community",
        index="btree_not_null",
        check_company=True,
        help="All rows belong to it, whatever the file says. Empty: the file names it.",
    )
    community_name = fields.Char(
        string="Community in the File",
        help="Taken from the title. It counts for rows without a community of their own.",
    )
    community_kind = fields.Selection(
        selection=lambda self: (
            self.env["steward.community"]._fields["kind"]._description_selection(self.env)
        ),
        string="Kind of a New Community",
        default="residential",
        required=True,
    )
    as_of = fields.Date(
        string="As of",
        help="Day for which the register holds. Changes whose day it does not tell count from it.",
    )

    # what it says
    column_ids = fields.One2many("steward.register.import.column", "import_id")
    steward_ids = fields.One2many("steward.register.import.steward", "import_id")
    row_ids = fields.One2many("steward.register.import.row", "import_id")
    ignored_sheets = fields.Char(
        string="Sheets Left Out", readonly=True, help="Sheets without headings of a register."
    )
    total_rows = fields.Integer(string="Rows", readonly=True)
    counts = fields.Json(readonly=True)

    # how far it is
    state = fields.Selection(
        [
            ("draft", "File"),
            ("mapped", "Columns"),
            ("previewed", "Preview"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    job = fields.Selection(
        [("preview", "Preview"), ("apply", "Import")],
        string="Working in the Background",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    error = fields.Text(readonly=True, copy=False)

    @api.depends("filename", "community_name", "community_id.name")
    def _compute_name(self):
        for job in self:
            community = job.community_id.name or job.community_name
            job.name = " · ".join(filter(None, [community, job.filename])) or self.env._("Register")

    # step 1: the columns

    def action_recognise(self):
        """Recognise headings, community and day; nothing but the import itself is written.

        :raise UserError: if the file is no workbook or holds no register
        """
        for job in self:
            job._check_idle()
            sheets = job._open()
            plans = plan_book(sheets)
            registers = [plan for plan in plans if plan.is_register]
            if not registers:
                raise UserError(
                    self.env._(
                        "No sheet has a row of headings such as 楼栋, 房号, 业主姓名 and 联系电话."
                    )
                )
            titles = [title for plan in registers for title in plan.titles]
            communities = {guess_community(plan.titles) for plan in registers} - {""}
            job.column_ids.unlink()
            job._drop_rows()
            job.write(
                {
                    "state": "mapped",
                    "error": False,
                    "column_ids": [
                        fields.Command.create(vals) for vals in self._column_values(registers)
                    ],
                    "community_name": communities.pop() if len(communities) == 1 else False,
                    "as_of": guess_as_of(titles) or fields.Date.context_today(job),
                    "ignored_sheets": "、".join(
                        plan.name for plan in plans if not plan.is_register
                    ),
                    "total_rows": sum(
                        sheet.count_rows()
                        for sheet, plan in zip(sheets, plans, strict=True)
                        if plan.is_register
                    ),
                }
            )
            if "shop" in job._field_keys():
                job.community_kind = "shopping"

    def _column_values(self, plans):
        columns = {}
        for plan in plans:
            for column in plan.columns:
                vals = columns.setdefault(
                    column.key,
                    {
                        "key": column.key,
                        "letter": column.letter,
                        "field_key": column.field,
                        "sequence": len(columns),
                        "sheets": 0,
                        "samples": "、".join(column.samples[:SAMPLES_SHOWN]),
                    },
                )
                vals["sheets"] += 1
        return columns.values()

    def action_back_to_columns(self):
        """Correct the columns again; the preview is dropped."""
        for job in self:
            job._check_idle()
            if job.state in ("running", "done"):
                raise UserError(self.env._("“%(name)s” is imported already.", name=job.name))
            job._drop_rows()
            job.state = "mapped"

    # steps 2 and 3: the preview and the import

    def action_preview(self):
        """Stage all rows and compare them with what is known."""
        for job in self:
            job._check_idle()
            if job.state not in ("mapped", "previewed", "failed"):
                raise UserError(
                    self.env._("Recognise the columns of “%(name)s” first.", name=job.name)
                )
            if not job._field_keys() & {"door", "shop"}:
                raise UserError(
                    self.env._(
                        "No column of “%(name)s” holds the door. Say which one it is.",
                        name=job.name,
                    )
                )
            job._drop_rows()
            job.write({"state": "mapped", "error": False})
            job._start("preview")

    def action_import(self):
        """Write what the preview shows; rows that wait for a decision are left until they have one.

        :raise UserError: if the person may not change one of the communities
        """
        for job in self:
            job._check_idle()
            if job.state not in ("previewed", "done", "failed"):
                raise UserError(
                    self.env._("Look at the preview of “%(name)s” first.", name=job.name)
                )
            job._check_communities()
            job._reopen_rows()
            job.write({"state": "running", "error": False})
            job._start("apply")

    def action_resume(self):
        """Go on after an error: rows that hold already are not touched again."""
        for job in self.filtered(lambda job: job.state == "failed"):
            if job.counts:
                job.action_import()
            else:
                job.write({"state": "mapped", "error": False})
                job._start("preview")

    def _start(self, kind):
        self.job = kind
        if self.total_rows > self._background_rows():
            # sudo: whoever may import may have it done soon
            self.env.ref("property_steward.ir_cron_register_import").sudo()._trigger()
            return
        for __ in self._slices():
            continue

    def _background_rows(self):
        # sudo: a number that everybody may know
        parameter = self.env["ir.config_parameter"].sudo().get_param(BACKGROUND_PARAMETER)
        return int(parameter or BACKGROUND_ROWS)

    def _check_idle(self):
        """:raise UserError: while the import works in the background"""
        self.ensure_one()
        if self.job:
            raise UserError(
                self.env._("“%(name)s” is working in the background. Wait for it.", name=self.name)
            )

    # the file

    def _open(self):
        self.ensure_one()
        reasons = {
            "empty": self.env._("The file is empty."),
            "encrypted": self.env._("The file is protected by a password. Save it without one."),
            "too_large": self.env._("The file is too large for a register."),
            "not_a_workbook": self.env._(
                "The file is no Excel workbook and no CSV list. Save it as .xlsx and try again."
            ),
        }
        try:
            # the web client reads only the size of a file
            return open_book(base64.b64decode(self.with_context(bin_size=False).file or b""))
        except BookError as error:
            raise UserError(reasons[error.code]) from error

    def _field_keys(self):
        return set(self.column_ids.mapped("field_key")) - {False}

    @api.model
    def _day_after(self, day):
        return day + relativedelta(days=1)
