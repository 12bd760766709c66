from odoo import api, fields, models

from .callback_rule import CARE_TRIGGERS

# a kind also starts these
FURTHER = {"life_move_in": ["life_three_months"]}
# begin on the date of the event; all others from when they became known
DATED = ("life_handover", "life_move_in", "life_three_months")


class LifeEventKind(models.Model):
    """Kind of life event (人生大事类别, E08): hand-over, move-in, wedding, pregnancy, birth,
    misfortune, and what a firm adds."""

    _name = "steward.life.event.kind"
    _description = "Kind of Life Event"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    trigger = fields.Selection(
        selection="_selection_trigger",
        string="Starts",
        required=True,
        default="life_other",
        help="What is done is said by the callback rules of the policy profile.",
    )
    is_confidential = fields.Boolean(
        string="Confidential",
        help="Seen by the health steward, the supervisor and above, and by those who look after "
        "the household in it (R022).",
    )
    template_id = fields.Many2one(
        "mail.template",
        string="Message to the Household",
        domain="[('model', '=', 'steward.life.event')]",
        help="Sent to the household on the day (R272-R273).",
    )
    stage_ids = fields.One2many("steward.life.event.stage", "kind_id", copy=True)
    gift_kind_ids = fields.Many2many(
        "steward.gift.kind", string="Gifts", help="Proposed for the visit (R015)."
    )
    color = fields.Integer(aggregator=None)

    @api.model
    def _selection_trigger(self):
        labels = dict(
            self.env["steward.callback.rule"]._fields["trigger"]._description_selection(self.env)
        )
        return [
            (code, labels[code]) for code, _label in CARE_TRIGGERS if code != "life_three_months"
        ]

    def _triggers(self):
        """Codes of all that this kind starts."""
        self.ensure_one()
        return [self.trigger, *FURTHER.get(self.trigger, ())]
