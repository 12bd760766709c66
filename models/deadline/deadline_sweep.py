import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

BATCH = 1000
MOST_CONFLICTS = 20
BREACH = "property_steward.mail_activity_type_deadline_breach"
# another worker was faster: what it left is taken in a new transaction
CONFLICTS = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, psycopg2.errors.UniqueViolation)

_logger = logging.getLogger(__name__)


class DeadlineSweep(models.Model):
    """The sweep (催办): warns before a deadline, alerts at it, escalates after it.

    Claim, alert and note are one transaction per batch: what a worker that died had claimed is
    claimed again, what it had committed is not.
    """

    _inherit = "steward.deadline"

    @api.model
    def _cron_sweep(self, batch_size=BATCH):
        """Alert whatever is due, batch by batch. Costs what is due, not what is open."""
        cron = self.env["ir.cron"]
        waiting = self.search_count([("next_alert_at", "<=", fields.Datetime.now())])
        cron._commit_progress(remaining=waiting)
        size, one_by_one, conflicts = batch_size, 0, 0
        while True:
            claimed = self.browse()
            try:
                if not self._take_turn():
                    break
                claimed = self._claim(size)
                claimed._alert()
                time_left = cron._commit_progress(len(claimed))
            except CONFLICTS:
                self.env.cr.rollback()
                conflicts += 1
                if conflicts > MOST_CONFLICTS:
                    raise
                continue
            except Exception:
                self.env.cr.rollback()
                if not claimed:
                    raise
                time_left = True
                if size == 1:
                    # one that cannot be alerted does not keep the others waiting
                    _logger.exception("Deadline %s could not be alerted", claimed.ids)
                    claimed._postpone()
                    time_left = cron._commit_progress(len(claimed))
                size, one_by_one = 1, one_by_one or batch_size
            # the next level of one that was late may be due already: on until nothing is
            if not claimed or not time_left:
                break
            if size == 1:
                one_by_one -= 1
                size = 1 if one_by_one else batch_size

    def _take_turn(self):
        """Whether no other sweep is at work until this transaction ends. Two of them would not
        double an alert, but wait for each other at the lists of the day."""
        rows = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(hashtext(%s))", self._table)
        )
        return rows[0][0]

    def _claim(self, size):
        """Up to `size` deadlines that are due for an alert, locked for this transaction; what
        another transaction holds is left for the next time."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM steward_deadline
                 WHERE next_alert_at <= %s
              ORDER BY next_alert_at, id
                 LIMIT %s
                   FOR UPDATE SKIP LOCKED
                """,
                fields.Datetime.now(),
                size,
            )
        )
        return self.browse(row[0] for row in rows)

    def _alert(self):
        """Send the pending level of each of these deadlines, and set the next one."""
        deadlines = self - self._cancel_orphans()
        ladder = self.env["steward.deadline.level"]._ladders()
        sent = deadlines._levels_sent()
        levels = {
            deadline: deadline.next_level_id
            for deadline in deadlines
            # a level that was archived or deleted meanwhile is passed over
            if deadline.next_level_id.active and deadline.next_level_id.id not in sent[deadline.id]
        }
        alerted = self.browse(deadline.id for deadline in levels)
        receivers = alerted._receivers(levels, ladder)
        warned = alerted.filtered(lambda deadline: levels[deadline].offset < 0)
        digests = warned._warn(receivers)
        activities = (alerted - warned)._tell_breach(levels, receivers)
        alerted._note_alerts(levels, receivers, digests, activities)
        self.env["steward.deadline.digest"].union(*digests.values())._announce()
        for deadline, level in levels.items():
            sent[deadline.id].add(level.id)
        deadlines._set_next_level(ladder, sent)

    def _levels_sent(self):
        """{id: ids of the levels that were alerted already}."""
        Alert = self.env["steward.deadline.alert"]
        Alert.flush_model()
        sent = {deadline_id: set() for deadline_id in self.ids}
        for deadline_id, level_id in self.env.execute_query(
            SQL(
                "SELECT deadline_id, level_id FROM steward_deadline_alert"
                " WHERE deadline_id = ANY(%s)",
                self.ids,
            )
        ):
            sent[deadline_id].add(level_id)
        return sent

    def _note_alerts(self, levels, receivers, digests, activities):
        """What was sent, in one statement: the unique index keeps a level from being sent twice."""
        Alert = self.env["steward.deadline.alert"]
        self.env["mail.activity"].flush_model()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO steward_deadline_alert
                       (deadline_id, level_id, user_id, digest_id, activity_id, alerted_at,
                        create_uid, create_date, write_uid, write_date)
                SELECT a.*, %(now)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM unnest(%(deadlines)s::int[], %(levels)s::int[], %(users)s::int[],
                              %(digests)s::int[], %(activities)s::int[]) a
             RETURNING id
                """,
                now=fields.Datetime.now(),
                uid=self.env.uid,
                deadlines=self.ids,
                levels=[levels[deadline].id for deadline in self],
                users=[receivers[deadline].id or None for deadline in self],
                digests=[digests[line].id if line in digests else None for line in self],
                activities=[activities[line].id if line in activities else None for line in self],
            )
        )
        Alert.invalidate_model(flush=False)
        self.invalidate_recordset(["alert_ids"], flush=False)

    def _cancel_orphans(self):
        """Cancel and return the deadlines whose record is gone: nobody owes anything for it."""
        orphans = self.browse()
        for model, deadlines in self.grouped("res_model").items():
            ids = deadlines.mapped("res_id")
            known = set(self.env[model].browse(ids).exists().ids) if model in self.env else set()
            orphans |= deadlines.filtered(
                lambda deadline, known=known: deadline.res_id not in known
            )
        orphans.write(
            {
                "state": "cancelled",
                "cancelled_at": fields.Datetime.now(),
                "next_alert_at": False,
                "next_level_id": False,
            }
        )
        return orphans

    def _warn(self, receivers):
        """{deadline: digest of the day of the one who is warned}."""
        warned = {deadline: receivers[deadline] for deadline in self if receivers[deadline]}
        days = {user: self._today_of(user) for user in set(warned.values())}
        digests = self.env["steward.deadline.digest"]._of(days)
        return {deadline: digests[user] for deadline, user in warned.items()}

    def _tell_breach(self, levels, receivers):
        """{deadline: activity on its record} for what is overdue, in one batch without e-mails."""
        told = [deadline for deadline in self if receivers[deadline]]
        if not told:
            return {}
        model_ids = {
            model: self.env["ir.model"]._get_id(model) for model in self.grouped("res_model")
        }
        breach = self.env.ref(BREACH)
        words = {
            user: self.with_context(lang=user.lang)._breach_words()
            for user in self.env["res.users"].union(*receivers.values())
        }
        activities = (
            self.env["mail.activity"]
            .with_context(mail_activity_quick_update=True, steward_alerting=True)
            .create(
                [
                    {
                        "res_model_id": model_ids[deadline.res_model],
                        "res_id": deadline.res_id,
                        "res_name": deadline.res_name,
                        "activity_type_id": breach.id,
                        "user_id": receivers[deadline].id,
                        "summary": words[receivers[deadline]](deadline, levels[deadline]),
                        "date_deadline": deadline._due_local().date(),
                        "automated": True,
                    }
                    for deadline in told
                ]
            )
        )
        return dict(zip(told, activities, strict=True))

    def _breach_words(self):
        """Function of deadline and level that gives the summary in the language of this context,
        with the time of the community."""
        env = self.env
        kinds = dict(self._selection_kind())

        def words(deadline, level):
            values = {
                "kind": kinds[deadline.kind],
                "due": deadline._due_local().strftime("%Y-%m-%d %H:%M"),
            }
            if level.role_id and deadline.responsible_id:
                return env._(
                    "%(kind)s was due on %(due)s; responsible: %(person)s",
                    person=deadline.responsible_id.name,
                    **values,
                )
            return env._("%(kind)s was due on %(due)s", **values)

        return words

    def _set_next_level(self, ladder, sent):
        """Each one's next level, in one statement."""
        following = [
            ladder(deadline.community_id.policy_id, deadline.kind)._next(
                deadline.started_at, deadline.due_at, sent=sent[deadline.id]
            )
            for deadline in self
        ]
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                UPDATE steward_deadline d
                   SET next_alert_at = v.moment, next_level_id = v.level_id
                  FROM unnest(%s::int[], %s::timestamp[], %s::int[]) AS v(id, moment, level_id)
                 WHERE d.id = v.id
             RETURNING d.id
                """,
                self.ids,
                [moment or None for _level, moment in following],
                [level.id or None for level, _moment in following],
            )
        )
        self.invalidate_model(["next_alert_at", "next_level_id"], flush=False)

    def _postpone(self):
        self.write({"next_alert_at": fields.Datetime.now() + timedelta(hours=1)})
