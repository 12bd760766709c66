from odoo import models
from odoo.fields import Domain

CASE_FIELDS = ["name", "partner_id", "unit_id", "words", "received_at", "first_receiver_id"]


class Shift(models.Model):
    """Which items are open on a shift (R073, F31)."""

    _inherit = "steward.shift"

    def _missing_line_values(self):
        """Values of the lines that are missing; a search per kind and shift."""
        vals_list = []
        for shift in self:
            for kind, records in shift._open_items().items():
                vals_list += [
                    {
                        "shift_id": shift.id,
                        "kind": kind,
                        f"{kind}_id": record.id,
                        **values,
                        "carried_over": bool(values["received_at"])
                        and values["received_at"] < shift.start_at,
                    }
                    for record, values in zip(
                        records, getattr(shift.line_ids, f"_{kind}_values")(records), strict=True
                    )
                ]
        return vals_list

    def _open_items(self):
        """{kind: records} that are open and not listed yet."""
        self.ensure_one()
        listed = self.line_ids
        return {
            "case": self.env["steward.case"].search_fetch(
                self._open_case_domain() & Domain("id", "not in", listed.case_id.ids),
                [*CASE_FIELDS, "promised_at"],
            ),
            "slip": self.env["steward.message.slip"].search(
                self._open_slip_domain() & Domain("id", "not in", listed.slip_id.ids)
            ),
            "reception": self.env["steward.reception"].search(
                self._open_reception_domain() & Domain("id", "not in", listed.reception_id.ids)
            ),
        }

    def _open_case_domain(self):
        """R066, R073: what its people received first or work on, and what nobody answers for yet
        since the shift began."""
        people = self._people().ids
        return (
            Domain("community_id", "=", self.community_id.id)
            & Domain("state", "!=", "closed")
            & (
                Domain("first_receiver_id", "in", people)
                | Domain("handler_id", "in", people)
                | (
                    Domain("first_receiver_id", "=", False)
                    & Domain("handler_id", "=", False)
                    & Domain("steward_id", "=", False)
                    & Domain("received_at", ">=", self.start_at)
                )
            )
        )

    def _open_reception_domain(self):
        """What nobody has taken yet, and what its people took without a matter or an answer."""
        people = self._people().ids
        return Domain("community_id", "=", self.community_id.id) & (
            Domain("state", "=", "new")
            | (
                Domain("state", "=", "taken")
                & Domain("case_ids", "=", False)
                & (Domain("responsible_id", "in", people) | Domain("receiver_id", "in", people))
            )
        )

    def _open_slip_domain(self):
        people = self._people().ids
        return (
            Domain("replied_at", "=", False)
            & Domain("company_id", "=", self.company_id.id)
            & (
                Domain("addressee_id", "in", people)
                | Domain("taken_by_id", "in", people)
                | Domain("handled_by_id", "in", people)
            )
        )


class ShiftLine(models.Model):
    """What a line keeps of its item."""

    _inherit = "steward.shift.line"

    def _case_values(self, cases):
        return [
            {
                "subject": case.name,
                "party": case.partner_id.display_name,
                "door": case.door,
                "matter": case.words,
                "received_at": case.received_at,
                "first_receiver_id": case.first_receiver_id.id,
                "promised_at": case.promised_at,
            }
            for case in cases
        ]

    def _slip_values(self, slips):
        return [
            {
                "subject": slip.display_name,
                "party": slip.caller_name,
                "door": False,
                "matter": slip.message,
                "received_at": slip.called_at,
                "first_receiver_id": slip.taken_by_id.id,
                "promised_at": False,
            }
            for slip in slips
        ]

    def _reception_values(self, receptions):
        return [
            {
                "subject": reception.display_name,
                "party": reception.partner_id.display_name or reception.caller_name,
                "door": reception.door,
                "matter": reception.text,
                "received_at": reception.received_at,
                "first_receiver_id": reception.receiver_id.id,
                "promised_at": reception.promised_at,
            }
            for reception in receptions
        ]

    def _snapshot(self):
        """The texts of the item as they are now."""
        self.ensure_one()
        if self.kind == "other":
            return {}
        [values] = getattr(self, f"_{self.kind}_values")(self[f"{self.kind}_id"])
        del values["promised_at"]
        return values

    def _keep_promises(self):
        """R072: the time promised at the hand-over is the one that runs on the case."""
        for line in self:
            item = line.case_id or line.reception_id
            if item and line.promised_at and line.promised_at != item.promised_at:
                item.promised_at = line.promised_at

    def _pass_on(self):
        """R066, R073: the successor goes on with what was handed over; the first receiver stays
        the one who answers for it."""
        handed_over = self.filtered(lambda line: line.settlement == "handed_over")
        for shift, lines in handed_over.grouped("shift_id").items():
            reason = self.env._("Hand-over of the shift %(shift)s", shift=shift.display_name)
            for department, cases in lines.case_id.grouped("department_id").items():
                cases._hand_off(shift.successor_id, department, reason)
            # what nobody has taken yet stays with everybody who is on duty
            for reception in lines.reception_id.filtered("receiver_id"):
                reception._hand_over(shift.successor_id, reason)
            lines.slip_id.write({"handled_by_id": shift.successor_id.id})
