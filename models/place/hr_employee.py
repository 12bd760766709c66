from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    steward_assignment_ids = fields.One2many(
        "steward.role.assignment", "employee_id", groups="hr.group_hr_user"
    )
    steward_building_ids = fields.One2many(
        "steward.building", "steward_id", groups="hr.group_hr_user"
    )
