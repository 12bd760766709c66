from odoo import fields, models


class Community(models.Model):
    _inherit = "steward.community"

    payment_ways = fields.Text(
        string="Ways to Pay",
        help="Stands on every payment notice: bank account, counter and its hours, app.",
    )
    notices_reminded_for = fields.Date(
        string="Payment Notices Reminded",
        readonly=True,
        copy=False,
        help="First day of the last month whose missing payment notices were reminded of (R151).",
    )

    def _collected(self):
        """Those whose fees the user looks after as a whole: as its collector, or in a role that
        supervises it."""
        supervised = self._supervised()
        role = self.env.ref("property_steward.role_collector")
        return supervised | (self - supervised).filtered(
            lambda community: self.env.user in community._role_users(role)
        )
