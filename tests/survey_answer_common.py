"""Waves, their sheets and answers for the tests of questionnaires."""

from odoo.tests import new_test_user

from .common import StewardCommon


class SurveyAnswerCommon(StewardCommon):
    """`cls.kind` is a survey type of its own with the ten dimensions, which asks everybody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("quality", "质检员")
        cls._assign(cls.quality, "quality")
        cls.user_surveyor = new_test_user(
            cls.env, login="t_surveyor", groups="base.group_user,survey.group_survey_user"
        )
        cls.user_survey_manager = new_test_user(
            cls.env, login="t_survey_manager", groups="base.group_user,survey.group_survey_manager"
        )
        cls.template = cls.env.ref("property_steward.questionnaire_opinion").copy()
        cls.kind = cls.env["steward.survey.type"].create(
            {
                "name": "征询意见",
                "code": "t_opinion",
                "survey_id": cls.template.id,
                "rate": 100,
                "no_repeat": False,
            }
        )

    @classmethod
    def _wave(cls, issue=True, user=None, kind=None, **vals):
        """A wave of the supervisor: drawn, and issued unless said otherwise."""
        wave = (
            cls.env["steward.survey.wave"]
            .with_user(user or cls.user_supervisor)
            .create(
                {
                    "name": "征询意见",
                    "type_id": (kind or cls.kind).id,
                    "community_id": cls.community.id,
                    "steward_id": cls.supervisor.id,
                    "issuer_id": cls.steward.id,
                    "collector_id": cls.steward2.id,
                    **vals,
                }
            )
        )
        wave.action_draw()
        if issue:
            wave.action_issue()
        return wave

    @classmethod
    def _spoken(cls, record):
        """`record` in the language in which pages and paper come: Chinese, where it is spoken."""
        installed = dict(cls.env["res.lang"].get_installed())
        return record.sudo().with_context(lang="zh_CN" if "zh_CN" in installed else "en_US")

    @classmethod
    def _title(cls, survey):
        return cls._spoken(survey).title

    @classmethod
    def _sheet(cls, wave, partner=None):
        """The sheet of a household (default: 张三) in `wave`."""
        return wave.sheet_ids.filtered(lambda sheet: sheet.partner_id == (partner or cls.zhang))

    @classmethod
    def _questions(cls, wave):
        """Matrix, text and wish for a callback of the wave's own copy."""
        return wave.sudo().survey_id.question_ids

    @classmethod
    def _option(cls, wave, label):
        matrix = cls._questions(wave)[0].with_context(lang="en_US")
        return matrix.suggested_answer_ids.filtered(lambda option: option.value == label)

    @classmethod
    def _given(cls, wave, level="Very satisfied", text="绿化太少", callback=False):
        """Answers as the screens send them; `callback` asks for one."""
        matrix, opinion, wish = cls._questions(wave)
        option = cls._option(wave, level)
        yes = wish.suggested_answer_ids.filtered("steward_wants_callback")
        return {
            str(matrix.id): {str(row.id): [option.id] for row in matrix.matrix_row_ids},
            str(opinion.id): text,
            str(wish.id): yes.id if callback else False,
        }

    @classmethod
    def _key_in(cls, sheet, user=None, **given):
        Sheet = cls.env["steward.survey.sheet"].with_user(user or cls.user_steward)
        return Sheet.keying_save(sheet.id, sheet.wave_id.id, cls._given(sheet.wave_id, **given))
