from odoo import Command, api, models
from odoo.exceptions import AccessError, UserError

# what was said, by whom and when: on record once something came of it (R076)
EVIDENCE = {"text", "received_at", "channel", "caller_name", "caller_phone", "caller_email"}
# who received it and what became of it is noted by the steps, not entered
NOTED = {"receiver_id", "responsible_id", "user_id", "state", "done_at", "handed_over_at"}
NOTED |= {"transfer_ids"}
# businesses of the window that are the label of a matter (R104, R190)
MATTERS = ("repair", "complaint")


class Reception(models.Model):
    """What protects a reception: who received it, and what was said."""

    _inherit = "steward.reception"

    @api.model_create_multi
    def create(self, vals_list):
        """R069: whoever is addressed receives. What came by letter or box may wait for somebody
        to take it; until then the duty supervisor answers for it."""
        employee = self._own_employee()
        vals_list = [dict(vals) for vals in vals_list]
        hand_overs = [
            (vals.pop("hand_to_id", False), vals.pop("hand_reason", False)) for vals in vals_list
        ]
        for vals in vals_list:
            vals.update(user_id=self.env.uid, done_at=False, handed_over_at=False)
            if vals.get("state") == "new":
                vals["receiver_id"] = False
            else:
                vals["state"] = "taken"
                if not (self.env.su and vals.get("receiver_id")):
                    vals["receiver_id"] = employee.id
                self._add_matter(vals)
            vals["responsible_id"] = vals["receiver_id"]
        # that it was recorded, by whom and when are fields; nobody has to follow the own words
        quiet = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        receptions = super(Reception, quiet).create(vals_list).with_env(self.env)
        for reception, (employee_id, reason) in zip(receptions, hand_overs, strict=True):
            if employee_id:
                reception._hand_over(self.env["hr.employee"].browse(employee_id), reason)
        receptions.filtered(lambda reception: reception.state == "new")._ask_to_take()
        receptions._check_promises()
        receptions._settle()
        return receptions

    def write(self, vals):
        if not self.env.su:
            self._check_noted(vals)
            self._check_evidence(vals)
        vals = dict(vals)
        hand_to = self.env["hr.employee"].browse(vals.pop("hand_to_id", False))
        reason = vals.pop("hand_reason", False)
        result = super().write(vals)
        for reception in self if hand_to else ():
            reception._hand_over(hand_to, reason)
        if {"case_ids", "promised_at", "answered_on_spot"} & vals.keys():
            self._check_promises()
            self._settle()
        return result

    @api.model
    def _add_matter(self, vals):
        """R076, R276: a repair or complaint becomes a matter, also where no row was typed for
        it; the words are those of the reception."""
        if vals.get("business") not in MATTERS or vals.get("case_ids"):
            return
        if vals.get("kind", "ordinary") == "ordinary":
            matter = {
                "category": vals["business"],
                "answered_on_spot": vals.get("answered_on_spot"),
                "answer": vals.get("answer"),
            }
            vals["case_ids"] = [Command.create(matter)]

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
