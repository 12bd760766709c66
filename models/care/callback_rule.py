from odoo import fields, models

CARE_TRIGGERS = [
    ("life_handover", "Hand-Over of the Dwelling"),
    ("life_move_in", "Move-In"),
    ("life_three_months", "Three Months after the Move-In"),
    ("life_wedding", "Wedding"),
    ("life_pregnancy", "Stage of a Pregnancy"),
    ("life_birth", "Birth and Stage of a Child"),
    ("life_misfortune", "Major Misfortune"),
    ("life_other", "Other Life Event"),
]


class CallbackRule(models.Model):
    """Rules of care: what a life event starts (R015-R016, R021-R022, R026, R272)."""

    _inherit = "steward.callback.rule"

    trigger = fields.Selection(
        selection_add=CARE_TRIGGERS,
        ondelete={code: "cascade" for code, _label in CARE_TRIGGERS},
    )
    is_optional = fields.Boolean(
        string="Offered Only",
        help="May be declined in one tap, with a reason; it is never late (R021, R026).",
    )
    window_days = fields.Integer(
        string="Not Earlier Than (Days)",
        help="A conversation counts from so many days before it is due on; 0: from the event on.",
    )

    _window_positive = models.Constraint(
        "CHECK(window_days >= 0)", "The days before it is due cannot be negative."
    )
