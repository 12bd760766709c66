from odoo import api, fields, models
from odoo.tools import SQL, split_every

from .collection_life import BROKEN_ACTIVITY

BATCH = 1000


class CollectionSweep(models.Model):
    """The sweep of fee collection: opens cases by rule, decides promises by the payments that came
    in, closes what is paid, plans what comes next (R168).

    Each batch is claimed and worked in one transaction: two workers take different cases, and what
    a worker that died had claimed is claimed again. Costs what is open, in a number of statements
    that does not grow with a batch.
    """

    _inherit = "steward.collection"

    swept_at = fields.Datetime(string="Looked at", readonly=True, copy=False)

    _swept_idx = models.Index("(swept_at, id) WHERE state = 'open'")

    @api.model
    def _cron_sweep(self, batch_size=BATCH):
        cron = self.env["ir.cron"]
        # nothing of these batches is a person's doing that the chatter would tell
        sweep = self.with_context(tracking_disable=True, mail_create_nosubscribe=True)
        started = self._clock()
        cron._commit_progress(remaining=self.search_count([("state", "=", "open")]))
        if not sweep._open_by_rule(batch_size, cron._commit_progress):
            return
        while done := sweep._sweep_batch(started, batch_size):
            if not cron._commit_progress(done):
                return

    def _clock(self):
        """The moment by the database's clock, to which no transaction is too long."""
        return self.env.execute_query(SQL("SELECT clock_timestamp() AT TIME ZONE 'UTC'"))[0][0]

    # opening

    def _open_by_rule(self, size, progress=None):
        """Open cases for households whose fees are overdue for longer and more than the policy
        allows. What was given up, or opened in error, is not chased for the same fees again.

        :param progress: called with the number that a batch opened; false: time is up
        :return: whether all of them were opened
        """
        for rows in split_every(size, self._to_be_opened(), list):
            # another worker is at it
            if not self._take_turn():
                return True
            self._open_for(rows)
            if progress and not progress(len(rows)):
                return False
        return True

    def _open_for(self, rows):
        known = {
            (case.partner_id.id, case.community_id.id)
            for case in self.search_fetch(
                [("state", "=", "open"), ("partner_id", "in", [row[0] for row in rows])],
                ["partner_id", "community_id"],
            )
        }
        cases = self.create(
            [
                {
                    "partner_id": partner,
                    "community_id": community,
                    "unit_id": unit,
                    "opened_on": today,
                    "opened_by": "rule",
                }
                for partner, community, unit, today in rows
                if (partner, community) not in known
            ]
        )
        cases._plan_next()

    def _take_turn(self):
        """Whether no other sweep opens cases until this transaction ends."""
        [[taken]] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(hashtext(%s))", self._table)
        )
        return taken

    def _to_be_opened(self):
        """(household, community, unit, today there) of those who are to be chased."""
        Arrears = self.env["steward.arrears"]
        # the view is flushed by what it depends on
        Arrears.flush_model()
        for model, names in Arrears._depends.items():
            self.env[model].flush_model(names)
        self.env["steward.policy"].flush_model()
        self.flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT a.partner_id, a.community_id, a.unit_id,
                       (%(now)s AT TIME ZONE 'UTC' AT TIME ZONE c.tz)::date
                  FROM (%(arrears)s) a
                  JOIN steward_community c
                    ON c.id = a.community_id AND c.company_id = a.company_id
                  JOIN steward_policy policy ON policy.id = c.policy_id
                 WHERE a.overdue - a.credit > policy.collection_amount
                   AND a.overdue > 0
                   AND a.days_late >= policy.collection_days
                   AND a.unit_id IS NOT NULL
                   AND NOT EXISTS (
                       SELECT FROM steward_collection known
                        WHERE known.partner_id = a.partner_id
                          AND known.community_id = a.community_id
                          AND (known.state = 'open'
                               OR known.closed_reason IN ('given_up', 'error')
                                  AND known.closed_on >= a.oldest_due))
              ORDER BY a.partner_id, a.community_id
                """,
                now=fields.Datetime.now(),
                arrears=Arrears._table_query,
            )
        )

    # going on

    def _sweep_batch(self, started, size):
        """Look at up to `size` open cases that were not looked at since `started`.

        :return: how many were looked at
        """
        cases = self._claim(started, size)
        cases._follow_ledger()
        return len(cases)

    def _claim(self, started, size):
        """Cases locked for this transaction; what another worker holds is left to it."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE steward_collection
                   SET swept_at = clock_timestamp() AT TIME ZONE 'UTC'
                 WHERE id IN (
                       SELECT id FROM steward_collection
                        WHERE state = 'open' AND (swept_at IS NULL OR swept_at < %s)
                     ORDER BY swept_at NULLS FIRST, id
                        LIMIT %s
                          FOR UPDATE SKIP LOCKED)
             RETURNING id
                """,
                started,
                size,
            )
        )
        self.invalidate_model(["swept_at"], flush=False)
        return self.browse(sorted(row[0] for row in rows))

    def _follow_ledger(self):
        """Let these open cases follow what came in."""
        if not self:
            return
        # sudo: what follows from the ledger follows for everybody
        cases = self.sudo()
        broken = cases._decide_promises()
        owed = cases._owed()
        paid = cases.filtered(lambda case: case.currency_id.compare_amounts(owed[case], 0) <= 0)
        if paid:
            paid._close("paid")
        broken -= paid
        if broken:
            broken._hasten()
            broken._tell_stewards(
                BROKEN_ACTIVITY,
                lambda env, case: env._(
                    "A promise to pay was not kept: take the next step with %(household)s.",
                    household=case.partner_id.name,
                ),
            )
        (cases - paid - broken)._plan_next()
