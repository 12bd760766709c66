from odoo import api, models

from ...demo.surveys import LEVELS, RETURNED, WORDS


class Community(models.Model):
    """Writes the invented survey of `demo/`; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_surveys(self, community_id, supervisor_id, steward_id):
        community = self.browse(community_id)
        supervisor = self.env["hr.employee"].browse(supervisor_id)
        steward = self.env["hr.employee"].browse(steward_id)
        Wave = self.env["steward.survey.wave"].with_user(supervisor.user_id)
        Wave = Wave.with_context(tracking_disable=True)
        if Wave.search_count([("community_id", "=", community.id)], limit=1):
            return
        wave = Wave.create(
            {
                "name": "下半年管理工作征询意见",
                "type_id": self.env.ref("property_steward.survey_type_opinion").id,
                "community_id": community.id,
                "steward_id": supervisor.id,
                "issuer_id": steward.id,
                "collector_id": steward.id,
                "date_received": community._today(),
                "date_issue": community._today(),
            }
        )
        wave.action_draw()
        wave.action_issue()
        for index, sheet in enumerate(wave.sheet_ids[:RETURNED]):
            self._demo_key_in(wave, sheet, index)
        wave.action_count()

    def _demo_key_in(self, wave, sheet, index):
        # sudo: only quality reads questionnaires; what is asked is no secret
        matrix, opinion = wave.sudo().survey_id.question_ids[:2]
        options = matrix.suggested_answer_ids
        levels = LEVELS[index % len(LEVELS)]
        rows = {
            str(row.id): [options[level].id]
            for row, level in zip(matrix.matrix_row_ids, levels, strict=True)
        }
        words = WORDS[index // 4 % len(WORDS)] if index % 4 == 0 else ""
        sheet.keying_save(sheet.id, wave.id, {str(matrix.id): rows, str(opinion.id): words})
