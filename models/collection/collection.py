from odoo import api, fields, models


class Collection(models.Model):
    """Collection case (催缴案, R168): one household that is overdue with its fees, why, what is
    done about it and what it promised. What it owes stands in the ledger alone.

    Dates are those of the community's time zone.
    """

    _name = "steward.collection"
    _description = "Collection Case"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "steward.guard.mixin",
        "steward.own.area.mixin",
    ]
    _order = "opened_on desc, id desc"
    _rec_names_search = ["partner_id", "unit_id"]
    _check_company_auto = True

    # who owes
    partner_id = fields.Many2one(
        "res.partner", string="Household", required=True, index=True, ondelete="restrict"
    )
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        compute="_compute_community_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
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
    steward_id = fields.Many2one(
        related="unit_id.steward_id", store=True, precompute=True, index="btree_not_null"
    )

    # its life
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        required=True,
        readonly=True,
        default="open",
        tracking=True,
    )
    opened_on = fields.Date(required=True, readonly=True, default=fields.Date.context_today)
    opened_by = fields.Selection(
        [("rule", "By Rule"), ("hand", "By Hand"), ("accounting", "Accounting Asked")],
        string="Opened How",
        required=True,
        readonly=True,
        default="hand",
    )
    closed_on = fields.Date(readonly=True, copy=False)
    closed_reason = fields.Selection(
        [("paid", "Paid"), ("given_up", "Given Up"), ("error", "Opened in Error")],
        readonly=True,
        copy=False,
        tracking=True,
    )
    closed_note = fields.Char(string="Why It Was Closed", readonly=True, copy=False)

    # why it does not pay (R168)
    cause_id = fields.Many2one(
        "steward.collection.cause",
        string="Cause of the Arrears",
        index="btree_not_null",
        tracking=True,
        ondelete="restrict",
        help="Compulsory before the second conversation.",
    )
    cause_note = fields.Text(
        string="What the Household Says", help="Confidential: accounting does not see it."
    )
    case_id = fields.Many2one(
        "steward.case",
        string="Matter Taken up",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    # what was done
    action_ids = fields.One2many("steward.collection.action", "collection_id", string="Steps")
    promise_ids = fields.One2many("steward.payment.promise", "collection_id", string="Promises")
    visit_ids = fields.One2many("steward.visit", "collection_id", string="Conversations")

    _open_uniq = models.UniqueIndex(
        "(partner_id, community_id) WHERE state = 'open'",
        "The fees of this household are already being chased.",
    )
    _community_open_idx = models.Index("(community_id, opened_on) WHERE state = 'open'")
    _closed_reason_known = models.Constraint(
        "CHECK(state <> 'closed' OR closed_reason IS NOT NULL)",
        "Say why the collection case is closed.",
    )

    _guarded_fields = frozenset(
        ("state", "opened_on", "opened_by", "closed_on", "closed_reason", "closed_note", "case_id")
    )

    @api.depends("partner_id")
    def _compute_community_id(self):
        for collection in self:
            collection.community_id = (
                collection.community_id or collection.partner_id.household_community_id
            )

    @api.depends("partner_id")
    def _compute_unit_id(self):
        for collection in self:
            collection.unit_id = collection.unit_id or collection.partner_id.household_unit_id

    @api.depends("partner_id", "unit_id")
    def _compute_display_name(self):
        for collection in self:
            # sudo: name and door of a household are everybody's
            record = collection.sudo()
            if not record.partner_id:
                collection.display_name = ""
                continue
            collection.display_name = collection.env._(
                "Fees of %(household)s",
                household=" ".join(filter(None, (record.door, record.partner_id.name))),
            )
