"""Records of the survey room for the tests of who may do what."""

from datetime import datetime

SCOPES = ("area", "neighbour", "far", "foreign")


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
    def _make_survey_stratum(cls, place):
        return cls.env["steward.survey.stratum"].create(
            {
                "wave_id": cls._same("steward.survey.wave", place).id,
                "community_id": place.community.id,
                "company_id": place.community.company_id.id,
                "building_id": place.unit.building_id.id,
            }
        )

    @classmethod
    def _make_survey_result(cls, place):
        return cls.env["steward.survey.result"].create(
            {
                "wave_id": cls._same("steward.survey.wave", place).id,
                "community_id": place.community.id,
                "company_id": place.community.company_id.id,
                "type_id": cls._same("steward.survey.type", place).id,
                "date": "2026-09-01",
                "dimension_id": cls.env.ref("property_steward.survey_dimension_security").id,
                "scope": "all",
                "satisfied_count": 9,
                "unsatisfied_count": 1,
            }
        )

    @classmethod
    def _make_survey_comment(cls, place):
        return cls.env["steward.survey.comment"].create(
            {
                "wave_id": cls._same("steward.survey.wave", place).id,
                "community_id": place.community.id,
                "company_id": place.community.company_id.id,
                "words": "电梯太慢",
            }
        )

    @classmethod
    def _make_survey_cause(cls, place):
        return cls.env["steward.survey.cause"].create(
            {
                "wave_id": cls._same("steward.survey.wave", place).id,
                "dimension_id": cls.env.ref("property_steward.survey_dimension_security").id,
                "name": "人手不足",
            }
        )

    @classmethod
    def _make_survey_summary(cls, place):
        return cls.env["steward.survey.summary"].create(
            {
                "community_id": place.community.id,
                "author_id": place.steward.id,
                # a community has one summary of a year
                "year": 2020 + SCOPES.index(cls._scope_of(place)),
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
