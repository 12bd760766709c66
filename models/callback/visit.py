from odoo import api, fields, models
from odoo.fields import Domain

from ..visit.recording import RECORDING


class Visit(models.Model):
    """Conversations that call back: result and conversation are recorded on one form (R281).

    A callback is fulfilled by the conversation for which one set out, or by one on another
    occasion where the person ticks it (R014), and mode, persons and roles fit.
    """

    _inherit = "steward.visit"

    callback_id = fields.Many2one(
        "steward.callback",
        index="btree_not_null",
        copy=False,
        help="The callback for which the person set out.",
    )
    candidate_callback_ids = fields.Many2many(
        "steward.callback", compute="_compute_candidate_callback_ids"
    )
    fulfil_callback_ids = fields.Many2many(
        "steward.callback",
        "steward_visit_fulfil_callback_rel",
        string="Also Calls Back",
        copy=False,
        help="Further callbacks of this household that were settled in the same conversation.",
    )
    callback_ids = fields.One2many("steward.callback", "visit_id", string="Called Back")
    callback_unfit_note = fields.Char(compute="_compute_callback_unfit_note")

    # the result, as it stands on the callback
    callback_trigger = fields.Selection(related="callback_id.trigger", string="Callback after")
    callback_role_ids = fields.Many2many(related="callback_id.role_ids", string="Jointly")
    callback_case_id = fields.Many2one(related="callback_id.case_id", string="Matter")
    callback_result = fields.Selection(related="callback_id.result", readonly=False)
    callback_problem_persists = fields.Selection(
        related="callback_id.problem_persists", readonly=False
    )
    callback_problem = fields.Text(related="callback_id.problem", readonly=False)
    callback_attitude = fields.Selection(related="callback_id.attitude", readonly=False)
    callback_punctuality = fields.Selection(related="callback_id.punctuality", readonly=False)
    callback_quality = fields.Selection(related="callback_id.quality", readonly=False)
    callback_charge_check = fields.Selection(related="callback_id.charge_check", readonly=False)
    callback_charge_note = fields.Char(related="callback_id.charge_note", readonly=False)
    callback_took_gifts = fields.Selection(related="callback_id.took_gifts", readonly=False)
    callback_gifts_note = fields.Char(related="callback_id.gifts_note", readonly=False)
    callback_inspected = fields.Boolean(related="callback_id.inspected", readonly=False)
    callback_opinion = fields.Text(related="callback_id.opinion", readonly=False)
    callback_suggestions = fields.Text(related="callback_id.suggestions", readonly=False)
    callback_open_question = fields.Text(related="callback_id.open_question", readonly=False)
    callback_next_promise_at = fields.Datetime(
        related="callback_id.next_promise_at", readonly=False
    )

    @api.depends("callback_id")
    def _compute_partner_id(self):
        result = super()._compute_partner_id()
        for visit in self.filtered("callback_id.partner_id"):
            visit.partner_id = visit.callback_id.partner_id
        return result

    @api.depends("callback_id")
    def _compute_community_id(self):
        result = super()._compute_community_id()
        for visit in self.filtered("callback_id"):
            visit.community_id = visit.callback_id.community_id
        return result

    @api.depends("callback_id")
    def _compute_unit_id(self):
        result = super()._compute_unit_id()
        for visit in self.filtered("callback_id.unit_id"):
            if visit.partner_id == visit.callback_id.partner_id:
                visit.unit_id = visit.callback_id.unit_id
        return result

    @api.depends("callback_id")
    def _compute_purpose_ids(self):
        result = super()._compute_purpose_ids()
        for visit in self.filtered("callback_id"):
            if not visit.purpose_ids:
                visit.purpose_ids = visit._callback_purpose()
        return result

    def _callback_purpose(self):
        code = {
            "service_new": "service_callback",
            "complaint_handled": "complaint_callback",
            "complaint_major": "complaint_callback",
            "complaint_attitude": "complaint_callback",
        }.get(self.callback_id.trigger, "problem")
        purpose = self.env.ref(f"property_steward.visit_purpose_{code}", raise_if_not_found=False)
        return purpose or self.env["steward.visit.purpose"]

    @api.depends("partner_id", "community_id", "callback_id", "state")
    def _compute_candidate_callback_ids(self):
        """Open callbacks of the household that this conversation could settle as well; one
        search for all visits."""
        drafts = self.filtered(lambda visit: visit.state == "draft")
        found = self.env["steward.callback"].search(
            Domain("state", "=", "open") & Domain("partner_id", "in", drafts.partner_id.ids)
        )
        by_household = found.grouped(lambda callback: (callback.partner_id, callback.community_id))
        for visit in self:
            key = (visit.partner_id._origin, visit.community_id._origin)
            others = by_household.get(key, found.browse()) if visit in drafts else found.browse()
            visit.candidate_callback_ids = others - visit.callback_id._origin

    @api.depends(
        "callback_id",
        "fulfil_callback_ids",
        "mode_id",
        "steward_id",
        "participant_ids.employee_id",
        "state",
    )
    def _compute_callback_unfit_note(self):
        for visit in self:
            reasons = [
                reason
                for callback in visit.callback_id | visit.fulfil_callback_ids
                if visit.state == "draft" and visit.mode_id
                for reason in callback._unfit_reasons(visit)
            ]
            visit.callback_unfit_note = " ".join(reasons)

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits._check_callback_access()
        return visits

    def write(self, vals):
        result = super().write(vals)
        if {"callback_id", "fulfil_callback_ids"} & vals.keys():
            self._check_callback_access()
        return result

    def _check_callback_access(self):
        """A callback is settled by those who may change it, not by whoever knows its number."""
        if not self.env.su:
            (self.callback_id | self.fulfil_callback_ids).check_access("write")

    def _after_recording_fields(self):
        return super()._after_recording_fields() | {"callback_ids"}

    def _settled_callbacks(self):
        """Callbacks that this conversation fulfils: the one set out for and those ticked, where
        mode, persons and roles fit."""
        self.ensure_one()
        chosen = self.callback_id | (self.fulfil_callback_ids & self.candidate_callback_ids)
        return chosen._origin.filtered(
            lambda callback: callback.state == "open" and not callback._unfit_reasons(self)
        )

    def _said(self):
        callback = self.callback_id
        return [*super()._said(), callback.opinion, callback.problem, callback.suggestions]

    def _problems_of_content(self):
        problems = super()._problems_of_content()
        for callback in self._settled_callbacks():
            found = callback._result_problems()
            if callback != self.callback_id:
                found = [f"{callback.display_name}: {problem}" for problem in found]
            problems += found
        return problems

    def _record(self, outcome, accepted=None):
        if outcome != "done":
            result = super()._record(outcome, accepted)
            self.callback_id._note_attempts(self.filtered("callback_id"))
            return result
        settled = {visit: visit._settled_callbacks() for visit in self}
        self._spawn_open_questions(settled)
        result = super()._record(outcome, accepted)
        for visit, callbacks in settled.items():
            if callbacks:
                callbacks._fulfil(visit)
        return result

    def _spawn_open_questions(self, settled):
        """R091-R092: what could not be answered at once becomes a matter with its own time."""
        vals_list = [
            callback._open_question_values(visit)
            for visit, callbacks in settled.items()
            for callback in callbacks
            if (callback.open_question or "").strip()
        ]
        if vals_list:
            recording = self.env["steward.case"].with_context(steward_visit_recording=RECORDING)
            recording.create(vals_list)

    def _make_appointments(self):
        """R013: the other time that was agreed for a callback is its own appointment."""
        own = self.filtered("callback_id")
        result = super(Visit, self - own)._make_appointments()
        for visit in own:
            visit.create(
                {
                    "callback_id": visit.callback_id.id,
                    "partner_id": visit.partner_id.id,
                    "steward_id": visit.steward_id.id,
                    "mode_id": visit.mode_id.id,
                    "start": visit.next_at,
                    "agreed_at": visit.next_at,
                }
            )
        return result
