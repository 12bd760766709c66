from odoo import fields, models
from odoo.exceptions import UserError


class Publication(models.Model):
    """The open letter that answers a survey (R311-R314): out within two weeks of the collection,
    with the statistics to quality within five days of posting."""

    _inherit = "steward.publication"

    to_quality_at = fields.Datetime(
        string="Submitted to Quality",
        readonly=True,
        copy=False,
        help="Letter and statistics of the survey (R313).",
    )
    to_quality_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    def _check_complete(self):
        """:raise UserError: for a letter that answers sheets which may still come back (R311)"""
        self.filtered(lambda one: one.kind == "letter").wave_id._check_collected()
        return super()._check_complete()

    def _meet_letter_clock(self):
        """R311, R313: the letter is out; statistics and letter go to quality within some days."""
        for publication in self.filtered("wave_id"):
            wave, moment = publication.wave_id, publication.posted_at
            wave._deadline_meet(["survey_letter"], at=moment)
            days = wave.type_id.quality_days
            if days:
                wave._deadline_set("survey_quality", wave._days_on(moment, days), start=moment)

    def action_to_quality(self):
        """R313: statistics and letter were submitted to quality, which is told (R314).

        :raise UserError: for what is no posted letter, and before the statistics are final
        """
        self.check_access("write")
        for publication in self:
            if publication.kind != "letter" or not publication.posted_at:
                raise UserError(
                    publication.env._(
                        "%(publication)s is no open letter that was posted.",
                        publication=publication.display_name,
                    )
                )
        # sudo: whether its figures are final is no secret to who reads the letter
        self.sudo().wave_id._check_statistics_final()
        fresh = self.filtered(lambda publication: not publication.to_quality_at)
        now = fields.Datetime.now()
        # sudo: noted here only; write access was checked
        fresh.sudo().write({"to_quality_at": now, "to_quality_by_id": self.env.uid})
        # sudo: clock and request to quality follow from it
        fresh.sudo().wave_id._submitted_to_quality()
