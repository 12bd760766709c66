from datetime import timedelta

from odoo import api, fields, models

from .life_event_begin import DATES


class Occupancy(models.Model):
    """Hand-over and move-in dates begin the care for a household (R015, R272, F28)."""

    _inherit = "steward.occupancy"

    life_event_ids = fields.One2many("steward.life.event", "occupancy_id")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._begin_life_events()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if DATES.keys() & vals.keys():
            self._follow_dates()
            self._begin_life_events()
        return result

    def _begin_life_events(self):
        if any(line.handover_date or line.move_in_date for line in self):
            # sudo: they follow from the register, whoever keeps it
            self.env["steward.life.event"].sudo()._begin_for(self.sudo())

    def _follow_dates(self):
        """The date of an event is that of the register; without one there was no event."""
        # sudo: as above
        events = self.sudo().life_event_ids.filtered(lambda event: event.state == "open")
        for name, kind in events._register_kinds().items():
            of_kind = events.filtered(lambda event, kind=kind: event.kind_id == kind)
            for date, moved in of_kind.grouped(
                lambda event, name=name: event.occupancy_id[name]
            ).items():
                if date:
                    moved.filtered(lambda event, date=date: event.date != date).date = date
                else:
                    moved._cancel(self.env._("The date was taken out of the register."))

    def _is_recent(self, date):
        """Whether `date` is today in the community, or lies within the policy's days before."""
        self.ensure_one()
        community = self.community_id
        today = community._today()
        oldest = today - timedelta(days=community.policy_id.care_back_days)
        return oldest <= date <= today and self.state != "ended"

    def _starts(self, kind):
        """Whether the policy of the community does anything about it."""
        self.ensure_one()
        rules = self.community_id.policy_id.callback_rule_ids
        return bool(kind.template_id) or bool(set(rules.mapped("trigger")) & set(kind._triggers()))
