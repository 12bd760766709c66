from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .arrears_source import LEDGER_DEPENDS, open_lines, receipts


class Target(models.Model):
    """What a steward is to bring in (收费指标) and what came in: the money set off in the month
    against what the area owes, current fees and old arrears apart (R258)."""

    _inherit = "steward.target"

    kind = fields.Selection(
        selection_add=[
            ("fees_current", "Current Fees Collected"),
            ("fees_arrears", "Old Arrears Collected"),
        ],
        ondelete={"fees_current": "cascade", "fees_arrears": "cascade"},
    )

    def _actual_fees_current(self):
        return self._actual_fees("fees_current", is_old=False)

    def _actual_fees_arrears(self):
        return self._actual_fees("fees_arrears", is_old=True)

    @api.model
    def _default_fees_current(self, community, month):
        return self._default_fees(
            community, month, community.policy_id.fees_current_target, is_old=False
        )

    @api.model
    def _default_fees_arrears(self, community, month):
        return self._default_fees(
            community, month, community.policy_id.fees_arrears_target, is_old=True
        )

    def _open_fees_current(self):
        return self._open_fees(is_old=False)

    def _open_fees_arrears(self):
        return self._open_fees(is_old=True)

    def _actual_fees(self, kind, is_old):
        """{key: what came in} in one statement, in the currency of the company.

        Figures are the same for whoever may see the target.
        """
        self._flush_ledger()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT r.community_id, r.steward_id, date_trunc('month', r.date)::date,
                       sum(r.amount)
                  FROM (%s) r
                  JOIN steward_community c
                    ON c.id = r.community_id AND c.company_id = r.company_id
                 WHERE r.is_old = %s AND r.date >= %s AND r.date < %s
                   AND r.community_id = ANY(%s) AND r.steward_id = ANY(%s)
                 GROUP BY 1, 2, 3
                """,
                receipts(),
                is_old,
                min(self.mapped("month")),
                max(self.mapped("month")) + relativedelta(months=1),
                self.community_id._origin.ids,
                self.steward_id._origin.ids,
            )
        )
        return {(kind, *key): float(amount) for *key, amount in rows}

    @api.model
    def _default_fees(self, community, month, percent, is_old):
        """{employee: `percent` of what is to be brought in}: what is open by the end of the month
        and what came in already, for everybody whose area owes something."""
        self._flush_ledger()
        boundary = month
        if community.policy_id.old_arrears_from == "year":
            boundary = month.replace(month=1)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT due.steward_id, sum(due.amount)
                  FROM (SELECT COALESCE(unit.steward_id, p.household_steward_id) AS steward_id,
                               o.residual AS amount
                          FROM (%(lines)s) o
                          JOIN res_partner p ON p.id = o.partner_id
                          LEFT JOIN steward_unit unit ON unit.id = o.unit_id
                         WHERE o.residual > 0 AND o.community_id = %(community)s
                           AND o.company_id = %(company)s AND o.date_due < %(until)s
                           AND (o.date_due < %(boundary)s) = %(is_old)s
                         UNION ALL
                        SELECT r.steward_id, r.amount
                          FROM (%(receipts)s) r
                         WHERE r.community_id = %(community)s AND r.company_id = %(company)s
                           AND r.date >= %(month)s AND r.date < %(until)s
                           AND r.is_old = %(is_old)s) due
                 WHERE due.steward_id IS NOT NULL
                 GROUP BY 1
                """,
                lines=open_lines(),
                receipts=receipts(),
                community=community.id,
                company=community.company_id.id,
                month=month,
                until=month + relativedelta(months=1),
                boundary=boundary,
                is_old=is_old,
            )
        )
        currency = community.company_id.currency_id
        Employee = self.env["hr.employee"]
        return {
            Employee.browse(steward_id): currency.round(float(amount) * percent / 100)
            for steward_id, amount in rows
        }

    def _open_fees(self, is_old):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.steward_arrears_receipt_action"
        )
        return dict(
            action,
            name=self.display_name,
            domain=[
                ("community_id", "=", self.community_id.id),
                ("company_id", "=", self.company_id.id),
                ("steward_id", "=", self.steward_id.id),
                ("is_old", "=", is_old),
                ("date", ">=", self.month),
                ("date", "<", self.month + relativedelta(months=1)),
            ],
            context={"steward_show_door": True},
        )

    @api.model
    def _flush_ledger(self):
        for model, names in LEDGER_DEPENDS.items():
            self.env[model].flush_model(names)
