from odoo import fields, models


class CommunityActivity(models.Model):
    """The event of Odoo's Events app that registers the guests."""

    _inherit = "steward.community.activity"

    venue_id = fields.Many2one(
        "res.partner",
        string="Venue's Address",
        check_company=True,
        help="A contact whose address stands on tickets and in the mails of the Events app; "
        "empty: the place as it is written.",
    )

    def _sync_event(self):
        """Make the events of approved activities, or bring them up to date (R290-R291)."""
        for activity in self:
            # sudo: the event follows from the approved form; stewards have no rights of their own
            # in the Events app
            whole = activity.sudo()
            values = activity._event_values()
            if whole.event_id:
                moved = any(
                    whole.event_id[name] != values[name] for name in ("date_begin", "date_end")
                )
                whole.event_id.write(values)
                if moved:
                    whole._invitation_visits()._activity_moved()
                    whole.invitation_ids._tell_guests(
                        "property_steward.mail_template_activity_changed"
                    )
            else:
                whole.event_id = whole.event_id.create(values)
            # more seats than before may have come with a new approval
            whole._fill_seats()

    def _invitation_visits(self):
        """Visits by which households are invited at their doors (R020)."""
        # sudo: they follow the activity, whoever makes them
        Callback = self.env["steward.callback"].sudo()
        return Callback.search([("activity_id", "in", self.ids)])

    def _event_values(self):
        self.ensure_one()
        # sudo: who is responsible follows from the approved form; only the login is read
        user = self.steward_id.sudo().user_id
        return {
            "name": self.name,
            "date_begin": self.date_begin,
            "date_end": self.date_end,
            "date_tz": self.community_id.tz,
            "company_id": self.company_id.id,
            "organizer_id": self.company_id.partner_id.id,
            "address_id": self.venue_id.id,
            "user_id": user.id,
            "seats_limited": bool(self.seats_max),
            "seats_max": self.seats_max,
            "kanban_state": "normal",
        }

    def _after_take_back(self, reason):
        """What is planned anew takes no guests meanwhile; those who are registered stay so."""
        result = super()._after_take_back(reason)
        # sudo: as above
        self.sudo().event_id.kanban_state = "blocked"
        return result

    def _after_cancel(self, reason):
        """Cancelled with the activity: the Events app sends no mails any more, and those who would
        have come are told."""
        result = super()._after_cancel(reason)
        # sudo: as above
        self.sudo().event_id.kanban_state = "cancel"
        self._invitation_visits().filtered(lambda one: one.state == "open")._drop(reason)
        self.sudo().invitation_ids._tell_guests("property_steward.mail_template_activity_cancelled")
        return result
