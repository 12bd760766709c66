from odoo import api, fields, models
from odoo.exceptions import UserError

from .reception_life import TAKE_ACTIVITY

COLLECTOR = "property_steward.role_collector"


class Reception(models.Model):
    """Handing over (移交): fee matters go to the colleague in charge, who receives the resident at
    once and says so (R071); the first receiver stays answerable (R066)."""

    _inherit = "steward.reception"

    hand_to_id = fields.Many2one(
        "hr.employee",
        string="Hand over to",
        store=False,
        help="Fee matters go to the colleague in charge, who receives the resident at once (R071).",
    )
    hand_reason = fields.Char(string="Reason of the Hand-Over", store=False)
    handed_over_at = fields.Datetime(
        string="Waits for the Colleague Since",
        readonly=True,
        copy=False,
        help="When it was handed over, until the colleague receives the resident (R071).",
    )

    _handed_over_idx = models.Index("(handed_over_at) WHERE handed_over_at IS NOT NULL")

    @api.onchange("business", "community_id")
    def _onchange_hand_to_id(self):
        """R071: a fee matter is handed to whoever fills the role of fees in the community."""
        if self._origin or self.business != "fee" or not self.community_id:
            return
        collector = self.community_id._role_holder(self.env.ref(COLLECTOR))
        if collector != self._own_employee():
            self.hand_to_id = collector
            self.hand_reason = collector and self.env._("Fee matter")

    def action_receive(self):
        """R071: the colleague in charge receives the resident.

        :raise UserError: for anybody else, where that colleague has a login
        """
        self.check_access("write")
        for reception in self:
            # sudo: whether the colleague can say so decides the answer
            user = reception.responsible_id.sudo().user_id
            if user and user != self.env.user:
                raise UserError(
                    reception.env._(
                        "“%(reception)s” was handed over to %(who)s, who receives the resident. "
                        "To do it in place of the colleague, hand it over to yourself.",
                        reception=reception.display_name,
                        who=reception.responsible_id.name,
                    )
                )
        # sudo: that it was received is noted here; who may say so was checked
        waiting = self.sudo().filtered("handed_over_at")
        waiting.transfer_ids.filtered(
            lambda transfer: (
                transfer.to_id == transfer.reception_id.responsible_id
                and transfer.at >= transfer.reception_id.handed_over_at
            )
        ).received_at = fields.Datetime.now()
        waiting._end_hand_over()

    def _end_hand_over(self):
        """Nobody waits for the colleague any more. Runs with the rights of the caller."""
        self.handed_over_at = False
        self.activity_unlink([TAKE_ACTIVITY])

    def _mark_done(self):
        # sudo: as in the original
        self.sudo().filtered("handed_over_at")._end_hand_over()
        return super()._mark_done()

    def _hand_over(self, employee, reason):
        """Note to whom it is handed over; the first receiver stays answerable (R066, R071)."""
        self.ensure_one()
        self.check_access("write")
        if employee == self.responsible_id:
            return
        now = fields.Datetime.now()
        # sudo: transfers are written here only
        self.env["steward.reception.transfer"].sudo().create(
            {
                "reception_id": self.id,
                "from_id": self.responsible_id.id,
                "to_id": employee.id,
                "at": now,
                "user_id": self.env.uid,
                "reason": reason,
            }
        )
        # sudo: who is in charge is noted here; write access was checked, and may end with it
        keeper = self.sudo()
        keeper._end_hand_over()
        keeper.write({"responsible_id": employee.id, "handed_over_at": now})
        # sudo: the colleague's login only receives the task
        user = employee.sudo().user_id
        if user == self.env.user:
            self.action_receive()
        elif user:
            keeper.with_context(mail_activity_quick_update=True).activity_schedule(
                TAKE_ACTIVITY,
                keeper.community_id._today(),
                summary=self.env._("Receive the resident"),
                user_id=user.id,
            )
