from odoo import fields, models


class DeadlineAlert(models.Model):
    """Alert that was sent: once per deadline and level, which the index keeps."""

    _name = "steward.deadline.alert"
    _description = "Deadline Alert"
    _order = "alerted_at desc, id desc"

    deadline_id = fields.Many2one(
        "steward.deadline", required=True, readonly=True, ondelete="cascade"
    )
    level_id = fields.Many2one(
        "steward.deadline.level", required=True, readonly=True, index=True, ondelete="restrict"
    )
    alerted_at = fields.Datetime(string="Sent on", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Sent to", readonly=True, help="Empty: nobody fills the role."
    )
    digest_id = fields.Many2one(
        "steward.deadline.digest", index="btree_not_null", readonly=True, ondelete="set null"
    )
    activity_id = fields.Many2one(
        "mail.activity", index="btree_not_null", readonly=True, ondelete="set null"
    )

    _once = models.Constraint(
        "UNIQUE(deadline_id, level_id)", "A level of a deadline is alerted once."
    )
