from datetime import timedelta

from odoo import Command, api, models

from ...demo.publications import LETTER, NOTICE, RESPONSE

# the address of the demo community's page
SLUG = "jinxiu"


class Community(models.Model):
    """Publications of the demo community; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_publications(self, community_id):
        community = self.browse(community_id).with_context(lang="zh_CN")
        Publication = community.env["steward.publication"]
        if community.public_slug == SLUG:
            return
        community.public_slug = SLUG
        steward = self.env.ref("property_steward.demo_user_steward")
        supervisor = self.env.ref("property_steward.demo_user_supervisor")
        response, letter, _notice = Publication.with_user(steward).create(
            [
                {
                    **vals,
                    "community_id": community.id,
                    "line_ids": [
                        Command.create(self._demo_promise(community, promise))
                        for promise in vals.get("line_ids", ())
                    ],
                }
                for vals in (RESPONSE, LETTER, NOTICE)
            ]
        )
        response.action_submit()
        response.with_user(supervisor).action_post()
        letter.action_submit()
        done = response.line_ids[:1].with_user(steward)
        done.done_note = "六部电梯已检修，平层正常"
        done.action_done()

    @api.model
    def _demo_promise(self, community, promise):
        """A promise whose days count from today, by the steward."""
        responsible = self.env.ref("property_steward.demo_employee_steward")
        vals = {**promise, "responsible_id": responsible.id}
        days = vals.pop("days", None)
        if days:
            today = community._today()
            vals |= {"date_from": today, "date_to": today + timedelta(days=days)}
        return vals
