from odoo import fields, models

from .sheet_work_dispatch import WORK_ACTIVITY

WORK_SHEETS = ("repair_id", "service_id")


class Case(models.Model):
    """What repairs and services say of their case, and what its life means for their work."""

    _inherit = "steward.case"

    completed_note = fields.Char(
        string="Completion",
        compute="_compute_completed_note",
        help="Marked on the register of calls and visits: when the work was completed (R279).",
    )
    repair_work_state = fields.Selection(string="Repair: Work", related="repair_id.work_state")
    repair_started_at = fields.Datetime(string="Repair: Started", related="repair_id.started_at")
    repair_urge_count = fields.Integer(string="Repair: Times Urged", related="repair_id.urge_count")
    repair_contractors = fields.Char(
        string="Repair: Contractors Recommended", related="repair_id.contractors", readonly=False
    )
    repair_invoice_state = fields.Selection(
        string="Repair: Charging", related="repair_id.invoice_state"
    )
    repair_is_chargeable = fields.Boolean(
        string="Repair: Chargeable", related="repair_id.is_chargeable"
    )
    service_matter = fields.Selection(
        string="Service: Matter", related="service_id.matter", readonly=False
    )
    service_work_state = fields.Selection(string="Service: Work", related="service_id.work_state")
    service_work_done = fields.Text(
        string="Service: Work Done", related="service_id.work_done", readonly=False
    )
    service_is_promise_kept = fields.Boolean(
        string="Service: Promise Kept", related="service_id.is_promise_kept"
    )
    service_invoice_state = fields.Selection(
        string="Service: Charging", related="service_id.invoice_state"
    )
    service_is_chargeable = fields.Boolean(
        string="Service: Chargeable", related="service_id.is_chargeable"
    )

    def _compute_completed_note(self):
        for case in self:
            # sudo: that it is completed, and when, is said to whoever sees the matter
            repair_done = case.sudo().repair_id.done_at
            done = repair_done or case.sudo().service_id.delivered_at
            if not done:
                case.completed_note = False
                continue
            moment = case.community_id._to_local(done).strftime("%Y-%m-%d %H:%M")
            if repair_done:
                case.completed_note = case.env._("Repair completed at %(time)s", time=moment)
            else:
                case.completed_note = case.env._("Service delivered at %(time)s", time=moment)

    def _work_sheet(self):
        """The repair or service of a single case, or nothing."""
        self.ensure_one()
        return self.repair_id or self.service_id

    def action_dispatch_sheet(self):
        return self._work_sheet().action_dispatch()

    def action_return_sheet(self):
        return self.repair_id.action_return_sheet()

    def action_start_sheet(self):
        return self._work_sheet().action_start()

    def action_sheet_done(self):
        return self._work_sheet().action_done_dialog()

    def action_urge_sheet(self):
        return self._work_sheet().action_urge()

    def action_invoice_sheet(self):
        return self._work_sheet().action_invoice()

    def action_arrange_meeting(self):
        return self.repair_id.action_arrange_meeting()

    def _on_registered(self):
        result = super()._on_registered()
        self.repair_id._set_settle_clock()
        return result

    def _on_reopened(self):
        result = super()._on_reopened()
        for name in WORK_SHEETS:
            self[name]._reopen_work()
        return result

    def _on_relabelled(self):
        # sudo: the task falls away with the label
        self.sudo().activity_unlink([WORK_ACTIVITY])
        self._deadline_cancel(["settle"])
        result = super()._on_relabelled()
        self.repair_id.filtered("dispatched_at").case_id._deadline_cancel(["dispatch", "rework"])
        self.repair_id._set_settle_clock()
        return result

    def _deadline_responsible(self):
        """R172, R277: the steward of the building tracks and urges what others work on."""
        people = super()._deadline_responsible()
        for case in self:
            if (case.repair_id or case.service_id) and case.steward_id:
                people[case] = case.steward_id
        return people

    def _drop_work_activities(self):
        # sudo: the task falls away with the work
        self.sudo().activity_unlink([WORK_ACTIVITY])
        return super()._drop_work_activities()

    def _close(self):
        # sudo: as above
        self.sudo().activity_unlink([WORK_ACTIVITY])
        return super()._close()
