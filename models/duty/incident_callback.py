from odoo import fields, models


class Callback(models.Model):
    _inherit = "steward.callback"

    incident_id = fields.Many2one(
        "steward.incident", string="Major Event", readonly=True, index="btree_not_null"
    )


class Incident(models.Model):
    """Households concerned by a major event are called back before it is closed (R234)."""

    _inherit = "steward.incident"

    callback_ids = fields.One2many("steward.callback", "incident_id", string="Callbacks")
    callback_count = fields.Integer(compute="_compute_callback_count")

    def _compute_callback_count(self):
        counts = dict(
            self.env["steward.callback"]._read_group(
                [("incident_id", "in", self.ids)], ["incident_id"], ["__count"]
            )
        )
        for incident in self:
            incident.callback_count = counts.get(incident, 0)

    def action_open_callbacks(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.callback_action")
        action["domain"] = [("incident_id", "=", self.id)]
        return action

    def _on_followed_up(self):
        result = super()._on_followed_up()
        for incident in self:
            # sudo: who was called back already, also by others
            called = incident.sudo().callback_ids.partner_id
            callbacks = self.env["steward.callback"]._create_for_households(
                "incident",
                incident.community_id,
                incident.partner_ids - called,
                fields.Datetime.now(),
            )
            # sudo: after which event it comes follows from the event
            callbacks.sudo().incident_id = incident
        return result

    def _close_problems(self):
        problems = super()._close_problems()
        # sudo: as above
        opened = self.sudo().callback_ids.filtered(lambda callback: callback.state == "open")
        if opened:
            problems.append(
                self.env._(
                    "Still to be called back: %(households)s.",
                    households=", ".join(opened.partner_id.mapped("name")),
                )
            )
        return problems
