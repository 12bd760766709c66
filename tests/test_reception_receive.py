from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .reception_common import ReceptionCommon

PROMISE = datetime(2026, 3, 11, 2)


@tagged("post_install", "-at_install")
class TestReceive(ReceptionCommon):
    """What somebody brings is recorded by whoever is addressed."""

    # who receives

    def test_R065_every_employee_records_a_reception(self):
        """R065, R100: also one without any role, up to the matter that comes of it."""
        reception = self._receive(
            cases=[{"category": "repair", "promised_at": PROMISE}], user=self.user_nobody
        )
        case = reception.case_ids
        self.assertEqual(case.state, "open")
        self.assertTrue(case.sheet_number)
        self.assertEqual(case.community_id, self.community)

    def test_the_subject_of_a_matter_is_what_was_said(self):
        """Typed on the form the label comes first; it only stands in for the words."""
        form = Form(self.env["steward.reception"].with_user(self.user_nobody))
        form.partner_id = self.zhang
        form.text = "楼道灯不亮"
        form.promised_at = PROMISE
        for words in (False, "电梯有异响"):
            with form.case_ids.new() as row:
                row.category = "repair"
                row.words = words
        cases = form.save().case_ids.sudo()
        self.assertEqual(set(cases.mapped("name")), {"楼道灯不亮", "电梯有异响"})
        with Form(self.env["steward.case"].with_user(self.user_steward)) as form:
            form.partner_id = self.zhang
            form.category = "other"
            form.words = "楼上夜里装修"
            self.assertEqual(form.name, "楼上夜里装修")
            form.name = "夜间装修"
            form.words = "楼上夜里又装修"
            self.assertEqual(form.name, "夜间装修", "typed by somebody")

    def test_R069_whoever_is_addressed_receives(self):
        """R066, R069: the first receiver is whoever types, and stays so on the matters."""
        reception = self._receive(
            user=self.user_accountant,
            cases=[{"category": "complaint", "promised_at": PROMISE}],
            receiver_id=self.steward.id,
        )
        self.assertEqual(reception.receiver_id, self.accountant)
        self.assertEqual(reception.responsible_id, self.accountant)
        self.assertEqual(reception.case_ids.sudo().first_receiver_id, self.accountant)
        with self.assertRaises(AccessError):
            reception.receiver_id = self.steward

    def test_R063_at_every_hour(self):
        """R063: received round the clock, in the middle of the night as well."""
        reception = self._receive(received_at=datetime(2026, 3, 9, 19, 30), answered_on_spot=True)
        self.assertEqual(reception.state, "done")

    def test_R064_the_receiver_accepts_and_the_department_solves(self):
        """R064: acceptor and department are kept apart."""
        reception = self._receive(
            cases=[
                {
                    "category": "repair",
                    "promised_at": PROMISE,
                    "department_id": self.department_engineering.id,
                }
            ]
        )
        case = reception.case_ids.sudo()
        self.assertEqual(case.first_receiver_id, self.nobody)
        self.assertEqual(case.department_id, self.department_engineering)
        self.assertEqual(case.state, "in_progress")

    def test_R100_a_plain_employee_follows_the_own_receptions_only(self):
        own = self._receive(cases=[{"category": "repair", "promised_at": PROMISE}])
        other = self._receive(
            user=self.user_accountant, cases=[{"category": "repair", "promised_at": PROMISE}]
        )
        Reception = self.env["steward.reception"].with_user(self.user_nobody)
        self.assertEqual(Reception.search([("partner_id", "=", self.zhang.id)]), own)
        Case = self.env["steward.case"].with_user(self.user_nobody)
        self.assertEqual(Case.search([("partner_id", "=", self.zhang.id)]), own.case_ids)
        self.env.invalidate_all()
        seen = own.case_ids.with_user(self.user_nobody).read(
            ["sheet_number", "state", "promised_at"]
        )
        self.assertEqual(seen[0]["promised_at"], PROMISE)
        self.assertTrue(seen[0]["sheet_number"])
        with self.assertRaises(AccessError):
            other.with_user(self.user_nobody).read(["text"])
        with self.assertRaises(AccessError):
            own.case_ids.with_user(self.user_nobody).write({"answer": "已修好"})

    def test_R100_no_matter_is_hung_on_somebody_else_s_reception(self):
        other = self._receive(user=self.user_accountant, answered_on_spot=True)
        with self.assertRaises(AccessError):
            self.env["steward.case"].with_user(self.user_nobody).create(
                {"category": "other", "words": "噪音", "reception_id": other.id}
            )

    def test_the_front_desk_sees_what_the_others_received(self):
        reception = self._receive(user=self.user_accountant, answered_on_spot=True)
        self._assign(self.nobody, "reception")
        self.assertEqual(reception.with_user(self.user_nobody).text, "楼道灯不亮")

    def test_the_community_is_the_household_s_else_the_receiver_s_own(self):
        self.assertEqual(self._receive(answered_on_spot=True).community_id, self.community)
        unknown = self._receive(
            user=self.user_steward, partner_id=False, caller_name="路人", answered_on_spot=True
        )
        self.assertIn(unknown.community_id, self.community | self.mall)

    # what is recorded

    def test_R070_the_purpose_is_compulsory(self):
        with self.assertRaises(ValidationError):
            self._receive(text="  ", answered_on_spot=True)

    def test_R076_all_channels_come_into_one_register(self):
        """R076, R102, R107, R300: letter, phone, fax and person; the same for complaints."""
        for channel in ("visit", "phone", "letter", "fax", "email", "box"):
            reception = self._receive(
                channel=channel,
                cases=[{"category": "complaint", "promised_at": PROMISE}],
                document_no=f"{channel}-7",
            )
            case = reception.case_ids.sudo()
            self.assertEqual(case.channel, channel)
            self.assertTrue(case.complaint_id.number)

    def test_R077_the_document_number_is_the_complaint_s(self):
        reception = self._receive(
            channel="letter", document_no="来信第12号", cases=[{"category": "complaint"}]
        )
        self.assertEqual(reception.case_ids.sudo().complaint_document_no, "来信第12号")

    def test_R190_the_window_accepts_four_businesses(self):
        kinds = [key for key, _label in self.env["steward.reception"]._fields["business"].selection]
        self.assertEqual(kinds[:4], ["inquiry", "repair", "fee", "complaint"])

    def test_R086_a_peer_visit_is_received_without_a_promise(self):
        reception = self._receive(
            channel="visit",
            kind="peer_visit",
            partner_id=False,
            community_id=self.community.id,
            caller_name="万和物业",
            text="参观小区，交流经验",
        )
        self.assertEqual(reception.state, "done")
        self.assertFalse(reception.case_ids)

    def test_F32_yesterday_s_letter_is_not_given_a_day(self):
        """The clocks start at the moment of receipt; the future is refused."""
        moment = datetime(2026, 3, 9, 1)
        reception = self._receive(
            channel="letter", received_at=moment, cases=[{"category": "complaint"}]
        )
        case = reception.case_ids.sudo()
        self.assertEqual(case.received_at, moment)
        self.assertEqual(set(case.deadline_ids.mapped("started_at")), {moment})
        with self.assertRaises(ValidationError):
            self._receive(received_at=datetime(2026, 3, 10, 2, 1), answered_on_spot=True)

    def test_R076_what_was_said_stays_as_it_was_noted(self):
        reception = self._receive(cases=[{"category": "repair", "promised_at": PROMISE}])
        for vals in ({"text": "没事"}, {"received_at": datetime(2026, 3, 10, 1)}):
            with self.assertRaises(UserError):
                reception.write(vals)
        reception.document_no = "7"
        with self.assertRaises(UserError):
            reception.sudo().unlink()

    def test_a_reception_never_counts_as_a_visit(self):
        before = self.env["steward.visit"].search_count([])
        self._receive(answered_on_spot=True)
        self.assertEqual(self.env["steward.visit"].search_count([]), before)
        self.assertFalse(self.zhang.last_contact_date)

    def test_R076_a_complaint_is_registered_without_a_row_of_its_own(self):
        """R076, R276: on the phone nothing more is typed than the words and a promise."""
        reception = self._receive(business="complaint", promised_at=PROMISE)
        case = reception.case_ids.sudo()
        self.assertEqual((case.category, case.words), ("complaint", "楼道灯不亮"))
        self.assertEqual(case.promised_at, PROMISE)
        letter = self._receive(business="inquiry", promised_at=PROMISE, channel="letter")
        letter.write({"business": "complaint", "answer": "抱歉"})
        with self.assertRefused(UserError, "as a matter"):
            letter.action_done()

    # promises

    def test_R072_what_is_not_answered_on_the_spot_gets_a_promised_time(self):
        with self.assertRefused(UserError, "R072"):
            self._receive()
        with self.assertRefused(UserError, "R072"):
            self._receive(
                cases=[{"category": "repair", "answered_on_spot": True}, {"category": "service"}]
            )

    def test_R072_one_promise_of_the_receiver_is_that_of_all_matters(self):
        reception = self._receive(
            promised_at=PROMISE,
            cases=[{"category": "repair"}, {"category": "service", "answered_on_spot": True}],
        )
        repair, service = reception.case_ids.sudo().sorted("category")
        self.assertEqual(repair.promised_at, PROMISE)
        promised = repair.deadline_ids.filtered(lambda deadline: deadline.kind == "promised")
        self.assertEqual(promised.due_at, PROMISE)
        self.assertFalse(service.promised_at)

    def test_R072_what_a_letter_says_waits_for_the_clocks_alone(self):
        reception = self._receive(channel="letter", cases=[{"category": "suggestion"}])
        self.assertEqual(reception.state, "taken")

    # done

    def test_R066_done_when_all_its_matters_are(self):
        reception = self._receive(
            cases=[
                {"category": "service", "answered_on_spot": True},
                {"category": "repair", "promised_at": PROMISE},
            ]
        )
        repair = reception.case_ids.sudo().filtered(lambda case: case.category == "repair")
        self.assertEqual((reception.case_ids - repair).sudo().state, "closed")
        self.assertEqual(reception.state, "taken")
        with self.assertRefused(UserError, "written off"):
            reception.action_done()
        repair._note({"state": "closed", "closing_contact_on": "2026-03-10"})
        self.assertEqual(reception.state, "done")
        repair._reopen("还是不亮")
        self.assertEqual(reception.state, "taken")

    def test_an_inquiry_is_done_once_its_answer_is_written_down(self):
        reception = self._receive(promised_at=PROMISE, text="何时停水？")
        with self.assertRefused(UserError, "Write down what was answered"):
            reception.action_done()
        reception.answer = "周三上午"
        reception.action_done()
        self.assertEqual(reception.state, "done")
        self.assertTrue(reception.done_at)

    def test_late_is_what_was_promised_and_not_done(self):
        reception = self._receive(promised_at=datetime(2026, 3, 10, 3))
        Reception = self.env["steward.reception"]
        self.assertFalse(reception.is_late)
        reception.sudo().promised_at = datetime(2026, 3, 10, 1)
        reception.invalidate_recordset(["is_late"])
        self.assertTrue(reception.is_late)
        self.assertIn(reception, Reception.search([("is_late", "=", True)]))

    # fees

    def test_R071_a_fee_matter_goes_to_the_colleague_in_charge(self):
        """R071: with a log of the transfer; the colleague receives the resident at once."""
        reception = self._receive(
            business="fee",
            text="物业费算得不对",
            hand_to_id=self.accountant.id,
            hand_reason="收费问题",
        )
        self.assertEqual(reception.receiver_id, self.nobody)
        self.assertEqual(reception.responsible_id, self.accountant)
        transfer = reception.transfer_ids
        self.assertEqual(
            (transfer.from_id, transfer.to_id, transfer.user_id, transfer.reason),
            (self.nobody, self.accountant, self.user_nobody, "收费问题"),
        )
        task = reception.sudo().activity_ids
        self.assertEqual(task.user_id, self.user_accountant)
        mine = self.env["steward.reception"].with_user(self.user_accountant)
        self.assertIn(reception, mine.search([("is_mine", "=", True)]))
        with self.assertRaises(AccessError):
            transfer.with_user(self.user_accountant).write({"reason": "改"})

    def test_R071_the_colleague_says_that_the_resident_is_received(self):
        reception = self._receive(
            business="fee", text="物业费算得不对", hand_to_id=self.accountant.id
        )
        self.assertEqual(reception.handed_over_at, datetime(2026, 3, 10, 2))
        with self.assertRefused(UserError, "钱会计"):
            reception.action_receive()
        with freeze_time("2026-03-10 02:05:00"):
            reception.with_user(self.user_accountant).action_receive()
        self.assertEqual(reception.transfer_ids.received_at, datetime(2026, 3, 10, 2, 5))
        self.assertFalse(reception.handed_over_at)
        self.assertFalse(reception.sudo().activity_ids, "the task is done with")
        with self.assertRaises(AccessError):
            reception.handed_over_at = datetime(2026, 3, 10)

    def test_R071_handed_on_it_waits_for_the_next_colleague_only(self):
        reception = self._receive(
            business="fee", text="物业费算得不对", hand_to_id=self.accountant.id
        )
        reception.with_user(self.user_accountant).write({"hand_to_id": self.supervisor.id})
        self.assertEqual(reception.sudo().activity_ids.user_id, self.user_supervisor)
        self.env.invalidate_all()
        handed_on = reception.with_user(self.user_accountant)
        self.assertEqual(handed_on.responsible_id, self.supervisor, "follows it")
        with self.assertRaises(AccessError):
            handed_on.answer = "已处理"
        reception.with_user(self.user_supervisor).action_receive()
        self.assertEqual(
            {line.to_id: bool(line.received_at) for line in reception.transfer_ids},
            {self.accountant: False, self.supervisor: True},
        )

    def test_R071_a_colleague_without_a_login_is_spoken_for(self):
        cashier = self.env["hr.employee"].create({"name": "收费员老吴"})
        reception = self._receive(business="fee", text="交物业费", hand_to_id=cashier.id)
        reception.action_receive()
        self.assertTrue(reception.transfer_ids.received_at)

    def test_R071_late_is_what_the_colleague_did_not_receive_on_the_day(self):
        reception = self._receive(
            business="fee", text="物业费算得不对", hand_to_id=self.accountant.id
        )
        self.assertFalse(reception.is_late)
        with freeze_time("2026-03-10 17:00:00"):
            reception.invalidate_recordset(["is_late"])
            self.assertTrue(reception.is_late)
            self.assertIn(reception, self.env["steward.reception"].search([("is_late", "=", True)]))
            reception.write({"answer": "已在窗口核对"})
            reception.action_done()
            reception.invalidate_recordset(["is_late"])
            self.assertFalse(reception.is_late)
        self.assertFalse(reception.sudo().activity_ids)

    def test_R071_a_fee_matter_proposes_whoever_fills_the_role_of_fees(self):
        with Form(self.env["steward.reception"].with_user(self.user_nobody)) as form:
            form.partner_id = self.zhang
            form.text = "物业费算得不对"
            self.assertFalse(form.hand_to_id)
            form.business = "fee"
            self.assertEqual(form.hand_to_id, self.collector)
        self.assertEqual(form.record.responsible_id, self.collector)
        self.assertTrue(form.record.transfer_ids.reason)

    def test_R108_the_apology_comes_first(self):
        """R108: it is noted on the complaint at once."""
        reception = self._receive(
            business="complaint",
            apologised=True,
            cases=[{"category": "complaint", "promised_at": PROMISE}],
        )
        self.assertEqual(reception.checklist_kind, "complaint")
        self.assertTrue(reception.case_ids.sudo().complaint_apologised)
