from odoo import api, fields, models


class Visit(models.Model):
    """Visit (拜访/访谈): one outbound conversation, at the door, by phone or otherwise.

    Recorded visits are evidence: they are corrected by amendments and never deleted (R006, R056).
    Times are stored in UTC and judged in the community's time zone.
    """

    _name = "steward.visit"
    _description = "Visit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "start desc, id desc"
    _check_company_auto = True

    # whom
    line_id = fields.Many2one(
        "steward.visit.plan.line",
        string="Planned Visit",
        index="btree_not_null",
        copy=False,
        help="The planned visit for which the person set out.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Household or Body",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_community_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    community_kind = fields.Selection(related="community_id.kind", string="Kind of Community")
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    unit_id = fields.Many2one(
        "steward.unit",
        index="btree_not_null",
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    door = fields.Char(related="unit_id.door")
    phone = fields.Char(related="partner_id.phone")

    # by whom, when, how
    steward_id = fields.Many2one(
        "hr.employee",
        string="Visitor",
        required=True,
        index=True,
        default=lambda self: self._default_steward_id(),
    )
    participant_ids = fields.One2many("steward.visit.participant", "visit_id", copy=True)
    mode_id = fields.Many2one("steward.contact.mode", required=True, ondelete="restrict")
    mode_kind = fields.Selection(related="mode_id.kind", string="Kind of Mode")
    type_id = fields.Many2one("steward.contact.type", string="Communication Channel")
    start = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    minutes = fields.Integer(string="Duration (minutes)")
    quiet_period_id = fields.Many2one("steward.quiet.period", compute="_compute_quiet_period_id")
    quiet_reason = fields.Char(
        string="Reason for Calling in a Quiet Hour", help="Compulsory in a quiet hour (R011-R012)."
    )
    state = fields.Selection(
        [("draft", "Under Way"), ("done", "Recorded"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        tracking=True,
    )
    outcome = fields.Selection(
        [
            ("done", "Conversation Held"),
            ("nobody_home", "Nobody Home"),
            ("no_answer", "No Answer"),
            ("busy", "Busy, Another Time Agreed"),
            ("refused", "Refused"),
        ],
        copy=False,
    )
    consent = fields.Boolean(
        string="Consented to Talk",
        copy=False,
        help="Asked at the start whether it suits; a home is entered only with the owner's "
        "consent (R013, R061).",
    )

    # before
    is_prepared = fields.Boolean(
        string="Prepared", copy=False, help="Household's data were looked at (R045)."
    )
    notice_mode = fields.Selection(
        [
            ("board", "Bulletin Board"),
            ("mailbox", "Mailbox"),
            ("phone", "By Phone"),
            ("email", "By E-Mail"),
        ],
        string="Notice Given by",
        copy=False,
    )
    notice_date = fields.Date(copy=False)
    agreed_at = fields.Datetime(string="Agreed Time", copy=False)
    needs_appointment = fields.Boolean(compute="_compute_needs_appointment")
    no_appointment_reason = fields.Char(string="Why without an Appointment", copy=False)
    open_case_ids = fields.Many2many(
        "steward.case", string="Open Matters", compute="_compute_open_case_ids"
    )

    # what was said (R160)
    purpose_ids = fields.Many2many(
        "steward.visit.purpose",
        string="Purposes",
        compute="_compute_purpose_ids",
        store=True,
        readonly=False,
    )
    occasion = fields.Char(help="The other matter on the occasion of which they talked (R014).")
    needs = fields.Text(string="Needs and Opinions", copy=False)
    information = fields.Text(string="Information Given", copy=False)
    questions = fields.Text(string="Questions Answered", copy=False)
    case_ids = fields.One2many("steward.case", "visit_id", string="Opinions")

    # signed
    needs_signature = fields.Boolean(related="community_id.policy_id.signature_required")
    satisfaction = fields.Selection(
        [
            ("5", "Very Satisfied"),
            ("4", "Fairly Satisfied"),
            ("3", "Neutral"),
            ("2", "Rather Dissatisfied"),
            ("1", "Dissatisfied"),
        ],
        copy=False,
    )
    signature = fields.Binary(attachment=True, copy=False)
    signed_by = fields.Char(string="Signed by", copy=False)
    no_signature_reason = fields.Char(string="Why Not Signed", copy=False)
    photo_ids = fields.Many2many("ir.attachment", string="Photos", copy=False)

    # afterwards
    candidate_line_ids = fields.Many2many(
        "steward.visit.plan.line", compute="_compute_candidate_line_ids"
    )
    fulfil_line_ids = fields.Many2many(
        "steward.visit.plan.line",
        "steward_visit_fulfil_line_rel",
        string="Also Fulfils",
        compute="_compute_fulfil_line_ids",
        store=True,
        readonly=False,
        copy=False,
        help="Planned visits of this household that this conversation fulfils (R014); those that "
        "are not ticked stay open.",
    )
    unfit_note = fields.Char(compute="_compute_unfit_note")
    line_ids = fields.One2many("steward.visit.plan.line", "visit_id", string="Fulfils")
    next_at = fields.Datetime(string="Agreed Next Time", copy=False)
    event_id = fields.Many2one("calendar.event", string="Appointment", copy=False)
    amendment_ids = fields.One2many("steward.visit.amendment", "visit_id")

    def _default_steward_id(self):
        return self.env.user.employee_id

    @api.depends("partner_id", "unit_id", "start", "community_id")
    def _compute_display_name(self):
        for visit in self:
            # sudo: name and door of a household are everybody's
            who = visit.sudo().partner_id.name or ""
            door = visit.sudo().unit_id.door
            day = ""
            if visit.start and visit.community_id:
                day = fields.Date.to_string(visit.community_id._to_local(visit.start).date())
            visit.display_name = " ".join(part for part in (door, who, day) if part)

    @api.depends("line_id")
    def _compute_partner_id(self):
        for visit in self:
            visit.partner_id = visit.line_id.partner_id or visit.partner_id

    @api.depends("line_id", "partner_id")
    def _compute_community_id(self):
        for visit in self:
            visit.community_id = (
                visit.line_id.community_id
                or visit.partner_id.household_community_id
                or visit.community_id
            )

    @api.depends("line_id", "partner_id")
    def _compute_unit_id(self):
        for visit in self:
            line = visit.line_id
            if line.unit_id and line.partner_id == visit.partner_id:
                visit.unit_id = line.unit_id
            else:
                visit.unit_id = visit.partner_id.household_unit_id

    @api.depends("line_id")
    def _compute_purpose_ids(self):
        for visit in self:
            visit.purpose_ids = visit.purpose_ids or visit.line_id.rule_id.purpose_ids

    @api.depends("partner_id")
    def _compute_open_case_ids(self):
        cases = self.env["steward.case"].search(
            [("partner_id", "in", self.partner_id.ids), ("state", "!=", "closed")]
        )
        by_household = cases.grouped("partner_id")
        for visit in self:
            household_cases = by_household.get(visit.partner_id._origin, cases.browse())
            visit.open_case_ids = household_cases.filtered(
                lambda case, visit=visit: case.visit_id != visit._origin or not visit._origin
            )
