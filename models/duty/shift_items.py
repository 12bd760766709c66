from odoo import models
from odoo.fields import Domain


class Shift(models.Model):
    """Which items are open on a shift (F31)."""

    _inherit = "steward.shift"

    def _missing_line_values(self):
        vals_list = []
        for shift in self:
            listed = shift.line_ids
            cases = self.env["steward.case"].search(
                shift._open_case_domain() & Domain("id", "not in", listed.case_id.ids)
            )
            slips = self.env["steward.message.slip"].search(
                shift._open_slip_domain() & Domain("id", "not in", listed.slip_id.ids)
            )
            vals_list += [
                {"shift_id": shift.id, **shift.line_ids._case_values(case, shift)} for case in cases
            ]
            vals_list += [
                {"shift_id": shift.id, **shift.line_ids._slip_values(slip, shift)} for slip in slips
            ]
        return vals_list

    def _open_case_domain(self):
        """R066, R073: what its people received first or work on."""
        return (
            Domain("community_id", "=", self.community_id.id)
            & Domain("state", "!=", "closed")
            & Domain("steward_id", "in", self._people().ids)
        )

    def _open_slip_domain(self):
        people = self._people().ids
        return (
            Domain("replied_at", "=", False)
            & Domain("company_id", "=", self.company_id.id)
            & (Domain("addressee_id", "in", people) | Domain("taken_by_id", "in", people))
        )


class ShiftLine(models.Model):
    """What a line keeps of its item."""

    _inherit = "steward.shift.line"

    def _case_values(self, case, shift):
        return {
            "kind": "case",
            "case_id": case.id,
            "subject": case.name,
            "party": case.partner_id.display_name,
            "door": case.door,
            "matter": case.words,
        }

    def _slip_values(self, slip, shift):
        return {
            "kind": "slip",
            "slip_id": slip.id,
            "subject": slip.display_name,
            "party": slip.caller_name,
            "matter": slip.message,
            "received_at": slip.called_at,
            "first_receiver_id": slip.taken_by_id.id,
            "promised_at": False,
            "carried_over": slip.called_at < shift.start_at,
        }

    def _snapshot(self):
        """The texts as they are now."""
        self.ensure_one()
        if self.case_id:
            return {"party": self.case_id.partner_id.display_name, "door": self.case_id.door}
        return {}

    def _pass_on(self):
        """R073: the successor goes on with what is not settled; the first receiver stays."""
