from datetime import timedelta

from odoo import api, fields, models

from ...demo.callbacks import CALLBACKS

RESULT = {
    "result": "satisfied",
    "problem_persists": "no",
    "attitude": "5",
    "punctuality": "4",
    "quality": "5",
    "charge_check": "none",
    "took_gifts": "no",
}


class Community(models.Model):
    """Writes the invented callbacks of `demo/`; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_callbacks(self, community_id, steward_id, worker_id):
        community = self.browse(community_id).with_context(tracking_disable=True)
        steward = self.env["hr.employee"].browse(steward_id)
        worker = self.env["hr.employee"].browse(worker_id)
        if community.callback_person_id:
            return
        community.callback_person_id = steward
        units = self.env["steward.unit"].search(
            [
                ("community_id", "=", community.id),
                ("steward_id", "=", steward.id),
                ("resident_id", "!=", False),
            ],
            order="id",
            limit=len(CALLBACKS),
        )
        for unit, row in zip(units, CALLBACKS, strict=False):
            community._load_demo_callback(unit, worker, row)
        self.env["steward.rain.day"].create(
            {"community_id": community.id, "date": community._today() - timedelta(days=20)}
        )

    def _load_demo_callback(self, unit, worker, row):
        kind, words, days, work, stage, said = row
        repair = self._create_demo_sheet(
            "steward.repair",
            unit.resident_id,
            days=-days,
            words=words,
            repair_class=kind,
            appointed_at=self._demo_moment(-days, 10),
        )
        self._demo_tell(repair)
        repair._dispatch(worker.department_id, worker)
        repair.write({"work_done": work, "took_nothing": True})
        if kind == "leak":
            repair.write({"leak_responsibility": "private", "contractors": "推荐两家防水公司"})
        repair._finish(self._demo_moment(-days, 11))
        callback = repair.case_id.callback_ids.filtered(lambda one: one.state == "open")
        if stage == "due":
            return
        visit = self.env["steward.visit"].create(
            {
                "callback_id": callback.id,
                "steward_id": callback.assignee_id.id,
                "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                "start": min(self._demo_moment(1 - days, 10), fields.Datetime.now()),
                "consent": True,
                "needs": said,
            }
        )
        if stage == "no_answer":
            visit.action_nobody_home()
            return
        result = dict(RESULT, opinion=said)
        if stage == "bad":
            result |= {
                "result": "dissatisfied",
                "problem_persists": "yes",
                "problem": said,
                "quality": "2",
            }
        callback.write(result)
        visit.action_done()
        if stage == "bad":
            callback.rectification_ids.action_issue()
