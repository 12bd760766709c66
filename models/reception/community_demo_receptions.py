from datetime import datetime, time, timedelta

from odoo import Command, api, fields, models

from ...demo.receptions import FOUND, TODAY, YESTERDAY


class Community(models.Model):
    """Receptions of the demo community; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_receptions(self, community_id):
        """Yesterday and today up to now, each typed by the one who received it."""
        community = self.browse(community_id).with_context(
            tracking_disable=True, mail_create_nolog=True, mail_activity_automation_skip=True
        )
        Reception = community.env["steward.reception"]
        if Reception.search_count([("community_id", "=", community.id)], limit=1):
            return
        homes = community.env["res.partner"].search(
            [("household_community_id", "=", community.id), ("phone", "!=", False)],
            order="id",
            limit=len(YESTERDAY) + len(TODAY),
        )
        now = fields.Datetime.now().replace(second=0)
        yesterday = community._today() - timedelta(days=1)
        for index, entry in enumerate(YESTERDAY + TODAY):
            if "time" in entry:
                moment = community._to_utc(datetime.combine(yesterday, time(*entry["time"])))
            else:
                moment = now - timedelta(minutes=entry["minutes"])
            home = homes[index % len(homes)] if homes else homes
            community._demo_reception(entry, moment, home)
        community.env["steward.lost.property"].create(
            [{"community_id": community.id, "happened_on": yesterday, **item} for item in FOUND]
        )

    def _demo_reception(self, entry, moment, home):
        person = self.env.ref(f"property_steward.demo_user_{entry['who']}")
        names = ("channel", "business", "kind", "text", "answered_on_spot", "answer", "apologised")
        vals = {name: entry[name] for name in names if name in entry}
        vals |= {
            "community_id": self.id,
            "received_at": moment,
            "document_no": entry.get("document_no"),
            "caller_name": entry.get("caller_name"),
            "state": entry.get("state", "taken"),
            "case_ids": [Command.create(dict(case)) for case in entry.get("cases", ())],
        }
        if not entry.get("stranger"):
            vals |= {
                "partner_id": home.id,
                "caller_name": home.name,
                "caller_phone": home.phone,
            }
        if "promise_hours" in entry:
            vals["promised_at"] = moment + timedelta(hours=entry["promise_hours"])
        if "hand_to" in entry:
            vals["hand_to_id"] = self.env.ref(
                f"property_steward.demo_employee_{entry['hand_to']}"
            ).id
            vals["hand_reason"] = entry["hand_reason"]
        company = self.company_id
        self.env["steward.reception"].with_user(person).with_company(company).create(vals)
