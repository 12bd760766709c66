from odoo import api, fields, models


class ServiceRequest(models.Model):
    """Service (特约服务/委托事项): promised from the published catalogue, delivered, charged
    (R017, R032-R033, R154, R319)."""

    _name = "steward.service.request"
    _description = "Service Request"
    _inherit = ["steward.sheet.mixin"]
    _inherits = {"steward.case": "case_id"}
    _number_prefix = "FW"
    _default_category = "service"

    kind = fields.Selection(
        [("special", "Special (Paid) Service"), ("entrusted", "Entrusted Matter")],
        required=True,
        default="entrusted",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        domain=[("type", "=", "service"), ("is_steward_service", "=", True)],
        index="btree_not_null",
    )
    service_promise = fields.Char(related="product_id.steward_promise")
    currency_id = fields.Many2one(related="case_id.company_id.currency_id")
    quantity = fields.Float(default=1.0)
    price = fields.Monetary(
        string="Price Agreed",
        compute="_compute_price",
        store=True,
        readonly=False,
        precompute=True,
    )
    agreed_at = fields.Datetime(string="Appointed Time")
    worker_id = fields.Many2one("hr.employee", string="Served by", index="btree_not_null")
    delivered_at = fields.Datetime(string="Delivered", readonly=True, copy=False)
    is_first = fields.Boolean(
        string="First Delivery",
        readonly=True,
        copy=False,
        help="Never offered before in this community: asks for a joint callback, and for a "
        "procedure in the service handbook (R032-R033).",
    )
    invoice_id = fields.Many2one("account.move", readonly=True, copy=False, index="btree_not_null")

    @api.model
    def _case_field(self):
        return "service_id"

    @api.depends("product_id", "quantity")
    def _compute_price(self):
        for request in self:
            # sudo: the published price of a service is no secret
            product = request.product_id.sudo().with_company(request.case_id.company_id)
            request.price = product.lst_price * request.quantity if product else request.price

    def _problems_handled(self):
        self.ensure_one()
        problems = super()._problems_handled()
        if self.kind == "special" and not self.product_id:
            problems.append(self.env._("Choose the service from the published catalogue."))
        if not self.delivered_at:
            problems.append(self.env._("Enter when the service was delivered."))
        return problems
