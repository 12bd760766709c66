from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    steward_assignment_ids = fields.One2many(
        "steward.role.assignment", "employee_id", groups="hr.group_hr_user"
    )
    steward_building_ids = fields.One2many(
        "steward.building", "steward_id", groups="hr.group_hr_user"
    )

    def write(self, vals):
        """R269: roles follow the person to another login; who leaves the firm is archived and
        holds none from the next day on."""
        # sudo: the roles of the person, whoever changes the person
        held = self.sudo()._role_assignments() if "user_id" in vals else None
        users = held and held._users()
        result = super().write(vals)
        if held:
            (users | held._users())._sync_role_groups()
        if "active" in vals and not vals["active"]:
            self._end_roles()
        return result

    def _end_roles(self):
        """Close the roles of these employees with the day of the community, drop those that have
        not begun, and let nobody be deputised by them."""
        # sudo: ends what somebody above had filled, also where HR archives who holds no role
        assignments = self.sudo()._role_assignments()
        for community, filled in assignments.grouped("community_id").items():
            today = community._today()
            begun = filled.filtered(lambda one, today=today: one._in_force(today))
            ahead = filled.filtered(lambda one, today=today: one.date_from > today)
            (begun | ahead).filtered(lambda one: one.deputy_id in self).write({"deputy_id": False})
            begun.filtered(lambda one: one.employee_id in self).write({"date_to": today})
            ahead.filtered(lambda one: one.employee_id in self).unlink()

    def _role_assignments(self):
        """Assignments that these employees hold in person or as deputies."""
        return self.env["steward.role.assignment"].search(
            ["|", ("employee_id", "in", self.ids), ("deputy_id", "in", self.ids)]
        )
