from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class LostProperty(models.Model):
    """Lost property (失物招领, C027): what was found or is missed, pets too, and to whom it was
    handed out (R106)."""

    _name = "steward.lost.property"
    _description = "Lost Property"
    _inherit = ["steward.guard.mixin", "mail.thread"]
    _order = "happened_on desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        ("receiver_id", "user_id", "state", "handed_out_at", "handed_out_by_id")
    )

    # what
    name = fields.Char(string="Item", required=True, tracking=True)
    direction = fields.Selection(
        [("found", "Found"), ("lost", "Lost")], required=True, default="found"
    )
    kind = fields.Selection([("item", "Item"), ("pet", "Pet")], required=True, default="item")
    description = fields.Text(help="Looks, contents, number.")
    photo = fields.Image(max_width=1024, max_height=1024, copy=False)

    # where and when
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["steward.reception"]._own_community(),
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    happened_on = fields.Date(
        string="Day", required=True, index=True, default=fields.Date.context_today
    )
    place = fields.Char(string="Where", help="Where it was found or lost.")
    kept_at = fields.Char(help="Where it is kept until it is handed out.")
    reception_id = fields.Many2one("steward.reception", index="btree_not_null", copy=False)

    # who
    reporter_id = fields.Many2one(
        "res.partner",
        string="Household of the Finder or Owner",
        index="btree_not_null",
        compute="_compute_reporter_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    reporter_name = fields.Char(
        string="Finder or Owner",
        compute="_compute_reporter",
        store=True,
        readonly=False,
        precompute=True,
    )
    reporter_phone = fields.Char(
        string="Phone", compute="_compute_reporter", store=True, readonly=False, precompute=True
    )
    receiver_id = fields.Many2one(
        "hr.employee",
        string="Registered by",
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: self.env["steward.reception"]._own_employee(),
    )
    user_id = fields.Many2one(
        "res.users", readonly=True, copy=False, index=True, default=lambda self: self.env.user
    )

    # handed out
    state = fields.Selection(
        [
            ("registered", "Registered"),
            ("handed_out", "Handed Out"),
            ("disposed", "Disposed of"),
        ],
        required=True,
        default="registered",
        readonly=True,
        tracking=True,
    )
    claimant_name = fields.Char(string="Claimant", copy=False)
    claimant_phone = fields.Char(string="Claimant's Phone", copy=False)
    claimant_proof = fields.Char(
        string="Proof", copy=False, help="By what the claimant showed that it is the own."
    )
    signature = fields.Binary(attachment=True, copy=False)
    handed_out_at = fields.Datetime(string="Handed Out", readonly=True, copy=False)
    handed_out_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    disposal_note = fields.Char(string="What Became of It", copy=False)

    _open_idx = models.Index("(community_id, happened_on) WHERE state = 'registered'")

    @api.depends("reception_id")
    def _compute_reporter_id(self):
        for item in self:
            item.reporter_id = item.reporter_id or item.reception_id.partner_id

    @api.depends("reporter_id", "reception_id")
    def _compute_reporter(self):
        for item in self:
            reception = item.reception_id
            item.reporter_name = (
                item.reporter_name or item.reporter_id.name or reception.caller_name
            )
            item.reporter_phone = (
                item.reporter_phone or reception.caller_phone or item.reporter_id.phone
            )

    @api.constrains("happened_on", "community_id")
    def _check_happened_on(self):
        for item in self:
            if item.happened_on > item.community_id._today():
                raise ValidationError(
                    item.env._("“%(item)s” was not found or lost in the future.", item=item.name)
                )

    def write(self, vals):
        if not self.env.su and any(item.state != "registered" for item in self):
            kept = vals.keys() - self.env["mail.thread"]._fields.keys()
            if kept:
                raise UserError(
                    self.env._(
                        "“%(item)s” left the register: what was signed for is not changed.",
                        item=self.filtered(lambda item: item.state != "registered")[:1].name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("The register of lost property is kept: say what became of the item.")
        )

    def action_hand_out(self):
        """To the claimant, who shows that it is the own and signs (C027).

        :raise UserError: says what is missing
        """
        for item in self:
            if not ((item.claimant_name or "").strip() and item.signature):
                raise UserError(
                    item.env._(
                        "Enter who claims “%(item)s”, and let the claimant sign.", item=item.name
                    )
                )
        self._leave("handed_out")

    def action_dispose(self):
        """What nobody claimed.

        :raise UserError: without a note of what became of it
        """
        for item in self:
            if not (item.disposal_note or "").strip():
                raise UserError(item.env._("Write down what became of “%(item)s”.", item=item.name))
        self._leave("disposed")

    def _leave(self, state):
        self.check_access("write")
        # sudo: how an item leaves the register is noted here; write access was checked
        self.sudo().write(
            {
                "state": state,
                "handed_out_at": fields.Datetime.now(),
                "handed_out_by_id": self.env.uid,
            }
        )
