from odoo import fields, models


class PublicationLine(models.Model):
    """A published measure of a rectification plan: done in public, it is done there too (R087)."""

    _inherit = "steward.publication.line"

    @property
    def _guarded_fields(self):
        return super()._guarded_fields | {"plan_line_id"}

    plan_line_id = fields.Many2one(
        "steward.rectification.plan.line",
        string="Measure of the Plan",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )

    def action_done(self):
        result = super().action_done()
        # sudo: what is done is done in the plan too; the person responsible was checked
        for line in self.sudo().filtered("plan_line_id"):
            line.plan_line_id.date_done = line.community_id._today()
        return result

    def _tell_reopened(self):
        # sudo: follows from what quality found
        self.sudo().plan_line_id.date_done = False
        return super()._tell_reopened()
