from odoo import fields, models
from odoo.exceptions import UserError


class SurveyWave(models.Model):
    """The open letter that answers a survey's concentrated opinions (R311-R313)."""

    _inherit = "steward.survey.wave"

    publication_ids = fields.One2many("steward.publication", "wave_id", string="Publications")
    letter_count = fields.Integer(string="Open Letters", compute="_compute_letter_count")

    def _compute_letter_count(self):
        counts = dict(
            self.env["steward.publication"]._read_group(
                [("wave_id", "in", self.ids), ("kind", "=", "letter")], ["wave_id"], ["__count"]
            )
        )
        for wave in self:
            wave.letter_count = counts.get(wave, 0)

    def action_open_letter(self):
        """The survey's open letter; without one, a draft with its concentrated opinions.

        :raise UserError: before the sheets are collected
        """
        self.ensure_one()
        letter = self.publication_ids.filtered(
            lambda publication: publication.kind == "letter" and publication.state != "archived"
        )[:1]
        if not letter:
            if not self.collected_at:
                raise UserError(
                    self.env._(
                        "The letter answers what the sheets of %(wave)s say: collect them first.",
                        wave=self.display_name,
                    )
                )
            letter = self.env["steward.publication"].create(
                {"kind": "letter", "community_id": self.community_id.id, "wave_id": self.id}
            )
            letter.action_propose()
        return letter._action_open()

    def _letter_topics(self):
        """[(topic, how often, cases)] of the subjects on which so many wrote; where nobody's
        comments are sorted yet, those of the register from the day of issue to that of collection
        (R311)."""
        self.ensure_one()
        # sudo: how often a subject came up is no secret; who said it is shown to those who may see
        written = self.sudo()._concentrated_topics()
        if written:
            return written
        community = self.community_id
        start = self.issued_at and community._to_local(self.issued_at).date()
        end = self.collected_at and community._to_local(self.collected_at).date()
        return self.env["steward.publication"]._topics_said(
            community,
            start or self.date_issue,
            max(end or community._today(), self.date_return or self.date_issue),
            self.type_id.concentration_count,
        )
