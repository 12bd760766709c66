from odoo import api, fields, models


class Reception(models.Model):
    """A major event that is reported at the desk or on the phone is one at once: the project
    manager hears of it, the household is called back (R116, R234)."""

    _inherit = "steward.reception"

    incident_kind = fields.Selection(
        "_selection_incident_kind",
        string="Kind of Event",
        store=False,
        help="Of a major event (R116); it may be corrected on the event.",
    )
    incident_place = fields.Char(
        string="Place of the Event", store=False, help="Empty: the room, else the community."
    )
    incident_ids = fields.One2many("steward.incident", "reception_id", string="Major Events")
    incident_note = fields.Char(
        string="Recorded as Major Event",
        compute="_compute_incident_note",
        help="Number and state, also for those who do not see the event itself.",
    )

    @api.depends("incident_ids.number", "incident_ids.state")
    def _compute_incident_note(self):
        states = dict(
            self.env["steward.incident"]._fields["state"]._description_selection(self.env)
        )
        for reception in self:
            # sudo: whoever reported it hears what becomes of it, no more
            incident = reception.sudo().incident_ids
            reception.incident_note = (
                f"{incident.number} · {states[incident.state]}" if incident else False
            )

    @api.model
    def _selection_incident_kind(self):
        return self.env["steward.incident"]._fields["kind"]._description_selection(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        said = [self._pop_incident(vals) for vals in vals_list]
        receptions = super().create(vals_list)
        receptions._report_incidents(said)
        return receptions

    def write(self, vals):
        vals = dict(vals)
        said = self._pop_incident(vals)
        result = super().write(vals)
        if vals.get("kind") == "major_event":
            self._report_incidents([said] * len(self))
        return result

    @api.model
    def _pop_incident(self, vals):
        """What was said of the event itself, taken out of `vals`."""
        return {
            "kind": vals.pop("incident_kind", False) or "other",
            "place": vals.pop("incident_place", False),
        }

    def _report_incidents(self, said):
        """Record the events of those that have none yet; this tells the project manager (R116).

        :param said: what was said of the event of each reception
        """
        # sudo: every employee receives (R065), and the register of events is kept by others
        keepers = self.sudo()
        vals_list = [
            {
                "name": reception.subject,
                "kind": words["kind"],
                "place": words["place"]
                or reception.door
                or reception.door_text
                or reception.community_id.name,
                "community_id": reception.community_id.id,
                "happened_at": reception.received_at,
                "description": reception.text,
                "partner_ids": [fields.Command.set(reception.partner_id.ids)],
                "reporter_id": reception.receiver_id.id,
                "reception_id": reception.id,
            }
            for reception, words in zip(keepers, said, strict=True)
            if reception.kind == "major_event" and not reception.incident_ids
        ]
        # whoever reports it is told by the reception, not by each message on the event
        quiet = {"mail_create_nosubscribe": True, "mail_post_autofollow_author_skip": True}
        keepers.env["steward.incident"].with_context(**quiet).create(vals_list)

    def action_open_incident(self):
        self.ensure_one()
        # sudo: finds it also for those who may not open it, and are told so
        incident = self.sudo().incident_ids.sudo(False)
        incident.check_access("read")
        return incident.get_formview_action()
