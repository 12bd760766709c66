from odoo import fields, models


class LifeEventStage(models.Model):
    """Stage of a life event (阶段, R026): so many months of a pregnancy, of a child's life."""

    _name = "steward.life.event.stage"
    _description = "Stage of a Life Event"
    _order = "kind_id, months, id"

    kind_id = fields.Many2one(
        "steward.life.event.kind", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, translate=True)
    months = fields.Integer(
        string="Months after the Event",
        aggregator=None,
        help="Calendar months from the date of the event to the beginning of the stage.",
    )

    _months_valid = models.Constraint(
        "CHECK(months BETWEEN 0 AND 240)", "A stage begins between 0 and 240 months after."
    )
    _months_uniq = models.Constraint(
        "UNIQUE(kind_id, months)", "Two stages of a kind cannot begin at the same time."
    )
