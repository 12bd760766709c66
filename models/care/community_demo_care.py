from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ...demo.care import HELP, LIFE_EVENTS


class Community(models.Model):
    """Writes the invented life events of `demo/`; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_care(self, community_id, steward_id, health_steward_id):
        community = self.browse(community_id).with_context(tracking_disable=True)
        steward = self.env["hr.employee"].browse(steward_id)
        health_steward = self.env["hr.employee"].browse(health_steward_id)
        if self.env["steward.gift"].search_count([("community_id", "=", community.id)], limit=1):
            return
        units = self.env["steward.unit"].search(
            [
                ("community_id", "=", community.id),
                ("steward_id", "=", steward.id),
                ("resident_id", "!=", False),
                ("occupancy_ids.life_event_ids", "=", False),
            ],
            order="id desc",
            limit=len(LIFE_EVENTS),
        )
        for unit, (code, days, note, stage) in zip(units, LIFE_EVENTS, strict=False):
            event = self.env["steward.life.event"].create(
                {
                    "kind_id": self.env.ref(f"property_steward.life_event_kind_{code}").id,
                    "partner_id": unit.resident_id.id,
                    "unit_id": unit.id,
                    "date": community._today() - timedelta(days=days),
                    "note": note,
                }
            )
            if stage == "visited":
                community._load_demo_care_visit(event, health_steward)
            elif stage == "declined":
                event.callback_ids.action_decline()
            elif stage == "help":
                helpers = steward | health_steward
                event.task_ids = [
                    Command.create(
                        {
                            "name": name,
                            "employee_id": helpers[index].id,
                            "date_due": community._today() + timedelta(days=until),
                        }
                    )
                    for name, index, until in HELP
                ]

    def _load_demo_care_visit(self, event, health_steward):
        callback = event.callback_ids.sorted("due_at")[:1]
        gifts = callback._visit_defaults().get("default_gift_ids", [])
        begun = callback.started_at + timedelta(hours=11)
        visit = self.env["steward.visit"].create(
            {
                "callback_id": callback.id,
                "steward_id": callback.assignee_id.id,
                "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                "start": min(begun, fields.Datetime.now()),
                "consent": True,
                "needs": "一家人都很高兴，感谢物业的祝贺",
                "participant_ids": [
                    Command.create(
                        {
                            "employee_id": health_steward.id,
                            "role_id": self.env.ref("property_steward.role_health_steward").id,
                        }
                    )
                ],
                "gift_ids": gifts,
            }
        )
        if visit.quiet_period_id:
            visit.quiet_reason = "业主约定"
        visit.action_done()
