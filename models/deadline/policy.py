from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    def _default_resource_calendar_id(self):
        return self.env.ref("property_steward.calendar_office_hours", raise_if_not_found=False)

    # clocks
    deadline_rule_ids = fields.One2many(
        "steward.deadline.rule", "policy_id", string="Own Deadline Rules", copy=True
    )
    deadline_level_ids = fields.One2many(
        "steward.deadline.level", "policy_id", string="Own Alert Levels", copy=True
    )
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Office Hours",
        ondelete="restrict",
        default=lambda self: self._default_resource_calendar_id(),
        help="Hours of the service centre (R189), for communities that have none of their own.",
    )
    cutoff_hour = fields.Float(
        string="Cut-off Hour",
        default=17.0,
        help="What is received after it is due on the next day where the same day is demanded.",
    )
    cutoff_due_hour = fields.Float(
        string="Due after Cut-off",
        default=12.0,
        help="Hour of the next day at which that is due.",
    )

    _cutoff_hours_valid = models.Constraint(
        "CHECK(cutoff_hour BETWEEN 0 AND 24 AND cutoff_due_hour BETWEEN 0 AND 24)",
        "The cut-off hour and the hour after it lie between 0:00 and 24:00.",
    )
