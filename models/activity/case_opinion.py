from odoo import fields, models


class Case(models.Model):
    """Opinions of the guests of an activity (R243, R268, R302)."""

    _inherit = "steward.case"

    origin = fields.Selection(
        selection_add=[("activity", "Community Activity")], ondelete={"activity": "set manual"}
    )
    activity_id = fields.Many2one(
        "steward.community.activity",
        string="Said at",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    activity_guest = fields.Char(
        string="Said by", readonly=True, help="Guest of the activity, with phone."
    )
