from odoo import fields, models
from odoo.exceptions import UserError


class Shift(models.Model):
    """Hand-over of a shift (交接班, C014; R073, F31): from its people to a successor by name."""

    _inherit = "steward.shift"

    def action_hand_over(self):
        """R073, F31: hand over to the successor what is not settled.

        :raise UserError: names the items that are in none of the three states
        """
        for shift in self:
            shift._check_open()
            shift.check_access("write")
            shift._list_open_items()
            shift._check_clear()
            if not shift.successor_id:
                raise UserError(
                    shift.env._("Say who takes over %(shift)s.", shift=shift.display_name)
                )
            # sudo: the state is closed to everything but these actions, access was checked
            shift.sudo().line_ids._keep_promises()
            shift.sudo().line_ids._freeze()
            shift.sudo().write(
                {
                    "state": "handed_over",
                    "handed_over_at": fields.Datetime.now(),
                    "handed_over_by_id": shift._own_employee().id,
                    "end_at": shift.end_at or fields.Datetime.now(),
                }
            )
            shift._tell_successor()

    def action_take_back(self):
        """The successor has not accepted: the shift goes on."""
        for shift in self:
            if shift.state != "handed_over" or not shift._own_employee() & shift._people():
                raise UserError(
                    shift.env._(
                        "Only who handed %(shift)s over takes it back, before it is accepted.",
                        shift=shift.display_name,
                    )
                )
        # sudo: the state is closed to everything but these actions, who asks was checked
        self.sudo().write({"state": "open", "handed_over_at": False, "handed_over_by_id": False})
        self.sudo().line_ids.write({"frozen_settlement": False})
        self.activity_unlink(["property_steward.mail_activity_type_shift_hand_over"])

    def action_accept(self):
        """R073: the successor takes over, by name; nobody accepts the own hand-over.

        :raise UserError: for anybody but the successor
        """
        for shift in self:
            if not shift.can_accept:
                raise UserError(
                    shift.env._(
                        "%(shift)s is accepted by %(name)s, once it is handed over, and by nobody "
                        "else.",
                        shift=shift.display_name,
                        name=shift.successor_id.name or shift.env._("the successor"),
                    )
                )
            # sudo: the state is closed to everything but these actions, who asks was checked
            shift.sudo().write(
                {
                    "state": "accepted",
                    "accepted_at": fields.Datetime.now(),
                    "accepted_by_id": shift.successor_id.id,
                    "closed_at": fields.Datetime.now(),
                }
            )
            # sudo: as above; what is passed on becomes the successor's
            shift.sudo().line_ids._pass_on()
        self.activity_feedback(["property_steward.mail_activity_type_shift_hand_over"])

    def action_close(self):
        """F31: with nothing left to hand over, a shift ends without a successor."""
        for shift in self:
            shift._check_open()
            shift.check_access("write")
            shift._list_open_items()
            shift._check_clear()
            if shift.line_ids.filtered(lambda line: line.settlement == "handed_over"):
                raise UserError(
                    shift.env._(
                        "%(shift)s has items with a promised time: hand it over to a successor.",
                        shift=shift.display_name,
                    )
                )
            # sudo: the state is closed to everything but these actions, access was checked
            shift.sudo().line_ids._freeze()
            shift.sudo().write(
                {
                    "state": "closed",
                    "closed_at": fields.Datetime.now(),
                    "end_at": shift.end_at or fields.Datetime.now(),
                }
            )

    def _own_employee(self):
        """The current user as an employee of the shift's company."""
        self.ensure_one()
        own = self._own_employees()
        return own.filtered(lambda employee: employee.company_id == self.company_id)[:1]

    def _is_successor(self):
        self.ensure_one()
        own = self._own_employees()
        return bool(self.successor_id & own) and self.handed_over_by_id not in own

    def _check_clear(self):
        self.ensure_one()
        unclear = self.line_ids.filtered(lambda line: line.settlement == "open")
        if unclear:
            raise UserError(
                self.env._(
                    "These items are neither closed nor dispatched, nor have they a promised time: "
                    "%(items)s. List the open items and say what becomes of each.",
                    items=", ".join(line.subject or "" for line in unclear),
                )
            )

    def _tell_successor(self):
        self.ensure_one()
        # sudo: only the login is read, to address the activity
        user = self.successor_id.sudo().user_id
        if user:
            self.sudo().activity_schedule(
                "property_steward.mail_activity_type_shift_hand_over",
                date_deadline=self.community_id._today(),
                user_id=user.id,
                summary=self.with_context(lang=user.lang).env._(
                    "Accept the hand-over: %(shift)s", shift=self.display_name
                ),
            )
