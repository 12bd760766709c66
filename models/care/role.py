from odoo import fields, models


class Role(models.Model):
    _inherit = "steward.role"

    sees_confidential = fields.Boolean(
        string="Sees Confidential Life Events",
        help="Misfortunes, pregnancies and what else is confidential in a household of the "
        "community; besides, only those see it who look after the household in it (R022, R026).",
    )
