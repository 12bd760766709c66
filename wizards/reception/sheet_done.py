from odoo import api, fields, models


class SheetDone(models.TransientModel):
    """Asks what was done and when, with which materials and at which charge (R062, R094, R278)."""

    _name = "steward.sheet.done"
    _inherit = "steward.sheet.wizard"
    _description = "Work Done"

    summary = fields.Char(readonly=True)
    done_at = fields.Datetime(string="Completed", required=True, default=fields.Datetime.now)
    work_done = fields.Text(string="What Was Done")
    material = fields.Text(string="Materials Used")
    currency_id = fields.Many2one("res.currency", readonly=True)
    charge_amount = fields.Monetary(string="Charge")
    took_nothing = fields.Boolean(string="No tip, gift or meal was taken")
    is_repair = fields.Boolean(readonly=True)
    is_on_site = fields.Boolean(readonly=True)
    is_leak = fields.Boolean(readonly=True)
    leak_responsibility = fields.Selection(
        selection=lambda self: (
            self.env["steward.repair"]
            ._fields["leak_responsibility"]
            ._description_selection(self.env)
        )
    )

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        sheet = self._sheets()
        sheet.ensure_one()
        vals |= {
            "summary": f"{sheet.display_name} – {sheet._work_address() or ''}",
            "is_repair": sheet._name == "steward.repair",
            "is_on_site": sheet._is_on_site(),
            "currency_id": sheet.currency_id.id,
            "work_done": sheet.work_done,
        }
        if vals["is_repair"]:
            vals |= {
                "is_leak": sheet.repair_class == "leak",
                "leak_responsibility": sheet.leak_responsibility,
                "material": sheet.material,
                "charge_amount": sheet.charge_amount,
            }
        return vals

    def action_confirm(self):
        self.ensure_one()
        sheet = self._sheets()
        sheet.ensure_one()
        vals = {"work_done": self.work_done, "took_nothing": self.took_nothing}
        if sheet._name == "steward.repair":
            vals |= {"material": self.material, "charge_amount": self.charge_amount}
            if self.leak_responsibility:
                vals["leak_responsibility"] = self.leak_responsibility
        sheet.write(vals)
        sheet._finish(self.done_at)
        return {"type": "ir.actions.act_window_close"}
