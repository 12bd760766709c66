from odoo import api, fields, models
from odoo.fields import Domain

from .callback_rule import REPAIRS

RATINGS = [
    ("1", "Very Poor"),
    ("2", "Poor"),
    ("3", "Fair"),
    ("4", "Good"),
    ("5", "Very Good"),
]


class Callback(models.Model):
    """What the household said when it was called back, and what follows (E20, R089, R091-R095)."""

    _inherit = "steward.callback"

    result = fields.Selection(
        [("satisfied", "Satisfied"), ("dissatisfied", "Not Satisfied")], copy=False, tracking=True
    )
    problem_persists = fields.Selection(
        [("no", "Solved"), ("yes", "Still There")], string="Problem", copy=False
    )
    problem = fields.Text(
        string="What Is Not Right",
        copy=False,
        help="Goes to the department in writing, to be rectified (R095).",
    )
    attitude = fields.Selection(RATINGS, copy=False)
    punctuality = fields.Selection(RATINGS, copy=False)
    quality = fields.Selection(RATINGS, copy=False)
    rating = fields.Float(
        compute="_compute_rating",
        store=True,
        aggregator="avg",
        digits=(3, 2),
        help="Mean of attitude, punctuality and quality, from 1 to 5 (R318).",
    )
    charge_check = fields.Selection(
        [("none", "No Charge"), ("right", "Charge Verified"), ("wrong", "Charge Differs")],
        string="Charge",
        copy=False,
        help="What was charged is compared with what the household paid (R094).",
    )
    charge_note = fields.Char(string="How It Differs", copy=False)
    took_gifts = fields.Selection(
        [("no", "No"), ("yes", "Yes")],
        string="Staff Took Tips, Gifts or a Meal",
        copy=False,
        help="Strictly forbidden after a service in the home (R062).",
    )
    gifts_note = fields.Char(string="Who Took What", copy=False)
    inspected = fields.Boolean(string="Inspected on Site", copy=False)
    opinion = fields.Text(string="Opinion and Criticism", copy=False)
    suggestions = fields.Text(string="Suggestions for Improvement", copy=False)
    open_question = fields.Text(
        copy=False, help="Could not be answered at once; becomes a matter of its own (R091)."
    )
    next_promise_at = fields.Datetime(
        string="Reply Promised for", copy=False, help="Told to the household (R091)."
    )
    found_problem = fields.Boolean(
        string="Found a Problem", compute="_compute_found_problem", store=True
    )
    done_rate = fields.Float(
        string="Callback Rate (%)",
        compute="_compute_rates",
        store=True,
        aggregator="avg",
        digits=(5, 1),
        help="Of those that were due, how many were made; the aim is 100 % (R097).",
    )
    in_time_rate = fields.Float(
        string="In Time (%)", compute="_compute_rates", store=True, aggregator="avg", digits=(5, 1)
    )
    satisfied_rate = fields.Float(
        string="Satisfied (%)",
        compute="_compute_rates",
        store=True,
        aggregator="avg",
        digits=(5, 1),
    )

    rectification_ids = fields.One2many("steward.rectification", "callback_id")
    check_ids = fields.One2many("steward.callback.check", "callback_id", string="Spot Checks")
    further_case_ids = fields.One2many(related="visit_id.case_ids", string="Further Matters")

    @api.depends("attitude", "punctuality", "quality")
    def _compute_rating(self):
        for callback in self:
            given = [
                int(value)
                for value in (callback.attitude, callback.punctuality, callback.quality)
                if value
            ]
            callback.rating = sum(given) / len(given) if given else 0.0

    @api.depends("result", "problem_persists", "charge_check", "took_gifts", "problem")
    def _compute_found_problem(self):
        for callback in self:
            callback.found_problem = (
                callback.result == "dissatisfied"
                or callback.problem_persists == "yes"
                or callback.charge_check == "wrong"
                or callback.took_gifts == "yes"
                or bool((callback.problem or "").strip())
            )

    @api.depends("state", "is_in_time", "result")
    def _compute_rates(self):
        for callback in self:
            is_done = callback.state == "done"
            callback.done_rate = 100.0 * is_done
            callback.in_time_rate = 100.0 * (is_done and callback.is_in_time)
            callback.satisfied_rate = 100.0 * (is_done and callback.result == "satisfied")

    @api.model
    def _was_due(self):
        """Domain of those that are judged by whether they were made (R097); what goes beyond the
        minimum counts only once it is done."""
        return (
            Domain("state", "in", ["open", "done", "unreachable"])
            & Domain("due_at", "<=", fields.Datetime.now())
            & (Domain("is_optional", "=", False) | Domain("state", "=", "done"))
        )

    @api.model
    def _asked_after_repair(self):
        """Domain of those in which a household judged a repair (R318)."""
        return (
            Domain("trigger", "in", list(REPAIRS))
            & Domain("state", "=", "done")
            & Domain("rating", ">", 0)
        )

    def _is_good(self):
        self.ensure_one()
        return self.result == "satisfied" and self.problem_persists != "yes"

    def _result_problems(self):
        """What the result still lacks: sentences (R091, R094, R281, R318)."""
        self.ensure_one()
        problems = self._unasked()
        if not self._is_good() and self.result and not (self.problem or "").strip():
            problems.append(self.env._("Write down what is not right."))
        if self.charge_check == "wrong" and not (self.charge_note or "").strip():
            problems.append(self.env._("Say how the charge differs."))
        if self.took_gifts == "yes" and not (self.gifts_note or "").strip():
            problems.append(self.env._("Say who took what."))
        if (self.open_question or "").strip() and not self.next_promise_at:
            problems.append(
                self.env._("Tell the household when the open question is answered, and note it.")
            )
        if self.next_promise_at and self.next_promise_at <= fields.Datetime.now():
            problems.append(self.env._("The promised time of the reply must be a later one."))
        return problems

    def _unasked(self):
        """What a callback must ask and this one has not: sentences."""
        problems = []
        if not self.result:
            problems.append(self.env._("Ask whether the household is satisfied with the result."))
        if self.case_id and not self.problem_persists:
            problems.append(self.env._("Ask whether the problem still exists."))
        if self._is_about_repair():
            problems += self._repair_problems()
        return problems

    def _repair_problems(self):
        problems = []
        if not (self.attitude and self.punctuality and self.quality):
            problems.append(
                self.env._("Ask about attitude, punctuality and quality of the repair staff.")
            )
        if not self.charge_check:
            problems.append(self.env._("Verify the charge, or say that there was none."))
        return problems

    def _written_problem(self):
        """Text of the rectification notice: all that was found, one line each."""
        self.ensure_one()
        lines = [(self.problem or "").strip()]
        if self.charge_check == "wrong":
            lines.append(
                self.env._("The charge differs: %(note)s", note=(self.charge_note or "").strip())
            )
        if self.took_gifts == "yes":
            lines.append(
                self.env._(
                    "Tips, gifts or a meal were taken: %(note)s",
                    note=(self.gifts_note or "").strip(),
                )
            )
        return "\n".join(filter(None, lines))

    def _open_question_values(self, visit):
        """The matter that the open question becomes, with its promised time (R091-R092)."""
        self.ensure_one()
        return {
            "category": "other",
            "words": self.open_question,
            "partner_id": self.partner_id.id,
            "community_id": self.community_id.id,
            "unit_id": self.unit_id.id,
            "department_id": self.department_id.id,
            "visit_id": visit.id,
            "promised_at": self.next_promise_at,
        }

    def _fulfil(self, visit):
        """Note the conversation and its result; what follows goes to case and department."""
        result = super()._fulfil(visit)
        for callback in self:
            # sudo: when it was done follows from the visit
            callback.sudo().write(
                {
                    "done_at": visit.start,
                    "is_in_time": not callback.due_at or visit.start <= callback.due_at,
                    "partner_id": callback.partner_id.id or visit.partner_id.id,
                    "unit_id": callback.unit_id.id or visit.unit_id.id,
                }
            )
        # sudo: as above; nobody else has to decide about it any more
        self.sudo()._deadline_meet(["callback"], at=visit.start)
        self.sudo().activity_unlink(["property_steward.mail_activity_type_callback_decide"])
        self._follow_up()
        return result

    def _follow_up(self):
        """R066, R089, R095: satisfied leads on to writing off; a problem goes to the department in
        writing, and what is not solved is opened again."""
        # sudo: the notice is made of what the callback found, whoever made it
        self.env["steward.rectification"].sudo()._create_for(
            self.filtered(lambda callback: callback.found_problem)
        )
        # sudo: the household's answer moves its matter on, also of one who may only read it
        asked = self.sudo().filtered("case_id")
        good = asked.filtered(lambda callback: callback._is_good())
        if good:
            good.case_id._on_called_back(True, "")
        for callback in asked - good:
            callback.case_id._on_called_back(False, callback._written_problem())
        asked._ask_for_procedures()
