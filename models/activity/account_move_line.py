from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

BILLS = ("in_invoice", "in_refund", "in_receipt")


class AccountMoveLine(models.Model):
    """Vendor bills of community activities: accounting books a line on an activity, and on a line
    of its budget, by hand or, where the firm uses it, by analytic distribution.

    Nothing is stored for it on invoices: what was spent is summed up when it is asked for.
    """

    _inherit = "account.move.line"

    steward_activity_id = fields.Many2one(
        "steward.community.activity",
        string="Activity",
        copy=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('state', 'not in', ('draft', 'cancelled'))]",
        help="Counts as spent on this community activity.",
    )
    steward_budget_line_id = fields.Many2one(
        "steward.activity.budget.line",
        string="Activity Budget",
        copy=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('activity_id', '=', steward_activity_id)]",
        help="The line of the activity's budget that it is spent from.",
    )

    @api.constrains("steward_activity_id", "steward_budget_line_id")
    def _check_steward_budget_line(self):
        for line in self:
            budget_line = line.steward_budget_line_id
            if budget_line and budget_line.activity_id != line.steward_activity_id:
                raise ValidationError(
                    line.env._(
                        "“%(line)s” is a line of the budget of %(activity)s.",
                        line=budget_line.name,
                        activity=budget_line.activity_id.display_name,
                    )
                )

    @api.onchange("steward_activity_id")
    def _onchange_steward_activity_id(self):
        if self.steward_budget_line_id.activity_id != self.steward_activity_id:
            self.steward_budget_line_id = False

    @api.model
    def _spent_on_budget_lines(self, ids):
        """{budget line id: what was spent from it}, in one statement."""
        if not ids:
            return {}
        self._flush_steward_bills()
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT l.steward_budget_line_id, sum(l.balance)
                      FROM account_move_line l
                      JOIN account_move m ON m.id = l.move_id
                     WHERE l.steward_budget_line_id = ANY(%s) AND %s
                  GROUP BY l.steward_budget_line_id
                    """,
                    list(ids),
                    self._steward_bill_condition(),
                )
            )
        )

    @api.model
    def _spent_on_activities(self, ids):
        """{activity id: what was spent on it}, in one statement.

        A line booked on an activity counts in full and there only; of others, the share that their
        analytic distribution gives to the activity's account.
        """
        if not ids:
            return {}
        self._flush_steward_bills()
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT activity_id, sum(amount) FROM (%s) spent GROUP BY activity_id",
                    self._steward_spending(ids),
                )
            )
        )

    @api.model
    def _spending_lines(self, activity):
        """Lines of vendor bills that count as spent on `activity`."""
        self._flush_steward_bills()
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT line_id FROM (%s) spent", self._steward_spending(activity.ids))
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _steward_spending(self, ids=None):
        """Rows of activity, line of a posted vendor bill, and amount in company currency; of all
        activities where none are named."""
        everything = SQL("ARRAY(SELECT id FROM steward_community_activity)")
        return SQL(
            r"""
            SELECT l.steward_activity_id AS activity_id, l.id AS line_id, l.balance AS amount
              FROM account_move_line l
              JOIN account_move m ON m.id = l.move_id
             WHERE l.steward_activity_id = ANY(%(ids)s) AND %(bill)s
            UNION ALL
            SELECT a.id, l.id, l.balance * share.percent / 100
              FROM steward_community_activity a
              JOIN account_move_line l
                ON regexp_split_to_array(
                       jsonb_path_query_array(l.analytic_distribution, '$.keyvalue()."key"')::text,
                       '\D+'
                   ) && ARRAY[a.analytic_account_id::text]
              JOIN account_move m ON m.id = l.move_id
              JOIN LATERAL (
                       SELECT sum(d.value::numeric) AS percent
                         FROM jsonb_each_text(l.analytic_distribution) d
                        WHERE a.analytic_account_id::text = ANY(string_to_array(d.key, ','))
                   ) share ON TRUE
             WHERE a.id = ANY(%(ids)s) AND a.analytic_account_id IS NOT NULL
               AND l.steward_activity_id IS NULL AND %(bill)s
            """,
            ids=everything if ids is None else list(ids),
            bill=self._steward_bill_condition(),
        )

    @api.model
    def _steward_bill_condition(self):
        """Posted vendor bills and credit notes `m`, lines `l` that buy something."""
        return SQL(
            "m.state = 'posted' AND m.move_type = ANY(%s) AND l.display_type = 'product'",
            list(BILLS),
        )

    @api.model
    def _flush_steward_bills(self):
        self.flush_model(
            [
                "analytic_distribution",
                "balance",
                "display_type",
                "move_id",
                "steward_activity_id",
                "steward_budget_line_id",
            ]
        )
        self.env["account.move"].flush_model(["move_type", "state"])
        self.env["steward.community.activity"].flush_model(["analytic_account_id"])
