from datetime import timedelta

from odoo import api, fields, models

APPOINTMENT_FIELDS = {
    "agreed_at",
    "community_id",
    "line_id",
    "minutes",
    "mode_id",
    "partner_id",
    "state",
    "steward_id",
    "unit_id",
}


class Visit(models.Model):
    """Appointments: the agreed time of a visit under way stands in the calendar of the visitor
    and on the planned visit (R013, R047, R156)."""

    _inherit = "steward.visit"

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits.filtered("agreed_at")._sync_appointments()
        return visits

    def write(self, vals):
        result = super().write(vals)
        if APPOINTMENT_FIELDS & vals.keys():
            self._sync_appointments()
        return result

    def unlink(self):
        # sudo: the appointment goes with its visit, whose rights the deletion checks
        events = self.sudo().event_id
        result = super().unlink()
        events.exists().with_context(no_mail_to_attendees=True).unlink()
        return result

    def _sync_appointments(self):
        """One private calendar event per agreed visit, without mails; it moves with the visit and
        goes when the visit is cancelled. Recorded visits keep theirs."""
        agreed = self.filtered(lambda visit: visit.state == "draft" and visit.agreed_at)
        called_off = self.filtered(lambda visit: visit.state != "done") - agreed
        # sudo: appointments follow the visits, whose rights were checked; they are private
        # events, which only their owner could move
        called_off.sudo().event_id.with_context(no_mail_to_attendees=True).unlink()
        Event = (
            self.env["calendar.event"]
            .sudo()
            .with_context(
                no_mail_to_attendees=True,
                skip_contact_description=True,
                dont_notify=True,
            )
        )
        new = self.browse()
        for visit in agreed:
            event = visit.sudo().event_id.with_context(**Event.env.context)
            vals = visit._appointment_vals()
            if not vals["user_id"]:
                continue
            if not event:
                new |= visit
            elif any(
                event._fields[name].convert_to_write(event[name], event) != value
                for name, value in vals.items()
            ):
                event.write(
                    dict(vals, partner_ids=[fields.Command.set(visit._appointment_guests().ids)])
                )
            line = visit.line_id
            if line and (line.scheduled_at != visit.agreed_at or not line.is_fixed):
                # sudo: a time that was agreed with the household stands, also in an approved month
                line.sudo().write({"scheduled_at": visit.agreed_at, "is_fixed": True})
        if new:
            model = self.env["ir.model"]._get("steward.visit")
            events = Event.create(
                [
                    dict(
                        visit._appointment_vals(),
                        res_model_id=model.id,
                        res_id=visit.id,
                        privacy="private",
                        partner_ids=[fields.Command.set(visit._appointment_guests().ids)],
                    )
                    for visit in new
                ]
            )
            for visit, event in zip(new, events, strict=True):
                visit.event_id = event.id

    def _appointment_vals(self):
        policy = self.community_id.policy_id
        planned = policy.phone_minutes if self.mode_id.kind == "phone" else policy.door_minutes
        return {
            "name": self.env._(
                "%(mode)s: %(household)s",
                mode=self.mode_id.name,
                household=self.partner_id.name or "",
            ),
            "start": self.agreed_at,
            "stop": self.agreed_at + timedelta(minutes=self.minutes or planned),
            "location": self.door or "",
            # sudo: the calendar is the visitor's, whose login is no secret
            "user_id": self.steward_id.sudo().user_id.id,
        }

    def _appointment_guests(self):
        # sudo: as above; the household is not invited, no mail leaves
        return self.steward_id.sudo().user_id.partner_id

    def _make_appointments(self):
        """R013: a busy household agreed another time: it becomes an appointment, the planned
        visit stays open and is fixed to it."""
        self.create(
            [
                {
                    "line_id": visit.line_id.id,
                    "partner_id": visit.partner_id.id,
                    "community_id": visit.community_id.id,
                    "unit_id": visit.unit_id.id,
                    "steward_id": visit.steward_id.id,
                    "mode_id": visit.mode_id.id,
                    "type_id": visit.type_id.id,
                    "purpose_ids": [fields.Command.set(visit.purpose_ids.ids)],
                    "start": visit.next_at,
                    "agreed_at": visit.next_at,
                }
                for visit in self
            ]
        )
