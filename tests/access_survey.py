"""Records of the survey room for the tests of who may do what."""

from datetime import datetime


class AccessSurvey:
    @classmethod
    def _make_survey_dimension(cls, place):
        return cls.env.ref("property_steward.survey_dimension_security")

    @classmethod
    def _make_survey_type(cls, place):
        return cls.env.ref("property_steward.survey_type_appraisal")

    @classmethod
    def _make_survey_wave(cls, place):
        return cls.env["steward.survey.wave"].create(
            {
                "name": "第三季度评议",
                "type_id": cls._same("steward.survey.type", place).id,
                "community_id": place.community.id,
                "steward_id": place.steward.id,
            }
        )

    @classmethod
    def _make_survey_sheet(cls, place):
        return cls.env["steward.survey.sheet"].create(
            {
                "wave_id": cls._same("steward.survey.wave", place).id,
                "community_id": place.community.id,
                "company_id": place.community.company_id.id,
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
            }
        )

    @classmethod
    def _make_publication(cls, place):
        return cls.env["steward.publication"].create(
            {
                "name": "致业主的一封信",
                "community_id": place.community.id,
                "steward_id": place.steward.id,
            }
        )

    @classmethod
    def _make_publication_line(cls, place):
        return cls.env["steward.publication.line"].create(
            {
                "publication_id": cls._same("steward.publication", place).id,
                "opinion": "电梯太慢",
            }
        )

    @classmethod
    def _make_publication_kind(cls, place):
        return cls.env.ref("property_steward.publication_kind_notice")

    @classmethod
    def _make_publication_check(cls, place):
        return cls.env["steward.publication.check"].create(
            {
                "line_id": cls._same("steward.publication.line", place).id,
                "checked_at": datetime(2026, 3, 3, 2),
                "checked_by_id": cls.env.uid,
                "way": "phone",
                "kept": "kept",
                "residents": "satisfied",
            }
        )
