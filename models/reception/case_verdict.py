from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class Case(models.Model):
    """Verdict of quality (核实), by another person than the handler (F37)."""

    _inherit = "steward.case"

    verdict = fields.Selection(
        [("pass", "Verified"), ("fail", "Not Solved")],
        string="Quality's Verdict",
        readonly=True,
        copy=False,
        tracking=True,
    )
    verdict_note = fields.Text(readonly=True, copy=False)
    verdict_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verdict_at = fields.Datetime(readonly=True, copy=False)

    def _judge(self, verdict, note):
        """Note the verdict on handled cases; what is not solved goes back to work.

        :raise AccessError: for whoever does not hold the role of quality there or one above, and
            for those who handled or answered it
        """
        self._check_not_respondent()
        self.check_access("read")
        self._check_state("handled", "replied", "called_back", "closed")
        if verdict == "fail" and not (note or "").strip():
            raise UserError(self.env._("Say what is not solved."))
        role = self.env.ref("property_steward.role_quality")
        own = self._own_employees()
        for case in self:
            worker = case.sudo().repair_id.worker_id
            handled = (case.handler_id | worker) & own or self.env.user in (
                case.handled_by_id,
                case.replied_by_id,
            )
            if handled or not role._held_by(self.env.user, case.community_id):
                raise AccessError(
                    self.env._(
                        "“%(case)s” is judged by quality, and not by whoever handled or answered "
                        "it.",
                        case=case.name,
                    )
                )
        # sudo: quality writes the verdict and nothing else; role and read access were checked
        cases = self.sudo()
        cases._note(
            {
                "verdict": verdict,
                "verdict_note": note,
                "verdict_by_id": self.env.uid,
                "verdict_at": fields.Datetime.now(),
            }
        )
        if verdict == "fail":
            cases._reopen(self.env._("Quality: %(note)s", note=note))

    def _forget_verdict(self):
        """What is handled anew is judged anew."""
        self.filtered("verdict")._note(
            {
                "verdict": False,
                "verdict_note": False,
                "verdict_by_id": False,
                "verdict_at": False,
            }
        )

    def _close_problems(self):
        problems = super()._close_problems()
        policy = self.community_id.policy_id
        if self.category == "complaint" and policy.verdict_required and self.verdict != "pass":
            problems.append(self.env._("Quality has not verified it yet."))
        return problems
