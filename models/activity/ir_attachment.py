from odoo import models
from odoo.exceptions import UserError

FORMS = ("steward.activity.record", "steward.activity.evaluation")
# what belongs to the planning form stays with it from its approval on, what was done for the
# activity from when it was held on
PLANNING = ("approved", "ongoing", "held", "closed")
WORK = ("steward.activity.check", "steward.activity.task")
OVER = ("held", "closed")


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _check_not_evidence(self):
        """R299: what belongs to planning, record and evaluation forms is kept with them, whoever
        would delete it."""
        result = super()._check_not_evidence()
        # sudo: only asks whether the forms are done
        by_model = self.sudo().grouped("res_model")
        for model in (*FORMS, *WORK, "steward.community.activity"):
            if model in by_model:
                records = by_model[model].env[model].browse(by_model[model].mapped("res_id"))
                if any(self._is_kept_with(record) for record in records.exists()):
                    raise UserError(
                        self.env._(
                            "What belongs to the forms of an activity is kept permanently with "
                            "them."
                        )
                    )
        return result

    def _is_kept_with(self, record):
        if record._name in FORMS:
            return record._is_kept()
        if record._name in WORK:
            return record.activity_id.state in OVER
        return record.state in PLANNING
