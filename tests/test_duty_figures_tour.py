from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .callback_common import CallbackCommon


@tagged("post_install", "-at_install")
class TestServiceFiguresTour(CallbackCommon, HttpCase):
    def test_R097_a_supervisor_sees_what_is_out_of_target_and_opens_the_records(self):
        now = fields.Datetime.now()
        made, missed = self._handled_repair() | self._handled_repair("urgent")
        (made | missed).write({"due_at": now - timedelta(seconds=1), "started_at": now})
        self._call_back(made)
        self.mall.active = False
        self.start_tour("/odoo/service-figures", "steward_service_figures", login="t_supervisor")
