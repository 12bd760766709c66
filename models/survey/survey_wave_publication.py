from odoo import fields, models
from odoo.exceptions import UserError

CONSOLIDATE = "property_steward.mail_activity_type_survey_consolidate"


class SurveyWave(models.Model):
    """The open letter that answers a survey's concentrated opinions (R311-R314)."""

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
            self._check_collected()
            letter = self.env["steward.publication"].create(
                {"kind": "letter", "community_id": self.community_id.id, "wave_id": self.id}
            )
            letter.action_propose()
        return letter._action_open()

    def _check_collected(self):
        """:raise UserError: while sheets may still come back"""
        for wave in self:
            if not wave.collected_at:
                raise UserError(
                    wave.env._(
                        "The letter answers what the sheets of %(wave)s say: collect them first.",
                        wave=wave.display_name,
                    )
                )

    def _check_statistics_final(self):
        """:raise UserError: while the figures that quality would get may still change (R313)"""
        for wave in self:
            if wave.state not in ("closed", "cancelled"):
                raise UserError(
                    wave.env._(
                        "Letter and statistics go to quality together: close %(wave)s first.",
                        wave=wave.display_name,
                    )
                )

    def _submitted_to_quality(self):
        """The clock is met, and quality is asked to count the problems and to send them to the
        management representative (R313-R314)."""
        self._deadline_meet(["survey_quality"])
        role = self.env.ref("property_steward.role_quality")
        self.env["steward.publication"]._give(
            [
                (wave, user, CONSOLIDATE)
                for wave in self
                if wave.report_state == "none"
                for user in wave.community_id._role_users(role)
            ]
        )

    def action_send_report(self):
        result = super().action_send_report()
        # sudo: the request is done with, whoever of quality had it
        self.sudo().activity_unlink([CONSOLIDATE])
        return result

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
