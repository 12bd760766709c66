from odoo import api, fields, models
from odoo.exceptions import UserError


class ShiftLine(models.Model):
    """Item of a shift (R073): what is open, and what becomes of it. From the hand-over on it stays
    as it was then, whatever happens to the item; only the follow-up is added (C013)."""

    _name = "steward.shift.line"
    _description = "Item of a Shift"
    _order = "shift_id, id"

    shift_id = fields.Many2one("steward.shift", required=True, index=True, ondelete="cascade")
    community_id = fields.Many2one(related="shift_id.community_id", store=True, index=True)
    company_id = fields.Many2one(related="shift_id.company_id", store=True)
    shift_state = fields.Selection(related="shift_id.state")
    kind = fields.Selection(
        [
            ("case", "Case"),
            ("slip", "Message Slip"),
            ("reception", "Reception"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
        readonly=True,
    )
    case_id = fields.Many2one("steward.case", readonly=True, index="btree_not_null")
    slip_id = fields.Many2one("steward.message.slip", readonly=True, index="btree_not_null")
    reception_id = fields.Many2one("steward.reception", readonly=True, index="btree_not_null")

    # as handed over
    subject = fields.Char(required=True)
    party = fields.Char(string="Household or Caller", readonly=True)
    door = fields.Char(readonly=True)
    matter = fields.Text(string="Matter in Detail")
    received_at = fields.Datetime(readonly=True)
    first_receiver_id = fields.Many2one("hr.employee", readonly=True)
    carried_over = fields.Boolean(
        string="From an Earlier Shift", readonly=True, help="It was received before this shift."
    )

    # what becomes of it
    promised_at = fields.Datetime(
        string="Promised Time", help="Time given to the resident, with which it is handed over."
    )
    instruction = fields.Text(string="What Is Left to Do")
    frozen_settlement = fields.Char(readonly=True)
    settlement = fields.Selection(
        [
            ("open", "Not Clear"),
            ("closed", "Closed"),
            ("dispatched", "Dispatched"),
            ("replied", "Replied"),
            ("handed_over", "Handed Over with a Promised Time"),
        ],
        compute="_compute_settlement",
    )
    follow_up = fields.Text(string="Follow-up and Result")

    _case_uniq = models.UniqueIndex(
        "(shift_id, case_id) WHERE case_id IS NOT NULL", "The shift already lists this case."
    )
    _slip_uniq = models.UniqueIndex(
        "(shift_id, slip_id) WHERE slip_id IS NOT NULL", "The shift already lists this slip."
    )
    _reception_uniq = models.UniqueIndex(
        "(shift_id, reception_id) WHERE reception_id IS NOT NULL",
        "The shift already lists this reception.",
    )

    @api.depends(
        "frozen_settlement",
        "promised_at",
        "case_id.state",
        "case_id.department_id",
        "slip_id.replied_at",
        "reception_id.state",
        "reception_id.case_ids",
    )
    def _compute_settlement(self):
        for line in self:
            # sudo: whoever sees the shift sees what became of its items
            line.settlement = line.frozen_settlement or line.sudo()._settlement_now()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not self.env.su:
            lines.shift_id._check_open()
        return lines

    def write(self, vals):
        if not self.env.su and vals.keys() - {"follow_up"}:
            self.shift_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_listed(self):
        self.shift_id._check_open()
        for line in self:
            if line.kind != "other":
                raise UserError(
                    line.env._(
                        "“%(item)s” is open and stays on the list of the shift.", item=line.subject
                    )
                )

    def _settlement_now(self):
        """F31: closed, dispatched to a department, or with a promised time. What the resident had
        an answer to waits for the callback, which has its own day."""
        self.ensure_one()
        case = self.case_id
        reception = self.reception_id
        if case.state == "closed" or self.slip_id.replied_at or reception.state == "done":
            return "closed"
        if reception.case_ids:
            # from here on its matters are listed, each by itself
            return "closed"
        if case.state in ("replied", "called_back"):
            return "replied"
        if case.department_id and case.state == "in_progress":
            return "dispatched"
        return "handed_over" if self.promised_at else "open"

    def _freeze(self):
        """Keep the items as they are at this moment."""
        for line in self:
            line.write({**line._snapshot(), "frozen_settlement": line.settlement})
