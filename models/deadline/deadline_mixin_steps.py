from odoo import models
from odoo.tools import SQL


class DeadlineMixin(models.AbstractModel):
    """What becomes of clocks that run: met, cancelled, paused, resumed (R084)."""

    _inherit = "steward.deadline.mixin"

    def _deadline_meet(self, kinds, at=None):
        """Note that what the clocks of `kinds` demand is done.

        :param at: moment, or {record: moment}; default: now
        :return: the deadlines that are met now, in time or late
        """
        moments = self._deadline_moments(at)
        return self._deadline_end(
            SQL(
                """
                met_at = v.moment,
                due_at = %(due)s,
                state = CASE WHEN v.moment <= %(due)s THEN 'met' ELSE 'met_late' END,
                in_time = CASE WHEN v.moment <= %(due)s THEN 100 ELSE 0 END
                """,
                due=SQL("d.due_at + COALESCE(GREATEST(v.moment - d.paused_at, '0'), '0')"),
            ),
            kinds,
            moments,
        )

    def _deadline_cancel(self, kinds=None):
        """Stop the clocks of `kinds` (default: all) that nobody has to meet any more."""
        return self._deadline_end(
            SQL("cancelled_at = v.moment, state = 'cancelled'"),
            kinds,
            self._deadline_moments(None),
        )

    def _deadline_pause(self, reason, text=None, at=None):
        """Let the clocks that may pause stand still; the cap never does (R084).

        :param reason: a `reason` of `steward.deadline.pause`
        :return: the deadlines that stand still now
        """
        deadlines = self._deadline_update(
            SQL(
                "paused_at = v.moment, pause_reason = %s, state = 'paused', next_alert_at = NULL",
                reason,
            ),
            SQL("d.state = 'running' AND d.pausable"),
            self._deadline_moments(at),
        )
        # sudo: the log of pauses is written here only
        self.env["steward.deadline.pause"].sudo().create(
            [
                {
                    "deadline_id": deadline.id,
                    "reason": reason,
                    "text": text,
                    "paused_from": deadline.paused_at,
                    "user_id": self.env.uid,
                }
                for deadline in deadlines.sudo()
            ]
        )
        self._deadline_refresh()
        return deadlines

    def _deadline_resume(self, at=None):
        """Let the clocks go on, due later by exactly the time paused."""
        moments = self._deadline_moments(at)
        deadlines = self._deadline_update(
            SQL(
                """
                due_at = d.due_at + GREATEST(v.moment - d.paused_at, '0'),
                next_alert_at = d.due_at + GREATEST(v.moment - d.paused_at, '0')
                    + COALESCE((SELECT l.offset * interval '1 hour'
                                  FROM steward_deadline_level l WHERE l.id = d.next_level_id), '0'),
                paused_at = NULL, pause_reason = NULL, state = 'running'
                """
            ),
            SQL("d.state = 'paused'"),
            moments,
        )
        self._deadline_close_pauses(deadlines, moments)
        self._deadline_refresh()
        return deadlines

    # set-based helpers

    def _deadline_end(self, assignments, kinds, moments):
        if not moments:
            return self.env["steward.deadline"]
        kinds = [kinds] if isinstance(kinds, str) else kinds
        where = SQL("d.state IN ('running', 'paused')")
        if kinds is not None:
            where = SQL("%s AND d.kind = ANY(%s)", where, list(kinds))
        deadlines = self._deadline_update(
            SQL(
                "%s, paused_at = NULL, pause_reason = NULL, next_alert_at = NULL,"
                " next_level_id = NULL",
                assignments,
            ),
            where,
            moments,
        )
        self._deadline_close_pauses(deadlines, moments)
        deadlines._drop_activities()
        self._deadline_refresh()
        return deadlines

    def _deadline_update(self, assignments, where, moments):
        """One UPDATE of the deadlines `d` of these records with the moments `v`."""
        Deadline = self.env["steward.deadline"]
        if not moments:
            return Deadline
        Deadline.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE steward_deadline d
                   SET %s
                  FROM unnest(%s::int[], %s::timestamp[]) AS v(id, moment)
                 WHERE d.res_model = %s AND d.res_id = v.id AND %s
             RETURNING d.id
                """,
                assignments,
                list(moments),
                list(moments.values()),
                self._name,
                where,
            )
        )
        Deadline.invalidate_model(flush=False)
        return Deadline.browse(sorted(row[0] for row in rows))

    def _deadline_close_pauses(self, deadlines, moments):
        Pause = self.env["steward.deadline.pause"]
        Pause.flush_model()
        if not deadlines:
            return
        self.env.execute_query(
            SQL(
                """
                UPDATE steward_deadline_pause p
                   SET paused_to = GREATEST(v.moment, p.paused_from), resumed_by_id = %s
                  FROM steward_deadline d
                  JOIN unnest(%s::int[], %s::timestamp[]) AS v(id, moment) ON d.res_id = v.id
                 WHERE p.deadline_id = d.id AND d.id = ANY(%s) AND p.paused_to IS NULL
             RETURNING p.id
                """,
                self.env.uid,
                list(moments),
                list(moments.values()),
                deadlines.ids,
            )
        )
        Pause.invalidate_model(flush=False)
