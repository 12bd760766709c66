from odoo import models
from odoo.exceptions import UserError


class Repair(models.Model):
    """Rework (工程遗留返修): the sheet goes back to after-sales on the same day, and the time that
    was specified is supervised (R105, C025)."""

    _inherit = "steward.repair"

    def action_return_sheet(self):
        """Return rework sheets to the after-sales department of their community.

        :raise UserError: names the community that has none, and what is missing on a sheet
        """
        others = self.filtered(lambda repair: repair.kind != "rework")
        if others:
            raise UserError(
                self.env._(
                    "%(sheet)s is no rework: dispatch it to maintenance.",
                    sheet=others[:1].display_name,
                )
            )
        for community in self.community_id:
            if not community.after_sales_department_id:
                raise UserError(
                    self.env._(
                        "%(community)s has no after-sales department: choose it on the community.",
                        community=community.name,
                    )
                )
        for department, repairs in self.grouped(
            lambda repair: repair.community_id.after_sales_department_id
        ).items():
            repairs._dispatch(
                department,
                self.env["hr.employee"],
                self.env._("Rework sheet returned to after-sales"),
            )
