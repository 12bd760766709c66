from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .sheets_common import TUESDAY, SheetsCommon


@tagged("post_install", "-at_install")
class TestRepairRights(SheetsCommon):
    """Who writes what on the sheet of a repair (R006, R044, R104)."""

    def test_R044_a_department_writes_its_work_and_nothing_else(self):
        repair = self._repair()
        self._dispatch(repair)
        mine = repair.with_user(self.user_worker)
        mine.write({"work_done": "在修", "material": "接头", "charge_amount": 20})
        for vals in (
            {"appointed_at": datetime(2026, 3, 5, 2)},
            {"content": "别的"},
            {"fund_application": "x"},
            {"done_at": TUESDAY},
            {"worker_id": self.department.id},
            {"words": "别的"},
            {"state": "closed"},
        ):
            with self.assertRaises(AccessError, msg=vals):
                mine.write(vals)
        with self.assertRaises(AccessError):
            mine.action_dispatch()
        self._done(repair, charge_amount=20)
        with self.assertRefused(UserError, "stays as it is"):
            mine.charge_amount = 999

    def test_R044_a_department_writes_its_work_on_the_matter_too(self):
        repair = self._repair()
        self._dispatch(repair)
        case = repair.case_id.with_user(self.user_worker)
        case.repair_material = "接头"
        self.assertEqual(repair.material, "接头")
        with self.assertRaises(AccessError):
            case.repair_appointed_at = datetime(2026, 3, 5, 2)

    def test_R044_another_department_sees_nothing(self):
        repair = self._repair()
        self._dispatch(repair)
        other = self.env["steward.repair"].with_user(self.user_other_worker)
        self.assertFalse(other.search([("id", "=", repair.id)]))
        with self.assertRaises(AccessError):
            other.browse(repair.id).action_start()
        with self.assertRaises(AccessError):
            other.browse(repair.id).work_done = "x"
        department = self.env["steward.repair"].with_user(self.user_worker)
        self.assertTrue(department.search([("is_my_department", "=", True)]))
        self.assertTrue(department.search([("is_my_work", "=", True)]))

    def test_R006_nobody_claims_what_the_steps_note(self):
        vals = {"partner_id": self.zhang.id, "words": "x", "appointed_at": TUESDAY}
        forged = {
            "done_at": TUESDAY,
            "dispatched_at": TUESDAY,
            "worker_id": self.worker.id,
            "number": "WX-2026-9999",
            "invoice_id": self.env["account.move"].search([], limit=1).id or 1,
        }
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            Repair = self.env["steward.repair"].with_user(user)
            repair = Repair.create(vals)
            for name, value in forged.items():
                with self.assertRaises(AccessError, msg=(user.name, name)):
                    Repair.create({**vals, name: value})
                with self.assertRaises(AccessError, msg=(user.name, name)):
                    repair.write({name: value})
            claimed = Repair.with_context(default_done_at=TUESDAY, default_is_current=False)
            sheet = claimed.create(vals)
            self.assertFalse(sheet.done_at)
            self.assertTrue(sheet.is_current)
            case = (
                self.env["steward.case"]
                .with_user(user)
                .with_context(default_done_at=TUESDAY, default_dispatched_at=TUESDAY)
                .create({"partner_id": self.zhang.id, "category": "repair", "words": "x"})
            )
            self.assertFalse(case.repair_id.done_at)
            self.assertFalse(case.repair_id.dispatched_at)

    def test_R006_no_stored_default_says_that_work_was_done(self):
        Default = self.env["ir.default"]
        Default.set("steward.repair", "done_at", "2026-03-03 02:00:00")
        Default.set("steward.repair", "is_current", False)
        Case = self.env["steward.case"].with_user(self.user_steward)
        vals = {"partner_id": self.zhang.id, "category": "repair", "words": "x"}
        for count in (1, 2):
            sheets = Case.create([dict(vals) for _number in range(count)]).repair_id
            self.assertEqual(len(sheets), count)
            self.assertEqual(set(sheets.mapped("done_at")), {False})
            self.assertEqual(set(sheets.mapped("is_current")), {True})
            self.assertEqual(set(sheets.mapped("urge_count")), {0})

    def test_R104_a_sheet_belongs_to_a_matter_of_its_label(self):
        with self.assertRefused(UserError, "label"):
            self._repair(category="praise")
        case = (
            self.env["steward.case"]
            .with_user(self.user_steward)
            .create({"partner_id": self.zhang.id, "category": "praise", "words": "很好"})
        )
        with self.assertRaises(AccessError):
            self._repair(case_id=case.id)
        with self.assertRaises(AccessError):
            self._repair().case_id = case
