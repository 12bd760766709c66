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
        if "user_id" not in vals:
            return super().write(vals)
        # sudo: the roles follow the person to the other login
        held = self.sudo()._role_assignments()
        users = held._users()
        result = super().write(vals)
        (users | held._users())._sync_role_groups()
        return result

    def _role_assignments(self):
        """Assignments that these employees hold in person or as deputies."""
        return self.env["steward.role.assignment"].search(
            ["|", ("employee_id", "in", self.ids), ("deputy_id", "in", self.ids)]
        )
