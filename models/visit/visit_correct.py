from odoo import Command, fields, models
from odoo.exceptions import UserError

from .recording import RECORDING


class Visit(models.Model):
    """What follows when the outcome of a recorded visit is corrected (R006, R013, R056).

    The first outcome is kept in the amendment; planned visits follow the corrected one.
    """

    _inherit = "steward.visit"

    contact_before = fields.Date(
        string="Last Contact before",
        readonly=True,
        copy=False,
        help="Last contact with the household as it stood before this conversation.",
    )

    def _touch_households(self):
        visits = self.with_context(steward_visit_recording=RECORDING)
        for partner, mine in visits.grouped("partner_id").items():
            # sudo: as in the original; the date that a correction may have to bring back
            mine.contact_before = partner.sudo().last_contact_date
        return super()._touch_households()

    def _correct_outcome(self, outcome):
        """Let the planned visits follow a corrected outcome.

        :raise UserError: for a conversation that says too little to be one, and for a time that
            was agreed instead, which is an appointment and not a correction
        """
        self.ensure_one()
        visit = self.with_context(steward_visit_recording=RECORDING)
        if outcome == "busy":
            raise UserError(
                self.env._(
                    "“Busy, another time agreed” cannot be chosen afterwards: correct to “No "
                    "answer” and enter the agreed time as an appointment."
                )
            )
        if outcome == "done":
            if problems := visit._problems_of_content():
                raise UserError("\n".join(problems))
            visit.outcome = outcome
            visit._fulfil_late()
            return
        held = visit.outcome == "done"
        if held:
            visit.line_ids._unfulfil()
        visit.outcome = outcome
        if held:
            visit._untouch_household()

    def _fulfil_late(self):
        """As if it had been recorded as a conversation: what was ticked then and is still open."""
        ticked = self.fulfil_line_ids | self.line_id
        lines = self._fulfil({self: self._acceptable_lines(ticked, {}) & ticked})
        self._touch_households()
        self._cancel_other_drafts(lines | self.line_id)

    def _untouch_household(self):
        """The household's last contact is the one before, or another one that was held."""
        # sudo: the field is nobody's to write, and other persons' conversations count as well
        household = self.sudo().partner_id
        if household.last_contact_date != self.community_id._to_local(self.start).date():
            return
        other = self.sudo().search(
            [
                ("partner_id", "=", household.id),
                ("state", "=", "done"),
                ("outcome", "=", "done"),
            ],
            order="start desc",
            limit=1,
        )
        days = [self.contact_before]
        if other:
            days.append(other.community_id._to_local(other.start).date())
        household.last_contact_date = max(filter(None, days), default=False)

    def _add_photos(self, photos):
        """Photos are added to a recorded visit; the first ones are kept."""
        self.with_context(steward_visit_recording=RECORDING).photo_ids = [
            Command.link(photo.id) for photo in photos
        ]
