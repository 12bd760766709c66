from datetime import timedelta

from odoo import fields, models


class Callback(models.Model):
    """What a care visit demands, and whether a conversation is one (R015, R016, F29)."""

    _inherit = "steward.callback"

    def _values_of_care(self, event, standin, occasion, found, holders):
        """Values of the visit that `event` starts.

        :param occasion: trigger, and stage or nothing
        :param found: rules (the strictest first), due moment, start
        """
        trigger, stage = occasion
        rules, _due, start = found
        vals = self._values_by_rules(standin, rules, start, holders)
        roles = rules._joint_roles()
        # nobody can be asked to come along for a role that nobody fills
        filled = roles.filtered(lambda role: holders.get((event.community_id, role.code)))
        steward = event.steward_id
        # sudo: whether a person has a login is only asked, to record the visit
        if "steward" in roles.mapped("code") and steward.sudo().user_id:
            vals["assignee_id"] = steward.id
        return {
            **vals,
            "trigger": trigger,
            "role_ids": [fields.Command.set(filled.ids)],
            "is_optional": all(rules.mapped("is_optional")),
            "life_event_id": event.id,
            "life_stage_id": stage.id,
            **self._times_of_care(event, found),
        }

    def _times_of_care(self, event, found):
        """Start, due moment and the days in which a conversation counts."""
        rules, due, start = found
        community = event.community_id
        due_on = community._to_local(due).date()
        window = max(rules.mapped("window_days"))
        first = community._to_local(start).date()
        if window:
            first = max(due_on - timedelta(days=window), first)
        return {
            "started_at": start,
            "due_at": due,
            "period_start": min(first, due_on),
            "period_end": due_on,
        }

    def _unfit_reasons(self, visit):
        reasons = super()._unfit_reasons(visit)
        if not self.life_event_id:
            return reasons
        day = visit.community_id._to_local(visit.start).date() if visit.start else None
        if day and self.period_start and day < self.period_start:
            reasons.append(
                self.env._(
                    "%(callback)s counts from %(date)s on.",
                    callback=self.display_name,
                    date=fields.Date.to_string(self.period_start),
                )
            )
        if self._is_apart_from_monthly() and (visit.line_id or visit.fulfil_line_ids):
            reasons.append(
                self.env._(
                    "The visit three months after the move-in and the planned one of the month "
                    "are two conversations here."
                )
            )
        return reasons

    def _is_apart_from_monthly(self):
        """F29: whether the policy wants two conversations."""
        self.ensure_one()
        policy = self.community_id.policy_id
        return self.trigger == "life_three_months" and not policy.care_shares_monthly

    def _is_owed_by(self, visitor):
        """Of those who call jointly any one may record it."""
        if super()._is_owed_by(visitor):
            return True
        if not self.life_event_id or not self.role_ids:
            return False
        # sudo: who fills which role is not secret
        roles = self.role_ids.sudo()
        holders = self.community_id._role_holders(roles.mapped("code"), deputies=True)
        return any(visitor in self._people_of(role, holders) for role in roles)

    def _visit_defaults(self):
        """Gifts of the occasion are proposed; what a household gets once, only to those who have
        none (R015)."""
        defaults = super()._visit_defaults()
        kinds = self.life_event_id.kind_id.gift_kind_ids
        if self.trigger not in self.life_event_id.kind_id.mapped("trigger") or not kinds:
            return defaults
        # sudo: whether the household has one, whoever gave it
        given = (
            self.env["steward.gift"]
            .sudo()
            .search([("partner_id", "=", self.partner_id.id), ("once_per_household", "=", True)])
            .kind_id
        )
        return {
            **defaults,
            "default_gift_ids": [
                fields.Command.create({"kind_id": kind.id})
                for kind in kinds.filtered("active") - given
            ],
        }
