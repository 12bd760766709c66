from odoo import fields, models


class HrEmployee(models.Model):
    """What stands on a steward's card besides name and telephone (R273, E48)."""

    _inherit = "hr.employee"

    steward_work_number = fields.Char(string="Work Number", groups="hr.group_hr_user", copy=False)
    steward_short_name = fields.Char(
        string="Called", groups="hr.group_hr_user", help="How residents call the steward."
    )
    steward_wechat = fields.Char(string="WeChat", groups="hr.group_hr_user", copy=False)
