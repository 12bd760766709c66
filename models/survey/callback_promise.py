from odoo import fields, models
from odoo.exceptions import AccessError


class Callback(models.Model):
    """Calls by which quality asks residents whether a published promise was kept (R316-R317)."""

    _inherit = "steward.callback"

    publication_line_id = fields.Many2one(
        "steward.publication.line",
        string="Published Promise",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )

    def _check_asked_for(self, vals):
        if vals.get("publication_line_id"):
            self._refuse_promise()
        return super()._check_asked_for(vals)

    def _check_noted_by_system(self, vals):
        if "publication_line_id" in vals:
            self._refuse_promise()
        return super()._check_noted_by_system(vals)

    def _refuse_promise(self):
        raise AccessError(
            self.env._("Residents are called about a published promise from the promise itself.")
        )
