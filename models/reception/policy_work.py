from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    # repairs
    repair_hours = fields.Float(
        string="Hours to Finish a Repair",
        default=24.0,
        help="Hours after the appointed time by which a repair is finished, unless another time "
        "is specified (R277).",
    )
    work_urge_hours = fields.Float(
        string="Hours before Urging",
        default=2.0,
        help="So long before the appointed or specified time the steward of the building is "
        "shown it, to urge it (R277).",
    )

    _repair_hours_positive = models.Constraint(
        "CHECK(repair_hours > 0 AND work_urge_hours >= 0)",
        "The hours of repairs must be positive.",
    )
