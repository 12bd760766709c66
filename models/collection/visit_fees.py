from odoo import models

from ..visit.recording import RECORDING


class Visit(models.Model):
    """Recording a conversation about fees: what must be said, and what follows from it (R014,
    R024, R056, R168)."""

    _inherit = "steward.visit"

    def _said(self):
        return [*super()._said(), self.collection_note]

    def _problems_of_content(self):
        problems = super()._problems_of_content()
        if self.collection_id:
            problems += self._problems_of_fees()
        return problems

    def _problems_of_fees(self):
        """R168: what a conversation about fees must say."""
        problems = []
        lines = self.promise_line_ids
        if not self.collection_result or self.collection_result == "not_met":
            problems.append(self.env._("Say what came of the talk about the fees."))
        if self.collection_result == "promised" and not lines:
            problems.append(self.env._("Enter how much the household promised to pay, by when."))
        if self.collection_result != "promised" and lines:
            problems.append(
                self.env._("A payment was promised: choose “Promised to Pay” as the result.")
            )
        day = self.start and self.community_id._to_local(self.start).date()
        if any(line.date_promised < day for line in lines):
            problems.append(self.env._("Payment is promised for today or a later day."))
        case = self.collection_id
        talked = case.visit_ids.filtered(lambda visit: visit.outcome == "done") - self
        if talked and not case.cause_id:
            problems.append(
                self.env._("Say why the household does not pay: this is not the first talk (R168).")
            )
        if case.cause_id.needs_note and not (case.cause_note or "").strip():
            problems.append(
                self.env._(
                    "Write down what the household says: “%(cause)s” needs its words.",
                    cause=case.cause_id.name,
                )
            )
        return problems

    def _record(self, outcome, accepted=None):
        about = self.filtered("collection_id")
        if outcome != "done":
            about.write({"collection_result": "not_met"})
            for visit in about:
                visit._talk_about(visit.fee_line_ids)
        result = super()._record(outcome, accepted)
        if outcome == "done":
            about._record_collection()
        else:
            self.env["steward.collection.action"]._note_attempts(
                about.filtered("collection_action_id")
            )
        return result

    def _record_collection(self):
        """What follows from these recorded conversations: the step is done, promises stand, the
        next step is planned behind them (R014, R024, R168)."""
        vals_list = []
        for visit in self.with_context(steward_visit_recording=RECORDING):
            step = visit._collection_step()
            if step.state == "open" and not step._unfit_reason(visit):
                visit.collection_action_id = step
                step._fulfil(visit)
            # sudo: whether invoices were talked about; none of them is read
            if not visit.sudo().invoice_ids:
                visit._talk_about(visit.fee_line_ids)
            vals_list += visit._promise_values()
        # sudo: promises follow from the recorded conversation
        self.env["steward.payment.promise"].sudo().create(vals_list)
        self.collection_id._wait_for_promises()
        self.collection_id._plan_next()
        self.collection_id._reminders_done()

    def _promise_values(self):
        self.ensure_one()
        return [
            {
                "collection_id": self.collection_id.id,
                "visit_id": self.id,
                "made_on": self.community_id._to_local(self.start).date(),
                "date_promised": line.date_promised,
                "amount": line.amount,
                "promised_by": line.promised_by,
            }
            for line in self.promise_line_ids
        ]

    def _make_appointments(self):
        """R013: the other time that was agreed for a talk about fees is its own appointment."""
        own = self.filtered("collection_action_id")
        result = super(Visit, self - own)._make_appointments()
        own.create(
            [
                {
                    "collection_action_id": visit.collection_action_id.id,
                    "partner_id": visit.partner_id.id,
                    "steward_id": visit.steward_id.id,
                    "mode_id": visit.mode_id.id,
                    "start": visit.next_at,
                    "agreed_at": visit.next_at,
                }
                for visit in own
            ]
        )
        return result

    # correcting

    def _correct_outcome(self, outcome):
        """R056: a conversation that was none did no step, and nothing was promised in it."""
        held = self.outcome == "done"
        result = super()._correct_outcome(outcome)
        if self.collection_id and held != (outcome == "done"):
            visit = self.with_context(steward_visit_recording=RECORDING)
            if held:
                visit.collection_result = "not_met"
                visit._undo_collection()
            else:
                visit._record_collection()
        return result

    def _undo_collection(self):
        # sudo: rights on the visit were checked; what it brought about is taken back
        visit = self.sudo()
        visit.promise_ids.filtered(lambda promise: promise.state != "cancelled").write(
            {
                "state": "cancelled",
                "closed_note": self.env._("The conversation did not take place."),
            }
        )
        step = visit.collection_action_id
        if step.visit_id == visit and visit.collection_id.state == "open":
            later = visit.collection_id.action_ids.filtered(lambda action: action.state == "open")
            later.write(
                {
                    "state": "cancelled",
                    "closed_note": self.env._("The step before is still to be done."),
                }
            )
            # the two are never open at the same time
            later.flush_recordset()
            step._unfulfil()
            step.done_on = False
