from odoo import fields, models


class SurveyWave(models.Model):
    """How many households still wait for the callback that they wished (R303): the survey may be
    closed before, and says so."""

    _inherit = "steward.survey.wave"

    wish_count = fields.Integer(string="Callbacks Wished", compute="_compute_wish_counts")
    wish_open_count = fields.Integer(
        string="Still to Be Called Back", compute="_compute_wish_counts"
    )

    def _compute_wish_counts(self):
        """Of those that the user may see: of confidential surveys only quality counts them."""
        totals, waiting = dict.fromkeys(self.ids, 0), {}
        for wave, state, count in self.env["steward.callback"]._read_group(
            [("wish_wave_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["wish_wave_id", "state"],
            ["__count"],
        ):
            totals[wave.id] += count
            if state == "open":
                waiting[wave.id] = count
        for wave in self:
            wave.wish_count = totals.get(wave.id, 0)
            wave.wish_open_count = waiting.get(wave.id, 0)

    def action_open_wishes(self):
        """The callbacks that were wished in these surveys, the open ones first."""
        return self.env["steward.callback"]._wish_action([("wish_wave_id", "in", self.ids)])

    def _after_close(self):
        """A household is called back when its time comes, not when the figures are wanted: closing
        only tells who still waits; of confidential surveys not even how many."""
        result = super()._after_close()
        # sudo: the closing tells how many, whoever closes
        for wave in self.filtered(lambda wave: not wave.is_confidential).sudo():
            if wave.wish_open_count:
                wave.message_post(
                    author_id=self.env.user.partner_id.id,
                    body=self.env._(
                        "Closed while households wait for the callback that they wished: "
                        "%(count)s.",
                        count=wave.wish_open_count,
                    ),
                )
        return result
