from dataclasses import replace
from datetime import timedelta

from odoo import models

from ...engine.quiet import DAY
from ...engine.schedule import Line, Slot


class VisitPlanLine(models.Model):
    """Planned visits as the engine sees them."""

    _inherit = "steward.visit.plan.line"

    def _possible_kinds(self):
        """Kinds that both the rule and the household accept."""
        kinds = self._accepted_kinds()
        return kinds - {"phone"} if self.partner_id.no_phone_calls else kinds

    def _schedule_candidate(self, first, last):
        """This visit for the days from `first` to `last`, and whether it may be a call as well as
        a door visit."""
        self.ensure_one()
        kinds = self._possible_kinds()
        mode = next(kind for kind in ("door", "phone", "other") if kind in kinds)
        partner, unit = self.partner_id, self.unit_id
        candidate = Line(
            id=("line", self.id),
            building=self._schedule_building(),
            door_key=unit.door_key or "",
            mode=mode,
            start=max(first, self.period_start),
            end=min(last, self.period_end),
            catering=unit.is_catering,
            preferred=partner.contact_time or "any",
            last_contact=partner.last_contact_date or None,
        )
        return candidate, {"door", "phone"} <= kinds and bool(partner.phone)

    def _schedule_building(self):
        """What keeps the visits of a half day together: building, or body without a door."""
        building = self.unit_id.building_id
        if building:
            return (building.community_id.id, building.sort_key or "", building.id)
        return (self.community_id.id, "", -self.partner_id.id)

    def _fixed_candidate(self, start, end, community):
        self.ensure_one()
        candidate = self._busy_candidate(("line", self.id), self.unit_id, (start, end), community)
        return replace(candidate, building=self._schedule_building())

    def _busy_candidate(self, key, unit, span, community):
        """Time of the visitor that is taken, as a line that is fixed."""
        slot = self._local_slot(*span, community)
        building = unit.building_id
        return Line(
            id=key,
            building=(building.community_id.id, building.sort_key or "", building.id),
            door_key=unit.door_key or "",
            mode="other",
            start=slot.date,
            end=slot.date,
            fixed=slot,
        )

    def _local_slot(self, start, end, community):
        """Minutes of the community's day on which it begins."""
        begin = community._to_local(start)
        minute = begin.hour * 60 + begin.minute
        length = int((end - start) / timedelta(minutes=1))
        return Slot(begin.date(), minute, min(minute + length, DAY))
