from odoo.exceptions import AccessError
from odoo.tests import tagged

from .access import AccessCommon
from .test_survey_rights import OPERATIONS

# Rights on the record of a community of the own role / of another one of the company / of another
# company. Whoever is in no such role, portal users and visitors: see the matrix of all models.
MATRIX = """
#                            quality      represent.
steward.survey.dimension     crud         r
steward.survey.type          crud         r
steward.survey.wave          crud/./.     r/./.
steward.survey.sheet         ru/./.       r/./.
steward.survey.stratum       r/./.        r/./.
steward.survey.result        ru/./.       r/./.
steward.survey.comment       ru/./.       .
steward.survey.cause         crud/./.     r/./.
steward.survey.summary       crud/./.     r/./.
steward.survey.extend        crud         .
steward.publication          r/./.        r/./.
steward.publication.line     ru/./.       ru/./.
steward.publication.kind     r            r
steward.publication.check    r/./.        r/./.
steward.publication.verify   crud         .
"""
SIDES = ("area", "far", "foreign")


@tagged("post_install", "-at_install", "access")
class TestSurveyAccess(AccessCommon):
    """What quality and the management representative, whose department is none of the community's,
    may do with surveys and publications (R303, R312, R314, R316)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, role in (("quality", "quality"), ("representative", "management_representative")):
            cls._create_person(name, name)
            cls._fill(role, cls.community, getattr(cls, name))

    def test_R303_R312_quality_and_the_representative_have_the_rights_of_their_role(self):
        differences = []
        for row in MATRIX.strip().split("\n")[1:]:
            model, *cells = row.split()
            for persona, cell in zip(("quality", "representative"), cells, strict=True):
                rights = cell.replace(".", "").split("/")
                for side, expected in zip(SIDES, rights * (3 // len(rights)), strict=True):
                    actual = self._actual(model, persona, side)
                    if actual != expected:
                        differences.append(
                            f"{model}, {persona}, {side}: {actual or 'nothing'}, not "
                            f"{expected or 'nothing'}"
                        )
        self.assertEqual(differences, [])

    def test_every_model_of_the_room_has_a_row(self):
        ours = {
            name
            for name, model in self.env.registry.items()
            if name.startswith(("steward.survey.", "steward.publication")) and not model._abstract
        }
        self.assertEqual(ours, {row.split()[0] for row in MATRIX.strip().split("\n")[1:]})

    def _actual(self, model, persona, side):
        user = getattr(self, f"user_{persona}")
        if self.env[model].is_transient():
            records = self.env[model].with_user(user)
        else:
            records = self.record_of(model, side).with_user(user)
        return "".join(key for key, name in OPERATIONS.items() if records.has_access(name))

    def test_a_role_that_has_ended_shows_nothing_any_more(self):
        for model in ("steward.publication", "steward.survey.wave", "steward.survey.comment"):
            self.assertTrue(
                self.record_of(model, "area").with_user(self.user_quality).has_access("read")
            )
        held = self.env["steward.role.assignment"].search([("employee_id", "=", self.quality.id)])
        held.date_to = "2020-12-31"
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        for model in ("steward.publication", "steward.survey.wave", "steward.survey.comment"):
            record = self.record_of(model, "area").with_user(self.user_quality)
            self.assertFalse(record.has_access("read"), model)
            with self.assertRaises(AccessError):
                record.read(["display_name"])
