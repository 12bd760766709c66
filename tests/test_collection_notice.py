import unicodedata
from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .forms_common import PIXEL
from .forms_print import FormsPrint
from .notice_common import NoticeCommon

RECORDS = 200


@tagged("post_install", "-at_install")
@freeze_time("2026-03-05 02:00:00")
class TestPaymentNotice(FormsPrint, NoticeCommon):
    # whom it asks, and for what

    def test_R151_each_household_that_owes_gets_one_notice_of_what_is_due_this_month(self):
        batch = self._batch()
        batch.action_prepare()
        self.assertEqual(batch.notice_ids.partner_id, self.zhang + self.li + self.zhao)
        notice = self._notice(batch, self.zhang)
        self.assertEqual(len(notice), 1)
        self.assertEqual(
            (notice.amount_arrears, notice.amount_current, notice.amount_total), (300, 200, 500)
        )
        self.assertEqual(notice.oldest_due, date(2026, 2, 10))
        self.assertEqual(notice.line_ids.mapped("kind"), ["arrears", "current"])
        self.assertEqual(notice.line_ids.mapped("document"), [self.old.name, self.new.name])
        self.assertEqual((notice.door, notice.steward_id), ("3-2-1204", self.steward))

    def test_R151_by_policy_it_is_issued_by_the_fifth_and_leaves_ten_days_to_pay(self):
        batch = self._batch()
        self.assertEqual(batch.date_planned, date(2026, 3, 5))
        self.assertEqual(batch.date_due, date(2026, 3, 15))
        self.community.policy_id.write({"notice_day": 8, "notice_pay_days": 20})
        self.assertEqual(self._batch(partner_ids=self.li.ids).date_due, date(2026, 3, 28))

    def test_where_more_time_is_given_to_pay_what_falls_due_by_then_is_asked_for_too(self):
        batch = self._batch(date_due=date(2026, 4, 20))
        batch.action_prepare()
        self.assertEqual(self._notice(batch, self.zhang).amount_current, 400)

    def test_what_was_paid_without_an_invoice_is_taken_off(self):
        self._receive(self.zhang, 120, "2026-03-02")
        self._receive(self.li, 100, "2026-03-02")
        batch = self._batch()
        batch.action_prepare()
        notice = self._notice(batch, self.zhang)
        self.assertEqual((notice.amount_credit, notice.amount_total), (120, 380))
        self.assertFalse(self._notice(batch, self.li), "nothing is left to ask for")

    def test_only_the_chosen_buildings_households_or_area(self):
        for vals, expected in (
            ({"building_ids": self.building10.ids}, self.zhao),
            ({"partner_ids": (self.li + self.zhao).ids}, self.li + self.zhao),
            ({"steward_id": self.steward.id}, self.zhang + self.li),
            ({"community_id": self.mall.id}, self.env["res.partner"]),
        ):
            batch = self._batch(**vals)
            batch.action_prepare()
            self.assertEqual(batch.notice_ids.partner_id, expected)

    def test_who_is_left_out_of_a_draft_stays_left_out_when_it_is_made_again(self):
        batch = self._batch()
        batch.action_prepare()
        self._notice(batch, self.li).action_leave_out()
        batch.action_prepare()
        self.assertEqual(batch.notice_ids.partner_id, self.zhang + self.zhao)
        self.assertEqual(batch.excluded_partner_ids, self.li)

    # kinds of fees

    def test_R252_the_three_kinds_of_fees_of_an_invoice_stand_apart(self):
        fees = [
            (self._fee_product("代收水费", "pass_through"), 33.34),
            (self._fee_product("三月物业费", "property"), 250),
            (self._fee_product("空调清洗", "in_home"), 80),
            (self._fee_product("四月物业费", "property"), 250),
        ]
        invoice = self._fee_invoice(self.li, fees)
        batch = self._batch(partner_ids=self.li.ids)
        batch.action_prepare()
        lines = batch.notice_ids.line_ids.filtered(lambda line: line.document == invoice.name)
        self.assertEqual(
            [(line.fee_kind_id.code, line.label, line.amount) for line in lines],
            [
                ("property", "三月物业费、四月物业费", 500),
                ("in_home", "空调清洗", 80),
                ("pass_through", "代收水费", 33.34),
            ],
        )

    def test_R252_what_is_left_of_a_partly_paid_invoice_is_shared_among_its_kinds_to_the_cent(self):
        fees = [
            (self._fee_product("物业费", "property"), 100),
            (self._fee_product("代收水费", "pass_through"), 100),
            (self._fee_product("上门服务", "in_home"), 100),
        ]
        invoice = self._fee_invoice(self.li, fees)
        self._pay(invoice, 200)
        batch = self._batch(partner_ids=self.li.ids)
        batch.action_prepare()
        lines = batch.notice_ids.line_ids.filtered(lambda line: line.document == invoice.name)
        self.assertEqual(lines.mapped("amount"), [33.33, 33.33, 33.34])
        self.assertEqual(batch.notice_ids.amount_total, 200)

    def test_R252_an_issue_adds_up_what_it_asks_for_of_each_kind_of_fee(self):
        self._fee_invoice(self.li, [(self._fee_product("物业费", "property"), 500)])
        self._fee_invoice(self.zhao, [(self._fee_product("代收水费", "pass_through"), 40)])
        batch = self._issued()
        action = batch.action_open_fees()
        groups = (
            self.env[action["res_model"]]
            .with_user(self.user_collector)
            ._read_group(action["domain"], ["fee_kind_id"], ["amount:sum"])
        )
        self.assertEqual(
            {kind.code: amount for kind, amount in groups},
            {"property": 500, "pass_through": 40, False: 1100},
        )

    def test_R252_an_invoice_with_a_deduction_stands_whole_under_its_main_kind(self):
        fees = [
            (self._fee_product("物业费", "property"), 500),
            (self._fee_product("服务补偿", "in_home"), -60),
        ]
        invoice = self._fee_invoice(self.li, fees)
        batch = self._batch(partner_ids=self.li.ids)
        batch.action_prepare()
        line = batch.notice_ids.line_ids.filtered(lambda one: one.document == invoice.name)
        self.assertEqual((line.fee_kind_id.code, line.amount), ("property", 440))

    def test_amounts_in_another_currency_keep_it_and_are_added_up_in_the_company_s(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        company = self.community.company_id
        other = euro if company.currency_id != euro else self.env.ref("base.USD")
        other.active = True
        self.env["res.currency.rate"].create(
            {
                "name": date(2026, 1, 1),
                "currency_id": other.id,
                "rate": 0.5,
                "company_id": company.id,
            }
        )
        invoice = self._invoice(self.li, 70, "2026-02-10", currency_id=other.id)
        batch = self._batch(partner_ids=self.li.ids)
        batch.action_prepare()
        line = batch.notice_ids.line_ids.filtered(lambda one: one.document == invoice.name)
        self.assertEqual((line.currency_id, line.residual, line.amount), (other, 70, 140))
        self.assertEqual(batch.notice_ids.amount_total, 240)

    # frozen

    def test_issuing_takes_what_is_owed_now_and_keeps_it(self):
        batch = self._batch()
        batch.action_prepare()
        self._pay(self.old, 100, on="2026-03-04")
        batch.action_issue()
        notice = self._notice(batch, self.zhang)
        self.assertEqual(notice.amount_arrears, 200)
        self.assertEqual((batch.state, batch.date_issued), ("issued", date(2026, 3, 5)))
        self._pay(self.old, 200, on="2026-03-05")
        self.new.with_context(force_delete=True).button_draft()
        self.assertEqual((notice.amount_arrears, notice.amount_total), (200, 400))

    def test_an_issue_that_went_out_is_not_changed(self):
        batch = self._issued()
        with self.assertRefused(UserError, "stays as it is"):
            batch.note = "另行通知"
        with self.assertRefused(UserError, "stays as it is"):
            batch.action_prepare()
        with self.assertRefused(UserError, "stays as it is"):
            batch.unlink()
        with self.assertRefused(UserError, "stays as it is"):
            batch.notice_ids[:1].action_leave_out()
        notice = batch.notice_ids[:1]
        for forged in ({"amount_total": 1}, {"delivered_on": date(2026, 3, 1)}):
            with self.assertRefused(AccessError, "buttons"):
                notice.write(forged)
        with self.assertRaises(AccessError):
            notice.line_ids[:1].write({"amount": 1})
        with self.assertRefused(AccessError, "buttons"):
            batch.state = "draft"

    def test_nothing_to_ask_for_is_nothing_to_issue(self):
        with self.assertRefused(UserError, "nobody owes anything"):
            self._batch(community_id=self.mall.id).action_issue()

    def test_an_issue_is_taken_back_as_long_as_nobody_has_its_notice(self):
        batch = self._issued()
        batch.action_reopen()
        self.assertEqual((batch.state, batch.date_issued), ("draft", False))
        self.assertEqual(set(batch.notice_ids.mapped("state")), {"draft"})
        batch.action_issue()
        batch.notice_ids[:1].action_deliver_box()
        with self.assertRefused(UserError, "They stay as they are"):
            batch.action_reopen()

    # delivery

    def test_R151_notices_are_ticked_off_in_bulk_and_each_only_once(self):
        batch = self._issued()
        mine = batch.notice_ids.with_user(self.user_steward).search([])
        self.assertEqual(mine.partner_id, self.zhang + self.li)
        mine[:1].action_deliver_door()
        with freeze_time("2026-03-05 17:00:00"):  # the 6th in the community
            mine.action_deliver_box()
        self.assertEqual(mine.mapped("channel"), ["door", "box"])
        self.assertEqual(mine.mapped("delivered_on"), [date(2026, 3, 5), date(2026, 3, 6)])
        self.assertEqual(mine.delivered_by_id, self.user_steward)
        self.assertEqual(batch.undelivered_count, 1)

    def test_a_draft_is_not_delivered(self):
        batch = self._batch()
        batch.action_prepare()
        with self.assertRefused(UserError, "not issued yet"):
            batch.notice_ids.action_deliver_box()

    def test_a_wrong_tick_is_taken_back_by_who_set_it_or_a_supervisor(self):
        notice = self._notice(self._issued(), self.zhang)
        notice.action_deliver_box()
        with self.assertRefused(AccessError, "somebody else"):
            notice.with_user(self.user_steward).action_not_delivered()
        notice.with_user(self.user_supervisor).action_not_delivered()
        self.assertEqual((notice.channel, notice.delivered_on), (False, False))
        notice.sudo()._mail_sent("")
        with self.assertRefused(UserError, "was sent by e-mail"):
            notice.with_user(self.user_supervisor).action_not_delivered()

    def test_late_is_what_was_not_delivered_before_the_day_of_payment(self):
        batch = self._issued()
        Notice = self.env["steward.payment.notice"].with_user(self.user_collector)
        with freeze_time("2026-03-15 10:00:00"):
            self.assertFalse(Notice.search([("is_late", "=", True)]))
        with freeze_time("2026-03-16 10:00:00"):
            late = Notice.search([("is_late", "=", True)])
            self.assertEqual(late, batch.notice_ids)
            self.assertTrue(all(late.mapped("is_late")))

    # rights

    def test_a_steward_issues_the_notices_of_the_own_area_only(self):
        batch = (
            self.env["steward.payment.notice.batch"]
            .with_user(self.user_steward)
            .create({"community_id": self.community.id})
        )
        self.assertEqual(batch.steward_id, self.steward)
        batch.action_issue()
        self.assertEqual(batch.notice_ids.partner_id, self.zhang + self.li)
        for vals in ({"steward_id": False}, {"steward_id": self.steward2.id}):
            with self.assertRaises(AccessError):
                self._batch(self.user_steward, **vals).flush_recordset()

    def test_the_collector_sees_everybody_s_notices_of_the_own_communities(self):
        batch = self._issued(self.user_supervisor)
        Notice = self.env["steward.payment.notice"]
        self.assertEqual(Notice.with_user(self.user_collector).search([]), batch.notice_ids)
        self.assertFalse(Notice.with_user(self.user_steward2).search([]).partner_id - self.zhao)
        for user in (self.user_accountant, self.user_nobody, self.user_portal):
            with self.assertRaises(AccessError):
                Notice.with_user(user).search([])

    def test_who_collects_no_fees_is_told_nothing_of_the_journal_item(self):
        notice = self._notice(self._issued(), self.zhang)
        with self.assertRaises(AccessError):
            notice.line_ids[:1].with_user(self.user_steward).move_line_id.read(["id"])

    def test_the_document_behind_a_line_opens_only_for_accounting(self):
        notice = self._notice(self._issued(), self.zhang)
        line = notice.line_ids.filtered(lambda line: line.date_due == self.old.invoice_date_due)
        line = line.with_user(self.user_collector)
        with self.assertRaises(AccessError):
            line.action_open_document()
        self.user_collector.group_ids |= self.env.ref("account.group_account_readonly")
        action = line.action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("account.move", self.old.id))

    def test_the_next_steward_of_the_area_delivers_what_is_left(self):
        notice = self._notice(self._issued(), self.zhang)
        self.building3.steward_id = self.steward2
        self.env.flush_all()
        with self.assertRaises(AccessError):
            notice.with_user(self.user_steward).action_deliver_box()
        notice.with_user(self.user_steward2).action_deliver_box()
        self.assertEqual(notice.delivered_by_id, self.user_steward2)

    def test_two_contacts_that_are_merged_keep_the_notices_that_each_got(self):
        batch = self._issued()
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.zhang + self.li).ids, self.zhang, extra_checks=False
        )
        self.env.invalidate_all()
        self.assertEqual(len(batch.notice_ids), 3)
        self.assertEqual(batch.amount_total, 1100)

    # sets

    def test_making_notices_takes_no_more_statements_for_more_households(self):
        counts = []
        for number in (2, 30):
            for index in range(number):
                unit = self._create_unit(self.building3, f"9{number}{index}")
                partner = self._create_household(f"住户{number}-{index}", unit)
                self._invoice(partner, 100 + index, "2026-02-10")
            batch = self._batch()
            batch.action_prepare()
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            batch.action_prepare()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
            self.assertGreaterEqual(len(batch.notice_ids), number)
        self.assertLessEqual(counts[1], counts[0] + 2, counts)
        self.assertLess(counts[1], 60, counts)

    # paper

    def _zh(self):
        self.env["res.lang"]._activate_lang("zh_CN")

    def test_C039_the_printed_notice_says_what_for_how_much_and_how_to_pay(self):
        self._zh()
        self.community.payment_qr = PIXEL
        notice = self._notice(self._issued(note="请勿使用他人账户付款"), self.zhang)
        html = self._html("payment_notice", notice, self.user_steward)
        text = self._text(html)
        for words in ("3-2-1204", "张三", self.old.name, "2026-02-10", "现金：服务中心前台"):
            self.assertIn(words, text)
        self.assertIn("请勿使用他人账户付款", text)
        self.assertIn("500.00", text)
        self.assertIn("data:image/png;base64", html)

    def test_without_a_picture_the_code_of_odoo_s_bank_account_is_printed(self):
        self._zh()
        notice = self._notice(self._issued(), self.zhang)
        self.assertNotIn("<img", self._html("payment_notice", notice, self.user_steward))
        company = self.community.company_id
        self.env["res.partner.bank"].create(
            {"acc_number": "6222000011112222", "partner_id": company.partner_id.id}
        )
        code = "data:image/png;base64,UVI="
        Bank = self.registry["res.partner.bank"]
        with patch.object(Bank, "build_qr_code_base64", return_value=code) as build:
            html = self._html("payment_notice", notice, self.user_steward)
        self.assertIn(code, html)
        self.assertEqual(build.call_args.args[0], 500)

    def test_C039_two_hundred_notices_are_one_file_a_page_each(self):
        self._zh()
        self.community.payment_qr = PIXEL
        batch = self._issued()
        currency = batch.company_id.currency_id
        partners = self.env["res.partner"].create(
            [{"name": f"住户{number:03}"} for number in range(RECORDS - 3)]
        )
        line = {"label": "物业费", "residual": 100, "amount": 100, "currency_id": currency.id}
        batch.sudo().notice_ids = [
            (
                0,
                0,
                {
                    "partner_id": partner.id,
                    "unit_id": self.unit_1204.id,
                    "door": f"3-9-{number:03}",
                    "amount_total": 200,
                    "amount_arrears": 200,
                    "oldest_due": date(2026, 2, 10),
                    "line_ids": [(0, 0, {**line, "kind": "arrears", "date_due": "2026-02-10"})] * 2,
                },
            )
            for number, partner in enumerate(partners)
        ]
        log = self.env["steward.export.log"].search_count([])
        pdf = self._pdf("payment_notice", batch.notice_ids, self.user_collector)
        self.assertEqual(len(pdf.pages), RECORDS)
        entry = self.env["steward.export.log"].search([], limit=1)
        self.assertEqual(self.env["steward.export.log"].search_count([]), log + 1)
        self.assertEqual((entry.kind, entry.record_count), ("pdf", RECORDS))
        self.assertEqual(entry.user_id, self.user_collector)
        self.assertIn("3-9-196", printed_text_of(pdf.pages[-1]))

    def test_C039_a_long_list_of_fees_goes_on_on_the_next_page(self):
        self._zh()
        for month in range(1, 13):
            for year in (2022, 2023, 2024, 2025):
                self._invoice(self.li, 100, f"{year}-{month:02}-10")
        notice = self._notice(self._issued(), self.li)
        planned = self._html("payment_notice", notice, self.user_steward).count(
            '<div class="ps_form"'
        )
        pdf = self._pdf("payment_notice", notice, self.user_steward)
        self.assertGreater(planned, 1)
        self.assertEqual(len(pdf.pages), planned)
        self.assertIn("4,900.00", printed_text_of(pdf.pages[-1]))

    def test_C039_long_words_on_how_to_pay_do_not_push_the_receipt_off_its_page(self):
        self._zh()
        ways = "\n".join(
            f"{number}、请在服务中心前台缴纳，或通过银行转账。" for number in range(24)
        )
        for month in range(1, 7):
            self._invoice(self.li, 100, f"2025-{month:02}-10")
        notice = self._notice(self._issued(payment_ways=ways), self.li)
        planned = self._html("payment_notice", notice, self.user_steward).count(
            '<div class="ps_form"'
        )
        self.assertEqual(len(self._pdf("payment_notice", notice, self.user_steward).pages), planned)

    def test_notices_go_into_excel_with_how_they_were_delivered(self):
        batch = self._issued()
        batch.notice_ids.action_deliver_box()
        Export = self.env["steward.register.export"].with_user(self.user_collector)
        action = Export._export("payment_notices", batch.notice_ids)
        export = Export.browse(int(action["url"].rsplit("/")[-1]))
        _title, headings, rows, _model = export._content()
        self.assertEqual(len(rows), 3)
        row = dict(zip(headings, rows[0], strict=True))
        self.assertEqual(row["Delivered by Way of"], "Letter Box")
        self.assertEqual(row["To Pay"], batch.notice_ids[0].amount_total)


def printed_text_of(page):
    """Characters as one types them, not the radicals that a font may take in their place."""
    return "".join(unicodedata.normalize("NFKC", page.extract_text()).split())
