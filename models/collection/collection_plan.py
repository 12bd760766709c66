from datetime import timedelta

from odoo import fields, models

from .collection_life import VISIT_ACTIVITY


class Collection(models.Model):
    """What is done next: the step after the last one, with its own interval; steps before a
    promise falls due wait (R024, R168). For as many cases at once as there are."""

    _inherit = "steward.collection"

    def _plan_next(self, at_once=()):
        """Plan the next step of each of these open cases that have none.

        :param at_once: cases whose next step is due today, whatever its interval
        :return: the new actions
        """
        cases = self.filtered(lambda case: case.state == "open")
        # sudo: the steps follow from the policy, whoever did the last one
        Action = self.env["steward.collection.action"].sudo()
        done, busy = cases._steps_done()
        waits = cases._promised_until()
        slots = {}
        vals_list = []
        for case in cases - busy:
            last_step, last_day = done.get(case, (None, None))
            step = case._step_after(last_step)
            if not step:
                continue
            today = case.community_id._today()
            base = last_day or case.opened_on
            due = today if case in at_once else max(base + timedelta(days=step.days), today)
            start = today
            if case in waits and case not in at_once:
                start = max(waits[case] + timedelta(days=1), today)
                due = max(due, start)
            vals_list.append(case._action_values(step, start, due, slots))
        # what is closed in this transaction makes room in the index of open steps
        Action.flush_model(["state"])
        return Action.create(vals_list)

    def _steps_done(self):
        """({case: (last step that was done or passed over, day of what was done last)}, cases
        with an open action)."""
        # sudo: as in `_plan_next`
        actions = (
            self.env["steward.collection.action"]
            .sudo()
            .search_fetch(
                [("collection_id", "in", self.ids)],
                ["collection_id", "step_id", "state", "done_on"],
                order="id",
            )
        )
        done, busy = {}, self.browse()
        for action in actions:
            case = action.collection_id.with_env(self.env)
            if action.state == "open":
                busy |= case
            elif action.done_on:
                step, day = done.get(case, (None, action.done_on))
                done[case] = (action.step_id or step, max(day, action.done_on))
        return done, busy

    def _promised_until(self, grace=True):
        """{case: last day, with the days of `grace`, of its open promises}."""
        # sudo: as in `_plan_next`
        groups = (
            self.env["steward.payment.promise"]
            .sudo()
            ._read_group(
                [("collection_id", "in", self.ids), ("state", "=", "open")],
                ["collection_id"],
                ["date_promised:max"],
            )
        )
        return {
            case.with_env(self.env): day
            + timedelta(days=grace and case.community_id.policy_id.promise_grace_days)
            for case, day in groups
        }

    def _step_after(self, last):
        """The step of the policy that follows the step `last`; the first one where there was
        none."""
        self.ensure_one()
        # sudo: rules are the same for everybody
        steps = self.sudo().community_id.policy_id.collection_step_ids
        if not last:
            return steps[:1]
        key = (last.sequence, last.id)
        return steps.filtered(lambda step: (step.sequence, step.id) > key)[:1]

    def _action_values(self, step, start, due, slots):
        self.ensure_one()
        return {
            "collection_id": self.id,
            "step_id": step.id,
            "kind": step.kind,
            "mode_ids": [fields.Command.set(step.mode_ids.ids)],
            "period_start": start,
            "period_end": due,
            "scheduled_at": self._propose_time(step.mode_ids, due, slots),
        }

    def _propose_time(self, modes, due, slots):
        """When to call or visit on the day `due`, outside of quiet hours; where that day has none,
        on the nearest day before, never later (F14). Papers have no time.

        :param slots: cache of times by what they depend on
        """
        self.ensure_one()
        kinds = set(modes.mapped("kind"))
        if not kinds:
            return False
        # sudo: whether the household wants no calls
        partner = self.sudo().partner_id
        callable_ = "phone" in kinds and partner.phone and not partner.no_phone_calls
        kind = "phone" if callable_ else "door" if "door" in kinds else "other"
        community = self.community_id
        key = (community, kind, self.unit_id.is_catering, due)
        if key not in slots:
            slots[key] = community._collection_slot(*key[1:])
        return slots[key]

    def _wait_for_promises(self):
        """The next step of these cases is not due before what was promised last."""
        slots = {}
        waits = self._promised_until()
        # sudo: as in `_plan_next`
        for action in self.sudo().action_ids.filtered(lambda action: action.state == "open"):
            case = action.collection_id
            if case.with_env(self.env) not in waits:
                continue
            start = waits[case.with_env(self.env)] + timedelta(days=1)
            if start > action.period_start:
                due = max(action.period_end, start)
                action.write(
                    {
                        "period_start": start,
                        "period_end": due,
                        "scheduled_at": case._propose_time(action.mode_ids, due, slots),
                    }
                )

    def _hasten(self):
        """A promise was broken: the next step of these cases is due today."""
        slots = {}
        # sudo: as in `_plan_next`
        waiting = self.sudo().action_ids.filtered(lambda action: action.state == "open")
        for action in waiting:
            case = action.collection_id
            today = case.community_id._today()
            if action.period_end > today or action.period_start > today:
                action.write(
                    {
                        "period_start": min(action.period_start, today),
                        "period_end": today,
                        "scheduled_at": case._propose_time(action.mode_ids, today, slots),
                    }
                )
        self._plan_next(at_once=set(self))

    def _plan_requested(self, user, reason, due):
        """Accounting (`user`) asks for a visit at the door by `due`; what was planned before waits
        until that is done. For the system: the caller checks who asks."""
        self.ensure_one()
        vals = {"requested_by_id": user.id, "request_reason": reason}
        planned = self.action_ids.filtered(lambda action: action.state == "open")
        if planned.kind == "door":
            due = min(due, planned.period_end)
            start = min(planned.period_start, self.community_id._today())
            time = self._propose_time(planned.mode_ids, due, {})
            planned.write({**vals, "period_start": start, "period_end": due, "scheduled_at": time})
        else:
            planned.write(
                {"state": "cancelled", "closed_note": self.env._("Accounting asked for a visit.")}
            )
            planned.flush_recordset()
            steps = self.community_id.policy_id.collection_step_ids
            door = steps.filtered(lambda step: step.kind == "door")[:1]
            modes = door.mode_ids or self.env.ref("property_steward.contact_mode_door")
            self.env["steward.collection.action"].create(
                {
                    **vals,
                    "collection_id": self.id,
                    "kind": "door",
                    "mode_ids": [fields.Command.set(modes.ids)],
                    "period_start": self.community_id._today(),
                    "period_end": due,
                    "scheduled_at": self._propose_time(modes, due, {}),
                }
            )
        self._tell_stewards(
            VISIT_ACTIVITY,
            lambda env, case: env._(
                "Accounting asks for a visit to %(household)s: %(reason)s",
                household=case.partner_id.name,
                reason=reason,
            ),
        )
