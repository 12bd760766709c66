from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.visit.recording import RECORDING

AMENDABLE = (
    "outcome",
    "start",
    "minutes",
    "mode_id",
    "steward_id",
    "consent",
    "no_appointment_reason",
    "occasion",
    "needs",
    "information",
    "questions",
    "satisfaction",
    "signed_by",
    "no_signature_reason",
)


class VisitAmend(models.TransientModel):
    """Correct a recorded visit: every text that changes is kept beside the new one (R056)."""

    _name = "steward.visit.amend"
    _description = "Correct a Recorded Visit"

    visit_id = fields.Many2one("steward.visit", required=True, readonly=True)
    reason = fields.Char(string="Reason for the Correction", required=True)
    outcome = fields.Selection(selection=lambda self: self._selection_of("outcome"))
    first_outcome = fields.Selection(related="visit_id.outcome", string="First Outcome")
    start = fields.Datetime(required=True)
    minutes = fields.Integer(string="Duration (minutes)")
    mode_id = fields.Many2one("steward.contact.mode", required=True)
    steward_id = fields.Many2one("hr.employee", string="Visitor", required=True)
    consent = fields.Boolean(string="Consented to Talk")
    needs_appointment = fields.Boolean(related="visit_id.needs_appointment")
    no_appointment_reason = fields.Char(string="Why without an Appointment")
    occasion = fields.Char()
    needs = fields.Text(string="Needs and Opinions")
    information = fields.Text(string="Information Given")
    questions = fields.Text(string="Questions Answered")
    satisfaction = fields.Selection(selection=lambda self: self._selection_of("satisfaction"))
    signed_by = fields.Char(string="Signed by")
    needs_signature = fields.Boolean(related="visit_id.needs_signature")
    no_signature_reason = fields.Char(string="Why Not Signed")
    photo_ids = fields.Many2many(
        "ir.attachment",
        string="Further Photos",
        help="Added to those of the visit, which are kept.",
    )
    opinion_ids = fields.One2many("steward.visit.amend.opinion", "amend_id", string="Opinions")

    def _selection_of(self, name):
        return self.env["steward.visit"]._fields[name]._description_selection(self.env)

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        visit = self.env["steward.visit"].browse(self.env.context.get("active_id"))
        vals["visit_id"] = visit.id
        for name in AMENDABLE:
            vals[name] = visit._fields[name].convert_to_write(visit[name], visit)
        vals["opinion_ids"] = [
            fields.Command.create({"case_id": case.id, "words": case.words})
            for case in visit.case_ids
        ]
        return vals

    def action_apply(self):
        """:raise UserError: when the visit is not recorded, or nothing changed"""
        self.ensure_one()
        visit = self.visit_id
        visit.check_access("write")
        if visit.state != "done":
            raise UserError(self.env._("Only a recorded visit is corrected; change it directly."))
        changes = self._changes()
        if not changes and not self.photo_ids:
            raise UserError(self.env._("Nothing was corrected."))
        # sudo: amendments are created here only, as the current user, on a visit that the user
        # may write
        self.env["steward.visit.amendment"].sudo().create(
            [
                {
                    "visit_id": visit.id,
                    "field_label": label,
                    "old_value": self._text(record, name, record[name]),
                    "new_value": self._text(record, name, value),
                    "reason": self.reason,
                }
                for record, name, value, label in changes
            ]
            + self._photo_vals()
        )
        outcome = None
        for record, name, value, _label in changes:
            if name == "outcome":
                outcome = value
            else:
                record.with_context(steward_visit_recording=RECORDING)[name] = value
        visit._add_photos(self.photo_ids)
        if outcome:
            # last: a conversation must say what it needs to say after the correction
            visit._correct_outcome(outcome)
        return {"type": "ir.actions.act_window_close"}

    def _changes(self):
        """List of (record, field, new value, label) that differ from what is on record."""
        visit = self.visit_id
        changes = [
            (visit, name, self[name], visit._fields[name]._description_string(self.env))
            for name in AMENDABLE
            if visit[name] != self[name]
            and (visit[name] or self[name])
            # a recorded visit has an outcome, whatever it was
            and (name != "outcome" or self.outcome)
        ]
        for opinion in self.opinion_ids:
            case = opinion.case_id
            if case.visit_id == visit and (case.words or "") != (opinion.words or ""):
                label = self.env._("Opinion “%(name)s”", name=case.name)
                changes.append((case, "words", opinion.words, label))
        return changes

    def _photo_vals(self):
        if not self.photo_ids:
            return []
        return [
            {
                "visit_id": self.visit_id.id,
                "field_label": self.visit_id._fields["photo_ids"]._description_string(self.env),
                "old_value": self._names(self.visit_id.photo_ids),
                "new_value": self._names(self.visit_id.photo_ids | self.photo_ids),
                "reason": self.reason,
            }
        ]

    def _names(self, photos):
        return ", ".join(photos.mapped("name"))

    def _text(self, record, name, value):
        """The value as people read it; times by the clock of the community."""
        field = record._fields[name]
        if field.type == "datetime":
            return fields.Datetime.to_string(self.visit_id.community_id._to_local(value))
        if field.type == "many2one":
            return value.display_name
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        return str(value or "")


class VisitAmendOpinion(models.TransientModel):
    """Words of one opinion of the visit that is corrected."""

    _name = "steward.visit.amend.opinion"
    _description = "Opinion of a Corrected Visit"

    amend_id = fields.Many2one("steward.visit.amend", required=True, ondelete="cascade")
    case_id = fields.Many2one("steward.case", string="Opinion", required=True, readonly=True)
    words = fields.Text(string="In the Resident's Words")
