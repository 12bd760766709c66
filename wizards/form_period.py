from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class FormPeriod(models.TransientModel):
    """Forms that are printed for a year or a month: the visit archive of tenants (C012), the
    coverage report (R041) and the service figures (R096-R098, R318)."""

    _name = "steward.form.period"
    _description = "Form for a Period"

    year = fields.Integer(required=True, default=lambda self: self._default_year())
    month = fields.Selection(
        [
            ("1", "January"),
            ("2", "February"),
            ("3", "March"),
            ("4", "April"),
            ("5", "May"),
            ("6", "June"),
            ("7", "July"),
            ("8", "August"),
            ("9", "September"),
            ("10", "October"),
            ("11", "November"),
            ("12", "December"),
        ],
        help="Empty: the whole year.",
    )
    date_from = fields.Date(string="From", compute="_compute_dates")
    date_to = fields.Date(string="To", compute="_compute_dates")
    partner_ids = fields.Many2many("res.partner", string="Households")
    community_ids = fields.Many2many(
        "steward.community",
        string="Communities",
        default=lambda self: self._default_community_ids(),
    )

    @api.model
    def _default_year(self):
        return fields.Date.context_today(self).year

    @api.model
    def _default_community_ids(self):
        """The communities from which the form was called; the menu knows none."""
        context = self.env.context
        if context.get("active_model") != "steward.community":
            return False
        return context.get("active_ids")

    @api.depends("year", "month")
    def _compute_dates(self):
        for period in self:
            length = relativedelta(months=1) if period.month else relativedelta(years=1)
            period.date_from = date(period.year, int(period.month or 1), 1)
            period.date_to = period.date_from + length - relativedelta(days=1)

    @api.constrains("year")
    def _check_year(self):
        for period in self:
            if not 1990 < period.year < 2200:
                raise ValidationError(self.env._("Type the year with four digits."))

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

    def action_print_service_figures(self):
        self._check_communities()
        return self.env.ref("property_steward.report_service_figures_action").report_action(
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
            raise UserError(self.env._("Choose the communities that are reported on."))

    def _moment_domain(self, field):
        """`field` (UTC) within the period, whose days are those of the households' community."""
        begin, end = (
            fields.Datetime.to_datetime(day)
            for day in (self.date_from, self.date_to + relativedelta(days=1))
        )
        community = self.partner_ids.household_community_id[:1]
        if community:
            begin, end = community._to_utc(begin), community._to_utc(end)
        return Domain(field, ">=", begin) & Domain(field, "<", end)

    def _coverage(self, community):
        """The figures of the coverage page."""
        return self.env["steward.visit.plan.line"].get_coverage(
            community.id, self.year, int(self.month or 0)
        )

    def _service_figures(self, community):
        """The figures of the page of this name."""
        return self.env["steward.service.figures"].get_figures(
            community.id, self.year, int(self.month or 0)
        )

    def _not_reached(self, coverage):
        """Overdue lines, those of one household and rule together, by visitor and door."""
        late = self.env["steward.visit.plan.line"].search(
            Domain(coverage["total"]["domain"]) & Domain("is_late", "=", True)
        )
        return list(
            late.sorted(
                lambda line: (
                    line.steward_id.name or "",
                    line.unit_id.door_key or "",
                    line.period_end,
                )
            )
            .grouped(lambda line: (line.steward_id, line.partner_id, line.rule_id))
            .values()
        )

    def _coverage_table(self):
        """Title, headings and rows of the coverage as a register."""
        headings = [
            self.env._("Community"),
            self.env._("Visitor"),
            self.env._("Month"),
            self.env._("Owed"),
            self.env._("Done"),
            self.env._("Overdue"),
            self.env._("Coverage (%)"),
        ]
        rows = [
            [
                community.name,
                row["label"],
                date(self.year, month, 1),
                figures["owed"],
                figures["done"],
                figures["late"],
                figures["percent"],
            ]
            for community in self.community_ids
            for row in self._coverage(community)["rows"]
            for month, figures in row["months"].items()
        ]
        return self.env._("Visit Coverage"), headings, rows
