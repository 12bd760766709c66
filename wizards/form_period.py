from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class FormPeriod(models.TransientModel):
    """Forms that are printed for a period: the visit archive of tenants (C012) and the coverage
    report (R041)."""

    _name = "steward.form.period"
    _description = "Form for a Period"

    date_from = fields.Date(string="From", required=True, default=lambda self: self._year_start())
    date_to = fields.Date(string="To", required=True, default=lambda self: self._year_end())
    partner_ids = fields.Many2many("res.partner", string="Households")
    community_ids = fields.Many2many("steward.community", string="Communities")

    _dates_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The period must begin before it ends."
    )

    @api.model
    def _year_start(self):
        return fields.Date.context_today(self).replace(month=1, day=1)

    @api.model
    def _year_end(self):
        return fields.Date.context_today(self).replace(month=12, day=31)

    def action_print_archive(self):
        if not self.partner_ids:
            raise UserError(self.env._("Choose the households whose archive is printed."))
        return self.env.ref("property_steward.report_visit_archive_action").report_action(
            self, config=False
        )

    def action_print_coverage(self):
        self._check_communities()
        return self.env.ref("property_steward.report_coverage_action").report_action(
            self, config=False
        )

    def action_export_coverage(self):
        self._check_communities()
        export = self.env["steward.register.export"].create(
            {"register": "coverage", "period_id": self.id}
        )
        return export._download_action()

    def _check_communities(self):
        if not self.community_ids:
            raise UserError(self.env._("Choose the communities whose coverage is reported."))

    def _moment_domain(self, field):
        """`field` within the period, its days being those of the households' community."""
        community = self.community_ids[:1] or self.partner_ids.household_community_id[:1]
        days = (self.date_from, self.date_to + timedelta(days=1))
        if community:
            begin, end = (
                community._to_utc(fields.Datetime.to_datetime(day)) for day in days
            )
            return Domain(field, ">=", begin) & Domain(field, "<", end)
        return Domain(field, ">=", days[0]) & Domain(field, "<=", self.date_to)

    def _line_domain(self, community):
        """Visits owed in the period, cancelled ones left out: nobody else drops out (R041)."""
        return (
            Domain("community_id", "=", community.id)
            & Domain("state", "!=", "cancelled")
            & Domain("month", ">=", self.date_from.replace(day=1))
            & Domain("month", "<=", self.date_to)
        )

    def _coverage(self, community):
        """Coverage by visitor and month: list of dicts, months in order; three statements."""
        Line = self.env["steward.visit.plan.line"].with_context(tz=community.tz)
        owed = self._line_domain(community)
        late = owed & Domain("state", "=", "open") & Domain("period_end", "<", community._today())
        groups = ["steward_id", "month:month"]
        done = dict(self._counts(Line, owed & Domain("state", "=", "done"), groups))
        overdue = dict(self._counts(Line, late, groups))
        households = {
            (steward, start.date().replace(day=1)): count
            for steward, start, count in self.env["steward.visit"]
            .with_context(tz=community.tz)
            ._read_group(
                Domain("community_id", "=", community.id)
                & Domain("state", "=", "done")
                & Domain("outcome", "=", "done")
                & self._moment_domain("start"),
                ["steward_id", "start:month"],
                ["partner_id:count_distinct"],
            )
        }
        rows = [
            {
                "steward": steward,
                "month": month,
                "owed": count,
                "done": done.get((steward, month), 0),
                "overdue": overdue.get((steward, month), 0),
                "percent": 100.0 * done.get((steward, month), 0) / count,
                "households": households.get((steward, month), 0),
            }
            for (steward, month), count in self._counts(Line, owed, groups)
        ]
        return sorted(rows, key=lambda row: (row["steward"].name or "", row["month"]))

    def _counts(self, Line, domain, groups):
        for *key, count in Line._read_group(domain, groups, ["__count"]):
            yield tuple(key), count

    def _reached(self, community):
        """(households reached at least once, households owed a visit) in the period (R041)."""
        Line = self.env["steward.visit.plan.line"]
        owed = self._line_domain(community) & Domain("partner_id", "!=", False)
        return tuple(
            Line._read_group(domain, [], ["partner_id:count_distinct"])[0][0]
            for domain in (owed & Domain("state", "=", "done"), owed)
        )

    def _not_reached(self, community):
        """Open lines that are due by now, of one household and rule together, each with the last
        attempt at it: [(lines, visit)]."""
        lines = self.env["steward.visit.plan.line"].search(
            self._line_domain(community)
            & Domain("state", "=", "open")
            & Domain("period_end", "<", community._today())
        )
        attempts = self.env["steward.visit"].search(
            Domain("partner_id", "in", lines.partner_id.ids)
            & Domain("community_id", "=", community.id)
            & Domain("outcome", "not in", [False, "done"])
            & self._moment_domain("start")
        )
        last = {partner: own[0] for partner, own in attempts.grouped("partner_id").items()}
        groups = lines.sorted(
            lambda line: (line.steward_id.name or "", line.unit_id.door_key or "", line.period_end)
        ).grouped(lambda line: (line.steward_id, line.partner_id, line.rule_id))
        return [
            (own, last.get(own.partner_id, attempts.browse())) for own in groups.values()
        ]

    def _coverage_table(self):
        """Title, headings and rows of the coverage as a register."""
        rows = [
            [
                community.name,
                row["steward"].name,
                row["month"],
                row["owed"],
                row["done"],
                row["overdue"],
                row["percent"],
                row["households"],
                community.policy_id.monthly_floor,
            ]
            for community in self.community_ids
            for row in self._coverage(community)
        ]
        headings = [
            self.env._("Community"),
            self.env._("Visitor"),
            self.env._("Month"),
            self.env._("Owed"),
            self.env._("Done"),
            self.env._("Overdue"),
            self.env._("Coverage (%)"),
            self.env._("Households Visited"),
            self.env._("Households a Month"),
        ]
        return self.env._("Visit Coverage"), headings, rows
