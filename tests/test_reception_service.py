from datetime import datetime

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .sheets_common import TUESDAY, SheetsCommon


@tagged("post_install", "-at_install")
class TestService(SheetsCommon):
    """Services from the published catalogue, entrusted matters, and what they cost
    (R017, R032, R071, R094, R106, R154, R319)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cleaning, cls.drain = cls.env["product.product"].create(
            [
                {
                    "name": name,
                    "type": "service",
                    "is_steward_service": True,
                    "steward_promise": "半小时内上门",
                    "list_price": price,
                    "taxes_id": [Command.clear()],
                }
                for name, price in (("家政保洁", 80), ("管道疏通", 120))
            ]
        )

    def _special(self, product=None, **vals):
        return self._service(kind="special", product_id=(product or self.cleaning).id, **vals)

    def _deliver(self, request, **vals):
        if request.kind == "special":
            self._dispatch(request)
            self._done(request, **vals)
        else:
            self._done(request, user=self.user_steward, **vals)
        return request

    # catalogue and promise

    def test_R319_a_service_is_promised_with_price_from_the_published_catalogue(self):
        request = self._special(quantity=2)
        self.assertEqual(request.number, "FW-2026-0001")
        self.assertEqual(request.service_promise, "半小时内上门")
        self.assertEqual(request.price, 160)
        request.price = 150
        self.assertEqual(request.price, 150, "another price may be agreed")
        self.assertIn(
            self.cleaning.product_tmpl_id,
            self.env["product.template"]
            .with_user(self.user_steward)
            .search([("is_steward_service", "=", True)]),
        )

    def test_R319_whether_the_promise_was_kept_is_known(self):
        late, kept = self._special(), self._special(self.drain)
        with freeze_time("2026-03-04 07:00:00"):
            self._deliver(late)
            self._deliver(kept, done_at=datetime(2026, 3, 4, 5))
        self.assertFalse(late.is_promise_kept)
        self.assertTrue(kept.is_promise_kept)

    def test_R319_what_was_promised_late_or_today_is_found(self):
        request = self._special()
        Request = self.env["steward.service.request"].with_user(self.user_steward)
        self.assertFalse(Request.search([("is_due_today", "=", True), ("id", "=", request.id)]))
        with freeze_time("2026-03-04 07:00:00"):
            for name in ("is_due_today", "is_over_time", "is_to_urge"):
                self.assertTrue(Request.search([(name, "=", True), ("id", "=", request.id)]))
                request.invalidate_recordset([name])
                self.assertTrue(request[name])

    def test_R106_a_special_service_is_dispatched_with_service_and_time(self):
        request = self._service(kind="special", agreed_at=False)
        with self.assertRefused(UserError, "Service, Promised for"):
            request.action_dispatch()
        request.write({"product_id": self.cleaning.id, "agreed_at": datetime(2026, 3, 4, 6)})
        with self.assertRefused(UserError, "dispatched first"):
            self._done(request, user=self.user_steward)
        self._dispatch(request)
        request.with_user(self.user_worker).action_start()
        self._done(request)
        self.assertEqual(request.state, "handled")

    # entrusted

    def test_R154_R017_an_entrusted_matter_is_done_and_called_back_by_phone(self):
        request = self._service(kind="entrusted", matter="agency", words="代缴电费")
        with self.assertRefused(UserError, "what was done"):
            self._done(request, user=self.user_steward, work_done=" ")
        self._deliver(request, work_done="电费已缴，收据放信箱")
        self.assertEqual(request.state, "handled")
        self.assertEqual(request.answer, "电费已缴，收据放信箱")
        callback = self.env["steward.callback"].search([("case_id", "=", request.case_id.id)])
        self.assertEqual(callback.trigger, "entrusted_done")
        self.assertEqual(set(callback.mode_ids.mapped("kind")), {"phone"})
        self.assertFalse(request.is_first)
        self.assertEqual(request.case_id.completed_note, "Service delivered at 2026-03-03 10:00")

    def test_R246_the_four_formalities_are_taken_on_and_settled(self):
        """R246: moving in, decoration, parking, moving goods in or out; and information."""
        for matter in ("move_in", "decoration", "parking", "removal"):
            with self.subTest(matter=matter):
                request = self._service(kind="entrusted", matter=matter, words="办理手续")
                self._deliver(request, work_done="手续已办妥")
                self.assertEqual((request.matter, request.state), (matter, "handled"))
        reception = self.env["steward.reception"].create(
            {
                "channel": "visit",
                "partner_id": self.zhang.id,
                "business": "inquiry",
                "text": "问装修押金",
                "answered_on_spot": True,
            }
        )
        self.assertEqual(reception.business, "inquiry")

    # first delivery

    def test_R032_the_first_delivery_in_a_community_asks_for_a_joint_callback(self):
        first = self._deliver(self._special())
        self.assertTrue(first.is_first)
        callback = self.env["steward.callback"].search([("case_id", "=", first.case_id.id)])
        self.assertEqual(callback.trigger, "service_new")
        second = self._deliver(self._special())
        self.assertFalse(second.is_first)
        other = self._deliver(self._special(self.drain))
        self.assertTrue(other.is_first)

    def test_R032_what_was_done_on_behalf_is_no_delivery_of_a_service(self):
        errand = self._service(kind="entrusted", product_id=self._special().product_id.id)
        self._deliver(errand, work_done="代办")
        self.assertTrue(self._deliver(self._special()).is_first)

    def test_R032_of_several_delivered_at_once_one_is_the_first(self):
        requests = self._special() | self._special() | self._special(self.drain)
        self._dispatch(requests)
        requests.write({"took_nothing": True, "work_done": "完成"})
        requests.with_user(self.user_worker).action_done()
        self.assertEqual(requests.mapped("is_first"), [True, False, True])

    def test_R032_only_one_can_be_the_first(self):
        self._deliver(self._special())
        second = self._special()
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            second.sudo().is_first = True
            second.flush_recordset()

    # charge

    def _repaired(self, amount=35):
        repair = self._repair()
        self._dispatch(repair)
        self._done(repair, charge_amount=amount, material="接头 1 个")
        return repair

    def _invoices(self, sheet):
        return self.env["account.move"].search([(sheet._sheet_field_of_invoice(), "=", sheet.id)])

    def test_R071_a_steward_asks_for_the_invoice_and_sees_no_more_of_accounting(self):
        repair = self._repaired()
        self.assertTrue(repair.is_chargeable)
        action = repair.action_invoice()
        self.assertEqual(action["tag"], "display_notification")
        move = self._invoices(repair)
        self.assertEqual((move.state, move.move_type), ("draft", "out_invoice"))
        self.assertEqual(move.partner_id, self.zhang)
        self.assertEqual(move.invoice_origin, repair.number)
        self.assertEqual(move.amount_untaxed, 35)
        self.assertEqual(move.invoice_line_ids.product_id.name, "Repair charge")
        self.assertIn("接头 1 个", move.invoice_line_ids.name)
        self.assertEqual(repair.sudo().invoice_id, move)
        repair.invalidate_recordset(["invoice_state", "is_chargeable"])
        self.assertEqual(repair.invoice_state, "draft")
        self.assertFalse(repair.is_chargeable)
        with self.assertRaises(AccessError):
            move.with_user(self.user_steward).read(["amount_total"])

    def test_R071_nothing_is_invoiced_twice(self):
        repair = self._repaired()
        repair.action_invoice()
        with self.assertRefused(UserError, "invoiced already"):
            repair.action_invoice()
        with self.assertRefused(UserError, "is invoiced"):
            repair.charge_amount = 40
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.env["account.move"].create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.zhang.id,
                    "steward_repair_id": repair.id,
                }
            )
            self.env.flush_all()
        # a draft that accounting threw away
        self._invoices(repair).unlink()
        repair.invalidate_recordset()
        repair.charge_amount = 40
        repair.action_invoice()
        self._invoices(repair).button_cancel()
        repair.invalidate_recordset()
        self.assertEqual(repair.invoice_state, "cancelled")
        repair.action_invoice()
        self.assertEqual(set(self._invoices(repair).mapped("state")), {"cancel", "draft"})

    def test_R071_the_payer_of_the_unit_is_invoiced(self):
        self.zhang.occupancy_ids.is_payer = False
        payer = self._create_household("租客付", self.unit_1204, role="user", is_payer=True)
        repair = self._repaired()
        repair.action_invoice()
        self.assertEqual(self._invoices(repair).partner_id, payer)
        self.env["steward.occupancy"].search([("partner_id", "=", payer.id)]).date_to = datetime(
            2026, 3, 1
        )
        other = self._repaired()
        other.action_invoice()
        self.assertEqual(self._invoices(other).partner_id, self.zhang, "who paid before, no more")

    def test_R071_what_is_not_done_or_costs_nothing_is_not_invoiced(self):
        with self.assertRefused(UserError, "once it is done"):
            self._repair(charge_amount=5).action_invoice()
        with self.assertRefused(UserError, "what is charged"):
            self._repaired(amount=0).action_invoice()
        with self.assertRaises(AccessError):
            self._repaired().with_user(self.user_worker).action_invoice()

    def test_R319_a_service_is_charged_with_its_product_at_the_price_agreed(self):
        request = self._special(quantity=2)
        request.price = 150
        self._deliver(request)
        request.action_invoice()
        line = self._invoices(request).invoice_line_ids
        self.assertEqual(line.product_id, self.cleaning)
        self.assertEqual((line.quantity, line.price_unit), (2, 75))

    def test_R071_sheet_and_invoice_open_each_other_for_whoever_may_see_both(self):
        self.user_steward.group_ids += self.env.ref("account.group_account_invoice")
        repair = self._repaired()
        action = repair.action_invoice()
        move = self._invoices(repair)
        self.assertEqual((action["res_model"], action["res_id"]), ("account.move", move.id))
        self.assertEqual(move.create_uid, self.user_steward)
        back = move.with_user(self.user_steward).action_open_steward_sheet()
        self.assertEqual((back["res_model"], back["res_id"]), ("steward.repair", repair.id))

    def test_R094_a_wrong_charge_is_corrected_until_it_is_invoiced(self):
        repair = self._repaired()
        self.assertEqual(repair.state, "handled")
        repair.charge_amount = 30
        self.assertEqual(repair.charge_amount, 30)
        with self.assertRefused(UserError, "stays as it is"):
            repair.material = "没有"

    def test_R044_a_department_does_not_agree_prices(self):
        request = self._special()
        self._dispatch(request)
        mine = request.with_user(self.user_worker)
        mine.work_done = "进行中"
        for vals in ({"price": 1}, {"agreed_at": TUESDAY}, {"is_first": True}):
            with self.assertRaises(AccessError):
                mine.write(vals)
