from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

MONTHS = 12


class CaseFigure(models.Model):
    """Figures of the complaint work (R081, R096-R098) by community and month, of the last twelve:
    callbacks handled, valid complaints per household, answers in time, promises kept, matters that
    were replied to. Each opens the records behind it."""

    _name = "steward.case.figure"
    _description = "Figures of Cases"
    _auto = False
    _order = "month desc, community_id, kind"
    _rec_name = "kind"

    community_id = fields.Many2one("steward.community", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    month = fields.Date(readonly=True, help="In the community's time zone.")
    kind = fields.Selection(
        [
            ("callback", "Callbacks Handled"),
            ("complaint", "Valid Complaints per Household"),
            ("answer", "Answers in Time"),
            ("promise", "Promises Kept"),
            ("reply", "Matters with a Reply"),
        ],
        string="Figure",
        readonly=True,
    )
    done = fields.Integer(string="Of These", readonly=True, aggregator=None)
    total = fields.Integer(string="Out of", readonly=True, aggregator=None)
    percent = fields.Float(string="%", readonly=True, aggregator="avg", digits=(6, 2))
    target = fields.Float(string="Target (%)", readonly=True, aggregator="avg", digits=(6, 2))
    is_missed = fields.Boolean(string="Target Missed", readonly=True)

    @property
    def _table_query(self):
        """A promise or callback belongs to the month in which it was due, a matter to that of its
        receipt. Deadlines count as `_judged_sql` says, callbacks as `_was_due`."""
        return SQL(
            """
            WITH community AS (
                SELECT c.id, c.company_id, c.tz, p.callback_rate_target, p.complaint_rate_target,
                       p.answer_rate_target, p.promise_rate_target
                  FROM steward_community c JOIN steward_policy p ON p.id = c.policy_id
            ), counted AS (
                SELECT b.community_id, %(due)s AS month, 'callback' AS kind,
                       count(*) FILTER (WHERE b.state = 'done') AS done, count(*) AS total
                  FROM steward_callback b JOIN community c ON c.id = b.community_id
                 WHERE b.state IN ('open', 'done', 'unreachable') AND b.due_at >= %(since)s
                   AND b.due_at <= %(now)s AND (b.state = 'done' OR b.is_optional IS NOT TRUE)
                 GROUP BY 1, 2
             UNION ALL
                SELECT d.community_id, %(due_clock)s,
                       CASE d.kind WHEN 'answer' THEN 'answer' ELSE 'promise' END,
                       count(*) FILTER (WHERE d.state = 'met'), count(*)
                  FROM steward_deadline d JOIN community c ON c.id = d.community_id
                 WHERE d.res_model = 'steward.case' AND d.kind IN ('answer', 'promised')
                   AND d.due_at >= %(since)s AND %(judged)s
                 GROUP BY 1, 2, 3
             UNION ALL
                SELECT k.community_id, date_trunc('month', k.received_on)::date, 'reply',
                       count(*) FILTER (WHERE k.answered_on_spot OR k.answered_at IS NOT NULL
                                          OR k.replied_at IS NOT NULL OR k.state = 'closed'),
                       count(*)
                  FROM steward_case k
                 WHERE k.category <> 'praise' AND k.registered_at IS NOT NULL
                   AND k.received_on >= %(since)s
                 GROUP BY 1, 2
             UNION ALL
                SELECT k.community_id, date_trunc('month', k.received_on)::date, 'complaint',
                       count(*) FILTER (WHERE s.validity = 'valid'), h.households
                  FROM steward_case k
                  JOIN steward_complaint s ON s.id = k.complaint_id
                  JOIN (SELECT household_community_id, count(*) AS households
                          FROM res_partner WHERE is_household AND active
                         GROUP BY 1) h ON h.household_community_id = k.community_id
                 WHERE k.received_on >= %(since)s
                 GROUP BY 1, 2, h.households
            ), figure AS (
                SELECT n.*, c.company_id, 100.0 * n.done / n.total AS percent,
                       CASE n.kind WHEN 'callback' THEN c.callback_rate_target
                                   WHEN 'complaint' THEN c.complaint_rate_target
                                   WHEN 'answer' THEN c.answer_rate_target
                                   WHEN 'promise' THEN c.promise_rate_target
                                   ELSE 100 END AS target
                  FROM counted n JOIN community c ON c.id = n.community_id
                 WHERE n.total > 0
            )
            SELECT row_number() OVER (ORDER BY month, community_id, kind) AS id, figure.*,
                   CASE kind WHEN 'complaint' THEN percent >= target
                             ELSE percent < target END AS is_missed
              FROM figure
            """,
            due=SQL("date_trunc('month', b.due_at AT TIME ZONE 'UTC' AT TIME ZONE c.tz)::date"),
            due_clock=SQL(
                "date_trunc('month', d.due_at AT TIME ZONE 'UTC' AT TIME ZONE c.tz)::date"
            ),
            judged=self.env["steward.deadline"]._judged_sql("d"),
            now=fields.Datetime.now(),
            since=fields.Date.today().replace(day=1) - relativedelta(months=MONTHS - 1),
        )

    def action_open_records(self):
        """The records behind the figure."""
        self.ensure_one()
        if self.kind == "callback":
            return self._open(
                "property_steward.callback_action",
                self._due_domain() & self.env["steward.callback"]._was_due(),
            )
        if self.kind in ("answer", "promise"):
            kind = "answer" if self.kind == "answer" else "promised"
            clock = Domain("kind", "=", kind) & Domain("is_judged", "=", True)
            return self._open("property_steward.deadline_action", self._due_domain() & clock)
        domain = (
            Domain("community_id", "=", self.community_id.id)
            & Domain("received_on", ">=", self.month)
            & Domain("received_on", "<", self.month + relativedelta(months=1))
        )
        if self.kind == "complaint":
            domain &= Domain("validity", "=", "valid") & Domain("is_current", "=", True)
            return self._open("property_steward.complaint_action", domain)
        return self._open(
            "property_steward.case_action", domain & Domain("category", "!=", "praise")
        )

    def _due_domain(self):
        begin, end = self.community_id._month_bounds_utc(self.month)
        return (
            Domain("community_id", "=", self.community_id.id)
            & Domain("due_at", ">=", begin)
            & Domain("due_at", "<", end)
        )

    def _open(self, xmlid, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = list(domain)
        action["context"] = {}
        return action
