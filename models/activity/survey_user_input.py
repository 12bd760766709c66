from odoo import fields, models


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"

    steward_keyed_by_id = fields.Many2one(
        "res.users",
        string="Keyed in by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Who typed in what was written on paper.",
    )
