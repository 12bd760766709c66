from odoo import api, fields, models


class ExportLog(models.Model):
    """Who took which residents' data out of the system, when and how many (R118)."""

    _name = "steward.export.log"
    _description = "Export of Resident Data"
    _order = "date desc, id desc"
    _rec_name = "description"

    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [("vcard", "vCard"), ("xlsx", "Excel"), ("pdf", "PDF"), ("csv", "CSV")],
        required=True,
        readonly=True,
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    record_count = fields.Integer(string="Records", readonly=True, aggregator="sum")
    description = fields.Char(readonly=True)

    @api.model
    def _log(self, kind, model, count, description):
        """Note that the current user exported `count` records of `model`."""
        # sudo: everybody's exports are noted, nobody writes the log by hand
        return self.sudo().create(
            {
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "kind": kind,
                "res_model": model,
                "record_count": count,
                "description": description,
            }
        )
