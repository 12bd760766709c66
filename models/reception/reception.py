from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

CHANNELS = [
    ("visit", "Visit"),
    ("phone", "Phone"),
    ("hotline", "Complaint Phone"),
    ("letter", "Letter"),
    ("fax", "Fax"),
    ("email", "E-Mail"),
    ("box", "Contact Box"),
    ("media", "Network or Media"),
    ("wechat", "WeChat"),
    ("portal", "Portal"),
    ("sms", "Text Message"),
]
# channels by which nobody stands at the desk or hangs on the line: an answer is promised by the
# clocks, not to somebody who waits for it
WRITTEN = ("letter", "fax", "email", "box", "media", "wechat", "portal", "sms")
# what was said, by whom and when: on record once something came of it (R076)
EVIDENCE = {"text", "received_at", "channel", "caller_name", "caller_phone"}


class Reception(models.Model):
    """Reception (接待): what somebody brings to us, by whichever channel (R065, R076, R102, R300).

    Inbound, so it never counts as a visit. Every internal user records one (R065, R100); from it
    come none, one or several cases. Times are stored in UTC.
    """

    _name = "steward.reception"
    _description = "Reception"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "received_at desc, id desc"
    _check_company_auto = True

    # how and when it arrived
    channel = fields.Selection(
        CHANNELS,
        required=True,
        default="phone",
    )
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
        help="A peer company that visits the estate (R086), somebody who praises, or guests.",
    )
    received_at = fields.Datetime(
        string="Received",
        required=True,
        index=True,
        default=fields.Datetime.now,
        help="Moment of receipt, at which the clocks start; it may be earlier than the typing.",
    )
    document_no = fields.Char(
        string="Document Number", help="Number of the letter, fax or call record (R077)."
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
        help="By phone, room or name as they are typed.",
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
    community_kind = fields.Selection(related="community_id.kind")
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
        help="Login of whoever typed or took it.",
    )

    # what was said
    text = fields.Text(
        string="Purpose and Words", required=True, help="Why somebody came, and what was said (R070)."
    )
    answered_on_spot = fields.Boolean(string="Answered on the Spot", copy=False)
    answer = fields.Text(copy=False)
    promised_at = fields.Datetime(
        string="Promised Time",
        copy=False,
        help="What is not answered on the spot gets a promised time (R072).",
    )
    case_ids = fields.One2many("steward.case", "reception_id", string="Matters")
    case_count = fields.Integer(compute="_compute_case_count")
    state = fields.Selection(
        [("new", "To Be Taken"), ("taken", "Taken"), ("done", "Done")],
        required=True,
        default="taken",
        readonly=True,
        tracking=True,
        index=True,
    )
    done_at = fields.Datetime(readonly=True, copy=False)
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")

    _untaken_idx = models.Index("(community_id, received_at) WHERE state = 'new'")
    _household_idx = models.Index("(partner_id, received_at) WHERE partner_id IS NOT NULL")

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
        for reception in self:
            household = reception.partner_id
            doors = household.household_unit_id
            # the room that was said stays when it is one of the household's
            if household and reception.unit_id and household not in reception._people_of_unit():
                reception.unit_id = doors
            else:
                reception.unit_id = reception.unit_id or doors

    @api.depends("unit_id.steward_id", "partner_id")
    def _compute_steward_id(self):
        for reception in self:
            reception.steward_id = (
                reception.unit_id.steward_id or reception.partner_id.household_steward_id
            )

    @api.depends("case_ids")
    def _compute_case_count(self):
        for reception in self:
            reception.case_count = len(reception.case_ids)

    @api.depends("door", "partner_id", "caller_name", "caller_phone", "received_at")
    def _compute_display_name(self):
        for reception in self:
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

    @api.depends_context("uid")
    def _compute_is_mine(self):
        # sudo: which employee the current user is, is the user's own business
        own = self.env.user.sudo().employee_ids
        for reception in self:
            reception.is_mine = bool(
                reception.user_id == self.env.user
                or (reception.responsible_id | reception.receiver_id) & own
            )

    def _search_is_mine(self, operator, _value):
        if operator != "in":
            return NotImplemented
        # sudo: as above
        own = self.env.user.sudo().employee_ids.ids
        return (
            Domain("user_id", "=", self.env.uid)
            | Domain("responsible_id", "in", own)
            | Domain("receiver_id", "in", own)
        )

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

    @api.model_create_multi
    def create(self, vals_list):
        # R069: whoever is addressed receives; what came by e-mail waits for somebody to take it
        employee = self._own_employee()
        for vals in vals_list:
            if vals.get("state") == "new":
                continue
            vals["user_id"] = self.env.uid
            if not (self.env.su and vals.get("receiver_id")):
                vals["receiver_id"] = employee.id
            vals["responsible_id"] = vals["receiver_id"]
        receptions = super().create(vals_list)
        receptions.filtered(lambda reception: reception.state == "taken")._settle()
        return receptions

    def write(self, vals):
        self._check_evidence(vals)
        result = super().write(vals)
        if "case_ids" in vals:
            self._settle()
        return result

    def _check_evidence(self, vals):
        """R076: what was said, by whom and when stays once a matter came of it.

        :raise UserError: names the reception
        """
        if self.env.su or not EVIDENCE & vals.keys():
            return
        for reception in self:
            if reception.case_ids or reception.state == "done":
                raise UserError(
                    reception.env._(
                        "What was said in “%(reception)s” is on record and stays as it was noted. "
                        "Write a note below it instead.",
                        reception=reception.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """R076, R300: everything that residents bring is on record."""
        raise UserError(
            self.env._("A reception is on record and is not deleted: note what became of it.")
        )

    @api.model
    def _own_employee(self):
        # sudo: which employee the current user is, is the user's own business
        return self.env.user.sudo().employee_id.sudo(False)

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

    def _people_of_unit(self):
        """Whoever owns the unit or lives in it now."""
        self.ensure_one()
        return self.unit_id.owner_id | self.unit_id.resident_id | self.env["res.partner"].search(
            [("household_unit_id", "=", self.unit_id.id), ("id", "=", self.partner_id._origin.id)]
        )

    def _settle(self):
        """Done when all its matters are, taken again when one is reopened."""
        now = fields.Datetime.now()
        for reception in self:
            if not reception.case_ids:
                continue
            closed = all(case.state == "closed" for case in reception.case_ids)
            if closed and reception.state == "taken":
                # sudo: the state follows from the matters, whoever closes them
                reception.sudo().write({"state": "done", "done_at": now})
            elif not closed and reception.state == "done":
                # sudo: as above
                reception.sudo().write({"state": "taken", "done_at": False})
