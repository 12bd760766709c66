from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine import duties

DUE = "property_steward.mail_activity_type_duty"


class Duty(models.Model):
    """Generation of recurring duties, and reminders of them."""

    _inherit = "steward.duty"

    @api.model
    def _cron_generate(self):
        """One row per rule, community and turn of the current and the last period; a unique index
        keeps a second one out, whoever runs at the same time."""
        self._generate(self.env["steward.community"].search([]))

    @api.model
    def _generate(self, communities):
        """Add what the communities' rules ask for and is not there.

        :return: the duties added; the number of statements depends on neither number
        """
        rows = self._missing_turns(communities)
        if not rows:
            return self.browse()
        self.env.flush_all()
        columns = list(rows[0])
        now = fields.Datetime.now()
        ids = self.env.execute_query(
            SQL(
                """
                INSERT INTO steward_duty (%(columns)s, state, create_uid, write_uid,
                                          create_date, write_date)
                SELECT v.*, 'draft', %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM (VALUES %(values)s) AS v(%(columns)s)
                    ON CONFLICT DO NOTHING
             RETURNING id
                """,
                columns=SQL(", ").join(SQL.identifier(name) for name in columns),
                values=SQL(", ").join(
                    SQL("(%s)", SQL(", ").join(self._typed(name, row[name]) for name in columns))
                    for row in rows
                ),
                uid=self.env.uid,
                now=now,
            )
        )
        self.invalidate_model()
        return self.browse(row[0] for row in ids)

    def _typed(self, name, value):
        """`value` with its type, which a list of rows does not have by itself."""
        return SQL("%s::%s", value, SQL(self._fields[name].column_type[1]))

    @api.model
    def _missing_turns(self, communities):
        rules = self.env["steward.duty.rule"].search(
            [("policy_id", "in", communities.policy_id.ids)]
        )
        by_policy = rules.grouped("policy_id")
        wanted = {}
        for community in communities:
            for rule in by_policy.get(community.policy_id, ()):
                since = max(
                    community._to_local(moment).date()
                    for moment in (rule.create_date, community.create_date)
                )
                for turn in self._turns_of(rule, community, since):
                    wanted[community.id, rule.id, turn.start, turn.ordinal] = (
                        community,
                        rule,
                        turn,
                    )
        known = self.search_fetch(
            Domain("rule_id", "in", rules.ids)
            & Domain("community_id", "in", communities.ids)
            & Domain("period_start", "in", list({key[2] for key in wanted})),
            ["community_id", "rule_id", "period_start", "ordinal"],
        )
        for duty in known:
            wanted.pop(
                (duty.community_id.id, duty.rule_id.id, duty.period_start, duty.ordinal), None
            )
        return self._turn_rows(list(wanted.values()))

    @api.model
    def _turns_of(self, rule, community, since):
        """What a community owes by a rule that is known since a day."""
        return duties.turns_since(rule._rhythm(), since, community._today())

    @api.model
    def _turn_rows(self, missing):
        if any(rule.kind == "long_standing" for _community, rule, _turn in missing):
            long_standing = self._communities_with_long_standing()
            missing = [
                (community, rule, turn)
                for community, rule, turn in missing
                if rule.kind != "long_standing" or community in long_standing
            ]
        holders = self._holders_upwards(missing)
        rows = []
        for community, rule, turn in missing:
            employee = holders[community, rule.role_id]
            rows.append(
                {
                    "rule_id": rule.id,
                    "kind": rule.kind,
                    "name": rule.with_context(lang=self._language(employee)).name,
                    "community_id": community.id,
                    "company_id": community.company_id.id,
                    "role_id": rule.role_id.id,
                    "review_role_id": rule.review_role_id.id or None,
                    "employee_id": employee.id or None,
                    # sudo: whose duty it is; only the login is read
                    "user_id": employee.sudo().user_id.id or None,
                    "period_start": turn.start,
                    "period_end": turn.end,
                    "ordinal": turn.ordinal,
                    "figures_from": turn.figures_from,
                    "figures_to": turn.figures_to,
                    "date_due": turn.due,
                    "date_remind": turn.remind,
                }
            )
        return rows

    @api.model
    def _holders_upwards(self, missing):
        """{(community, role): employee} who fills the role of a duty in `missing`, or the next one
        above that somebody fills; one statement."""
        chains = {rule.role_id: rule.role_id._and_above() for _community, rule, _turn in missing}
        communities = self.env["steward.community"].union(*(row[0] for row in missing))
        # sudo: who fills which role is not secret
        filled = {}
        for assignment in (
            self.env["steward.role.assignment"]
            .sudo()
            .search(
                Domain("community_id", "in", communities.ids)
                & Domain("role_id", "in", self.env["steward.role"].union(*chains.values()).ids)
                & Domain("is_in_force", "=", True)
            )
        ):
            # the latest one comes first
            filled.setdefault(
                (assignment.community_id.id, assignment.role_id.id),
                assignment.employee_id.with_env(self.env),
            )
        nobody = self.env["hr.employee"]
        return {
            (community, role): next(
                filter(None, (filled.get((community.id, each.id)) for each in chain)), nobody
            )
            for community in communities
            for role, chain in chains.items()
        }

    def _language(self, employee):
        # sudo: only the language is read, in which the duty gets its name
        return employee.sudo().user_id.lang or self.env.user.lang

    @api.model
    def _communities_with_long_standing(self):
        """Communities with a matter older than their policy allows (R096)."""
        groups = self.env["steward.case.ageing"]._read_group(
            [("is_long_standing", "=", True)], ["community_id"]
        )
        return self.env["steward.community"].union(*(community for (community,) in groups))

    @api.model
    def _cron_remind(self):
        """From the day of reminder on, one activity on each duty that is not submitted. Told once:
        the activity itself stays until the duty is done."""
        duties_due = self.search(
            Domain("state", "=", "draft")
            & Domain("user_id", "!=", False)
            & Domain("reminded", "=", False)
            & self.env["steward.community"]._domain_by_time_zone(
                lambda community: Domain("date_remind", "<=", community._today())
            )
        )
        self.env["steward.visit.plan"]._tell(
            DUE,
            [
                {
                    "record": duty,
                    "user": duty.user_id,
                    "summary": duty.with_context(lang=duty.user_id.lang).display_name,
                    "date_deadline": duty.date_due,
                }
                for duty in duties_due._claim_reminder()
            ],
        )
