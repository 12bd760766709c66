from odoo import api, fields, models
from odoo.exceptions import UserError


class RectificationPlan(models.Model):
    """Rectification plan (整改计划, C019) from feedback and complaints; its measures are published
    on the board (R087)."""

    _name = "steward.rectification.plan"
    _description = "Rectification Plan"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(string="Title", required=True)
    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    document_id = fields.Many2one(
        "steward.duty.document", string="Drawn from", index="btree_not_null"
    )
    line_ids = fields.One2many("steward.rectification.plan.line", "plan_id", string="Measures")
    open_count = fields.Integer(string="Open Measures", compute="_compute_open_count")
    date_published = fields.Date(string="Published", tracking=True, copy=False)

    @api.depends("line_ids.date_done")
    def _compute_open_count(self):
        for plan in self:
            plan.open_count = len(plan.line_ids.filtered(lambda line: not line.date_done))

    def action_publish(self):
        """R087: problem and measure go on the board.

        :raise UserError: when a measure has nobody responsible or no day
        """
        self.check_access("write")
        for plan in self:
            incomplete = plan.line_ids.filtered(
                lambda line: not (line.measure and line.responsible_id and line.date_due)
            )
            if not plan.line_ids or incomplete:
                raise UserError(
                    plan.env._(
                        "%(plan)s: each problem needs a measure, somebody responsible and a day "
                        "before it is published: %(problems)s",
                        plan=plan.name,
                        problems=", ".join(incomplete.mapped("problem")),
                    )
                )
        self._publish()

    def _publish(self):
        """Hook: puts what is complete on the board."""
