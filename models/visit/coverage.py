from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

TENANTS = ("anchor_tenant", "other_tenant")
# what the rows of the page may stand for
GROUPS = {
    "steward": "steward_id",
    "building": "building_id",
    "community": "community_id",
    "rule": "rule_id",
}


class VisitPlanLine(models.Model):
    """Coverage (走访覆盖率): obligations owed, done and overdue (R003, R004, R041, R238)."""

    _inherit = "steward.visit.plan.line"

    last_outcome = fields.Selection(
        [
            ("nobody_home", "Nobody Home"),
            ("no_answer", "No Answer"),
            ("busy", "Busy, Another Time Agreed"),
            ("refused", "Refused"),
            ("none", "No Attempt"),
        ],
        string="Last Attempt",
        compute="_compute_last_outcome",
        search="_search_last_outcome",
        help="Why nobody was reached so far.",
    )

    def _compute_last_outcome(self):
        self.env["steward.visit"].flush_model()
        outcomes = dict(
            self.env.execute_query(
                SQL("SELECT * FROM (%s) a WHERE line_id = ANY(%s)", self._attempts(), self.ids)
            )
        )
        for line in self:
            line.last_outcome = outcomes.get(line.id, "none")

    def _search_last_outcome(self, operator, value):
        if operator != "in":
            return NotImplemented
        attempts = self._attempts()
        domain = Domain(
            "id",
            "in",
            SQL("(SELECT line_id FROM (%s) a WHERE outcome = ANY(%s))", attempts, list(value)),
        )
        if "none" in value:
            domain |= Domain("id", "not in", SQL("(SELECT line_id FROM (%s) a)", attempts))
        return domain

    def _attempts(self):
        """SELECT of the last attempt at every planned visit: line_id, outcome."""
        return SQL(
            """
            SELECT DISTINCT ON (line_id) line_id, outcome
              FROM steward_visit
             WHERE line_id IS NOT NULL AND state = 'done' AND outcome <> 'done'
             ORDER BY line_id, start DESC, id DESC
            """
        )

    @api.model
    @api.readonly
    def get_coverage(self, community_id=False, year=False, month=False, group_by="steward"):
        """Figures of the coverage page and its print, of what the user may see.

        A planned visit belongs to the month in which it is planned. Every figure comes with the
        domain of the records behind it. The number of statements does not depend on the number of
        lines.

        :param community_id: one community, or all that the user may see
        :param month: 1 to 12, or False for the whole year
        :return: dict: year, month, group_by, communities, rows (key, label, figures, months),
            total, unreached, floor, tenants
        """
        communities = self.env["steward.community"].search([])
        chosen = communities.filtered(lambda community: community.id == community_id)
        today = (chosen or communities)[:1]._today() if communities else fields.Date.today()
        year = int(year or today.year)
        month = int(month or 0)
        group_by = group_by if group_by in GROUPS else "steward"
        domain = self._coverage_domain(chosen, year, month)
        rows = self._coverage_rows(domain, group_by, today)
        total = {"owed": 0, "done": 0, "late": 0}
        for row in rows:
            for name in total:
                total[name] += row[name]
        return {
            "year": year,
            "month": month or False,
            "group_by": group_by,
            "community_id": chosen.id,
            "communities": [
                {"id": community.id, "name": community.name} for community in communities
            ],
            "rows": rows,
            "total": self._with_percent(dict(total, domain=domain)),
            "unreached": self._coverage_unreached(domain),
            "floor": self._coverage_floor(chosen or communities, today, year, month),
            "tenants": self._coverage_tenants(chosen, communities, year),
        }

    def _coverage_domain(self, community, year, month):
        first = date(year, month or 1, 1)
        last = first if month else date(year, 12, 1)
        domain = [("month", ">=", first), ("month", "<=", last), ("state", "!=", "cancelled")]
        if community:
            domain.insert(0, ("community_id", "=", community.id))
        return [
            (name, operator, fields.Date.to_string(value) if isinstance(value, date) else value)
            for name, operator, value in domain
        ]

    def _coverage_rows(self, domain, group_by, today):
        """One statement for all groups and months, under the user's record rules."""
        field_name = GROUPS[group_by]
        self.env["steward.visit.plan.line"].flush_model()
        query = self._search(domain, order="id")
        query.order = None
        group = self._field_to_sql(self._table, field_name, query)
        month = self._field_to_sql(self._table, "month", query)
        state = self._field_to_sql(self._table, "state", query)
        end = self._field_to_sql(self._table, "period_end", query)
        query.groupby = SQL("%s, %s", group, month)
        groups = {}
        for key, first, owed, done, late in self.env.execute_query(
            query.select(
                group,
                month,
                SQL("count(*)"),
                SQL("count(*) FILTER (WHERE %s = 'done')", state),
                SQL("count(*) FILTER (WHERE %s = 'open' AND %s < %s)", state, end, today),
            )
        ):
            groups.setdefault(key or False, {})[first.month] = (owed, done, late)
        records = self.env[self._fields[field_name].comodel_name].browse(filter(None, groups))
        rows = []
        for record in records.sorted():
            rows.append(self._coverage_row(domain, field_name, record, groups[record.id]))
        if False in groups:
            rows.append(self._coverage_row(domain, field_name, None, groups[False]))
        return rows

    def _coverage_row(self, domain, field_name, record, months):
        owed, done, late = (sum(figures) for figures in zip(*months.values(), strict=True))
        return self._with_percent(
            {
                "key": record.id if record else False,
                # sudo: the name of the employee, building … of lines that the user may see
                "label": record.sudo().display_name if record else self.env._("None"),
                "owed": owed,
                "done": done,
                "late": late,
                "domain": [*domain, (field_name, "=", record.id if record else False)],
                "months": {
                    month: self._with_percent({"owed": owed, "done": done, "late": late})
                    for month, (owed, done, late) in sorted(months.items())
                },
            }
        )

    def _with_percent(self, figures):
        """A share of nothing is no share: None."""
        owed = figures["owed"]
        percent = round(100.0 * figures["done"] / owed, 1) if owed else None
        return dict(figures, percent=percent)

    def _coverage_unreached(self, domain):
        """Overdue lines by what the last attempt met."""
        late = [*domain, ("is_late", "=", True)]
        query = self._search(late, order="id")
        query.order = None
        self.env["steward.visit"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(a.outcome, 'none'), count(*)
                  FROM %s l
                  LEFT JOIN (%s) a ON a.line_id = l.id
                 GROUP BY 1
                """,
                query.subselect(),
                self._attempts(),
            )
        )
        counts = dict(rows)
        labels = dict(self._fields["last_outcome"]._description_selection(self.env))
        return [
            {
                "key": key,
                "label": labels[key],
                "count": counts[key],
                "domain": [*late, ("last_outcome", "=", key)],
            }
            for key in labels
            if counts.get(key)
        ]

    def _coverage_floor(self, communities, today, year, month):
        """Distinct households per steward in a month against the floor (R238, F08): of the month
        chosen, else of the current month of this year, else of December."""
        if len(communities) != 1:
            return []
        day = date(year, month or (today.month if year == today.year else 12), 1)
        start, end = communities._month_bounds_utc(day)
        figures = communities._floor_figures(max(day, min(today, communities._month_last_day(day))))
        return [
            {
                "key": employee.id,
                # sudo: the name of the steward of occupancies that the user may see
                "label": employee.sudo().name,
                "month": day.month,
                "visited": visited,
                "floor": floor,
                "reached": visited >= floor,
                "domain": [
                    ("community_id", "=", communities.id),
                    ("steward_id", "=", employee.id),
                    ("state", "=", "done"),
                    ("outcome", "=", "done"),
                    ("start", ">=", fields.Datetime.to_string(start)),
                    ("start", "<", fields.Datetime.to_string(end)),
                ],
            }
            for employee, (visited, floor) in sorted(
                figures.items(), key=lambda item: (item[1][0] - item[1][1], item[0].id)
            )
        ]

    def _coverage_tenants(self, community, communities, year):
        """Tenants visited at least once in the year (R041), and who was not."""
        shops = (community or communities).filtered(lambda one: one.kind == "shopping")
        if not shops:
            return False
        domain = [
            ("community_id", "in", shops.ids),
            *self._coverage_domain(self.env["steward.community"], year, 0),
            ("rule_id.audience", "in", TENANTS),
        ]
        [(owed,)] = self._read_group(domain, [], ["partner_id:count_distinct"])
        done = [*domain, ("state", "=", "done")]
        reached = [partner.id for (partner,) in self._read_group(done, ["partner_id"])]
        figures = self._with_percent({"owed": owed, "done": len(reached)})
        return dict(
            figures,
            target=min(shops.policy_id.mapped("tenant_coverage_target")),
            domain=domain,
            done_domain=done,
            missing=owed - len(reached),
            missing_domain=[*domain, ("partner_id", "not in", reached)],
        )
