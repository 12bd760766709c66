from odoo import api, fields, models


class ReasonWizard(models.TransientModel):
    _inherit = "steward.reason.wizard"

    method = fields.Selection(
        selection_add=[("activity_plan_amend", "Amend the Approved Plan")],
        ondelete={"activity_plan_amend": "cascade"},
    )

    @api.model
    def _methods(self):
        return super()._methods() | {
            "activity_plan_amend": (
                "steward.activity.plan",
                lambda plans, reason: plans._amend(reason),
            )
        }
