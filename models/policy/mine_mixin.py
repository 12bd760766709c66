from odoo import api, fields, models
from odoo.fields import Domain


class MineMixin(models.AbstractModel):
    """Records that name the employees whose business they are: each list shows the user's own."""

    _name = "steward.mine.mixin"
    _description = "Somebody's Own"
    # paths of the fields that name whose it is
    _mine_fields = ("steward_id",)

    is_mine = fields.Boolean(string="Mine", compute="_compute_is_mine", search="_search_is_mine")

    @api.depends(lambda self: self._mine_fields)
    @api.depends_context("uid")
    def _compute_is_mine(self):
        own = set(self._mine_employees().ids)
        for record in self:
            record.is_mine = any(own & set(record.mapped(path).ids) for path in self._mine_fields)

    def _search_is_mine(self, operator, _value):
        if operator != "in":
            return NotImplemented
        own = self._mine_employees().ids
        return Domain.OR(Domain(path, "in", own) for path in self._mine_fields)

    @api.model
    def _mine_employees(self):
        """Those whose records are the current user's."""
        return self._own_employees()

    @api.model
    def _own_employees(self):
        # sudo: which employee the current user is, is the user's own business
        return self.env.user.sudo().employee_ids

    @api.model
    def _deputised_employees(self):
        """Those for whom the user stands in today."""
        # sudo: the assignments are those in which the user is the deputy today
        Assignment = self.env["steward.role.assignment"].sudo()
        return Assignment.search(
            Domain("deputy_user_id", "=", self.env.uid)
            & Assignment._active_domain(fields.Date.context_today(self))
        ).employee_id
