"""A community whose households are asked: 梧桐苑, delivered in 2018, with two buildings."""

from datetime import date

from odoo import fields

from .common import StewardCommon


class SurveyCommon(StewardCommon):
    """`cls.estate`; `_settle` has households move in; `_wave` draws up a survey of a type."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_person("quality", "质管员", groups="base.group_user")
        cls.estate = cls.env["steward.community"].create(
            {
                "name": "梧桐苑",
                "kind": "residential",
                "tz": "Asia/Shanghai",
                "delivery_date": date(2018, 3, 1),
            }
        )
        cls.tower1, cls.tower2 = cls.env["steward.building"].create(
            [
                {"name": "1", "community_id": cls.estate.id, "steward_id": cls.steward.id},
                {"name": "2", "community_id": cls.estate.id, "steward_id": cls.steward2.id},
            ]
        )
        for role, employee in (
            ("steward", cls.steward),
            ("steward", cls.steward2),
            ("supervisor", cls.supervisor),
            ("centre_manager", cls.manager),
            ("quality", cls.quality),
        ):
            cls._assign(employee, role, cls.estate, date_from=date(2018, 1, 1))

    @classmethod
    def _settle(cls, building, count, move_in=date(2018, 6, 1), **vals):
        """`count` households that moved into `building`."""
        taken = len(building.with_context(active_test=False).unit_ids)
        units = cls.env["steward.unit"].create(
            [
                {"building_id": building.id, "number": f"{number // 4 + 1:02d}0{number % 4 + 1}"}
                for number in range(taken, taken + count)
            ]
        )
        partners = cls.env["res.partner"].create(
            [{"name": f"住户 {unit.door}", "phone": "13800009999"} for unit in units]
        )
        cls.env["steward.occupancy"].create(
            [
                {
                    "partner_id": partner.id,
                    "unit_id": unit.id,
                    "role": "owner",
                    "date_from": date(2018, 3, 1),
                    "move_in_date": move_in,
                    **vals,
                }
                for partner, unit in zip(partners, units, strict=True)
            ]
        )
        return partners

    @classmethod
    def _wave(cls, code="appraisal", user=None, **vals):
        kind = cls.env.ref(f"property_steward.survey_type_{code}")
        Wave = cls.env["steward.survey.wave"].with_user(user or cls.user_supervisor)
        return Wave.create(
            {
                "type_id": kind.id,
                "community_id": cls.estate.id,
                "issuer_id": cls.steward.id,
                "collector_id": cls.steward2.id,
                **vals,
            }
        )

    @classmethod
    def _issued(cls, code="opinion", **vals):
        wave = cls._wave(code, **vals)
        wave.action_draw()
        wave.action_issue()
        return wave

    @classmethod
    def _answered(cls, sheets):
        """These sheets are back, and so are their answers."""
        sheets._note_answers(fields.Datetime.now(), cls.env["res.users"])

    @classmethod
    def _confirm(cls, action, reason="客户要求", user=None):
        """Answer the question for the reason that `action` asks."""
        Wizard = cls.env[action["res_model"]].with_user(user or cls.user_supervisor)
        return Wizard.with_context(**action["context"]).create({"reason": reason}).action_confirm()

    def _clock(self, wave, kind):
        """Local moment at which the latest clock of `kind` is due, and its state."""
        deadline = wave.sudo().deadline_ids.filtered(
            lambda deadline: deadline.kind == kind and deadline.state != "cancelled"
        )
        deadline = deadline.sorted("id")[-1:]
        return str(wave.community_id._to_local(deadline.due_at)), deadline.state
