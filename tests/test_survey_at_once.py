import os
from datetime import date

from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged

from .processes_common import ProcessesCommon

HOUSEHOLDS = 40
REFUSED = 7


@tagged("post_install", "-at_install", "survey")
class TestSurveyAtOnce(ProcessesCommon):
    """Two who press the same button, or fill in the same sheet, at the same moment."""

    copy_name = "survey"

    @classmethod
    def _fill(cls):
        with cls._env() as env:
            estate = env["steward.community"].create(
                {"name": "并发苑", "tz": "Asia/Shanghai", "delivery_date": date(2015, 1, 1)}
            )
            building = env["steward.building"].create({"name": "1", "community_id": estate.id})
            units = env["steward.unit"].create(
                [
                    {"building_id": building.id, "number": str(number)}
                    for number in range(HOUSEHOLDS)
                ]
            )
            partners = env["res.partner"].create([{"name": unit.door} for unit in units])
            env["steward.occupancy"].create(
                [
                    {
                        "partner_id": partner.id,
                        "unit_id": unit.id,
                        "date_from": date(2018, 3, 1),
                        "move_in_date": date(2018, 3, 1),
                    }
                    for partner, unit in zip(partners, units, strict=True)
                ]
            )
            employee = env["hr.employee"].create({"name": "王芳"})
            waves = env["steward.survey.wave"].create(
                [
                    {
                        "type_id": env.ref("property_steward.survey_type_opinion").id,
                        "community_id": estate.id,
                        "issuer_id": employee.id,
                        "collector_id": employee.id,
                    }
                ]
                * 3
            )
            cls.draft_id, cls.drawn_id, cls.issued_id = waves.ids
            waves[1:].action_draw()
            waves[2].action_issue()

    def _race(self, *works):
        """How processes ended that did `works` at once, each with what the server repeats."""

        def in_process(work):
            def begin(env):
                # the transaction sees what was there before the other one
                env.cr.execute("SELECT 1 FROM steward_survey_wave LIMIT 1")
                try:
                    retrying(lambda: work(env), env)
                except UserError:
                    env.cr.rollback()
                    os._exit(REFUSED)

            return begin

        with self._starting_line() as line:
            pids = [self._fork(self._from(line, in_process(work))) for work in works]
        return sorted(self._wait(pid) for pid in pids)

    def _press(self, wave_id, button):
        return lambda env: getattr(env["steward.survey.wave"].browse(wave_id), button)()

    def test_R306_two_who_draw_at_once_draw_one_sample(self):
        draw = self._press(self.draft_id, "action_draw")
        self.assertEqual(self._race(draw, draw), [0, REFUSED])
        with self._env() as env:
            wave = env["steward.survey.wave"].browse(self.draft_id)
            self.assertEqual((wave.state, wave.sample_count), ("sampled", 6))
            self.assertEqual(sum(wave.stratum_ids.mapped("base_count")), HOUSEHOLDS)
            copies = env["survey.survey"].search([("steward_wave_id", "=", wave.id)])
            self.assertEqual(copies, wave.survey_id)

    def test_R226_two_who_issue_at_once_issue_it_once(self):
        issue = self._press(self.drawn_id, "action_issue")
        self.assertEqual(self._race(issue, issue), [0, REFUSED])
        with self._env() as env:
            wave = env["steward.survey.wave"].browse(self.drawn_id)
            self.assertEqual((wave.state, wave.issued_count), ("issued", 6))
            self.assertEqual(len(wave.survey_id.user_input_ids), 6)
            running = wave.deadline_ids.filtered(lambda deadline: deadline.state == "running")
            self.assertEqual(running.mapped("kind"), ["survey_return"])

    def test_R308_paper_and_link_at_once_are_one_answer(self):
        with self._env() as env:
            sheet = env["steward.survey.wave"].browse(self.issued_id).sheet_ids[0]
            opinion = sheet.wave_id.survey_id.question_ids[1]
            sheet_id, answer_id, opinion_id = sheet.id, sheet.user_input_id.id, opinion.id

        def key_in(env):
            Sheet = env["steward.survey.sheet"]
            return Sheet.keying_save(sheet_id, self.issued_id, {str(opinion_id): "纸上写的"})

        def by_link(env):
            answer = env["survey.user_input"].browse(answer_id)
            answer._save_lines(env["survey.question"].browse(opinion_id), "网上写的")
            answer._mark_done()

        self.assertEqual(self._race(key_in, by_link), [0, REFUSED])
        with self._env() as env:
            sheet = env["steward.survey.sheet"].browse(sheet_id)
            lines = sheet.user_input_id.user_input_line_ids
            texts = list(filter(None, lines.mapped("value_text_box")))
            expected = "纸上写的" if sheet.return_way == "paper" else "网上写的"
            self.assertEqual(texts, [expected])
            self.assertEqual(sheet.wave_id.returned_count, 1)
