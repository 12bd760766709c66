from odoo import fields, models


class Community(models.Model):
    _inherit = "steward.community"

    duty_reminded_on = fields.Date(
        string="Duties Reminded", readonly=True, copy=False, help="Last reminder of duties."
    )
    daily_clear_on = fields.Date(
        string="Daily Clear Checked", readonly=True, copy=False, help="Last check (R247)."
    )
    contact_box_ids = fields.One2many("steward.contact.box", "community_id")

    def _holder_upwards(self, role):
        """The employee who fills `role`, or the next one above that somebody fills."""
        self.ensure_one()
        for each in role._and_above():
            employee = self._role_holder(each)
            if employee:
                return employee
        return self.env["hr.employee"]
