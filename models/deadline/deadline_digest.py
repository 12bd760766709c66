from odoo import api, fields, models


class DeadlineDigest(models.Model):
    """What falls due soon (到期提醒), for one person on one day: the list behind a warning."""

    _name = "steward.deadline.digest"
    _description = "Deadlines of a Day"
    _inherit = ["mail.activity.mixin"]
    _order = "day desc, user_id"

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    day = fields.Date(required=True, readonly=True, help="By the clock of the person.")
    alert_ids = fields.One2many("steward.deadline.alert", "digest_id", readonly=True)
    deadline_ids = fields.Many2many(
        "steward.deadline", string="Deadlines", compute="_compute_deadline_ids"
    )

    _user_day_uniq = models.Constraint(
        "UNIQUE(user_id, day)", "A person gets one list of deadlines a day."
    )

    @api.depends("alert_ids.deadline_id")
    def _compute_deadline_ids(self):
        for digest in self:
            digest.deadline_ids = digest.alert_ids.deadline_id

    @api.depends("day")
    def _compute_display_name(self):
        for digest in self:
            digest.display_name = digest.env._(
                "Deadlines of %(day)s", day=fields.Date.to_string(digest.day)
            )

    def action_open_deadlines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.deadline_action"
        )
        action["domain"] = [("id", "in", self.deadline_ids.ids)]
        action["context"] = {}
        return action
