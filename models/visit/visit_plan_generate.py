import logging
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .visit_plan_scope import Scope

_logger = logging.getLogger(__name__)


class VisitPlanGenerator(models.AbstractModel):
    """The one place that writes plans, months and planned visits by SQL (R001, R004-R010,
    R038-R043, R235): as a difference between what the rules ask for and what is there.

    Households that appear get lines, obligations whose fact ended are cancelled from today on, a
    new steward takes over what is open. What is done, missed, added or cancelled by a person stays.
    The number of statements does not depend on the number of households.
    """

    _name = "steward.visit.plan.generator"
    _inherit = ["steward.visit.plan.difference"]
    _description = "Generation of Visit Plans"

    @api.model
    def _generate(self, community, year, date_from=None, everything=False):
        """Bring the plans of `year` in line with the facts.

        :param date_from: periods that ended before are left out; default: today in the community's
            time zone, or the first of January of a coming year
        :param everything: compare all households, not only those whose facts changed
        :return: dict of counts: added, ended, moved, plans, unassigned (visits nobody can make)
        :raise AccessError: unless the user supervises the community
        """
        community.ensure_one()
        community._check_may_plan()
        today = community._today()
        since = max(date_from or today, date(year, 1, 1))
        if since > date(year, 12, 31):
            raise UserError(
                self.env._("The year %(year)s is over: there is nothing to plan.", year=year)
            )
        # sudo: the right to plan this community was checked; facts and plans of all stewards count
        self = self.sudo()  # noqa: PLW0642
        community = community.sudo()
        self.env.flush_all()
        self._claim(community)
        rules = self._rules(community)
        people = self._people(community, max(since, today))
        Fact = self.env["steward.visit.plan.fact"]
        scope = Scope(community, year, since, self._asked(rules, year, people))
        if not everything:
            scope = Fact._narrow(scope)
        counts = self._collect_differences(scope, today, rules, people)
        if counts["plans"]:
            counts["plans"] = self._add_plans(scope)
        counts |= self._apply_differences(scope, counts)
        Fact._keep(scope, counts["unassigned"])
        self._invalidate()
        _logger.info("Visit plans of %s in %s: %s", community.display_name, year, counts)
        return counts

    def _claim(self, community):
        """Generations of one community follow each other: the second one waits here and is then
        retried by Odoo with the first one's rows in sight (REPEATABLE READ)."""
        self.env.cr.execute(
            SQL(
                "UPDATE steward_community SET plan_refreshed_at = %s WHERE id = %s",
                fields.Datetime.now(),
                community.id,
            )
        )
        community.invalidate_recordset(["plan_refreshed_at"])

    def _invalidate(self):
        for model_name in (
            "steward.visit.plan",
            "steward.visit.plan.month",
            "steward.visit.plan.line",
            "steward.visit.plan.change",
        ):
            self.env[model_name].invalidate_model()

    @api.model
    def _cron_refresh(self):
        """Every night: facts add, end and move lines of the running plans (R005).

        Nobody waits for it: it compares everything, so that whatever was done to the tables past
        this application is set right, too.
        """
        Plan = self.env["steward.visit.plan"]
        todo = [
            (community, year)
            for community, year, _count in Plan._read_group(
                [("year", ">=", fields.Date.today().year - 1)],
                ["community_id", "year"],
                ["__count"],
                order="community_id, year",
            )
            if community.active and year >= community._today().year
        ]
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(todo))
        for community, year in todo:
            try:
                with self.env.cr.savepoint():
                    self._generate(community, year, everything=True)
            except UserError:
                _logger.exception("Visit plans of %s in %s", community.display_name, year)
            if not cron._commit_progress(1):
                break
