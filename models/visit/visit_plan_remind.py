from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

MISSING = "property_steward.mail_activity_type_plan_missing"
OVERDUE = "property_steward.mail_activity_type_plan_overdue"
MID_MONTH = 15


class VisitPlan(models.Model):
    _inherit = "steward.visit.plan"

    @api.model
    def _cron_remind_missing(self):
        """R001: from the due date on, one activity for everybody whose plan of the year is not
        submitted, and for the supervisors of a community that has no plan at all.

        One activity per person and year, also when it runs twice or on two workers.
        """
        communities = self._claim_communities(
            "plan_reminded_on", self._community_days(lambda due, today: due <= today)
        )
        years = {community: community._today().year for community in communities}
        plans = self.search(
            Domain.OR(
                Domain("community_id", "=", community.id) & Domain("year", "=", year)
                for community, year in years.items()
            )
        )
        drafts = plans.filtered(lambda plan: plan.state == "draft" and plan.user_id)
        tasks = [
            {
                "record": mine[0],
                "user": user,
                "summary": self._spoken(user)._(
                    "Submit your visit plan of %(year)s", year=mine[0].year
                ),
                "note": Markup("<br/>").join(
                    mine.with_env(self._spoken(user)).mapped("display_name")
                ),
                "date_deadline": mine[0].due_date,
            }
            for user, mine in drafts.grouped("user_id").items()
        ]
        role = self.env.ref("property_steward.role_supervisor")
        for community in communities - plans.community_id:
            tasks += [
                {
                    "record": community,
                    "user": user,
                    "summary": self._spoken(user)._(
                        "Generate the visit plans of %(year)s", year=years[community]
                    ),
                    "note": community.display_name,
                    "date_deadline": community._plan_due_date(years[community]),
                }
                for user in community._role_users(role)
            ]
        # whoever ticked the reminder off without submitting is not reminded a second time
        told = self._told(MISSING, [task["record"] for task in tasks], active_test=False)
        self._tell(
            MISSING,
            [
                task
                for task in tasks
                if (task["user"], task["date_deadline"])
                not in {(activity.user_id, activity.date_deadline) for activity in told}
            ],
        )

    @api.model
    def _cron_tell_overdue(self):
        """R003: once a week, one activity per person says how many visits are overdue, one per
        supervisor lists who is behind; after the middle of the month also who stays under the
        floor of R238. An activity that is still open is brought up to date."""
        communities = self._claim_communities(
            "plan_overdue_told_on", self._community_days(lambda due, today: True)
        )
        late = dict(
            self.env["steward.visit.plan.line"]._read_group(
                [("is_late", "=", True), ("community_id", "in", communities.ids)],
                ["plan_id"],
                ["__count"],
            )
        )
        floors = {}
        for community in communities:
            if community._today().day >= MID_MONTH:
                floors |= community._below_floor(community._today())
        plans = self.browse(plan.id for plan in late)
        role_steward = self.env.ref("property_steward.role_steward")
        plans |= self.search(
            [
                ("role_id", "=", role_steward.id),
                ("community_id", "in", communities.ids),
                ("steward_id", "in", [employee.id for _community, employee in floors]),
                ("year", "=", fields.Date.today().year),
            ]
        )
        tasks = []
        behind = {}
        for plan in plans:
            figures = late.get(plan, 0), floors.get((plan.community_id, plan.steward_id))
            if not any(figures):  # behind in another community only
                continue
            behind.setdefault(plan.community_id, {})[plan] = figures
            if plan.user_id:
                words = plan._overdue_words(plan.user_id, *figures)
                tasks.append({"record": plan, "user": plan.user_id, "summary": words})
        role = self.env.ref("property_steward.role_supervisor")
        for community, by_plan in behind.items():
            tasks += [
                {
                    "record": community,
                    "user": user,
                    "summary": self._spoken(user)._(
                        "Persons behind their visit plan: %(count)s", count=len(by_plan)
                    ),
                    "note": Markup("<br/>").join(
                        Markup("%s: %s")
                        % (plan.steward_id.name, plan._overdue_words(user, *figures))
                        for plan, figures in by_plan.items()
                    ),
                }
                for user in community._role_users(role)
            ]
        for task in tasks:
            task["date_deadline"] = fields.Date.today()
        known = {
            (activity.res_model, activity.res_id, activity.user_id): activity
            for activity in self._told(OVERDUE, [task["record"] for task in tasks])
        }
        new = []
        for task in tasks:
            activity = known.get((task["record"]._name, task["record"].id, task["user"]))
            if activity:
                activity.write({"summary": task["summary"], "note": task.get("note", "")})
            else:
                new.append(task)
        self._tell(OVERDUE, new)

    def _spoken(self, user):
        """Environment in the language of `user`: a scheduled action has none."""
        return self.env(context=dict(self.env.context, lang=user.lang))

    def _overdue_words(self, user, late, floor):
        self.ensure_one()
        env = self._spoken(user)
        words = []
        if late:
            words.append(env._("Overdue visits: %(count)s", count=late))
        if floor:
            words.append(
                env._(
                    "Households visited this month: %(seen)s of at least %(floor)s",
                    seen=floor[0],
                    floor=floor[1],
                )
            )
        return "; ".join(words)

    def _community_days(self, condition):
        """{community: today} of those for which `condition(due date, today)` holds."""
        days = {}
        for community in self.env["steward.community"].search([]):
            today = community._today()
            if condition(community._plan_due_date(today.year), today):
                days[community] = today
        return days

    def _claim_communities(self, field_name, days):
        """Mark communities as handled today and return those that were not: claim and work are one
        transaction, so that two workers never do it twice."""
        Community = self.env["steward.community"]
        Community.flush_model([field_name])
        column = SQL.identifier(field_name)
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE steward_community c
                   SET %(column)s = d.day
                  FROM unnest(%(ids)s::int[], %(days)s::date[]) AS d(id, day)
                 WHERE c.id = d.id AND c.%(column)s IS DISTINCT FROM d.day
             RETURNING c.id
                """,
                column=column,
                ids=[community.id for community in days],
                days=list(days.values()),
            )
        )
        Community.invalidate_model([field_name])
        return Community.browse(sorted(row[0] for row in rows))

    def _told(self, xmlid, records, active_test=True):
        by_model = {}
        for record in records:
            by_model.setdefault(record._name, []).append(record.id)
        if not by_model:
            return self.env["mail.activity"]
        return (
            self.env["mail.activity"]
            .with_context(active_test=active_test)
            .search(
                Domain("activity_type_id", "=", self.env.ref(xmlid).id)
                & Domain.OR(
                    Domain("res_model", "=", model) & Domain("res_id", "in", ids)
                    for model, ids in by_model.items()
                )
            )
        )

    def _tell(self, xmlid, tasks):
        """One batch of activities, without an e-mail for each."""
        if not tasks:
            return
        Model = self.env["ir.model"]
        activity_type = self.env.ref(xmlid)
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": Model._get_id(task["record"]._name),
                    "res_id": task["record"].id,
                    "activity_type_id": activity_type.id,
                    "user_id": task["user"].id,
                    "summary": task["summary"],
                    "note": task.get("note", ""),
                    "date_deadline": task["date_deadline"],
                    "automated": True,
                }
                for task in tasks
            ]
        )
