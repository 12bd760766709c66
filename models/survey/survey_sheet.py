from odoo import api, fields, models

WAYS = [
    ("door", "Door Visit"),
    ("paper", "Paper"),
    ("email", "E-Mail"),
    ("link", "Link"),
    ("qr", "QR Code"),
]


class SurveySheet(models.Model):
    """Sheet of one household in a wave (C082-C083, C113): numbered, handed out, collected; its
    answers are exactly one `survey.user_input`, which paper and link both fill."""

    _name = "steward.survey.sheet"
    _description = "Survey Sheet"
    _inherit = ["steward.guard.mixin", "steward.own.area.mixin", "steward.mailed.mixin"]
    _order = "wave_id, number, id"
    _check_company_auto = True
    _guarded_fields = frozenset(
        {"wave_id", "partner_id", "number", "user_input_id", "is_repeat", "state", "returned_at"}
        | {"community_id", "company_id", "unit_id", "building_id", "segment_id", "issued_at"}
        | {"is_double", "unreachable_reason", "attempt_count", "attempts", "callback_ids"}
    )

    # of which wave and household
    wave_id = fields.Many2one(
        "steward.survey.wave", required=True, index=True, ondelete="restrict", readonly=True
    )
    wave_state = fields.Selection(related="wave_id.state", string="State of the Survey")
    date_return = fields.Date(related="wave_id.date_return")
    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    number = fields.Char(readonly=True, index="trigram")
    partner_id = fields.Many2one(
        "res.partner",
        string="Household",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        help="Empty on anonymous sheets.",
    )
    unit_id = fields.Many2one(
        "steward.unit", index="btree_not_null", ondelete="restrict", readonly=True
    )
    door = fields.Char(related="unit_id.door")
    building_id = fields.Many2one("steward.building", index="btree_not_null", readonly=True)
    segment_id = fields.Many2one("steward.segment.tag", readonly=True)
    steward_id = fields.Many2one("hr.employee", index="btree_not_null", check_company=True)
    is_repeat = fields.Boolean(
        string="Asked Again",
        readonly=True,
        help="Was asked in the year already, because nobody else was left (R225, F06).",
    )
    is_double = fields.Boolean(
        string="Contacts Merged",
        readonly=True,
        help="Another sheet of the survey belongs to the same household, as it turned out later.",
    )
    state = fields.Selection(
        [
            ("drawn", "Drawn"),
            ("issued", "Distributed"),
            ("returned", "Returned"),
            ("unreachable", "Not Reached"),
        ],
        required=True,
        default="drawn",
        readonly=True,
    )
    way = fields.Selection(WAYS, help="How it is handed out; empty: as the wave says.")
    issuer_id = fields.Many2one("hr.employee", string="Distributed by", check_company=True)
    collector_id = fields.Many2one("hr.employee", string="Collected by", check_company=True)
    issued_at = fields.Datetime(string="Distributed at", readonly=True)
    returned_at = fields.Datetime(readonly=True)
    unreachable_reason = fields.Char(
        string="Why Not Reached",
        readonly=True,
        help="The household stays in the denominator (R305, R328).",
    )
    attempt_count = fields.Integer(string="Attempts", readonly=True, aggregator=None)
    attempts = fields.Text(string="Attempts to Reach It", readonly=True)
    callback_ids = fields.One2many("steward.callback", "survey_sheet_id", string="Visit")
    user_input_id = fields.Many2one(
        "survey.user_input",
        string="Answers",
        readonly=True,
        ondelete="restrict",
        groups="property_steward.property_steward_group_quality",
    )

    _partner_uniq = models.UniqueIndex(
        "(wave_id, partner_id) WHERE partner_id IS NOT NULL AND is_double IS NOT TRUE",
        "A household has one sheet in a wave.",
    )
    _number_uniq = models.UniqueIndex(
        "(wave_id, number) WHERE number IS NOT NULL", "The number of a sheet is given once."
    )
    _user_input_uniq = models.UniqueIndex(
        "(user_input_id) WHERE user_input_id IS NOT NULL", "Answers belong to one sheet."
    )
    _to_do_idx = models.Index("(steward_id, wave_id) WHERE state IN ('drawn', 'issued')")

    @api.depends("number", "unit_id.door", "partner_id.name")
    def _compute_display_name(self):
        for sheet in self:
            # sudo: name and door of a household are everybody's
            whole = sheet.sudo()
            parts = (sheet.number, whole.unit_id.door, whole.partner_id.name)
            sheet.display_name = " ".join(filter(None, parts)) or sheet.env._("Anonymous sheet")
