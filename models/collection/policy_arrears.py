from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    # arrears
    arrears_contact_days = fields.Integer(
        string="Days without Contact",
        default=30,
        help="A household in arrears with whom nobody has talked for so many days stands in the "
        "list of those not contacted lately.",
    )
    old_arrears_from = fields.Selection(
        [("year", "Due before This Year"), ("month", "Due before This Month")],
        string="Old Arrears",
        required=True,
        default="year",
        help="What counts as old in the targets of fees: due before 1 January, or before the "
        "month itself (R258).",
    )

    # targets (R258)
    fees_current_target = fields.Float(
        string="Current Fees (%)",
        default=95.0,
        help="Share of the current fees due by the end of the month that a steward is to bring "
        "in during the month (R258).",
    )
    fees_arrears_target = fields.Float(
        string="Old Arrears (%)",
        default=10.0,
        help="Share of the old arrears that a steward is to bring in during the month (R258).",
    )

    _arrears_numbers_valid = models.Constraint(
        "CHECK(arrears_contact_days > 0 AND fees_current_target BETWEEN 0 AND 100"
        " AND fees_arrears_target BETWEEN 0 AND 100)",
        "The days without contact must be positive, and the shares of the fees between 0 and 100 "
        "percent.",
    )
