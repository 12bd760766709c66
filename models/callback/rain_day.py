from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RainDay(models.Model):
    """Rainy day (下雨日) of a community: releases the callbacks after leak repairs (R019, F02)."""

    _name = "steward.rain.day"
    _description = "Rainy Day"
    _order = "date desc, community_id"
    _rec_name = "date"
    _check_company_auto = True

    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env["steward.community"]._own_communities()[:1],
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    date = fields.Date(
        required=True,
        default=lambda self: self.env["steward.community"]._own_communities()[:1]._today_or_utc(),
        help="In the community's time zone.",
    )
    mm = fields.Float(string="Rain (mm)", digits=(6, 1), aggregator="max")
    source = fields.Selection(
        [("hand", "Noted by a Person"), ("service", "Weather Service")],
        required=True,
        default="hand",
        readonly=True,
    )
    callback_ids = fields.One2many("steward.callback", "rain_day_id", string="Released Callbacks")

    _community_date_uniq = models.Constraint(
        "UNIQUE(community_id, date)", "This rainy day is already noted."
    )

    @api.constrains("date")
    def _check_date(self):
        for day in self:
            if day.date > day.community_id._today():
                raise UserError(
                    day.env._(
                        "Rain is noted when it has fallen, not before: %(date)s.", date=day.date
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [dict(vals, source="hand") for vals in vals_list]
        days = super().create(vals_list)
        days._release()
        return days

    def write(self, vals):
        if {"community_id", "date", "source"} & vals.keys():
            raise UserError(
                self.env._("A rainy day is not moved: delete it and note the right one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_releases_none(self):
        """A day noted by mistake: what it released waits again, unless it was called back."""
        # sudo: the obligation follows from the rain
        released = self.sudo().callback_ids.filtered(lambda callback: callback.state == "open")
        released._deadline_cancel(["callback"])
        released.write(
            {"state": "waiting", "due_at": False, "scheduled_at": False, "rain_day_id": False}
        )

    def _release(self):
        """Release what waited for the first rain: repaired on a day before it (R019)."""
        # sudo: whoever notes the rain releases what waited for it
        Callback = self.env["steward.callback"].sudo()
        waiting = Callback.search(
            Domain("state", "=", "waiting") & Domain("community_id", "in", self.community_id.ids)
        )
        for day in self.sorted("date"):
            released = waiting.filtered(
                lambda callback, day=day: (
                    callback.state == "waiting"
                    and callback.community_id == day.community_id
                    and callback.period_start < day.date
                )
            )
            released._release(day)

    @api.model
    def action_rained_today(self):
        """One tap: it rained today in the communities where the user holds a role. Where they are
        several, the form asks for which one."""
        communities = self.env["steward.community"]._own_communities()
        if len(communities) != 1:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("It Rained"),
                "res_model": self._name,
                "view_mode": "form",
                "views": [(False, "form")],
                "target": "new",
            }
        return communities.action_rained_today()
