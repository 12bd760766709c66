from odoo.tests import HttpCase, tagged

from .register_common import RegisterCommon


@tagged("post_install", "-at_install")
class TestRegisterTour(RegisterCommon, HttpCase):
    def test_a_supervisor_brings_a_register_in(self):
        customer = self.env["res.partner"].create({"name": "欧阳太太", "phone": "13912345678"})
        job = self._register(
            self._row(楼栋="3", 单元="2", 房号="1204", 业主姓名="张三", 联系电话="13900009999"),
            self._row(楼栋="3", 单元="5", 房号="801", 业主姓名="欧阳涛", 联系电话="13912345678"),
            self._row(楼栋="3", 单元="5", 房号="802", 业主姓名="司徒进", 入住日期="待定"),
        )
        job.state = "draft"
        self.start_tour(
            f"/odoo/register-imports/{job.id}", "register_import_tour", login="t_supervisor"
        )
        self.assertEqual(job.state, "done")
        self.assertEqual(self._unit("3", "5", "801").owner_id, customer)
        self.assertEqual(self.zhang.phone, "13900009999")
