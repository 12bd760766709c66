from odoo import fields
from odoo.tests import freeze_time

from .common import StewardCommon

# a Tuesday, 10:00 in Shanghai
NOW = "2026-03-10 02:00:00"


class ReceptionCommon(StewardCommon):
    """`self._receive(...)` records what somebody brings, as `user` (default: 无岗, an employee
    without any role)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))

    def _receive(self, user=None, cases=(), **vals):
        Reception = self.env["steward.reception"].with_user(user or self.user_nobody)
        values = {
            "channel": "phone",
            "partner_id": self.zhang.id,
            "text": "楼道灯不亮",
            "case_ids": [fields.Command.create(case) for case in cases],
            **vals,
        }
        return Reception.create(values)
