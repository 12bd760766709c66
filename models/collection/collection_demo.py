from datetime import datetime, time, timedelta

from odoo import Command, models


class Collection(models.Model):
    """What was done so far in the cases of the demo community."""

    _inherit = "steward.collection"

    def _demo_talk(self, talk, steward_id):
        """What was done in this case so far: its paper `paper` days ago, a talk `talked` days ago
        with its result."""
        self.ensure_one()
        today = self.community_id._today()
        self.opened_on = today - timedelta(days=talk.paper + 1)
        self.action_ids._deliver(today - timedelta(days=talk.paper), "box")
        if talk.asked:
            self._plan_requested(self.env.user, talk.asked, today + timedelta(days=2))
        if not talk.result:
            return
        self.write({"cause_id": talk.cause and self._demo_cause(talk), "cause_note": talk.words})
        day = today - timedelta(days=talk.talked)
        visit = self.env["steward.visit"].create(
            {
                "collection_id": self.id,
                "partner_id": self.partner_id.id,
                "steward_id": steward_id,
                "mode_id": self.env.ref(f"property_steward.contact_mode_{talk.mode}").id,
                "start": self.community_id._to_utc(datetime.combine(day, time(10, 20))),
                "quiet_reason": "业主约定此时",
                "consent": True,
                "collection_result": talk.result,
                "collection_note": talk.note,
                "promise_line_ids": [
                    Command.create(
                        {
                            "amount": round(self.overdue * share / 100, 2),
                            "date_promised": day + timedelta(days=days),
                            "promised_by": self.partner_id.name,
                        }
                    )
                    for days, share in talk.promises
                ],
            }
        )
        visit.action_done()

    def _demo_cause(self, talk):
        return self.env.ref(f"property_steward.collection_cause_{talk.cause}").id
