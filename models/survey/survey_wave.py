import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .survey_sheet import WAYS

# what an automatic name ends with: quarter, year or day
WHEN = re.compile(r" \d{4}( Q\d|-\d\d-\d\d)?$")


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
        "steward.community.mixin",
    ]
    _order = "date_issue desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {"state", "number", "seed", "survey_id", "base_count", "sampled_at", "issued_at"}
        | {"date_return", "issue_reason", "collected_at", "closed_at", "close_reason"}
        | {"analysis_submitted_on", "originals_back_on"}
        | {"counted_at", "figures", "report_state", "report_sent_at", "report_sent_by_id"}
        | {"report_read_at", "report_read_by_id"}
    )
    # what the sample follows from: settled once it is drawn
    _sample_fields = frozenset(
        {"type_id", "community_id", "date_issue", "rate", "wanted_count", "date_received"}
    )

    # what
    type_id = fields.Many2one(
        "steward.survey.type", required=True, index=True, ondelete="restrict", tracking=True
    )
    name = fields.Char(
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    number = fields.Char(readonly=True, copy=False, index="trigram")
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
            ("issued", "Distributed"),
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
        compute="_compute_date_received",
        store=True,
        readonly=False,
        precompute=True,
        help="Day on which quality handed out the wave (R304); of a survey that is planned for "
        "later, the planned day.",
    )
    date_issue = fields.Date(
        string="Distributed on",
        required=True,
        default=fields.Date.context_today,
        help="Planned day of issue; once issued, the day on which it was.",
    )
    date_return = fields.Date(
        string="Return by",
        compute="_compute_date_return",
        store=True,
        readonly=False,
        copy=False,
        tracking=True,
        help="Day by which the sheets are back (R226, R307); more time is given after the issue, "
        "with a reason (R308).",
    )
    issue_reason = fields.Char(
        string="Why Issued at Another Time", readonly=True, copy=False, help="See R226."
    )
    sampled_at = fields.Datetime(readonly=True, copy=False)
    issued_at = fields.Datetime(string="Distributed at", readonly=True, copy=False)
    collected_at = fields.Datetime(readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    close_reason = fields.Char(
        readonly=True, copy=False, help="Why it was closed with fewer sheets back (R308)."
    )
    analysis_submitted_on = fields.Date(
        string="Submitted to the Superior",
        readonly=True,
        copy=False,
        help="Analysis and original forms (R227).",
    )
    originals_back_on = fields.Date(
        string="Originals Back", readonly=True, copy=False, help="They are kept (R227)."
    )

    # who
    issuer_id = fields.Many2one("hr.employee", check_company=True, help="Hands out (R226).")
    collector_id = fields.Many2one("hr.employee", check_company=True, help="Collects (R226).")
    way = fields.Selection(
        WAYS,
        required=True,
        default="paper",
        help="How the sheets are handed out, unless a sheet says otherwise. At the door each one "
        "is a visit (R025); otherwise they go out when the wave is issued.",
    )

    # the sample
    seed = fields.Char(readonly=True, copy=False, help="Draws the same sample again (R306).")
    base_count = fields.Integer(string="Base of Households", readonly=True, copy=False)
    wanted_count = fields.Integer(
        string="Sheets Wanted",
        copy=False,
        help="Anonymous surveys: how many sheets; 0: as many as the share asks for.",
    )
    is_anonymous = fields.Boolean(related="type_id.is_anonymous")
    rate = fields.Float(
        string="Share (%)",
        compute="_compute_rate",
        store=True,
        readonly=False,
        help="Share of the base that is asked; never below the type's (R225, R305).",
    )
    sheet_ids = fields.One2many("steward.survey.sheet", "wave_id", string="Sheets")
    stratum_ids = fields.One2many("steward.survey.stratum", "wave_id", string="Spread")

    _number_uniq = models.UniqueIndex(
        "(community_id, number)", "The number of a wave is given once in a community."
    )
    _late_idx = models.Index("(next_due_at, id) WHERE next_due_at IS NOT NULL")

    _numbers_valid = models.Constraint(
        "CHECK(rate BETWEEN 0 AND 100 AND COALESCE(wanted_count, 0) >= 0)",
        "The share lies between 0 and 100 percent.",
    )
    _return_valid = models.Constraint(
        "CHECK(date_return IS NULL OR date_return >= date_issue)",
        "Sheets cannot come back before they are issued.",
    )

    @api.depends("type_id", "date_issue")
    def _compute_name(self):
        """Type and period; a name that somebody gave stays, and so does every one once the sample
        is drawn."""
        kinds = self.env["steward.survey.type"].with_context(active_test=False).search([])
        names = set(kinds.mapped("name"))
        for wave in self:
            if not (wave.type_id and wave.date_issue) or not wave._is_named_automatically(names):
                continue
            day = wave.date_issue
            when = {
                "quarter": f"{day.year} Q{(day.month + 2) // 3}",
                "year": str(day.year),
            }.get(wave.type_id.period, str(day))
            wave.name = f"{wave.type_id.name} {when}"

    def _is_named_automatically(self, kinds):
        """Whether the name is that of one of `kinds` with a period, or there is none yet."""
        if not self.name:
            return True
        return (
            self.state == "draft"
            and WHEN.search(self.name) is not None
            and WHEN.sub("", self.name) in kinds
        )

    @api.depends("type_id", "date_issue")
    def _compute_date_received(self):
        """Today; but what is planned for later than it could be handed on is received then
        (R255, R304)."""
        for wave in self:
            community = wave.community_id
            today = community._today() if community else fields.Date.context_today(wave)
            received = wave.date_received or today
            issue = wave.date_issue
            if issue and wave.state == "draft":
                last = received + timedelta(days=wave.type_id.issue_days)
                if received > issue or (received >= today and issue > last):
                    received = issue
            wave.date_received = received

    @api.depends("type_id", "date_issue")
    def _compute_date_return(self):
        for wave in self:
            wave.date_return = wave.date_issue and fields.Date.add(
                wave.date_issue, days=wave.type_id.return_days
            )

    @api.depends("type_id", "community_id", "date_issue")
    def _compute_rate(self):
        for wave in self:
            # what was asked for when the sample was drawn stays
            wave.rate = wave.rate if wave.sampled_at else wave._rate_min(wave.date_issue)

    @api.depends("number", "name")
    def _compute_display_name(self):
        for wave in self:
            wave.display_name = " ".join(filter(None, (wave.number, wave.name)))

    def write(self, vals):
        """:raise UserError: for what the drawn sample or the issued sheets follow from"""
        if not self.env.su:
            self._check_settled(vals)
        return super().write(vals)

    def _check_settled(self, vals):
        if self._sample_fields & vals.keys() and any(wave.state != "draft" for wave in self):
            raise UserError(
                self.env._(
                    "The sample of %(wave)s is drawn and stays with what it follows from: cancel "
                    "it, or draw up another survey.",
                    wave=self[:1].display_name,
                )
            )
        issued = self.filtered(lambda wave: wave.state not in ("draft", "sampled"))[:1]
        if issued and {"date_return", "way"} & vals.keys():
            raise UserError(
                self.env._(
                    "%(wave)s is issued: more time is given with a reason only (R308).",
                    wave=issued.display_name,
                )
            )
        if issued and any(not vals.get(name, True) for name in ("issuer_id", "collector_id")):
            raise UserError(
                self.env._(
                    "%(wave)s is issued: who hands out and who collects stays on record (R226).",
                    wave=issued.display_name,
                )
            )

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
