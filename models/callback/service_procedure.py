from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

PROCEDURE_ACTIVITY = "property_steward.mail_activity_type_service_procedure"


class ServiceProcedure(models.Model):
    """Operating procedure of a service (服务规程) in the service handbook: a service delivered for
    the first time stays new until it is written (R033)."""

    _name = "steward.service.procedure"
    _description = "Service Procedure"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "product_id"

    product_id = fields.Many2one(
        "product.product", string="Service", required=True, index=True, ondelete="restrict"
    )
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["steward.community"]._own_communities()[:1],
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    callback_id = fields.Many2one(
        "steward.callback",
        string="Joint Callback",
        readonly=True,
        index="btree_not_null",
        help="By the centre manager and the chief steward (R032).",
    )
    household_feeling = fields.Text(related="callback_id.opinion", string="What the Household Said")
    text = fields.Html(string="Procedure", tracking=False)
    attachment_ids = fields.Many2many("ir.attachment", string="Documents")
    state = fields.Selection(
        [("new", "To Be Written"), ("ready", "In the Handbook")],
        compute="_compute_state",
        store=True,
        group_expand=True,
    )

    _service_uniq = models.UniqueIndex(
        "(community_id, product_id)", "The service already has its procedure in this community."
    )

    @api.depends("text", "attachment_ids")
    def _compute_state(self):
        for procedure in self:
            written = bool(procedure.attachment_ids) or not is_html_empty(procedure.text)
            procedure.state = "ready" if written else "new"

    def write(self, vals):
        result = super().write(vals)
        ready = self.filtered(lambda procedure: procedure.state == "ready")
        ready.activity_feedback([PROCEDURE_ACTIVITY])
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked_for(self):
        if any(procedure.callback_id for procedure in self):
            raise UserError(
                self.env._("The procedure that a joint callback asked for is not deleted (R033).")
            )
