from odoo import fields, models

# the area of a tenant's opinion (R046) under which an event falls
TENANT_TOPICS = {
    "security": "case_topic_tenant_safety",
    "equipment": "case_topic_tenant_engineering",
}


class Case(models.Model):
    """Matters of households that a major event concerned (R234)."""

    _inherit = "steward.case"

    incident_id = fields.Many2one(
        "steward.incident",
        string="Major Event",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    origin = fields.Selection(
        selection_add=[("incident", "Major Event")], ondelete={"incident": "cascade"}
    )

    def _callback_triggers(self):
        return {"incident"} if self.incident_id else super()._callback_triggers()


class Incident(models.Model):
    """Callback to the households that an event concerned: each has a matter in the register, which
    is handled when the event was followed up and so demands its callback (R234)."""

    _inherit = "steward.incident"

    case_ids = fields.One2many("steward.case", "incident_id", string="Matters of Households")
    case_count = fields.Integer(string="Matters", compute="_compute_case_count")

    def _compute_case_count(self):
        counts = dict(
            self.env["steward.case"]._read_group(
                [("incident_id", "in", self.ids)], ["incident_id"], ["__count"]
            )
        )
        for incident in self:
            incident.case_count = counts.get(incident, 0)

    def action_open_cases(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.case_action")
        action["domain"] = [("incident_id", "=", self.id)]
        return action

    def _on_followed_up(self):
        result = super()._on_followed_up()
        # sudo: households of another area are called back as well; the event itself was checked
        incidents = self.sudo()
        self.env["steward.case"].sudo().create(
            [
                incident._case_values(partner)
                for incident in incidents
                for partner in incident.partner_ids - incident.case_ids.partner_id
            ]
        )
        opened = incidents.case_ids.filtered(
            lambda case: case.state in ("open", "investigated", "in_progress")
        )
        for incident in incidents:
            (opened & incident.case_ids).write({"answer": incident.result})
        opened.action_handle()
        return result

    def _case_values(self, partner):
        topic = False
        if self.community_id.kind == "shopping":
            topic = self.env.ref(
                "property_steward."
                + TENANT_TOPICS.get(self.kind, "case_topic_tenant_property_service")
            )
        return {
            "incident_id": self.id,
            "origin": "incident",
            "category": "other",
            "name": self.name,
            "words": self.description,
            "partner_id": partner.id,
            "community_id": self.community_id.id,
            "topic_id": topic and topic.id,
            "received_at": self.happened_at,
            "first_receiver_id": (self.employee_id or self.reporter_id).id,
        }

    def _close_problems(self):
        problems = super()._close_problems()
        # sudo: whether every household was called back decides, whoever may read its matter
        waiting = self.sudo().case_ids.filtered(
            lambda case: case.state not in ("called_back", "closed")
        )
        if waiting:
            problems.append(
                self.env._(
                    "These households were not called back yet: %(households)s",
                    households=", ".join(waiting.partner_id.mapped("name")),
                )
            )
        return problems
