from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# characters of a Chinese line that fit beside the other columns of a list
SUBJECT_LENGTH = 40


class Reception(models.Model):
    """Reception (接待): what somebody brings to us, by whichever channel (R065, R076, R102, R300).

    Inbound, so it never counts as a visit. Every internal user records one (R065, R100), at any
    hour (R063); from it come none, one or several cases. Times are stored in UTC.
    """

    _name = "steward.reception"
    _description = "Reception"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "received_at desc, id desc"
    _primary_email = "caller_email"
    _check_company_auto = True

    # how and when it arrived
    channel = fields.Selection("_selection_channel", required=True, default="phone")
    business = fields.Selection(
        [
            ("inquiry", "Inquiry"),
            ("repair", "Repair"),
            ("fee", "Fee"),
            ("complaint", "Complaint"),
            ("other", "Other"),
        ],
        required=True,
        default="inquiry",
        help="What the window, the contact box and the complaint phone accept (R190).",
    )
    kind = fields.Selection(
        [
            ("ordinary", "Ordinary"),
            ("peer_visit", "Peer Visit"),
            ("commendation", "Commendation"),
            ("delegation", "Delegation"),
            ("major_event", "Major Event"),
        ],
        required=True,
        default="ordinary",
        help="A peer company that visits the estate (R086), somebody who praises, guests, or a "
        "major event, of which the project manager is told at once (R116).",
    )
    received_at = fields.Datetime(
        string="Received",
        required=True,
        index=True,
        default=fields.Datetime.now,
        help="Moment of receipt, at which the clocks start; it may be earlier than the typing.",
    )
    document_no = fields.Char(
        string="Number of the Document", help="Letter, fax, phone or interview record (R077)."
    )

    # who spoke
    caller_name = fields.Char(string="Caller")
    caller_phone = fields.Char(string="Caller's Phone", index="btree_not_null")
    caller_email = fields.Char(string="Caller's E-Mail", copy=False)
    door_text = fields.Char(
        string="Room", help="As it is said, for example 3-2-1204 or 3栋2单元1204."
    )
    match_ids = fields.Many2many(
        "res.partner",
        string="Households Found",
        compute="_compute_match_ids",
        help="By phone, room or name, while they are typed.",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Household", index="btree_not_null", ondelete="restrict"
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
    company_id = fields.Many2one(related="community_id.company_id", store=True, precompute=True)
    unit_id = fields.Many2one(
        "steward.unit",
        index="btree_not_null",
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    door = fields.Char(related="unit_id.door")
    steward_id = fields.Many2one(
        "hr.employee", compute="_compute_steward_id", store=True, index=True, precompute=True
    )

    # who received it
    receiver_id = fields.Many2one(
        "hr.employee",
        string="First Receiver",
        index=True,
        readonly=True,
        copy=False,
        default=lambda self: self._own_employee(),
        help="Whoever is addressed receives (R069), and stays answerable until the resident is "
        "satisfied (R066).",
    )
    responsible_id = fields.Many2one(
        "hr.employee",
        string="In Charge",
        index=True,
        readonly=True,
        copy=False,
        help="Sees to it now: the first receiver, or the colleague to whom it was handed over.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        index=True,
        readonly=True,
        copy=False,
        help="Who typed it, or took it.",
    )
    transfer_ids = fields.One2many("steward.reception.transfer", "reception_id", string="Transfers")

    # what was said
    text = fields.Text(
        string="Purpose and Words",
        required=True,
        copy=False,
        help="Why somebody came, and what was said (R070).",
    )
    subject = fields.Char(compute="_compute_subject", help="What was said, on one line.")
    answered_on_spot = fields.Boolean(string="Answered on the Spot", copy=False)
    answer = fields.Text(copy=False)
    promised_at = fields.Datetime(
        string="Promised Time",
        copy=False,
        help="What is not answered on the spot gets a promised time (R072).",
    )
    apologised = fields.Boolean(
        string="Apologised First",
        copy=False,
        help="On behalf of the department, before anything else (R108).",
    )
    case_ids = fields.One2many("steward.case", "reception_id", string="Matters")
    lost_property_ids = fields.One2many("steward.lost.property", "reception_id")
    checklist_kind = fields.Char(compute="_compute_checklist_kind")
    checklist_item_ids = fields.Many2many(
        "steward.checklist.item",
        string="Conduct",
        copy=False,
        help="What was observed of the rules of reception (R057, R068, R075, R108).",
    )
    state = fields.Selection(
        [("new", "To Be Taken"), ("taken", "Taken"), ("done", "Done")],
        required=True,
        default="taken",
        readonly=True,
        index=True,
    )
    done_at = fields.Datetime(readonly=True, copy=False)

    _untaken_idx = models.Index("(community_id, received_at) WHERE state = 'new'")
    _promised_idx = models.Index("(promised_at) WHERE state <> 'done' AND promised_at IS NOT NULL")

    @api.depends("partner_id", "unit_id")
    def _compute_community_id(self):
        own = None
        for reception in self:
            community = (
                reception.unit_id.community_id
                or reception.partner_id.household_community_id
                or reception.community_id
            )
            if not community:
                own = self._own_community() if own is None else own
                community = own
            reception.community_id = community

    @api.depends("partner_id")
    def _compute_unit_id(self):
        """The room that was said stays where it is one of the household's; several owners have
        more than one."""
        for reception in self:
            unit = reception.unit_id
            household = reception.partner_id._origin
            if household and household not in (unit.owner_id | unit.resident_id):
                unit = household.household_unit_id or unit
            reception.unit_id = unit

    @api.depends("unit_id.steward_id", "partner_id")
    def _compute_steward_id(self):
        for reception in self:
            reception.steward_id = (
                reception.unit_id.steward_id or reception.partner_id.household_steward_id
            )

    @api.depends("text")
    def _compute_subject(self):
        for reception in self:
            line = " ".join((reception.text or "").split())
            long = len(line) > SUBJECT_LENGTH
            reception.subject = f"{line[:SUBJECT_LENGTH]}…" if long else line

    @api.depends("case_ids.category", "business")
    def _compute_checklist_kind(self):
        for reception in self:
            labels = {reception.business, *reception.case_ids.mapped("category")}
            reception.checklist_kind = "complaint" if "complaint" in labels else "reception"

    @api.depends("door", "partner_id", "caller_name", "caller_phone", "received_at")
    def _compute_display_name(self):
        for reception in self:
            if not reception._origin:
                reception.display_name = False
                continue
            who = (
                reception.partner_id.name
                or reception.caller_name
                or reception.caller_phone
                or reception.env._("Unknown caller")
            )
            day = ""
            if reception.received_at and reception.community_id:
                local = reception.community_id._to_local(reception.received_at)
                day = local.strftime("%Y-%m-%d %H:%M")
            reception.display_name = " ".join(filter(None, (reception.door, who, day)))

    @api.model
    def _selection_channel(self):
        """The channels of the register of cases, in which they end up."""
        return self.env["steward.case"]._fields["channel"]._description_selection(self.env)

    @api.constrains("received_at")
    def _check_received_at(self):
        now = fields.Datetime.now()
        for reception in self:
            if reception.received_at > now:
                raise ValidationError(
                    reception.env._(
                        "“%(reception)s” was received in the future: enter the moment at which it "
                        "arrived.",
                        reception=reception.display_name,
                    )
                )

    @api.constrains("text")
    def _check_text(self):
        for reception in self:
            if not (reception.text or "").strip():
                raise ValidationError(
                    reception.env._("Write down why somebody came and what was said (R070).")
                )

    @api.model
    def _own_employee(self):
        # sudo: which employee the current user is, is the user's own business
        Employee = self.env["hr.employee"].sudo()
        own = Employee.search(
            [("user_id", "=", self.env.uid), ("company_id", "in", [self.env.company.id, False])],
            limit=1,
        )
        return own.sudo(False)

    @api.model
    def _own_community(self):
        """Where the user holds a role; else the only community of the company."""
        # sudo: who fills which role is not secret
        Assignment = self.env["steward.role.assignment"].sudo()
        held = Assignment.search(
            (Domain("user_id", "=", self.env.uid) | Domain("deputy_user_id", "=", self.env.uid))
            & Domain("company_id", "in", self.env.companies.ids)
            & Domain("is_in_force", "=", True),
            limit=1,
        ).community_id.sudo(False)
        if held:
            return held
        only = self.env["steward.community"].search(
            [("company_id", "in", self.env.companies.ids)], limit=2
        )
        return only if len(only) == 1 else only.browse()
