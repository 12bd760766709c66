from odoo import fields, models


class Policy(models.Model):
    _inherit = "steward.policy"

    # fee collection
    collection_step_ids = fields.One2many("steward.collection.step", "policy_id", copy=True)
    collection_days = fields.Integer(
        string="Days Overdue before Chasing",
        default=30,
        help="A household whose oldest fee is overdue by so many days is chased (R168).",
    )
    collection_amount = fields.Float(
        string="Amount before Chasing",
        default=0.0,
        help="Only households that owe more than this overdue are chased by themselves.",
    )
    collection_request_days = fields.Integer(
        string="Days for a Visit That Accounting Asks for",
        default=3,
        help="By when a steward calls on a household where accounting asks for it.",
    )
    collection_attempts = fields.Integer(
        string="Attempts before the Next Step",
        default=3,
        help="After so many attempts that reached nobody, the next step of chasing follows.",
    )
    promise_grace_days = fields.Integer(
        string="Days of Grace",
        default=0,
        help="A promise to pay is broken when so many days after its date have passed.",
    )

    _collection_numbers_valid = models.Constraint(
        "CHECK(collection_days >= 0 AND collection_amount >= 0 AND collection_request_days > 0"
        " AND collection_attempts > 0 AND promise_grace_days >= 0)",
        "The numbers of a policy for fee collection must not be negative; attempts and the days "
        "for a visit must be at least one.",
    )
