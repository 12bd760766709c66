from odoo import api, models
from odoo.exceptions import AccessError, UserError

# what was said, by whom and when: on record once something came of it (R076)
EVIDENCE = {"text", "received_at", "channel", "caller_name", "caller_phone", "caller_email"}
# who received it and what became of it is noted by the steps, not entered
NOTED = {"receiver_id", "responsible_id", "user_id", "state", "done_at", "transfer_ids"}


class Reception(models.Model):
    """What protects a reception: who received it, and what was said."""

    _inherit = "steward.reception"

    @api.model_create_multi
    def create(self, vals_list):
        """R069: whoever is addressed receives. What waits for somebody to take it has nobody."""
        employee = self._own_employee()
        hand_overs = [
            (vals.pop("hand_to_id", False), vals.pop("hand_reason", False)) for vals in vals_list
        ]
        for vals in vals_list:
            if vals.get("state") != "new":
                vals.update(state="taken", user_id=self.env.uid)
                vals.setdefault("receiver_id", employee.id)
                if not self.env.su:
                    vals["receiver_id"] = employee.id
            elif not self.env.su:
                vals.update(receiver_id=False, user_id=False)
            vals["responsible_id"] = vals.get("receiver_id")
            vals["done_at"] = False
        receptions = super().create(vals_list)
        for reception, (employee_id, reason) in zip(receptions, hand_overs, strict=True):
            if employee_id:
                reception._hand_over(self.env["hr.employee"].browse(employee_id), reason)
        receptions._check_promises()
        receptions._settle()
        return receptions

    def write(self, vals):
        if not self.env.su:
            self._check_noted(vals)
            self._check_evidence(vals)
        hand_to = vals.get("hand_to_id")
        reason = vals.get("hand_reason")
        vals = {
            name: value for name, value in vals.items() if name not in ("hand_to_id", "hand_reason")
        }
        result = super().write(vals)
        for reception in self if hand_to else ():
            reception._hand_over(self.env["hr.employee"].browse(hand_to), reason)
        if {"case_ids", "promised_at", "answered_on_spot"} & vals.keys():
            self._check_promises()
            self._settle()
        return result

    def _check_noted(self, vals):
        if NOTED & vals.keys():
            raise AccessError(
                self.env._(
                    "Who received something, and whether it is done, is noted when it is taken, "
                    "handed over or settled."
                )
            )

    def _check_evidence(self, vals):
        """R076: what was said, by whom and when stays once a matter came of it.

        :raise UserError: names the reception
        """
        if not EVIDENCE & vals.keys():
            return
        for reception in self:
            if reception.case_ids or reception.state == "done" or reception.channel == "email":
                raise UserError(
                    reception.env._(
                        "What was said in “%(reception)s” is on record and stays as it was noted. "
                        "Write a note below it instead.",
                        reception=reception.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """R076, R300: everything that residents bring is on record."""
        raise UserError(
            self.env._("A reception is on record and is not deleted: note what became of it.")
        )
