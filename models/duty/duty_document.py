from odoo import api, fields, models
from odoo.exceptions import UserError

from .duty_document_line import FIGURES
from .duty_rule import DOCUMENT_KINDS


class DutyDocument(models.Model):
    """Summary or analysis of a period, made from the one register of cases (F11): weekly (C067)
    and monthly complaint summary (C026), monthly classification of opinions (C116), quarterly and
    yearly analysis (C021), statistics of callbacks (C040). Frozen as submitted; says its period."""

    _name = "steward.duty.document"
    _description = "Summary or Analysis"
    _inherit = ["steward.guard.mixin", "mail.thread"]
    _order = "date_from desc, id desc"
    _guarded_fields = frozenset(("duty_id", "frozen_at", "snapshot", "household_count", *FIGURES))

    duty_id = fields.Many2one("steward.duty", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(DOCUMENT_KINDS, compute="_compute_kind", store=True, precompute=True)
    community_id = fields.Many2one(related="duty_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="duty_id.company_id", store=True)
    state = fields.Selection(related="duty_id.state", string="State")
    date_from = fields.Date(
        string="From", related="duty_id.figures_from", store=True, precompute=True
    )
    date_to = fields.Date(string="To", related="duty_id.figures_to", store=True, precompute=True)
    author_id = fields.Many2one(related="duty_id.employee_id", string="Author")

    # figures of the period
    total_count = fields.Integer(string="Matters Received", readonly=True)
    valid_count = fields.Integer(string="Valid Complaints", readonly=True)
    closed_count = fields.Integer(string="Closed", readonly=True)
    on_time_count = fields.Integer(string="In Time", readonly=True)
    late_count = fields.Integer(string="Late", readonly=True)
    reopened_count = fields.Integer(string="Reopened", readonly=True)
    recurring_count = fields.Integer(string="Recurring", readonly=True)
    satisfied_count = fields.Integer(string="Satisfied", readonly=True)
    household_count = fields.Integer(
        string="Households", readonly=True, help="Households of the community on the last day."
    )
    valid_rate = fields.Float(
        string="Valid Complaints per 100 Households",
        compute="_compute_valid_rate",
        digits=(16, 2),
    )

    # words
    line_ids = fields.One2many("steward.duty.document.line", "document_id")
    figure_ids = fields.One2many(
        "steward.duty.document.line",
        "document_id",
        string="Figures",
        domain=[("section", "!=", "case")],
    )
    case_line_ids = fields.One2many(
        "steward.duty.document.line",
        "document_id",
        string="Opinions One by One",
        domain=[("section", "=", "case")],
    )
    unclassified_count = fields.Integer(
        string="Not Classified", compute="_compute_unclassified_count"
    )
    unclassified_reason = fields.Char(
        string="Why Not Classified",
        help="Needed to submit the month with opinions that are not classified (R301).",
    )
    analysis = fields.Text(help="Main factors, recurring problems, and what was discussed.")
    measures = fields.Text(
        string="Corrective and Preventive Measures", help="What is done so that it does not recur."
    )

    # as submitted
    frozen_at = fields.Datetime(string="Submitted", readonly=True, copy=False)
    snapshot = fields.Json(readonly=True, copy=False)

    _duty_uniq = models.UniqueIndex("(duty_id)", "The duty already has its document.")

    @api.depends("duty_id")
    def _compute_kind(self):
        kinds = dict(DOCUMENT_KINDS)
        for document in self:
            kind = document.duty_id.kind
            document.kind = kind if kind in kinds else False

    @api.depends("valid_count", "household_count")
    def _compute_valid_rate(self):
        for document in self:
            document.valid_rate = (
                100.0 * document.valid_count / document.household_count
                if document.household_count
                else 0.0
            )

    @api.depends("line_ids.topic_id", "line_ids.section")
    def _compute_unclassified_count(self):
        for document in self:
            document.unclassified_count = len(
                document.line_ids.filtered(
                    lambda line: line.section == "case" and not line.topic_id
                )
            )

    @api.depends("kind", "community_id", "date_from", "date_to")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for document in self:
            document.display_name = document.env._(
                "%(duty)s of %(community)s, %(start)s to %(end)s",
                duty=labels.get(document.kind, ""),
                community=document.community_id.name or "",
                start=document.date_from or "",
                end=document.date_to or "",
            )

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._build()
        return documents

    def write(self, vals):
        """:raise UserError: when a submitted document would be changed."""
        if not self.env.su:
            self._check_not_frozen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._check_not_frozen()

    def action_rebuild(self):
        """Count again; classifications, analyses and measures of the lines stay."""
        self.check_access("write")
        self._check_not_frozen()
        # sudo: figures are counted, not entered; access was checked
        self.sudo()._build()

    def action_submit(self):
        """R115: with the duty, to the role that reviews it."""
        return self.duty_id.action_submit()

    def action_open_duty(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "steward.duty",
            "res_id": self.duty_id.id,
            "views": [(False, "form")],
        }

    def _check_not_frozen(self):
        for document in self:
            if document.frozen_at:
                raise UserError(
                    document.env._(
                        "%(document)s was submitted and stays as it is.",
                        document=document.display_name,
                    )
                )

    def _check_complete(self):
        """R301: a month closes with every opinion classified, or with the reason why not."""
        for document in self:
            if document.kind != "opinion_month":
                continue
            if document.unclassified_count and not document.unclassified_reason:
                raise UserError(
                    document.env._(
                        "%(document)s: opinions without a classification: %(count)s. Classify "
                        "them one by one, or say why not.",
                        document=document.display_name,
                        count=document.unclassified_count,
                    )
                )

    def _freeze(self):
        for document in self:
            snapshot = document._in_own_language()._snapshot_values()
            document.write({"frozen_at": fields.Datetime.now(), "snapshot": snapshot})

    def _in_own_language(self):
        """The document in the language of its company, whoever draws it up or submits it."""
        self.ensure_one()
        # sudo: the language of the own company is no secret
        language = self.sudo().company_id.partner_id.lang
        return self.with_context(lang=language) if language else self

    def _unfreeze(self):
        self.write({"frozen_at": False})

    def _snapshot_values(self):
        """Everything that a reader of the submitted document sees, as plain values."""
        self.ensure_one()
        names = [
            *FIGURES,
            "household_count",
            "analysis",
            "measures",
            "unclassified_reason",
        ]
        values = {name: self[name] for name in names}
        return {
            **values,
            "date_from": fields.Date.to_string(self.date_from),
            "date_to": fields.Date.to_string(self.date_to),
            "community": self.community_id.name,
            "author": self.author_id.name or "",
            "lines": [line._snapshot_values() for line in self.line_ids],
        }
