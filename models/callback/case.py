from odoo import api, fields, models

REPAIR_TRIGGERS = {
    "urgent": ("repair_urgent",),
    "safety": ("repair_safety",),
    # F02: both are kept
    "leak": ("repair_leak", "repair_leak_rain"),
    "other": ("repair_other",),
}


class Case(models.Model):
    """What a case has to do with callbacks: demanded once it is handled, asked about before it is
    written off (R017-R023, R067, R081, R089, R117, R279)."""

    _inherit = "steward.case"

    callback_ids = fields.One2many("steward.callback", "case_id", string="Callbacks")
    callback_count = fields.Integer(compute="_compute_callback_count")
    corrective_action_id = fields.Many2one(
        "steward.corrective.action",
        index="btree_not_null",
        copy=False,
        help="Corrective or preventive action for what was repeated (R085, R219).",
    )

    def _compute_callback_count(self):
        counts = dict(
            self.env["steward.callback"]._read_group(
                [("case_id", "in", self.ids)], ["case_id"], ["__count"]
            )
        )
        for case in self:
            case.callback_count = counts.get(case, 0)

    @api.depends("visit_id.callback_id")
    def _compute_origin(self):
        result = super()._compute_origin()
        for case in self.filtered("visit_id.callback_id"):
            case.origin = "callback"
        return result

    def _settle_from_visit(self):
        """What was said in a callback goes on its way, also when the caller has no role here."""
        said = self.filtered("visit_id.callback_id")
        # sudo: the conversation was recorded with the caller's rights
        result = super(Case, said.sudo())._settle_from_visit()
        if self - said:
            result = super(Case, self - said)._settle_from_visit()
        return result

    def _on_handled(self):
        result = super()._on_handled()
        # sudo: what is demanded follows from the matter, whoever settled it
        self.env["steward.callback"]._create_by_triggers(
            {case: case._callback_triggers() for case in self.sudo()}
        )
        return result

    def _on_called_back(self, satisfied, note):
        """Who was called back has heard the result as well (R028, R053)."""
        if satisfied:
            self.filtered(lambda case: not case.replied_at)._note_reply()
        return super()._on_called_back(satisfied, note)

    def _on_reopened(self):
        """What was to be asked is asked when it is handled again."""
        result = super()._on_reopened()
        # sudo: the obligation falls away with the state of the case
        opened = (
            self.env["steward.callback"]
            .sudo()
            .search([("case_id", "in", self.ids), ("state", "in", ("open", "waiting"))])
        )
        opened.write(
            {"state": "cancelled", "closed_reason": self.env._("The matter was reopened.")}
        )
        opened._deadline_cancel(["callback"])
        return result

    def _callback_triggers(self):
        """Triggers of the callback rules that fit this handled case. What no other rule names is
        called back at once (R067); suggestions have their own contact after handling (R051-R053),
        praise is verified."""
        self.ensure_one()
        if self._sheet():
            return self._sheet_triggers()
        if self.category == "praise":
            return set()
        if self.visit_id.mode_id.code in ("meeting", "forum"):
            return {"opinion_meeting"}
        return {"resolved"} if self.category == "other" else set()

    def _sheet_triggers(self):
        if self.complaint_id:
            return self._complaint_triggers()
        if self.repair_id:
            return set(REPAIR_TRIGGERS[self.repair_id.repair_class])
        if self.service_id.is_first:
            return {"service_new"}
        return {"entrusted_done" if self.service_id.kind == "entrusted" else "resolved"}

    def _complaint_triggers(self):
        triggers = {"complaint_handled"}
        if self.severity == "major":
            triggers.add("complaint_major")
        if self.complaint_id.cause == "attitude" and self.complaint_id.is_serious:
            triggers.add("complaint_attitude")
        return triggers

    def _callback_started_at(self):
        """{case: moment from which its callback counts}: when the work was done, else when it
        was handled."""
        now = fields.Datetime.now()
        return {
            case: case.repair_id.done_at or case.service_id.delivered_at or case.handled_at or now
            for case in self
        }

    def _callback_barred(self, with_handlers=False):
        """Who may not call back: the person complained about (R101), and where the rule wants
        another person than the handler, those who handled it (R114)."""
        barred = self.complaint_id.respondent_id
        if with_handlers:
            barred |= self.handler_id | self.repair_id.worker_id | self.service_id.worker_id
        return barred

    def _close_problems(self):
        """R023, R081, F37: nothing is written off that was not asked after."""
        problems = super()._close_problems()
        # sudo: that a callback is due is no secret of the person who makes it
        for callback in self.sudo().callback_ids:
            if callback.state == "waiting":
                problems.append(
                    self.env._("The household is still to be called back after the first rain.")
                )
            elif callback.state == "open":
                problems.append(
                    self.env._(
                        "The household is still to be called back by %(person)s.",
                        person=callback.assignee_id.name or self.env._("nobody"),
                    )
                )
        return problems

    def action_open_callbacks(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.callback_action")
        action["domain"] = [("case_id", "=", self.id)]
        action["context"] = {"default_case_id": self.id}
        return action
