from odoo import fields, models
from odoo.tools import SQL


class DeadlineReceiver(models.Model):
    """Who is told of a deadline: the holder of the level's role who may read the record, or else
    the next one up."""

    _inherit = "steward.deadline"

    def _receivers(self, levels, ladder):
        """{deadline: user} for the level of each; nobody where no role up to the top has a holder
        with a login who may read the record.

        :param levels: {deadline: level}
        :param ladder: function of (profile, kind), see `steward.deadline.level._ladders`
        """
        chains = {}
        roles = {}
        for deadline in self:
            policy, level = deadline.community_id.policy_id, levels[deadline]
            key = policy, deadline.kind, level
            if key not in chains:
                chains[key] = level._role_chain(ladder(policy, deadline.kind))
            roles[deadline] = chains[key]
        holders = self._role_holders(roles)
        waiting = {
            deadline: iter(deadline._candidates(levels[deadline], roles[deadline], holders))
            for deadline in self
        }
        receivers = dict.fromkeys(self, self.env["res.users"])
        while waiting:
            asked = {}
            for deadline, users in list(waiting.items()):
                user = next(users, None)
                if user:
                    asked[deadline] = user
                else:
                    del waiting[deadline]
            for deadline, user in self._readable(asked).items():
                receivers[deadline] = user
                del waiting[deadline]
        return receivers

    def _role_holders(self, roles):
        """{(community, role): users} who fill these roles today, holders before deputies."""
        chain = self.env["steward.role"].union(*roles.values())
        assignments = self.env["steward.role.assignment"].search_fetch(
            [("community_id", "in", self.community_id.ids), ("role_id", "in", chain.ids)],
            ["community_id", "role_id", "user_id", "deputy_user_id", "date_from", "date_to"],
            order="date_from, id",
        )
        users = {}
        for deputy in (False, True):
            for line in assignments:
                if line._in_force(line.community_id._today()):
                    user = line.deputy_user_id if deputy else line.user_id
                    users.setdefault((line.community_id, line.role_id), []).append(user)
        return users

    def _candidates(self, level, roles, holders):
        self.ensure_one()
        users = [] if level.role_id else [self.responsible_id.user_id]
        for role in roles:
            users += holders.get((self.community_id, role), [])
        return (user for user in dict.fromkeys(users) if user and user.active)

    def _readable(self, asked):
        """Those of `asked`, {deadline: user}, whose record the user may read: what each of them
        would find is asked for in one statement per model."""
        by_user = {}
        for deadline, user in asked.items():
            by_user.setdefault((deadline.res_model, user), []).append(deadline.res_id)
        users = self.env["res.users"].union(*asked.values())
        # the rules ask for the day of each user: read at once
        zones = {user: user.tz or "UTC" for user in users}
        searches = {}
        for (model, user), ids in by_user.items():
            records = (
                self.env[model]
                .with_user(user)
                .with_context(
                    allowed_company_ids=user._get_company_ids(), active_test=False, tz=zones[user]
                )
            )
            if records.has_access("read"):
                found = records._search([("id", "in", ids)], order="id")
                if not found.is_empty():
                    query = found.select(
                        SQL("%s AS uid", user.id), SQL.identifier(found.table, "id")
                    )
                    searches.setdefault(model, []).append(SQL("(%s)", query))
        readable = {
            (model, *row)
            for model, queries in searches.items()
            for row in self.env.execute_query(SQL(" UNION ALL ").join(queries))
        }
        return {
            deadline: user
            for deadline, user in asked.items()
            if (deadline.res_model, user.id, deadline.res_id) in readable
        }

    def _today_of(self, user):
        """Today's date by the clock of `user`."""
        return fields.Datetime.context_timestamp(
            self.with_context(tz=user.tz or self.env.company.resource_calendar_id.tz),
            fields.Datetime.now(),
        ).date()
