from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

STEWARD = "property_steward.property_steward_group_steward"
SUPERVISOR = "property_steward.property_steward_group_supervisor"
# what the person responsible notes
OWN_FIELDS = {"done_note", "done_photo"}
# what residents read of it
PUBLISHED_FIELDS = {"opinion", "measure", "price", "publication_id"}
# who answers for a promise may change after it was published
ASSIGNED_FIELDS = {"responsible_id", "department_id"}


class PublicationLine(models.Model):
    """One promise in public (R321-R323): what was said, what is done, by when; done by whom it was
    given to, verified by quality until residents are satisfied (R316-R317)."""

    _name = "steward.publication.line"
    _description = "Published Promise"
    _inherit = [
        "steward.guard.mixin",
        "steward.reminded.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.mine.mixin",
    ]
    _mine_fields = ("responsible_id",)
    _order = "publication_id, sequence, id"
    _rec_name = "opinion"
    _check_company_auto = True
    _guarded_fields = frozenset(
        ("state", "reminded", "done_at", "done_by_id", "verified_on", "reopen_count")
    )

    publication_id = fields.Many2one(
        "steward.publication", required=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(
        related="publication_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="publication_id.company_id", store=True, precompute=True)
    kind = fields.Selection(related="publication_id.kind")
    publication_state = fields.Selection(related="publication_id.state", string="Publication State")
    posted_on = fields.Date(related="publication_id.posted_on", store=True)
    sequence = fields.Integer(default=10)

    # what is said
    opinion = fields.Text(
        string="Opinion or Suggestion", required=True, help="In short, and without naming anybody."
    )
    measure = fields.Text()
    price = fields.Char(help="Of a service, as it is published (R319).")
    completion = fields.Selection(
        [
            ("immediate", "Immediate"),
            ("starts", "Starts Immediately"),
            ("continuous", "Continuous"),
            ("period", "Period"),
        ],
        string="Completed",
        default="period",
        required=True,
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    completion_text = fields.Char(string="Completion Time", compute="_compute_completion_text")

    # who
    responsible_id = fields.Many2one("hr.employee", index="btree_not_null", check_company=True)
    department_id = fields.Many2one("hr.department", check_company=True)
    topic_id = fields.Many2one("steward.case.topic", ondelete="restrict")
    case_ids = fields.Many2many(
        "steward.case",
        "steward_publication_line_case_rel",
        string="Cases Answered",
        help="What residents said that led to this promise; not published.",
    )
    said_count = fields.Integer(
        string="Times Said", readonly=True, copy=True, help="When the line was proposed."
    )

    # life
    state = fields.Selection(
        [
            ("open", "Open"),
            ("done", "Done"),
            ("verified", "Verified"),
            ("superseded", "Replaced"),
        ],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        group_expand=True,
    )
    progress = fields.Selection(
        [
            ("open", "Open"),
            ("doing", "Being Done"),
            ("done", "Done"),
            ("verified", "Verified"),
            ("superseded", "Replaced"),
        ],
        compute="_compute_progress",
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    is_to_verify = fields.Boolean(
        string="To Verify", compute="_compute_is_to_verify", search="_search_is_to_verify"
    )
    done_note = fields.Text(string="What Was Done", copy=False)
    done_photo = fields.Image(string="Photo", max_width=1920, max_height=1920, copy=False)
    done_at = fields.Datetime(string="Done at", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", string="Done by", readonly=True, copy=False)
    check_ids = fields.One2many("steward.publication.check", "line_id", string="Verifications")
    verified_on = fields.Date(readonly=True, copy=False)
    reopen_count = fields.Integer(string="Times Reopened", readonly=True, copy=False)
    callback_ids = fields.One2many("steward.callback", "publication_line_id", string="Callbacks")

    _late_idx = models.Index("(community_id, date_to) WHERE state = 'open' AND date_to IS NOT NULL")
    _period_order = models.Constraint(
        "CHECK(date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "A promise begins before it ends.",
    )

    @api.depends("completion", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_completion_text(self):
        """R323: a state, or a period as the paper shows it: 5月-7月."""
        labels = dict(self._fields["completion"]._description_selection(self.env))
        for line in self:
            if line.completion != "period" or not line.date_to:
                line.completion_text = labels.get(line.completion)
                continue
            start, end = line.date_from or line.date_to, line.date_to
            if (start.year, start.month) == (end.year, end.month):
                line.completion_text = line.env._("by %(day)s", day=end.strftime("%Y-%m-%d"))
            elif start.year == end.year:
                line.completion_text = line.env._(
                    "months %(start)s-%(end)s of %(year)s",
                    start=start.month,
                    end=end.month,
                    year=end.year,
                )
            else:
                line.completion_text = line.env._(
                    "month %(start)s of %(first)s to month %(end)s of %(last)s",
                    start=start.month,
                    first=start.year,
                    end=end.month,
                    last=end.year,
                )

    @api.depends("state", "completion", "date_from", "community_id.tz", "posted_on")
    def _compute_progress(self):
        """What residents are told: what goes on all the time, or has begun, is being done."""
        for line in self:
            begun = line.completion != "period" or (
                line.date_from
                and line.community_id
                and line.date_from <= line.community_id._today()
            )
            is_doing = line.state == "open" and line.posted_on and begun
            line.progress = "doing" if is_doing else line.state

    @api.depends("state", "completion", "date_to", "posted_on", "community_id.tz")
    def _compute_is_late(self):
        for line in self:
            line.is_late = (
                line.state == "open"
                and line.completion == "period"
                and bool(line.posted_on and line.date_to and line.community_id)
                and line.date_to < line.community_id._today()
            )

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return (
            Domain("state", "=", "open")
            & Domain("completion", "=", "period")
            & Domain("posted_on", "!=", False)
            & self.env["steward.community"]._domain_by_time_zone(
                lambda community: Domain("date_to", "<", community._today())
            )
        )

    @api.depends("state", "completion", "posted_on")
    def _compute_is_to_verify(self):
        for line in self:
            line.is_to_verify = bool(line.posted_on) and (
                line.state == "done" or (line.state == "open" and line.completion == "continuous")
            )

    def _search_is_to_verify(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("posted_on", "!=", False) & (
            Domain("state", "=", "done")
            | Domain("state", "=", "open") & Domain("completion", "=", "continuous")
        )

    @api.constrains("case_ids", "publication_id")
    def _check_case_ids(self):
        # sudo: a case that the user does not see counts too
        for line in self.sudo():
            if line.case_ids.community_id - line.community_id:
                raise ValidationError(
                    line.env._(
                        "“%(opinion)s” answers cases of %(community)s only.",
                        opinion=line.opinion,
                        community=line.community_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self.env.su:
            lines._check_may_draft()
        lines._text_changed()
        return lines

    def write(self, vals):
        if not self.env.su:
            self._check_own(self._changed(vals))
        result = super().write(vals)
        if "publication_id" in vals and not self.env.su:
            # nor are promises moved into what was submitted (R312)
            self._check_may_draft()
        if PUBLISHED_FIELDS & vals.keys():
            self._text_changed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if not self.env.su:
            self._check_may_draft()

    def _text_changed(self):
        # sudo: only that the text has to be looked at again
        checked = self.publication_id.sudo().filtered("is_text_checked")
        if checked:
            checked.is_text_checked = False

    def _check_own(self, names):
        """:raise AccessError: where somebody would change more than the own part"""
        if not names:
            return
        if names <= OWN_FIELDS:
            foreign = self.filtered(lambda line: line.state != "open" or not line._may_do())
            if not foreign:
                return
            raise AccessError(
                self.env._(
                    "What was done for “%(opinion)s” is noted by the person responsible, as long "
                    "as it is open.",
                    opinion=foreign[0].opinion,
                )
            )
        if names <= ASSIGNED_FIELDS and self.env.user.has_group(SUPERVISOR):
            return
        self._check_may_draft()

    def _check_may_draft(self):
        if not self.env.user.has_group(STEWARD):
            raise AccessError(self.env._("Promises are drafted by stewards."))
        self.publication_id._check_draft()

    def _may_do(self):
        """Whether the user is responsible for it, or, where nobody with a login is, drafted it."""
        self.ensure_one()
        # sudo: only compares people
        line = self.sudo()
        person = line.responsible_id.user_id or line.publication_id.steward_id.user_id
        return person == self.env.user

    def _check_complete(self):
        """:raise UserError: for a promise without a measure, or without person and day where a
        period is promised (R322-R323)"""
        for line in self:
            if not (line.measure or "").strip():
                raise UserError(
                    line.env._("Say what is done about “%(opinion)s”.", opinion=line.opinion)
                )
            if line.completion == "period" and not (line.date_to and line.responsible_id):
                raise UserError(
                    line.env._(
                        "“%(opinion)s” is promised for a period: say until which day, and who "
                        "answers for it.",
                        opinion=line.opinion,
                    )
                )
