from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ContactBoxOpening(models.Model):
    """Day of a contact box (R185): opened when, by whom, with how many letters – or missed."""

    _name = "steward.contact.box.opening"
    _description = "Opening of a Contact Box"
    _inherit = ["steward.guard.mixin", "steward.reminded.mixin"]
    _order = "date desc, box_id, id"
    _guarded_fields = frozenset(("opened_at", "opened_by_id"))

    box_id = fields.Many2one("steward.contact.box", required=True, index=True, ondelete="cascade")
    community_id = fields.Many2one(
        related="box_id.community_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(related="box_id.company_id", store=True, precompute=True)
    date = fields.Date(required=True, readonly=True, default=fields.Date.context_today)
    opened_at = fields.Datetime(readonly=True)
    opened_by_id = fields.Many2one("hr.employee", readonly=True)
    letter_count = fields.Integer(string="Letters")
    reception_ids = fields.One2many(
        "steward.reception", "box_opening_id", string="Receptions", readonly=True
    )
    note = fields.Char(help="Also why it was not opened on a day.")
    is_opened = fields.Boolean(string="Opened", compute="_compute_is_opened")
    is_missed = fields.Boolean(
        string="Missed", compute="_compute_is_missed", search="_search_is_missed"
    )

    _box_date_uniq = models.UniqueIndex("(box_id, date)", "The box already has a row for this day.")
    _letters_positive = models.Constraint(
        "CHECK(letter_count >= 0)", "The number of letters cannot be negative."
    )

    @api.depends("opened_at")
    def _compute_is_opened(self):
        for opening in self:
            opening.is_opened = bool(opening.opened_at)

    @api.depends("opened_at", "date", "community_id.tz")
    def _compute_is_missed(self):
        for opening in self:
            opening.is_missed = (
                not opening.opened_at
                and bool(opening.community_id)
                and opening.date < opening.community_id._today()
            )

    def _search_is_missed(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("opened_at", "=", False) & self.env["steward.community"]._domain_by_time_zone(
            lambda community: Domain("date", "<", community._today())
        )

    @api.depends("box_id", "date")
    def _compute_display_name(self):
        for opening in self:
            opening.display_name = f"{opening.box_id.name or ''} {opening.date or ''}".strip()

    def write(self, vals):
        if not self.env.su and {"box_id", "date", "reminded"} & vals.keys():
            self._refuse_forged_fields()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_opened(self):
        if any(opening.opened_at for opening in self):
            raise UserError(self.env._("A day on which the box was opened is kept."))

    def action_record_letter(self):
        """A letter of the box becomes a reception."""
        self.ensure_one()
        if not self.opened_at:
            raise UserError(self.env._("Open the box first: %(day)s.", day=self.display_name))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Letter from the Contact Box"),
            "res_model": "steward.reception",
            "views": [(False, "form")],
            "context": {
                "default_channel": "box",
                "default_community_id": self.community_id.id,
                "default_box_opening_id": self.id,
                "default_received_at": self.opened_at,
            },
        }

    def action_open(self):
        """The box is opened, now, by the current user.

        :raise UserError: for a day that is over; a missed day stays one
        """
        self.check_access("write")
        for opening in self:
            if opening.is_missed:
                raise UserError(
                    opening.env._(
                        "%(day)s is over: open the box of today, and note why it was not opened.",
                        day=opening.display_name,
                    )
                )
        # sudo: when and by whom is written here only, access was checked; own employee is no secret
        employee = self.env.user.sudo().employee_id
        self.filtered(lambda opening: not opening.opened_at).sudo().write(
            {"opened_at": fields.Datetime.now(), "opened_by_id": employee.id}
        )
