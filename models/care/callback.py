from odoo import api, fields, models
from odoo.exceptions import UserError

from .callback_rule import CARE_TRIGGERS


class Callback(models.Model):
    """Visits that a life event starts (R015-R016, R021-R022, R026, R272); what is only offered may
    be declined in one tap."""

    _name = "steward.callback"
    _inherit = ["steward.callback", "steward.confidential.mixin"]

    trigger = fields.Selection(
        selection_add=CARE_TRIGGERS,
        ondelete={code: "cascade" for code, _label in CARE_TRIGGERS},
    )
    life_event_id = fields.Many2one(
        "steward.life.event", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    life_stage_id = fields.Many2one(
        "steward.life.event.stage", string="Stage", readonly=True, ondelete="restrict"
    )
    is_confidential = fields.Boolean(
        string="Confidential", related="life_event_id.is_confidential", store=True, precompute=True
    )

    _life_event_uniq = models.UniqueIndex(
        "(life_event_id, trigger, COALESCE(life_stage_id, 0)) WHERE life_event_id IS NOT NULL",
        "The life event has already started this visit.",
    )

    @api.depends("life_event_id.kind_id.name", "life_stage_id.name", "is_confidential")
    def _compute_display_name(self):
        others = self.filtered(lambda callback: not callback.life_event_id)
        result = super(Callback, others)._compute_display_name()
        labels = dict(self._fields["trigger"]._description_selection(self.env))
        for callback in self - others:
            # sudo: name and door of a household are everybody's
            whole = callback.sudo()
            matter = whole.life_stage_id.name or labels.get(callback.trigger, "")
            if callback.trigger == "life_other":
                matter = whole.life_event_id.kind_id.name
            if callback.is_confidential:
                # R022: the name is also shown where only the link is seen
                matter = callback.env._("confidential")
            callback.display_name = callback.env._(
                "Care visit %(household)s: %(matter)s",
                household=" ".join(filter(None, (whole.unit_id.door, whole.partner_id.name))),
                matter=matter,
            )
        return result

    def action_decline(self):
        """One tap: the household does not wish it (R021, R026)."""
        self._decline(self.env._("The household does not wish it."))

    def action_decline_why(self):
        """With another reason."""
        self._check_may_decline()
        return self.env["steward.reason.wizard"]._ask(self, "callback_decline")

    def _decline(self, reason):
        self._check_may_decline()
        # sudo: the right was checked; closing fields are written with a reason only
        self.sudo()._drop(reason)
        self.sudo().life_event_id._close_settled()

    def _check_may_decline(self):
        """:raise UserError: for what the rules demand, and for what is settled already"""
        self.check_access("write")
        for callback in self:
            if not callback._is_declinable():
                raise UserError(
                    callback.env._(
                        "“%(callback)s” is demanded by the rules: only the supervisor cancels it.",
                        callback=callback.display_name,
                    )
                )
            if callback.state != "open":
                raise UserError(
                    callback.env._(
                        "%(callback)s is not open any more.", callback=callback.display_name
                    )
                )

    def _is_declinable(self):
        self.ensure_one()
        return bool(self.life_event_id) and self.is_optional

    def _drop(self, reason):
        self.write({"state": "cancelled", "closed_reason": reason, "closed_by_id": self.env.uid})
        self._deadline_cancel(["callback"])
        # an appointment for it is called off
        self.visit_ids.filtered(lambda visit: visit.state == "draft").action_cancel()

    def _close_without(self, state, reason):
        result = super()._close_without(state, reason)
        self.life_event_id._close_settled()
        return result

    def _fulfil(self, visit):
        result = super()._fulfil(visit)
        # sudo: the event may be another person's
        self.sudo().life_event_id._close_settled()
        return result

    def _unasked(self):
        """Care asks after nothing that must be ticked off."""
        return [] if self.life_event_id else super()._unasked()

    def _deadline_facts(self):
        facts = super()._deadline_facts()
        for callback in self:
            facts[callback.id]["is_confidential"] = callback.is_confidential
        return facts
