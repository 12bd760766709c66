from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...engine import clock

# whoever speaks waits for an answer; a letter does not
SPOKEN = ("phone", "hotline")


class Case(models.Model):
    """Entering the register: number, clocks, promise, and who hears of it (R072, R076, R082)."""

    _inherit = "steward.case"

    registered_at = fields.Datetime(readonly=True, copy=False)
    promised_at = fields.Datetime(
        string="Promised Time",
        tracking=True,
        copy=False,
        help="By which the resident was told that it is solved (R072); never later than the "
        "latest reply (R084).",
    )

    @api.constrains("promised_at", "received_at")
    def _check_promised_at(self):
        for case in self:
            if case.promised_at and case.promised_at < case.received_at:
                raise ValidationError(
                    case.env._(
                        "“%(case)s” cannot be solved before it was received: promise a later time.",
                        case=case.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # a batch has no author who follows each case, and that it was registered is a field
        quiet = {"mail_create_nolog": True, "mail_create_nosubscribe": len(vals_list) > 1}
        creator = self.with_context(**{**quiet, **self.env.context})
        return super(Case, creator).create(vals_list).with_env(self.env)

    def write(self, vals):
        urgent = self.browse()
        if "priority" in vals:
            urgent = self.filtered(
                lambda case: case.registered_at and case.priority != vals["priority"]
            )
        result = super().write(vals)
        if "promised_at" in vals:
            opened = self.filtered(lambda case: case.registered_at and case.state != "closed")
            opened._set_promises()
        if urgent:
            urgent._restart_answer()
        return result

    def _enter_register(self):
        """Enter cases in the register: numbers, clocks, department, and who is told. Opinions of
        a visit under way follow when it is recorded."""
        fresh = self.filtered(
            lambda case: not case.registered_at and case.visit_id.state != "draft"
        )
        if not fresh:
            return
        fresh._check_promised()
        # sudo: registering follows from recording, which every employee may do (R065, R100)
        fresh = fresh.sudo()
        fresh._note({"registered_at": fields.Datetime.now()})
        fresh._number_sheets()
        fresh._on_registered()

    def _check_promised(self):
        """R072: whoever waits on the phone is answered, or promised a time. Receptions ask for it
        themselves; opinions of visits are due by the day of their department.

        :raise UserError: names the case
        """
        if self.env.su:
            return
        for case in self:
            if (
                case.origin == "manual"
                and case.channel in SPOKEN
                and not (case.promised_at or case.answered_on_spot or case.category == "praise")
            ):
                raise UserError(
                    case.env._(
                        "“%(case)s” is not answered on the spot: promise a time by which it is "
                        "(R072).",
                        case=case.name,
                    )
                )

    def _on_registered(self):
        """Hook: the cases, registered a moment ago."""
        promised = {case: case.promised_at for case in self if case.promised_at}
        self._start_clocks("received", promised=promised)

    def _on_relabelled(self):
        """Hook: the label changed; what the new one demands starts from the receipt, what only
        the old one demanded falls away."""
        self._drop_clocks()
        self._start_clocks("received")

    # clocks

    def _start_clocks(self, trigger, at=None, promised=None):
        """Start what the rules demand, and keep the day by which the answer is due. A promise of
        the register that the office kept before has its own day.

        :param promised: {case: moment} that was promised at the same time
        """
        taken_over = self.filtered(lambda case: case.origin == "import" and case.date_due)
        taken_over._deadline_set(
            "promised",
            {case: clock.end_of_day(case.date_due, case.community_id.tz) for case in taken_over},
        )
        others = self - taken_over
        deadlines = others._deadline_start(trigger, at, promised)
        dues = {}
        # sudo: the day follows from the clocks, whoever may read them
        for deadline in deadlines.sudo():
            if deadline.kind in ("answer", "cap"):
                res_id, due = deadline.res_id, deadline.due_at
                dues[res_id] = min(due, dues.get(res_id, due))
        by_day = self.browse(dues).grouped(
            lambda case: case.community_id._to_local(dues[case.id]).date()
        )
        for day, cases in by_day.items():
            cases.filtered(lambda case, day=day: case.date_due != day)._note({"date_due": day})

    def _set_promises(self):
        promised = self.filtered("promised_at")
        promised._deadline_set("promised", {case: case.promised_at for case in promised})
        if self - promised:
            (self - promised)._deadline_cancel(["promised"])

    def _restart_answer(self):
        """R029-R030: an answer that is still owed is due as the new urgency says."""
        # sudo: whether a clock runs does not depend on who asks
        owed = self.sudo()._deadline_open().filtered(lambda d: d.kind == "answer")
        cases = self.browse(owed.mapped("res_id"))
        cases._deadline_cancel(["answer"])
        cases._start_clocks("received")

    def _drop_clocks(self):
        """Stop the clocks that run by a rule which does not concern the case any more."""
        obsolete = {}
        for rule, deadlines in self._deadline_open().grouped("rule_id").items():
            if rule:
                cases = self.browse(deadlines.mapped("res_id"))
                for case in cases - rule._matching(cases):
                    obsolete.setdefault(rule.kind, set()).add(case.id)
        for kind, ids in obsolete.items():
            self.browse(ids)._deadline_cancel([kind])

    def _deadline_responsible(self):
        """Whoever works on it, then the first receiver, then the steward; never the person
        complained about (R101), in whose place the supervisor stands."""
        responsible = {}
        # sudo: only compares people
        for case, known in zip(self, self.sudo(), strict=True):
            respondent = known.complaint_id.respondent_id
            if not respondent:
                responsible[case] = case.handler_id or case.first_receiver_id or case.steward_id
                continue
            people = (case.handler_id, case.first_receiver_id, case.steward_id)
            responsible[case] = next(
                (person for person in people if person and person.id != respondent.id),
                case.handler_id.browse(),
            )
            if not responsible[case]:
                supervisor = self.env.ref("property_steward.role_supervisor")
                responsible[case] = case.community_id._role_holder(supervisor)
        return responsible

    def _deadline_partner(self):
        """The steward of a household sees its clocks: not those of a complaint about that steward
        (R101), which belong to the supervisors."""
        households = super()._deadline_partner()
        # sudo: only compares people
        for case, known in zip(self, self.sudo(), strict=True):
            respondent = known.complaint_id.respondent_id
            if respondent and respondent == known.partner_id.household_steward_id:
                households[case] = households[case].browse()
        return households
