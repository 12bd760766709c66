from odoo import fields, models

TOPICS = [
    ("mode", "Service Mode and Content"),
    ("interest", "Services of Interest"),
    ("personal", "Personalised Needs"),
    ("recent", "Recent Needs"),
    ("activity", "The Activity Itself"),
    ("other", "Other"),
]


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    steward_use = fields.Selection(
        [
            ("satisfaction", "Satisfaction"),
            ("who", "Door or Name of the Guest"),
            ("phone", "Phone of the Guest"),
            *TOPICS,
        ],
        string="Used for",
        help="What the activity takes from the answers: a scale of satisfaction counts in its "
        "mean, free text on a topic becomes an opinion.",
    )
