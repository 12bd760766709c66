from odoo import fields, models
from odoo.exceptions import AccessError, UserError

SUPERVISOR = "property_steward.property_steward_group_supervisor"
STEWARD = "property_steward.property_steward_group_steward"
RECTIFY_ACTIVITY = "property_steward.mail_activity_type_rectification"


class Rectification(models.Model):
    """Steps of a rectification notice: issued, reported done, verified or sent back, cancelled
    (R095, R198, F40)."""

    _inherit = "steward.rectification"

    def action_issue(self):
        """Hand the notice to the department: it is written, numbered and dated (R095, R198)."""
        for notice in self:
            if notice.state != "draft":
                raise UserError(notice.env._("%(notice)s is issued already.", notice=notice.number))
            if not notice.department_id:
                raise UserError(
                    notice.env._("Choose the department of %(notice)s.", notice=notice.number)
                )
            if not notice.due_on:
                raise UserError(
                    notice.env._("Say by when %(notice)s is to be rectified.", notice=notice.number)
                )
        self.check_access("write")
        now = fields.Datetime.now()
        # sudo: when it was issued, and by whom, is noted here only
        self.sudo().write({"state": "issued", "issued_at": now, "issued_by_id": self.env.uid})
        self.sudo()._deadline_meet(["notice"], at=now)
        self.sudo()._deadline_set(
            "settle",
            {notice: notice.community_id._day_end(notice.due_on) for notice in self.sudo()},
            start=now,
        )
        self._tell_departments()

    def _tell_departments(self):
        for notice in self:
            # sudo: the head's login only receives the message and the activity
            head = notice.sudo().department_id.manager_id.user_id
            notice.message_post(
                body=notice.env._(
                    "Rectification notice %(number)s: %(problem)s To be rectified by %(date)s.",
                    number=notice.number,
                    problem=notice.problem,
                    date=fields.Date.to_string(notice.due_on),
                ),
                partner_ids=head.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
            if head:
                notice.with_context(mail_activity_quick_update=True).activity_schedule(
                    RECTIFY_ACTIVITY, notice.due_on, user_id=head.id
                )

    def action_done(self):
        """The department reports that it is put right."""
        self.check_access("write")
        for notice in self:
            if notice.state != "issued":
                raise UserError(
                    notice.env._("%(notice)s is not waiting for this.", notice=notice.number)
                )
            if not (notice.done_note or "").strip():
                raise UserError(notice.env._("Write down what was done."))
        # sudo: as above
        self.sudo().write(
            {"state": "done", "done_at": fields.Datetime.now(), "done_by_id": self.env.uid}
        )
        self.sudo()._deadline_meet(["settle"])
        self.sudo().activity_feedback([RECTIFY_ACTIVITY])

    def action_verify(self):
        """Somebody else than those who rectified it looks whether it is right (R095)."""
        self._check_may_verify()
        for notice in self:
            action = notice.corrective_action_id
            if notice.is_repeated and not (action and action._is_complete()):
                raise UserError(
                    notice.env._(
                        "%(notice)s repeats an earlier problem: it is verified once a corrective "
                        "action says cause, measure, responsible person and date (R219).",
                        notice=notice.number,
                    )
                )
        # sudo: as above
        self.sudo().write(
            {
                "state": "verified",
                "verified_at": fields.Datetime.now(),
                "verified_by_id": self.env.uid,
            }
        )

    def action_refuse(self):
        """It is not right yet: back to the department."""
        self._check_may_verify()
        for notice in self:
            if not (notice.verify_note or "").strip():
                raise UserError(notice.env._("Write down what is still not right."))
        # sudo: as above
        self.sudo().write({"state": "issued", "done_at": False, "done_by_id": False})
        for notice in self.sudo():
            notice._deadline_set("settle", notice.community_id._day_end(notice.due_on))
        self._tell_departments()

    def _check_may_verify(self):
        self.check_access("write")
        for notice in self:
            if notice.state != "done":
                raise UserError(
                    notice.env._("%(notice)s is not reported as done.", notice=notice.number)
                )
            # sudo: only compares people
            rectified = notice.done_by_id | notice.sudo().worker_id.user_id
            departments = self.env.user.sudo().employee_ids.department_id
            if (
                self.env.user in rectified
                or notice.department_id in departments
                or not self.env.user.has_group(STEWARD)
            ):
                raise AccessError(
                    notice.env._(
                        "%(notice)s is verified by another person than those who rectified it.",
                        notice=notice.number,
                    )
                )

    def action_cancel(self):
        """Ask the supervisor why, then cancel; the number stays."""
        self._check_may_cancel()
        return self.env["steward.reason.wizard"]._ask(self, "notice_cancel")

    def _check_may_cancel(self):
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(SUPERVISOR):
            raise AccessError(self.env._("A notice is cancelled by the supervisor."))

    def _cancel(self, reason):
        self._check_may_cancel()
        # sudo: as above
        self.sudo().write({"state": "cancelled", "cancel_reason": reason})
        self.sudo()._deadline_cancel()
        self.sudo().activity_unlink([RECTIFY_ACTIVITY])
