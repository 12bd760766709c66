from datetime import date, datetime

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .publication_common import PublicationCommon


@tagged("post_install", "-at_install")
class TestSurveyPublicationApproval(PublicationCommon):
    """R312, F26: who agrees to a publication before it hangs; what was agreed to stays as it is."""

    def test_R312_open_letter_is_not_posted_before_the_representative_agrees(self):
        letter = self._draft("letter")
        with self.assertRefused(UserError, "has agreed"):
            letter.with_user(self.user_supervisor).action_post()
        letter.action_submit()
        with self.assertRefused(UserError, "has agreed"):
            letter.with_user(self.user_supervisor).action_post()
        letter.with_user(self.user_representative).action_approve()
        letter.with_user(self.user_supervisor).action_post()
        self.assertEqual(letter.state, "posted")
        self.assertEqual(letter.approved_by_id, self.user_representative)

    def test_R312_letter_is_not_agreed_to_by_supervisor_manager_or_its_author(self):
        letter = self._draft("letter")
        letter.action_submit()
        for user in (self.user_supervisor, self.user_manager, self.user_quality, self.user_steward):
            with self.assertRaises(AccessError, msg=user.name):
                letter.with_user(user).action_approve()
        own = self._draft("letter", user=self.user_steward, steward_id=self.representative.id)
        own.action_submit()
        with self.assertRaises(AccessError):
            own.with_user(self.user_representative).action_approve()

    def test_R312_representative_is_asked_sees_and_returns_the_letter(self):
        letter = self._draft("letter")
        letter.action_submit()
        self.assertTrue(self._tasks(letter, self.user_representative, "approve"))
        mine = self.env["steward.publication"].with_user(self.user_representative)
        self.assertEqual(mine.search([("can_approve", "=", True)]), letter)
        self.assertFalse(
            self.env["steward.publication"]
            .with_user(self.user_supervisor)
            .search([("can_approve", "=", True)])
        )
        # what one submitted for somebody else does not wait for oneself
        self._assign(self.representative, "supervisor")
        own = self._draft("letter").with_user(self.user_representative)
        self.user_representative.invalidate_recordset()
        own.action_submit()
        self.assertFalse(own.can_approve)
        self.assertEqual(mine.search([("can_approve", "=", True)]), letter)
        action = letter.with_user(self.user_representative).action_return()
        wizard = (
            self.env["steward.reason.wizard"]
            .with_user(self.user_representative)
            .with_context(**action["context"])
            .create({"reason": "语气不妥"})
        )
        wizard.action_confirm()
        self.assertEqual((letter.state, letter.return_reason), ("draft", "语气不妥"))
        self.assertFalse(self._tasks(letter, self.user_representative, "approve"))
        self.assertTrue(self._tasks(letter, self.user_steward, "returned"))

    def test_R312_agreed_text_stays_as_it_is(self):
        letter = self._draft("letter", line_ids=[self._promise()])
        letter.action_submit()
        letter.with_user(self.user_representative).action_approve()
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            for vals in (
                {"body": "<p>改</p>"},
                {"name": "改"},
                {"kind": "notice"},
                {"line_ids": [Command.update(letter.line_ids.id, {"measure": "改"})]},
                {"line_ids": [Command.delete(letter.line_ids.id)]},
                {"line_ids": [self._promise("新的")]},
            ):
                with self.assertRaises(UserError, msg=(user.name, vals)):
                    letter.with_user(user).write(vals)
        self.assertEqual(letter.line_ids.measure, "更换门机，每周检查")

    def test_R249_nobody_writes_that_it_was_agreed_to_or_posted(self):
        letter = self._draft("letter")
        forged = (
            {"state": "approved"},
            {"state": "posted"},
            {"number": "GK-2026-0001"},
            {"posted_at": datetime(2026, 1, 1)},
            {"posted_on": date(2026, 1, 1)},
            {"posted_by_id": self.user_nobody.id},
            {"approved_by_id": self.user_representative.id},
            {"taken_down_on": date(2026, 1, 1)},
            {"to_quality_at": datetime(2026, 1, 1)},
        )
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            for vals in forged:
                with self.assertRaises(AccessError, msg=(user.name, vals)):
                    letter.with_user(user).write(vals)
                with self.assertRaises(AccessError, msg=(user.name, vals)):
                    self._draft("letter", user=user, **vals)
        with self.assertRaises(AccessError):
            self._draft_with_default(state="approved")

    def _draft_with_default(self, **defaults):
        return (
            self.env["steward.publication"]
            .with_user(self.user_steward)
            .with_context(**{f"default_{name}": value for name, value in defaults.items()})
            .create({"name": "通知", "community_id": self.community.id})
        )

    def test_R312_no_import_copy_or_new_record_is_agreed_to_already(self):
        letter = self._draft("letter", line_ids=[self._promise()])
        letter.action_submit()
        letter.with_user(self.user_representative).action_approve()
        again = letter.with_user(self.user_supervisor).copy()
        self.assertEqual((again.state, again.number), ("draft", False))
        self.assertFalse(again.approved_by_id)
        with self.assertRefused(UserError, "has agreed"):
            again.action_post()
        for user in (self.user_supervisor, self.user_gm):
            with self.assertRaises(AccessError):
                letter.with_user(user).copy({"state": "approved"})
            for state in ("approved", "posted"):
                loaded = (
                    self.env["steward.publication"]
                    .with_user(user)
                    .load(
                        ["kind", "name", "community_id/.id", "state"],
                        [["letter", "公开信", str(self.community.id), state]],
                    )
                )
                self.assertFalse(loaded["ids"], state)
                self.assertIn("with its buttons only", loaded["messages"][0]["message"])

    def test_R312_promises_are_not_moved_into_a_letter_that_was_agreed_to(self):
        letter = self._draft("letter", line_ids=[self._promise()])
        letter.action_submit()
        letter.with_user(self.user_representative).action_approve()
        other = self._draft("letter", line_ids=[self._promise("又一条")])
        for user in (self.user_steward, self.user_supervisor, self.user_gm):
            with self.assertRefused(UserError, "stays as it is"):
                other.line_ids.with_user(user).publication_id = letter
            with self.assertRefused(UserError, "stays as it is"):
                letter.line_ids.with_user(user).publication_id = other
        self.assertEqual((len(letter.line_ids), len(other.line_ids)), (1, 1))

    def test_R312_what_changes_after_the_agreement_is_agreed_to_again(self):
        letter = self._draft("letter")
        letter.action_submit()
        letter.with_user(self.user_representative).action_approve()
        self._take_back(letter, self.user_supervisor)
        self.assertEqual((letter.state, letter.return_reason), ("draft", "日期写错了"))
        self.assertFalse(letter.approved_by_id or letter.approved_at)
        self.assertTrue(self._tasks(letter, self.user_steward, "returned"))
        self.assertFalse(self._tasks(letter, self.user_supervisor, "post"))
        letter.body = "<p>改好了</p>"
        with self.assertRefused(UserError, "has agreed"):
            letter.with_user(self.user_supervisor).action_post()
        letter.action_submit()
        self.assertTrue(self._tasks(letter, self.user_representative, "approve"))
        with self.assertRefused(UserError, "has agreed"):
            letter.with_user(self.user_supervisor).action_post()

    def test_R312_author_and_representative_take_it_back_others_do_not(self):
        letter = self._draft("letter", line_ids=[self._promise()])
        with self.assertRefused(UserError, "is a draft"):
            letter.action_take_back()
        for user in (self.user_steward, self.user_supervisor, self.user_representative):
            letter.action_submit()
            letter.with_user(self.user_representative).action_approve()
            self.assertTrue(letter.with_user(user).can_take_back)
            self._take_back(letter, user)
            self.assertEqual(letter.state, "draft")
        # nobody tells oneself
        self._take_back_of_the_author(letter)
        letter.action_submit()
        for user in (self.user_department, self.user_quality, self.user_steward2):
            self.assertFalse(letter.with_user(user).can_take_back)
            with self.assertRefused(AccessError, "by its author"):
                letter.with_user(user)._take_back("我改主意了")
        letter.with_user(self.user_representative).action_approve()
        letter.with_user(self.user_supervisor).action_post()
        with self.assertRefused(UserError, "posted already"):
            letter.action_take_back()

    def _take_back_of_the_author(self, letter):
        letter.action_submit()
        before = len(self._tasks(letter, self.user_steward, "returned"))
        self._take_back(letter, self.user_steward)
        self.assertEqual(len(self._tasks(letter, self.user_steward, "returned")), before)

    def _take_back(self, publication, user):
        action = publication.with_user(user).action_take_back()
        self.env["steward.reason.wizard"].with_user(user).with_context(**action["context"]).create(
            {"reason": "日期写错了"}
        ).action_confirm()

    def test_R312_somebody_always_agrees_to_open_letters(self):
        """The firm may name another role; nobody at all it may not."""
        row = self.env.ref("property_steward.publication_kind_letter").with_user(self.user_gm)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            row.approval_role_id = False
            row.flush_recordset()

    def test_R312_letter_is_not_taken_down_by_a_paper_that_nobody_agreed_to(self):
        letter = self._post(self._draft("letter", line_ids=[self._promise()]))
        with self.assertRefused(ValidationError, "of its kind"):
            self._draft("notice", replaces_id=letter.id)
        unposted = self._draft("letter")
        with self.assertRefused(ValidationError, "that was posted"):
            self._draft("letter", replaces_id=unposted.id)
        with self.assertRefused(ValidationError, "speaks of"):
            elsewhere = {"community_id": self.mall.id, "replaces_id": letter.id}
            self._draft("letter", user=self.user_gm, **elsewhere)

    # other kinds

    def test_F26_other_kinds_are_posted_by_the_supervisor_without_agreement(self):
        notice = self._draft()
        self.assertFalse(notice.needs_approval)
        with self.assertRefused(AccessError, "posted by the supervisor"):
            notice.action_post()
        notice.with_user(self.user_supervisor).action_post()
        self.assertEqual(notice.state, "posted")

    def test_F26_the_firm_may_demand_agreement_for_another_kind(self):
        row = self.env.ref("property_steward.publication_kind_notice")
        row.with_user(self.user_gm).approval_role_id = self.env.ref(
            "property_steward.role_centre_manager"
        )
        notice = self._draft()
        with self.assertRaises(UserError):
            notice.with_user(self.user_supervisor).action_post()
        notice.action_submit()
        notice.with_user(self.user_manager).action_approve()
        notice.with_user(self.user_supervisor).action_post()
        self.assertEqual(notice.state, "posted")
