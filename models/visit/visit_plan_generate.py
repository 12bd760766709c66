import logging
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .visit_plan_difference import PLANNER_OFF, PLANNER_ON

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
    def _generate(self, community, year, date_from=None):
        """Bring the plans of `year` in line with the facts.

        :param date_from: periods that ended before are left out; default: today in the community's
            time zone, or the first of January of a coming year
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
        self._collect_differences(community, year, since, today)
        counts = self._add_plans(community, year)
        if counts["ended"]:
            counts["ended"] = self._end_lines(community)
        if counts["moved"]:
            counts["moved"] = self._move_lines(community, year)
        if counts["added"]:
            counts["added"] = self._add_lines(community, year)
        self.env.cr.execute(PLANNER_OFF)
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

    def _add_plans(self, community, year):
        """A draft plan with twelve months for everybody who has none.

        :return: how many, and how many differences of every kind there are
        """
        months = [date(year, month, 1) for month in range(1, 13)]
        plan = {
            "community_id": community.id,
            "company_id": community.company_id.id,
            "year": year,
        }
        month_columns, month_values = self._fixed_columns(
            "steward.visit.plan.month",
            {"community_id": community.id, "company_id": community.company_id.id},
            {"plan_id", "month", "steward_id"},
        )
        plan_columns, plan_values = self._fixed_columns(
            "steward.visit.plan", plan, {"role_id", "steward_id", "user_id"}
        )
        [row] = self.env.execute_query(
            SQL(
                """
                WITH missing AS (
                    SELECT DISTINCT w.steward_id, w.role_id
                      FROM steward_plan_difference w
                     WHERE w.steward_id IS NOT NULL
                       AND NOT EXISTS (
                            SELECT FROM steward_visit_plan p
                             WHERE p.community_id = %(community)s AND p.year = %(year)s
                               AND p.steward_id = w.steward_id AND p.role_id = w.role_id)
                ), plan AS (
                    INSERT INTO steward_visit_plan (steward_id, role_id, user_id, %(plan_columns)s)
                    SELECT m.steward_id, m.role_id, e.user_id, %(plan_values)s
                      FROM missing m
                      JOIN hr_employee e ON e.id = m.steward_id
                     ORDER BY m.role_id, m.steward_id
                 RETURNING id, steward_id
                ), month AS (
                    INSERT INTO steward_visit_plan_month
                           (plan_id, month, steward_id, %(month_columns)s)
                    SELECT p.id, m.month, p.steward_id, %(month_values)s
                      FROM plan p, unnest(%(months)s::date[]) AS m(month)
                     ORDER BY p.id, m.month
                 RETURNING id
                )
                SELECT (SELECT count(*) FROM plan), count(*) FILTER (WHERE kind = 'ended'),
                       count(*) FILTER (WHERE kind = 'moved'),
                       count(*) FILTER (WHERE kind = 'added' AND steward_id IS NOT NULL),
                       count(*) FILTER (WHERE kind = 'added' AND steward_id IS NULL)
                  FROM steward_plan_difference
                """,
                community=community.id,
                year=year,
                months=months,
                plan_columns=plan_columns,
                plan_values=plan_values,
                month_columns=month_columns,
                month_values=month_values,
            )
        )
        return dict(zip(("plans", "ended", "moved", "added", "unassigned"), row, strict=True))

    def _end_lines(self, community):
        """Cancel what is open from today on and no longer asked for."""
        return self._change_lines(
            "ended",
            community,
            SQL(
                """
                UPDATE steward_visit_plan_line l
                   SET state = 'cancelled'
                  FROM steward_plan_difference d
                 WHERE l.id = d.line_id AND d.kind = 'ended'
             RETURNING l.plan_id, l.month_id, l.rule_id, l.partner_id, l.unit_id, l.period_start
                """
            ),
        )

    def _move_lines(self, community, year):
        """Give open lines to the person who is responsible now, with the unit lived in now.

        A time that was proposed, not agreed, belongs to the former steward's day and is dropped.
        """
        return self._change_lines(
            "moved",
            community,
            SQL(
                """
                UPDATE steward_visit_plan_line l
                   SET plan_id = p.id, month_id = m.id, steward_id = d.steward_id,
                       unit_id = d.unit_id,
                       scheduled_at = CASE
                           WHEN l.is_fixed OR l.steward_id = d.steward_id THEN l.scheduled_at
                       END
                  FROM steward_plan_difference d
                  JOIN steward_visit_plan p
                    ON p.community_id = %(community)s AND p.year = %(year)s
                   AND p.steward_id = d.steward_id AND p.role_id = d.role_id
                  JOIN steward_visit_plan_month m ON m.plan_id = p.id AND m.month = d.month
                 WHERE l.id = d.line_id AND d.kind = 'moved'
             RETURNING d.plan_id, d.month_id, l.rule_id, l.partner_id, l.unit_id, l.period_start,
                       p.id AS new_plan_id, m.id AS new_month_id
                """,
                community=community.id,
                year=year,
            ),
        )

    def _add_lines(self, community, year):
        """Insert what is missing.

        An anti-join found it, not ON CONFLICT, which would use up an id for every line that is
        there.
        """
        columns, values = self._fixed_columns(
            "steward.visit.plan.line",
            {"community_id": community.id},
            {
                "plan_id",
                "month_id",
                "rule_id",
                "steward_id",
                "partner_id",
                "unit_id",
                "ordinal",
                "period_start",
                "period_end",
                "month",
            },
        )
        return self._change_lines(
            "added",
            community,
            planner=PLANNER_ON,
            statement=SQL(
                """
                INSERT INTO steward_visit_plan_line
                       (plan_id, month_id, rule_id, steward_id, partner_id, unit_id, ordinal,
                        period_start, period_end, month, %(columns)s)
                SELECT p.id, m.id, d.rule_id, d.steward_id, d.partner_id, d.unit_id, d.ordinal,
                       d.period_start, d.period_end, d.month, %(values)s
                  FROM steward_plan_difference d
                  JOIN steward_visit_plan p
                    ON p.community_id = %(community)s AND p.year = %(year)s
                   AND p.steward_id = d.steward_id AND p.role_id = d.role_id
                  JOIN steward_visit_plan_month m ON m.plan_id = p.id AND m.month = d.month
                 WHERE d.kind = 'added'
             RETURNING plan_id, month_id, rule_id, partner_id, unit_id, period_start
                """,
                columns=columns,
                values=values,
                community=community.id,
                year=year,
            ),
        )

    def _change_lines(self, kind, community, statement, planner=None):
        """Run `statement`, list what it changed in approved months, return how many lines."""
        columns, values = self._fixed_columns(
            "steward.visit.plan.change",
            {"community_id": community.id, "company_id": community.company_id.id},
            {
                "kind",
                "plan_id",
                "rule_id",
                "partner_id",
                "unit_id",
                "line_count",
                "first_period",
            },
        )
        listed = SQL("SELECT *, %s AS kind FROM changed", kind)
        if kind == "moved":
            # one plan gives away what another one takes over
            listed = SQL(
                """
                SELECT 'moved' AS kind, plan_id, month_id, rule_id, partner_id, unit_id,
                       period_start
                  FROM changed WHERE plan_id <> new_plan_id
                UNION ALL
                SELECT 'added', new_plan_id, new_month_id, rule_id, partner_id, unit_id,
                       period_start
                  FROM changed WHERE plan_id <> new_plan_id
                """
            )
        [(count,)] = self.env.execute_query(
            SQL(
                """
                %(planner)s
                WITH changed AS (%(statement)s), listed AS (
                    INSERT INTO steward_visit_plan_change
                           (kind, plan_id, rule_id, partner_id, unit_id, line_count,
                            first_period, %(columns)s)
                    SELECT c.kind, c.plan_id, c.rule_id, c.partner_id, min(c.unit_id),
                           count(*), min(c.period_start), %(values)s
                      FROM (%(listed)s) c
                      JOIN steward_visit_plan_month m ON m.id = c.month_id AND m.state = 'approved'
                     GROUP BY c.kind, c.plan_id, c.rule_id, c.partner_id
                )
                SELECT count(*) FROM changed
                """,
                planner=planner or SQL(),
                statement=statement,
                columns=columns,
                values=values,
                listed=listed,
            )
        )
        return count

    def _fixed_columns(self, model_name, given, varying):
        """(columns, values) of what is the same in every inserted row: `given`, who and when, and
        the defaults of all other stored fields, whichever module they come from."""
        model = self.env[model_name]
        names = [
            name
            for name, field in model._fields.items()
            if field.store
            and field.column_type
            and name not in varying
            and name not in given
            and name not in models.MAGIC_COLUMNS
        ]
        constants = dict(given)
        for name, value in model.default_get(names).items():
            field = model._fields[name]
            constants[name] = field.convert_to_column(value, model)
        if model._log_access:
            now = self.env.cr.now()
            constants |= {
                "create_uid": self.env.uid,
                "create_date": now,
                "write_uid": self.env.uid,
                "write_date": now,
            }
        return (
            SQL(", ").join(SQL.identifier(name) for name in constants),
            SQL(", ").join(
                SQL("%s::%s", value, SQL(self._column_type(model, name)))
                for name, value in constants.items()
            ),
        )

    def _column_type(self, model, name):
        return model._fields[name].column_type[1]

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
        """Every night: facts add, end and move lines of the running plans (R005)."""
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
                    self._generate(community, year)
            except UserError:
                _logger.exception("Visit plans of %s in %s", community.display_name, year)
            if not cron._commit_progress(1):
                break
