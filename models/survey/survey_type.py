from odoo import fields, models


class SurveyType(models.Model):
    """Kind of survey (F04-F05): how many are asked, by when, and what follows; every number of the
    procedures for it."""

    _name = "steward.survey.type"
    _description = "Survey Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    rule_ref = fields.Char(string="Rules", help="Numbers of the rules of the procedures.")
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        domain="[('survey_type', '=', 'steward')]",
        ondelete="restrict",
        help="Each wave works on its own copy (R303).",
    )
    form_title = fields.Char(translate=True, help="What is printed as the form's name.")

    # who is asked
    rate = fields.Float(
        string="At Least (%)", default=20.0, help="Share of the base that is asked (R225, R305)."
    )
    rate_old = fields.Float(
        string="At Least, Older Communities (%)",
        help="Share where the community was delivered so many years ago or more; 0: the same "
        "(R305).",
    )
    old_years = fields.Integer(
        string="Older from Years",
        default=5,
        help="Years since delivery, on the day of issue, from which a community is older (R305).",
    )
    counts_decorating = fields.Boolean(
        string="Units under Decoration Count", help="They belong to the base (R328)."
    )
    no_repeat = fields.Boolean(
        string="Nobody Twice a Year", default=True, help="As long as others are left (R225, F06)."
    )
    is_anonymous = fields.Boolean(
        string="Anonymous",
        help="Sheets without numbers and one shared link: only how many came back is known.",
    )
    is_confidential = fields.Boolean(
        string="Confidential", help="Who answered what is seen by quality only."
    )

    # by when
    period = fields.Selection(
        [("quarter", "Every Quarter"), ("year", "Every Year"), ("free", "When It Is Wished")],
        required=True,
        default="free",
    )
    issue_day_from = fields.Integer(
        default=1, help="Day of the period's last month from which it is issued (R226)."
    )
    issue_day_to = fields.Integer(
        default=31, help="Day of the period's last month up to which it is issued (R226)."
    )
    issue_days = fields.Integer(
        string="Distributed within", default=3, help="Days after the wave was handed out (R304)."
    )
    return_days = fields.Integer(
        string="Returned within", default=10, help="Days after the issue (R226, R307)."
    )
    recovery_min = fields.Float(
        string="Back at Least (%)",
        default=75.0,
        help="Share of the issued sheets; below it, closing needs a reason or more time (R308).",
    )
    statistics_days = fields.Integer(
        string="Statistics within", default=3, help="Days after the collection (R309)."
    )
    analysis_day = fields.Integer(
        help="Day of the month after the period by which the analysis is submitted; 0: none (R227)."
    )
    originals_days = fields.Integer(
        string="Originals Back within", help="Days after they were submitted; 0: none (R227)."
    )
    letter_days = fields.Integer(
        string="Open Letter within", help="Days after the collection; 0: none (R311)."
    )
    quality_days = fields.Integer(
        string="To Quality within", help="Days after the letter was posted; 0: none (R313)."
    )
    concentration_count = fields.Integer(
        string="Concentrated from",
        default=3,
        help="So many opinions on one subject are answered by an open letter (R311).",
    )
    pareto_line = fields.Float(
        string="Vital Few (%)", default=80.0, help="The few causes that make so much (R228)."
    )
    small_group = fields.Integer(
        default=5, help="Rates of fewer answers are shown with their number, and not compared."
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a survey type must be unique.")
    _numbers_valid = models.Constraint(
        "CHECK(rate BETWEEN 0 AND 100 AND rate_old BETWEEN 0 AND 100"
        " AND recovery_min BETWEEN 0 AND 100 AND pareto_line BETWEEN 0 AND 100"
        " AND issue_day_from BETWEEN 1 AND issue_day_to AND issue_day_to <= 31"
        " AND least(issue_days, return_days, statistics_days, analysis_day, originals_days,"
        " letter_days, quality_days) >= 0)",
        "Shares lie between 0 and 100 percent, days are not negative.",
    )
