from odoo import Command, models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _sync_role_groups(self):
        """Give these users the groups of the roles that they hold today, in person or as deputy,
        and take away those that only a lost role had given (R269-R270).

        Today is each community's own. The number of statements does not depend on the number of
        assignments, only on the number of different changes.
        """
        if not self:
            return
        # sudo: holding a role grants its group; who may fill a role was checked by its model
        users = self.sudo()
        Grant = users.env["steward.role.grant"]
        Assignment = users.env["steward.role.assignment"]
        due = set()
        assignments = Assignment.search(
            ["|", ("user_id", "in", users.ids), ("deputy_user_id", "in", users.ids)]
        )
        for assignment in assignments.filtered("is_in_force"):
            group = assignment.role_id.group_id
            for user in (assignment.user_id | assignment.deputy_user_id) & users:
                if group and not user.share:
                    due.add((user, group))
        grants = Grant.search([("user_id", "in", users.ids)])
        granted = {(grant.user_id, grant.group_id) for grant in grants}

        missing = {pair for pair in due if pair[1] not in pair[0].group_ids}
        users._change_groups(missing, Command.link)
        Grant.create(
            [
                {"user_id": user.id, "group_id": group.id}
                for user, group in sorted(missing - granted, key=lambda p: (p[0].id, p[1].id))
            ]
        )
        users._change_groups(granted - due, Command.unlink)
        grants.filtered(lambda grant: (grant.user_id, grant.group_id) not in due).unlink()

    def _change_groups(self, pairs, command):
        """Write `command` for the (user, group) `pairs`, users with the same change at once."""
        changes = {}
        for user, group in pairs:
            changes.setdefault(user, self.env["res.groups"])
            changes[user] |= group
        by_groups = {}
        for user, groups in changes.items():
            key = frozenset(groups.ids)
            by_groups[key] = by_groups.get(key, self.browse()) | user
        for group_ids, users in by_groups.items():
            users.write({"group_ids": [command(group_id) for group_id in sorted(group_ids)]})
