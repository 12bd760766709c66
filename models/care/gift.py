from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "property_steward.property_steward_group_supervisor"


class Gift(models.Model):
    """Gift (礼品赠送记录, R015, E09): what a household was given, when, by whom and at what cost.

    Of a kind such as the medicine box a household gets one; the database keeps it so.
    """

    _name = "steward.gift"
    _description = "Gift"
    _inherit = ["steward.confidential.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    kind_id = fields.Many2one("steward.gift.kind", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner",
        string="Household",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_from_occasion",
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
    unit_id = fields.Many2one(
        "steward.unit",
        index="btree_not_null",
        compute="_compute_community_id",
        store=True,
        precompute=True,
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    door = fields.Char(related="unit_id.door")
    visit_id = fields.Many2one("steward.visit", index="btree_not_null", ondelete="cascade")
    life_event_id = fields.Many2one(
        "steward.life.event",
        index="btree_not_null",
        compute="_compute_from_occasion",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    date = fields.Date(
        required=True,
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Handed by",
        required=True,
        index=True,
        compute="_compute_employee_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    quantity = fields.Integer(required=True, default=1)
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(
        compute="_compute_cost",
        store=True,
        readonly=False,
        precompute=True,
        help="Of all of them together.",
    )
    note = fields.Char()
    once_per_household = fields.Boolean(
        compute="_compute_once_per_household", store=True, precompute=True
    )
    is_confidential = fields.Boolean(
        compute="_compute_is_confidential", store=True, precompute=True
    )

    _once_uniq = models.UniqueIndex(
        "(partner_id, kind_id) WHERE once_per_household",
        "The household has already been given one of these, and gets only one (R015).",
    )
    _numbers_valid = models.Constraint(
        "CHECK(quantity > 0 AND cost >= 0 AND (quantity = 1 OR NOT once_per_household))",
        "A gift has a number and no negative cost; of some kinds a household gets only one.",
    )

    @api.depends("kind_id", "partner_id")
    def _compute_display_name(self):
        for gift in self:
            gift.display_name = " ".join(
                # sudo: name and door of a household are everybody's
                filter(None, (gift.kind_id.name, gift.door, gift.sudo().partner_id.name))
            )

    @api.depends("visit_id", "life_event_id")
    def _compute_from_occasion(self):
        for gift in self:
            visit = gift.visit_id
            gift.life_event_id = visit.life_event_id or gift.life_event_id
            gift.partner_id = visit.partner_id or gift.life_event_id.partner_id or gift.partner_id

    @api.depends("visit_id", "life_event_id", "partner_id")
    def _compute_community_id(self):
        for gift in self:
            # sudo: of which dwelling a household is, is everybody's
            source = gift.visit_id or gift.life_event_id
            household = gift.partner_id.sudo()
            gift.unit_id = source.unit_id or household.household_unit_id
            gift.community_id = (
                source.community_id or household.household_community_id or gift.community_id
            )

    @api.depends("visit_id.start", "visit_id.community_id")
    def _compute_date(self):
        for gift in self:
            visit = gift.visit_id
            if visit.start and visit.community_id:
                gift.date = visit.community_id._to_local(visit.start).date()
            else:
                gift.date = gift.date or gift.community_id._today_or_utc()

    @api.depends("visit_id", "kind_id")
    def _compute_employee_id(self):
        """Who came along in the kind's role, else the visitor."""
        for gift in self:
            visit, role = gift.visit_id, gift.kind_id.role_id
            along = visit.participant_ids.filtered(
                lambda one, role=role: role and one.role_id == role
            ).employee_id
            gift.employee_id = (
                gift.employee_id or along[:1] or visit.steward_id or self.env.user.employee_id
            )

    @api.depends("kind_id", "quantity")
    def _compute_cost(self):
        for gift in self:
            gift.cost = gift.kind_id.cost * gift.quantity

    @api.depends("kind_id")
    def _compute_once_per_household(self):
        for gift in self:
            gift.once_per_household = gift.kind_id.once_per_household

    @api.depends("life_event_id.is_confidential", "visit_id.is_confidential")
    def _compute_is_confidential(self):
        for gift in self:
            # sudo: whether it is confidential does not depend on who asks
            whole = gift.sudo()
            gift.is_confidential = (
                whole.life_event_id.is_confidential or whole.visit_id.is_confidential
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_derived(vals_list)
        gifts = super().create(vals_list)
        gifts._check_may_change()
        return gifts

    def write(self, vals):
        self._check_derived([vals])
        self._check_may_change()
        result = super().write(vals)
        if {"visit_id", "life_event_id"} & vals.keys():
            self._check_may_change()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        self._check_may_change()

    def _check_derived(self, vals_list):
        if self._claims({"once_per_household", "is_confidential", "company_id"}, vals_list):
            raise AccessError(self.env._("What a gift is follows from its kind and its occasion."))

    def _check_may_change(self):
        """Gifts of a recorded visit are part of the evidence (R056): the supervisor corrects them.

        :raise AccessError: for gifts of other people's visits and events
        """
        if self.env.su:
            return
        self.visit_id.check_access("write")
        self.life_event_id.check_access("write")
        if not self.env.user.has_group(SUPERVISOR) and any(
            gift.visit_id.state == "done" for gift in self
        ):
            raise UserError(
                self.env._("The visit is recorded: only the supervisor corrects its gifts.")
            )
