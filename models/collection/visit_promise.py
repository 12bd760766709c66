from odoo import api, fields, models
from odoo.exceptions import UserError


class VisitPromise(models.Model):
    """What the household promises in a conversation that is under way; it becomes a promise to pay
    once the conversation is recorded. Instalments are several lines."""

    _name = "steward.visit.promise"
    _description = "Promise in a Conversation"
    _order = "date_promised, id"

    visit_id = fields.Many2one("steward.visit", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="visit_id.company_id.currency_id")
    date_promised = fields.Date(required=True)
    amount = fields.Monetary(required=True)
    promised_by = fields.Char(
        compute="_compute_promised_by",
        store=True,
        readonly=False,
        help="Who of the household promised it.",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "A promise to pay needs an amount above zero."
    )

    @api.depends("visit_id.partner_id")
    def _compute_promised_by(self):
        """Of the household, unless the steward names somebody else."""
        for line in self:
            line.promised_by = line.promised_by or line.visit_id.partner_id.name

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_under_way()
        return lines

    def write(self, vals):
        self._check_under_way()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        self._check_under_way()

    def _check_under_way(self):
        """R006: what was promised in a recorded conversation is evidence.

        :raise UserError: names the visit
        """
        recorded = self.visit_id.filtered(lambda visit: visit.state == "done")
        if recorded and not self.env.su:
            raise UserError(
                self.env._(
                    "%(visit)s is recorded: what was promised stays as it was noted.",
                    visit=recorded[0].display_name,
                )
            )
