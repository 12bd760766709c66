from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceRequest(models.Model):
    """Service (特约服务/委托事项): promised from the published catalogue, delivered, charged
    (R017, R032-R033, R154, R172, R246, R319)."""

    _name = "steward.service.request"
    _description = "Service Request"
    _inherit = ["steward.sheet.work.mixin"]
    _inherits = {"steward.case": "case_id"}
    _number_prefix = "FW"
    _default_category = "service"
    _done_field = "delivered_at"

    kind = fields.Selection(
        [("special", "Special (Paid) Service"), ("entrusted", "Entrusted Matter")],
        required=True,
        default="entrusted",
    )
    matter = fields.Selection(
        [
            ("agency", "Errand or Payment on Behalf"),
            ("parcel", "Parcel or Key Kept"),
            ("move_in", "Move-In Formalities"),
            ("decoration", "Decoration Formalities"),
            ("parking", "Parking Formalities"),
            ("removal", "Moving In or Out of Goods"),
            ("other", "Other"),
        ],
        string="Entrusted with",
        help="What is done for a household on its behalf (R154, R246).",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        domain=[("type", "=", "service"), ("is_steward_service", "=", True)],
        index="btree_not_null",
        ondelete="restrict",
    )
    service_promise = fields.Char(related="product_id.steward_promise", string="Promise")
    quantity = fields.Float(default=1.0)
    price = fields.Monetary(
        string="Price Agreed",
        compute="_compute_price",
        store=True,
        readonly=False,
        precompute=True,
    )
    agreed_at = fields.Datetime(string="Promised for", copy=False)
    delivered_at = fields.Datetime(string="Delivered", readonly=True, copy=False)
    is_promise_kept = fields.Boolean(
        string="Promise Kept",
        compute="_compute_is_promise_kept",
        store=True,
        help="Delivered by the time that was promised (R319).",
    )
    is_first = fields.Boolean(
        string="First Delivery",
        readonly=True,
        copy=False,
        help="Never offered before in this community: asks for a joint callback, and for a "
        "procedure in the service handbook (R032-R033).",
    )

    _first_uniq = models.UniqueIndex(
        "(numbered_in_id, product_id) WHERE is_first",
        "A service is delivered for the first time once in a community.",
    )
    _delivered_idx = models.Index("(product_id, numbered_in_id) WHERE delivered_at IS NOT NULL")
    _price_positive = models.Constraint(
        "CHECK(price >= 0 AND quantity > 0)",
        "A service has a quantity, and does not cost less than nothing.",
    )

    @api.model
    def _case_field(self):
        return "service_id"

    @api.depends("product_id", "quantity")
    def _compute_price(self):
        for request in self:
            # sudo: the published price of a service is no secret
            product = request.product_id.sudo().with_company(request.case_id.company_id)
            request.price = product.lst_price * request.quantity if product else request.price

    @api.depends("delivered_at", "agreed_at")
    def _compute_is_promise_kept(self):
        for request in self:
            request.is_promise_kept = bool(request.delivered_at) and (
                not request.agreed_at or request.delivered_at <= request.agreed_at
            )

    @api.depends("agreed_at")
    def _compute_work_due_at(self):
        return super()._compute_work_due_at()

    def _work_due(self):
        return self.agreed_at

    @api.model_create_multi
    def create(self, vals_list):
        """R072: the time agreed with the household is promised."""
        return super().create(
            [
                {**vals, "promised_at": vals["agreed_at"]}
                if vals.get("agreed_at") and not (vals.get("case_id") or vals.get("promised_at"))
                else vals
                for vals in vals_list
            ]
        )

    def _is_on_site(self):
        return self.kind == "special"

    def _needs_dispatch(self):
        """Errands are run by whoever took them; a special service has its team (R106)."""
        return self.kind == "special"

    def _missing_fields(self):
        self.ensure_one()
        names = ["agreed_at"]
        if self.kind == "special":
            names.insert(0, "product_id")
        return super()._missing_fields() + [
            self._fields[name]._description_string(self.env) for name in names if not self[name]
        ]

    def _problems_handled(self):
        self.ensure_one()
        problems = super()._problems_handled()
        if self.kind == "special" and not self.product_id:
            problems.append(self.env._("Choose the service from the published catalogue."))
        if not self.delivered_at:
            problems.append(self.env._("The service is not marked as delivered yet."))
        return problems

    def _problems_done(self, moment):
        problems = super()._problems_done(moment)
        if self.kind == "special" and not self.product_id:
            problems.append(self.env._("Choose the service from the published catalogue."))
        if self.kind == "entrusted" and not (self.work_done or "").strip():
            problems.append(self.env._("Write down what was done."))
        return problems

    def _on_done(self, moment):
        """R032: the first delivery of a special service in a community asks for a joint
        callback; which one it is, is settled before the cases are handled."""
        super()._on_done(moment)
        special = self.filtered(lambda request: request.kind == "special" and request.product_id)
        if not special:
            return
        # sudo: what was delivered before, and to whom else, is only counted
        known = {
            (community.id, product.id)
            for community, product in self.sudo()._read_group(
                [
                    ("product_id", "in", special.product_id.ids),
                    ("numbered_in_id", "in", special.community_id.ids),
                    ("delivered_at", "!=", False),
                    ("kind", "=", "special"),
                    ("id", "not in", special.ids),
                ],
                ["numbered_in_id", "product_id"],
            )
        }
        first = self.browse()
        for request in special.sorted("id"):
            key = request.numbered_in_id.id, request.product_id.id
            if key not in known:
                known.add(key)
                first |= request
        # sudo: follows from what was delivered
        first.sudo().write({"is_first": True})

    # charge

    @api.model
    def _charge_fields(self):
        return {"product_id", "quantity", "price"}

    def _charge(self):
        return self.price

    def _charge_lines(self):
        return [
            {
                "product_id": self.product_id.id,
                "name": " ".join(
                    filter(None, (self.number, self.product_id.display_name, self.door))
                ),
                "quantity": self.quantity,
                "price_unit": self.price / self.quantity,
            }
        ]

    @api.model
    def _sheet_field_of_invoice(self):
        return "steward_service_id"

    def _check_chargeable(self):
        result = super()._check_chargeable()
        if not self.product_id:
            raise UserError(
                self.env._(
                    "Choose the service of %(sheet)s from the catalogue: its price and taxes are "
                    "charged.",
                    sheet=self.display_name,
                )
            )
        return result
