from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .recording import RECORDING


class Visit(models.Model):
    """What keeps a recorded visit evidence: who may write what, and when (R006, R056)."""

    _inherit = "steward.visit"

    @api.model_create_multi
    def create(self, vals_list):
        """:raise UserError: for a visit that begins as a recorded one (R006): what was said is
        checked when it is recorded. Only the import of history may, as the superuser."""
        visits = super().create(vals_list)
        # looked at afterwards: the context of a remote call may claim something as well
        if not self.env.su:
            if any(visit.state != "draft" for visit in visits):
                raise UserError(
                    self.env._(
                        "A visit begins as one under way and is then recorded with its outcome."
                    )
                )
            visits._check_links()
        visits._secure_photos()
        return visits

    def write(self, vals):
        """:raise UserError: for what a recorded visit says, and for a state that was not reached
        by recording or cancelling it (R006, R056)."""
        if not self._is_recording():
            changed = vals.keys() - self._after_recording_fields()
            if changed and any(visit.state != "draft" for visit in self):
                raise UserError(
                    self.env._(
                        "%(visit)s is recorded: it is evidence and is not changed. Use “Correct” "
                        "to amend it; the first text is kept.",
                        visit=self.filtered(lambda visit: visit.state != "draft")[:1].display_name,
                    )
                )
            if {"state", "outcome"} & vals.keys() and vals.get("state", "draft") != "draft":
                raise UserError(self.env._("A visit is recorded with the button of its outcome."))
        result = super().write(vals)
        if not self.env.su and {"event_id", "line_id"} & vals.keys():
            self._check_links()
        if "photo_ids" in vals:
            self._secure_photos()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        """R056: recorded visits stay; so do the opinions that somebody noted in a draft."""
        for visit in self:
            if visit.state == "done":
                raise UserError(
                    visit.env._(
                        "%(visit)s is recorded: it is evidence and cannot be deleted.",
                        visit=visit.display_name,
                    )
                )
            if visit.case_ids:
                raise UserError(
                    visit.env._(
                        "%(visit)s has opinions: record the visit, or remove them first.",
                        visit=visit.display_name,
                    )
                )

    def _check_links(self):
        """Appointment and planned visit are moved and freed along with the visit: they must not
        be anybody else's.

        :raise AccessError: for planned visits of other areas and events of other origin
        """
        self.line_id.check_access("write")
        # sudo: only asks whose appointments they are
        for visit, event in ((visit, visit.sudo().event_id) for visit in self):
            if event and (event.res_model, event.res_id) != (visit._name, visit.id):
                raise AccessError(
                    self.env._("Enter the agreed time: the appointment is made from it.")
                )

    def _is_recording(self):
        return self.env.context.get("steward_visit_recording") is RECORDING

    def _after_recording_fields(self):
        """Names of the fields that do not belong to the evidence."""
        return {"event_id", *self.env["mail.thread"]._fields} | set(
            self.env["mail.activity.mixin"]._fields
        )

    def _secure_photos(self):
        """Photos belong to their visit: its rights are theirs, and they are kept with it (R056)."""
        for visit in self:
            # sudo: pictures that the user may not read are left out without it
            visit.sudo().photo_ids.sudo(False).check_access("read")
            loose = visit.photo_ids.filtered(lambda photo: not photo.res_id)
            if loose:
                loose.write({"res_model": "steward.visit", "res_id": visit.id})
