from odoo import api, fields, models


class Visit(models.Model):
    """Conversations in which quality calls back are as confidential as the callback."""

    _inherit = "steward.visit"

    is_quality_only = fields.Boolean(
        string="For Quality Only", compute="_compute_is_quality_only", store=True
    )

    @api.depends(
        "callback_id.is_quality_only",
        "fulfil_callback_ids.is_quality_only",
        "callback_ids.is_quality_only",
    )
    def _compute_is_quality_only(self):
        for visit in self:
            # sudo: whether it is confidential does not depend on who asks
            whole = visit.sudo()
            callbacks = whole.callback_id | whole.fulfil_callback_ids | whole.callback_ids
            visit.is_quality_only = any(callbacks.mapped("is_quality_only"))

    def _without_confidential(self):
        return super()._without_confidential().filtered(lambda one: not one.is_quality_only)

    def _claims(self, names, vals_list):
        return super()._claims(names | {"is_quality_only"}, vals_list)
