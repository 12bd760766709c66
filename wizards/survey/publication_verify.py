from odoo import fields, models

from ...models.survey.publication_check import KEPT, RESIDENTS, WAYS


class PublicationVerify(models.TransientModel):
    """Asks quality how a published promise was verified, and what was found (R316-R317)."""

    _name = "steward.publication.verify"
    _description = "Verify a Promise"

    line_ids = fields.Many2many("steward.publication.line", required=True, readonly=True)
    way = fields.Selection(
        WAYS,
        required=True,
        default="phone",
    )
    kept = fields.Selection(
        KEPT,
        string="Verdict",
        required=True,
    )
    residents = fields.Selection(
        RESIDENTS,
        required=True,
    )
    note = fields.Text(string="What Was Found", required=True)

    def action_confirm(self):
        self.ensure_one()
        self.line_ids._verify(self.way, self.kept, self.residents, self.note)
        return {"type": "ir.actions.act_window_close"}
