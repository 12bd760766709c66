from odoo import fields, models
from odoo.exceptions import UserError

from .reception_guard import MATTERS

# channels by which nobody waits for an answer at the desk or on the line: what is due is said by
# the clocks alone
WRITTEN = ("letter", "fax", "email", "box", "media", "wechat", "portal", "sms")
TAKE_ACTIVITY = "property_steward.mail_activity_type_take_reception"


class Reception(models.Model):
    """The way of a reception: taken, promised, handed over, done (R066, R071-R072)."""

    _inherit = "steward.reception"

    def action_take(self):
        """Take what came by e-mail, letter or box: the taker is the first receiver (R066, R069).

        :raise UserError: names who was faster
        """
        self.check_access("write")
        self.lock_for_update()
        self.invalidate_recordset(["state", "user_id"])
        for reception in self:
            if reception.state != "new":
                raise UserError(
                    reception.env._(
                        "“%(reception)s” was taken by %(who)s already.",
                        reception=reception.display_name,
                        who=reception.user_id.name or "",
                    )
                )
        employee = self._own_employee()
        # sudo: who received it is noted here; write access was checked
        self.sudo().write(
            {
                "state": "taken",
                "user_id": self.env.uid,
                "receiver_id": employee.id,
                "responsible_id": employee.id,
            }
        )
        # sudo: the task was somebody else's
        self.sudo().activity_unlink([TAKE_ACTIVITY])

    def action_done(self):
        """All is said: an inquiry that was answered, a guest who was received."""
        self.check_access("write")
        self._check_promises()
        for reception in self:
            problem = reception._problem_done()
            if problem:
                raise UserError(problem)
        self._mark_done()

    def _problem_done(self):
        self.ensure_one()
        if self.state == "new":
            return self.env._(
                "“%(reception)s” is taken by somebody first.", reception=self.display_name
            )
        # sudo: also of matters that the user does not see
        opened = self.sudo().case_ids.filtered(lambda case: case.state != "closed")
        if opened:
            return self.env._(
                "“%(case)s” is not written off yet; the reception is done when all its matters "
                "are.",
                case=opened[:1].name,
            )
        if self.kind != "ordinary" or self.case_ids:
            return None
        if self.business in MATTERS:
            return self.env._(
                "“%(reception)s” is a repair or a complaint: note it as a matter.",
                reception=self.display_name,
            )
        if not self.answered_on_spot and not (self.answer or "").strip():
            return self.env._(
                "Write down what was answered to “%(reception)s”.", reception=self.display_name
            )
        return None

    def _mark_done(self):
        # sudo: that it is done follows from the matters or was checked by the caller
        self.sudo().write({"state": "done", "done_at": fields.Datetime.now()})

    def _settle(self):
        """Done when all its matters are, or when all was said at once; open again when one of
        them is."""
        done = self.browse()
        reopened = self.browse()
        # sudo: also of matters that the user does not see
        for reception in self.sudo():
            cases = reception.case_ids
            settled = (
                all(case.state == "closed" for case in cases)
                if cases
                else reception.answered_on_spot or reception.kind != "ordinary"
            )
            if settled and reception.state == "taken":
                done |= reception
            elif not settled and reception.state == "done" and cases:
                reopened |= reception
        if done:
            done._mark_done()
        if reopened:
            reopened.write({"state": "taken", "done_at": False})

    def _check_promises(self):
        """R072: what is not answered on the spot gets a promised time, unless it was handed over
        to a colleague who receives the resident (R071).

        :raise UserError: names the matter
        """
        for reception in self:
            if reception.kind != "ordinary" or reception.channel in WRITTEN:
                continue
            if reception.state == "new":
                continue
            if reception.promised_at or reception.transfer_ids:
                continue
            for case in reception.case_ids:
                if not (case.answered_on_spot or case.promised_at or case.category == "praise"):
                    raise UserError(
                        reception.env._(
                            "“%(case)s” is not answered on the spot: promise a time by which it "
                            "is (R072).",
                            case=case.name,
                        )
                    )
            if not (reception.case_ids or reception.answered_on_spot or reception.state == "done"):
                raise UserError(
                    reception.env._(
                        "Tick that “%(reception)s” was answered on the spot, note what came of "
                        "it, or promise a time (R072).",
                        reception=reception.display_name,
                    )
                )
