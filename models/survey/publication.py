from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..policy.approval_mixin import DECISION_FIELDS
from .publication_kind import KINDS


class Publication(models.Model):
    """What is published to residents (公开信, 公示, 通知): drafted, agreed, posted, taken down and
    archived, with a code (R249, R311-R313, R321-R323, F26).
    """

    _name = "steward.publication"
    _description = "Publication"
    _inherit = [
        "steward.approval.mixin",
        "steward.reminded.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.community.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _guarded_fields = DECISION_FIELDS | {
        "number",
        "reminded",
        "posted_at",
        "posted_on",
        "posted_by_id",
        "taken_down_on",
        "taken_down_by_id",
        "archived_on",
        "to_quality_at",
        "to_quality_by_id",
    }

    # what
    kind = fields.Selection(KINDS, required=True, default="notice", tracking=True)
    name = fields.Char(
        string="Title",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    number = fields.Char(string="Code", readonly=True, copy=False, index="trigram")
    steward_id = fields.Many2one(
        "hr.employee",
        string="Drafted by",
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id,
        help="Does not agree to it, nor verifies what it promises (R312, R316).",
    )
    month = fields.Date(
        compute="_compute_month",
        store=True,
        readonly=False,
        precompute=True,
        help="First day of the month whose opinions are answered (R321).",
    )
    wave_id = fields.Many2one(
        "steward.survey.wave",
        string="Survey",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    plan_id = fields.Many2one(
        "steward.rectification.plan",
        string="Rectification Plan",
        index="btree_not_null",
        ondelete="restrict",
        help="Whose measures are put on the board (R087).",
    )
    replaces_id = fields.Many2one(
        "steward.publication",
        string="Instead of",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="Is taken down when this one is posted.",
    )
    replaced_by_ids = fields.One2many("steward.publication", "replaces_id", string="Replaced by")

    # text
    paper = fields.Selection(
        [("a4", "A4"), ("a3", "A3"), ("screen", "Screen")],
        string="Format",
        required=True,
        default="a4",
        help="How it is shown to residents (R249).",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    salutation = fields.Char(default=lambda self: self.env._("Dear owners and residents:"))
    body = fields.Html(string="Text")
    phone = fields.Char(
        compute="_compute_from_community",
        store=True,
        readonly=False,
        precompute=True,
        help="Telephone for questions, which stands below the text.",
    )
    signatories = fields.Char(
        compute="_compute_from_community", store=True, readonly=False, precompute=True
    )
    line_ids = fields.One2many(
        "steward.publication.line", "publication_id", string="Promises", copy=True
    )
    line_count = fields.Integer(string="Number of Promises", compute="_compute_line_counts")
    open_count = fields.Integer(string="Open Promises", compute="_compute_line_counts")

    # life
    state = fields.Selection(
        selection_add=[
            ("posted", "Posted"),
            ("taken_down", "Taken Down"),
            ("archived", "Archived"),
        ],
        ondelete={
            "posted": "set default",
            "taken_down": "set default",
            "archived": "set default",
        },
    )
    needs_approval = fields.Boolean(compute="_compute_needs_approval")
    can_post = fields.Boolean(compute="_compute_can_post")
    place = fields.Char(
        string="Where Posted",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    photo = fields.Image(
        string="Photo of the Posted Paper", max_width=1920, max_height=1920, copy=False
    )
    posted_at = fields.Datetime(string="Posted at", readonly=True, copy=False)
    posted_on = fields.Date(
        readonly=True, copy=False, tracking=True, help="In the community's time zone."
    )
    posted_by_id = fields.Many2one("res.users", string="Posted by", readonly=True, copy=False)

    _number_uniq = models.UniqueIndex(
        "(community_id, number) WHERE number IS NOT NULL",
        "The code of a publication is given once in a community.",
    )
    _posted_idx = models.Index("(community_id, posted_on) WHERE state = 'posted'")
    _month_first = models.Constraint(
        "CHECK(month IS NULL OR EXTRACT(DAY FROM month) = 1)",
        "The month of a publication is named by its first day.",
    )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for publication in self:
            publication.display_name = " ".join(
                filter(None, (publication.number, publication.name))
            )

    @api.depends("kind", "community_id")
    def _compute_month(self):
        """The last month, of whose opinions the next one speaks (R321)."""
        for publication in self:
            if publication.kind != "response":
                publication.month = False
            elif not publication.month:
                today = publication.community_id._today_or_utc()
                publication.month = today + relativedelta(months=-1, day=1)

    @api.depends("kind", "month", "plan_id")
    def _compute_name(self):
        for publication in self:
            publication.name = publication._usual_name() or publication.name

    def _usual_name(self):
        self.ensure_one()
        if self.kind == "letter":
            return self.name or self.env._("Open Letter to All Owners")
        if self.kind == "response" and self.month:
            return self.env._(
                "Response to the Opinions of %(year)s-%(month)s",
                year=self.month.year,
                month=self.month.month,
            )
        if self.kind == "rectification":
            return self.name or self.plan_id.name
        if self.kind == "service":
            return self.name or self.env._("Paid and Convenience Services")
        return self.name

    @api.depends("community_id")
    def _compute_from_community(self):
        for publication in self:
            community = publication.community_id
            publication.phone = community.hotline
            publication.signatories = community.service_centre_name or community.name

    @api.depends("kind")
    def _compute_place(self):
        kinds = {row.kind: row for row in self._kinds()}
        for publication in self:
            row = kinds.get(publication.kind)
            publication.place = publication.place or (row and row.place)

    @api.depends("line_ids.state")
    def _compute_line_counts(self):
        for publication in self:
            lines = publication.line_ids
            publication.line_count = len(lines)
            publication.open_count = len(lines.filtered(lambda line: line.state == "open"))

    @api.depends("kind")
    def _compute_needs_approval(self):
        demanded = {row.kind for row in self._kinds() if row.approval_role_id}
        for publication in self:
            publication.needs_approval = publication.kind in demanded

    @api.model
    def _kinds(self):
        # sudo: what the procedures demand is the same for everybody
        return self.env["steward.publication.kind"].sudo().search([])

    def _rule(self):
        """What the procedures demand of this kind."""
        self.ensure_one()
        return self.env["steward.publication.kind"]._of(self.kind)

    def _refuse_forged_fields(self):
        raise AccessError(
            self.env._(
                "A publication is submitted, approved, posted and taken down with its buttons only."
            )
        )
