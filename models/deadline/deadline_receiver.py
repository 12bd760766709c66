from odoo import fields, models


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
        roles = {
            deadline: deadline._role_chain(levels[deadline], ladder) for deadline in self
        }
        holders = self._role_holders(roles)
        waiting = {
            deadline: iter(
                deadline._candidates(levels[deadline], roles[deadline], holders)
            )
            for deadline in self
        }
        receivers = dict.fromkeys(self, self.env["res.users"])
        while waiting:
            asked = {}
            for deadline, users in list(waiting.items()):
                user = next(users, None)
                if user:
                    asked.setdefault(user, self.browse())
                    asked[user] |= deadline
                else:
                    del waiting[deadline]
            for user, deadlines in asked.items():
                for deadline in deadlines._readable_by(user):
                    receivers[deadline] = user
                    del waiting[deadline]
        return receivers

    def _role_chain(self, level, ladder):
        """Roles to try in turn: the level's and those above; for the responsible person, the roles
        of the later levels."""
        self.ensure_one()
        role = level.role_id
        if not role:
            later = ladder(self.community_id.policy_id, self.kind).filtered(
                lambda other: other.role_id and other._position() > level._position()
            )
            role = later[:1].role_id
        return role._and_above() if role else role

    def _role_holders(self, roles):
        """{(community, role): users} who fill these roles today, holders before deputies."""
        chain = self.env["steward.role"].union(*roles.values())
        assignments = self.env["steward.role.assignment"].search(
            [("community_id", "in", self.community_id.ids), ("role_id", "in", chain.ids)],
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

    def _readable_by(self, user):
        """Those of these deadlines whose record `user` may read."""
        readable = self.browse()
        for model, deadlines in self.grouped("res_model").items():
            records = self.env[model].browse(deadlines.mapped("res_id"))
            seen = set(
                records.with_user(user)
                .with_context(allowed_company_ids=user.company_ids.ids)
                ._filtered_access("read")
                .ids
            )
            readable |= deadlines.filtered(lambda deadline, seen=seen: deadline.res_id in seen)
        return readable

    def _today_of(self, user):
        """Today's date by the clock of `user`."""
        return fields.Datetime.context_timestamp(
            self.with_context(tz=user.tz or self.env.company.resource_calendar_id.tz),
            fields.Datetime.now(),
        ).date()
