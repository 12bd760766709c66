from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    activity_record_days = fields.Integer(
        string="Record after Activity",
        default=3,
        help="Days after an activity by the end of which its record form is filled in (R297).",
    )
    activity_evaluation_days = fields.Integer(
        string="Evaluation after Activity",
        default=7,
        help="Days after an activity by the end of which its evaluation is approved (R298).",
    )
    activity_survey_required = fields.Boolean(
        string="Guests Are Asked",
        default=True,
        help="An activity closes only when its guests were asked for their opinion, or it says why "
        "not (R243).",
    )
    owners_meeting_months = fields.Integer(
        string="Project Is New for (Months)",
        default=12,
        help="Months after the delivery within which a project that held no owners' meeting yet "
        "owes one (R265); 0: none is owed.",
    )

    _activity_after_valid = models.Constraint(
        "CHECK(activity_record_days >= 0 AND activity_evaluation_days >= 0"
        " AND owners_meeting_months >= 0)",
        "Days and months after an activity cannot be negative.",
    )
