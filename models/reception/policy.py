from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    # cases
    verdict_required = fields.Boolean(
        string="Quality Verifies Complaints",
        help="A complaint is written off only once quality verified that it is solved (F37).",
    )
    recurrence_days = fields.Integer(
        string="Days of Recurrence",
        default=90,
        help="How far back the same problem is looked for (R085): by default a quarter.",
    )
    recurrence_household = fields.Integer(
        string="Times in a Household",
        default=2,
        help="The same problem that often in one household is a recurring one (R219); 0: never.",
    )
    recurrence_building = fields.Integer(
        string="Times in a Building",
        default=3,
        help="The same topic that often in one building is a recurring problem (R085); 0: never.",
    )
    recurrence_community = fields.Integer(
        string="Times in a Community",
        default=10,
        help="The same topic that often in the community is a recurring problem (R085); 0: never.",
    )
    complaint_rate_target = fields.Float(
        string="Valid Complaints below (%)",
        default=1.0,
        help="Valid complaints per hundred households in a month (R098).",
    )
    answer_rate_target = fields.Float(
        string="Answers in Time (%)",
        default=100.0,
        help="Share of the clocks of a period that are met in time (R081, R096).",
    )
    promise_rate_target = fields.Float(
        string="Promises Kept (%)",
        default=100.0,
        help="Share of the promised times of a period that are kept (R072).",
    )

    _case_numbers_valid = models.Constraint(
        "CHECK(recurrence_days > 0 AND recurrence_household >= 0 AND recurrence_building >= 0"
        " AND recurrence_community >= 0 AND complaint_rate_target >= 0"
        " AND answer_rate_target BETWEEN 0 AND 100 AND promise_rate_target BETWEEN 0 AND 100)",
        "Times and days of a recurrence and the targets of cases must not be negative.",
    )
