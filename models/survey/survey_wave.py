from odoo import api, fields, models
from odoo.exceptions import UserError


class SurveyWave(models.Model):
    """One survey of one community (调查批次): its sample, its sheets and its own copy of the
    questionnaire (R225-R227, R303-R310). Dates follow the community's calendar."""

    _name = "steward.survey.wave"
    _description = "Survey Wave"
    _inherit = [
        "steward.deadline.mixin",
        "steward.guard.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_issue desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {"state", "number", "seed", "survey_id", "base_count", "sampled_at", "issued_at"}
        | {"collected_at", "closed_at", "close_reason"}
    )

    # what
    type_id = fields.Many2one(
        "steward.survey.type", required=True, index=True, ondelete="restrict", tracking=True
    )
    name = fields.Char(required=True, tracking=True)
    number = fields.Char(readonly=True, copy=False, index="trigram")
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["steward.community"]._only_one(),
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True, precompute=True)
    steward_id = fields.Many2one(
        "hr.employee",
        string="Responsible",
        index=True,
        check_company=True,
        tracking=True,
        default=lambda self: self.env.user.employee_id,
    )
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire of the Wave",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sampled", "Sample Drawn"),
            ("issued", "Issued"),
            ("collected", "Collected"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )

    # when
    date_received = fields.Date(
        string="Handed out on",
        required=True,
        default=fields.Date.context_today,
        help="Day on which quality handed out the wave (R304).",
    )
    date_issue = fields.Date(string="Issue", required=True, default=fields.Date.context_today)
    date_return = fields.Date(
        string="Return by",
        compute="_compute_date_return",
        store=True,
        readonly=False,
        help="Day by which the sheets are back (R226, R307).",
    )
    sampled_at = fields.Datetime(readonly=True, copy=False)
    issued_at = fields.Datetime(readonly=True, copy=False)
    collected_at = fields.Datetime(readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    close_reason = fields.Char(
        readonly=True, copy=False, help="Why it was closed with fewer sheets back (R308)."
    )

    # who
    issuer_id = fields.Many2one("hr.employee", check_company=True, help="Hands out (R226).")
    collector_id = fields.Many2one("hr.employee", check_company=True, help="Collects (R226).")

    # the sample
    seed = fields.Char(readonly=True, copy=False, help="Draws the same sample again (R306).")
    base_count = fields.Integer(string="Base", readonly=True, copy=False)
    rate = fields.Float(
        string="Share (%)",
        compute="_compute_rate",
        store=True,
        readonly=False,
        help="Share of the base that is asked; never below the type's (R225, R305).",
    )
    sheet_ids = fields.One2many("steward.survey.sheet", "wave_id", string="Sheets")

    _number_uniq = models.UniqueIndex(
        "(community_id, number)", "The number of a wave is given once in a community."
    )
    _late_idx = models.Index("(next_due_at, id) WHERE next_due_at IS NOT NULL")

    @api.depends("type_id", "date_issue")
    def _compute_date_return(self):
        for wave in self:
            wave.date_return = wave.date_issue and fields.Date.add(
                wave.date_issue, days=wave.type_id.return_days
            )

    @api.depends("type_id", "community_id", "date_issue")
    def _compute_rate(self):
        for wave in self:
            wave.rate = wave._rate_min()

    def _rate_min(self):
        """Share that is asked at least, in percent; exactly as many years as the type names make a
        community an older one (R305)."""
        self.ensure_one()
        kind = self.type_id
        delivered = self.community_id.delivery_date
        if not (kind.rate_old and delivered and self.date_issue):
            return kind.rate
        is_old = fields.Date.add(delivered, years=kind.old_years) <= self.date_issue
        return kind.rate_old if is_old else kind.rate

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for wave in self:
            if wave.state != "draft":
                raise UserError(
                    wave.env._(
                        "%(wave)s was sampled and is kept: cancel it instead.",
                        wave=wave.display_name,
                    )
                )
