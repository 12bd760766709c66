"""Waves of surveys for the tests: questionnaire, sheets, and what households answer."""

from datetime import date, datetime

from odoo import Command

from .common import StewardCommon

LEVELS = {
    "满意": "satisfied",
    "较满意": "satisfied",
    "不满意": "unsatisfied",
    "不了解": "none",
}

# printed forms that the tests of surveys look at
SURVEY_FORMS = (
    "survey_appraisal",
    "survey_consolidation",
    "survey_pareto",
    "survey_record",
    "survey_satisfaction",
    "survey_sheet",
    "survey_sheet_blank",
    "survey_sheet_record",
    "survey_statistics",
    "survey_summary",
)


class SurveyCommon(StewardCommon):
    """A questionnaire whose matrix asks for the dimensions of `cls.asked`, a choice question that
    asks for the attitude, and a question for words; quality and the management representative."""

    asked = ("security", "cleaning", "parking", "overall")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("quality", "郑质")
        cls._create_person("representative", "林代表")
        for role in ("quality", "management_representative"):
            who = cls.quality if role == "quality" else cls.representative
            for community in cls.community + cls.mall:
                cls._assign(who, role, community)
        cls.survey_type = cls.env.ref("property_steward.survey_type_opinion")
        cls.survey_type.small_group = 2
        cls.topic = cls.env["steward.case.topic"].create({"name": "电梯（测试）"})

    @classmethod
    def _dimension(cls, code):
        return cls.env.ref(f"property_steward.survey_dimension_{code}")

    @classmethod
    def _create_questionnaire(cls):
        survey = cls.env["survey.survey"].create(
            {"title": "管理工作征询意见表", "survey_type": "steward", "users_login_required": False}
        )
        options = [
            Command.create({"value": level, "steward_scale": scale, "sequence": number})
            for number, (level, scale) in enumerate(LEVELS.items())
        ]
        cls.env["survey.question"].create(
            [
                {
                    "survey_id": survey.id,
                    "title": "您对以下服务是否满意？",
                    "question_type": "matrix",
                    "matrix_subtype": "simple",
                    "sequence": 1,
                    "suggested_answer_ids": options,
                    "matrix_row_ids": [
                        Command.create(
                            {"value": code, "steward_dimension_id": cls._dimension(code).id}
                        )
                        for code in cls.asked
                    ],
                },
                {
                    "survey_id": survey.id,
                    "title": "管理人员的服务态度",
                    "question_type": "simple_choice",
                    "sequence": 2,
                    "steward_dimension_id": cls._dimension("attitude").id,
                    "suggested_answer_ids": options,
                },
                {
                    "survey_id": survey.id,
                    "title": "您的意见和建议",
                    "question_type": "text_box",
                    "sequence": 3,
                },
            ]
        )
        return survey

    @classmethod
    def _create_wave(cls, kind=None, community=None, **vals):
        """A wave that is handed out, with a questionnaire of its own."""
        community = community or cls.community
        return cls.env["steward.survey.wave"].create(
            {
                "name": "第三季度意见征询",
                "type_id": (kind or cls.survey_type).id,
                "community_id": community.id,
                "steward_id": cls.supervisor.id,
                "issuer_id": cls.supervisor.id,
                "collector_id": cls.supervisor.id,
                "survey_id": cls._create_questionnaire().id,
                "state": "issued",
                "date_issue": date(2026, 9, 1),
                "issued_at": datetime(2026, 9, 1, 1),
                "base_count": 40,
                **vals,
            }
        )

    @classmethod
    def _create_sheets(cls, wave, count, building=None, segment=None):
        """Sheets of so many new households of a building, handed out."""
        building = building or cls.building3
        known = cls.env["steward.survey.sheet"].search_count([("wave_id", "=", wave.id)])
        sheets = cls.env["steward.survey.sheet"]
        for number in range(known, known + count):
            unit = cls._create_unit(building, f"{wave.id}-{number}", entrance="9")
            partner = cls._create_household(f"业主{wave.id}-{number}", unit, "13700000000")
            sheets += sheets.create(
                {
                    "wave_id": wave.id,
                    "community_id": wave.community_id.id,
                    "company_id": wave.company_id.id,
                    "number": f"{number + 1:04}",
                    "partner_id": partner.id,
                    "unit_id": unit.id,
                    "building_id": building.id,
                    "segment_id": segment and segment.id,
                    "steward_id": building.steward_id.id,
                    "state": "issued",
                    "issued_at": datetime(2026, 9, 1, 1),
                }
            )
        return sheets

    @classmethod
    def _answer(cls, sheet, levels, comment=None):
        """What a household answers: {code of a dimension: level}, and its own words."""
        answers = cls._answer_wave(sheet.wave_id, levels, comment)
        sheet.write(
            {
                "user_input_id": answers.id,
                "state": "returned",
                "returned_at": datetime(2026, 9, 8, 3),
                "answered_at": datetime(2026, 9, 8, 3),
            }
        )
        return answers

    @classmethod
    def _answer_wave(cls, wave, levels, comment=None):
        """Answers without a sheet, as an anonymous survey has them."""
        survey = wave.survey_id
        lines = []
        for code, level in levels.items():
            dimension = cls._dimension(code)
            question = survey.question_ids.filtered(
                lambda question, dimension=dimension: question.steward_dimension_id == dimension
            )
            row = survey.question_ids.matrix_row_ids.filtered(
                lambda row, dimension=dimension: row.steward_dimension_id == dimension
            )
            question = question or row.matrix_question_id
            lines.append(
                {
                    "question_id": question.id,
                    "answer_type": "suggestion",
                    "suggested_answer_id": question.suggested_answer_ids.filtered(
                        lambda answer, level=level: answer.value == level
                    ).id,
                    "matrix_row_id": row.id,
                }
            )
        if comment is not None:
            question = survey.question_ids.filtered(lambda one: one.question_type == "text_box")
            lines.append(
                {
                    "question_id": question.id,
                    "answer_type": "text_box",
                    "value_text_box": comment,
                }
            )
        return cls.env["survey.user_input"].create(
            {
                "survey_id": survey.id,
                "state": "done",
                "user_input_line_ids": [Command.create(line) for line in lines],
            }
        )

    @classmethod
    def _everybody(cls, sheets, levels, comments=()):
        """The same answers on all sheets; `comments` on the first of them."""
        words = [*comments, *[None] * (len(sheets) - len(comments))]
        for sheet, comment in zip(sheets, words, strict=True):
            cls._answer(sheet, levels, comment)

    def _collected(self, wave):
        """The wave when its sheets are in, in the eyes of the supervisor."""
        mine = wave.with_user(self.user_supervisor)
        mine.action_collect()
        return mine

    def _closed(self, wave):
        """The wave closed by the supervisor: comments noted, analysis written."""
        mine = self._collected(wave)
        mine.comment_ids.action_note()
        self._write_analysis(mine)
        mine._close("业主多不在家")
        return mine

    def _write_analysis(self, wave):
        wave.write(
            {
                "weak_cause": "车位少，夜间无人引导",
                "next_step": "增设夜班岗，月底前完成",
                "strengths": "保安服务得到认可",
                "deficits": "公共设施陈旧，社区文化活动少",
            }
        )

    def _result(self, wave, code, scope="all", building=None):
        return wave.result_ids.filtered(
            lambda result: (
                result.dimension_id == self._dimension(code)
                and result.scope == scope
                and (not building or result.building_id == building)
            )
        )
