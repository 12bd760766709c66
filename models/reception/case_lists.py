from odoo import api, fields, models
from odoo.fields import Domain


class Case(models.Model):
    """What each list of cases shows: mine, my department's, what I received first, what is settled
    and waits to be written off."""

    _inherit = "steward.case"

    is_my_department = fields.Boolean(
        compute="_compute_is_my_work", search="_search_is_my_department"
    )
    is_my_work = fields.Boolean(compute="_compute_is_my_work", search="_search_is_my_work")
    is_first_received = fields.Boolean(
        string="Received First by Me",
        compute="_compute_is_my_work",
        search="_search_is_first_received",
    )
    is_settled = fields.Boolean(
        string="Settled, Not Written Off",
        compute="_compute_is_settled",
        search="_search_is_settled",
        help="Nothing is missing any more, and it is still in the register's open part (R117).",
    )

    @api.depends_context("uid")
    @api.depends("department_id", "handler_id", "first_receiver_id")
    def _compute_is_my_work(self):
        own = self._own_employees()
        for case in self:
            case.is_my_department = case.department_id in own.department_id
            case.is_my_work = case.handler_id in own
            case.is_first_received = case.first_receiver_id in own

    def _search_is_my_department(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("department_id", "in", self._own_employees().department_id.ids)

    def _search_is_my_work(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("handler_id", "in", self._own_employees().ids)

    def _search_is_first_received(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("first_receiver_id", "in", self._own_employees().ids)

    @api.depends("state", "replied_at", "satisfaction_result", "praise_verified_at")
    def _compute_is_settled(self):
        for case in self:
            case.is_settled = case.state != "closed" and not case._close_problems()

    def _search_is_settled(self, operator, _value):
        """What `_close_problems` says, as far as the database knows it without asking each case."""
        if operator != "in":
            return NotImplemented
        return Domain("state", "!=", "closed") & (
            Domain("state", "=", "called_back")
            | Domain("category", "=", "praise") & Domain("praise_verified_at", "!=", False)
            | Domain("answered_on_spot", "=", True)
            & Domain("category", "not in", ("complaint", "praise"))
        )
