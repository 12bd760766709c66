from odoo import api, fields, models


class Unit(models.Model):
    _inherit = "steward.unit"

    note = fields.Text(help="What the register says about a unit that has no household yet.")

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Import Template for Units"),
                "template": "/property_steward/static/xls/units.xlsx",
            }
        ]
