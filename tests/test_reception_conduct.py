from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .reception_common import ReceptionCommon


@tagged("post_install", "-at_install")
class TestConduct(ReceptionCommon):
    """The rules of conduct are data, read by everybody and ticked where they apply."""

    def _texts(self, kind):
        Item = self.env["steward.checklist.item"].with_user(self.user_nobody)
        items = Item.with_context(lang="en_US").search([("kind", "=", kind)])
        return "\n".join(items.mapped("name"))

    def test_R057_the_steps_of_a_reception(self):
        """R057, R068, R075: greet, offer a seat, ask, see off; three rings; everybody alike."""
        text = self._texts("reception")
        for words in ("Greet", "seat", "wait a moment", "purpose", "See the visitor off"):
            self.assertIn(words, text)
        self.assertIn("three rings", text)
        self.assertIn("acquaintance or stranger", text)

    def test_R108_a_complaint_begins_with_an_apology(self):
        """R075, R101, R108."""
        text = self._texts("complaint")
        self.assertTrue(text.startswith("Apologise on behalf of the department first"))
        self.assertIn("no confrontation", text)
        self.assertIn("truthfully", text)

    def test_R037_the_rules_of_a_talk_on_the_phone(self):
        """R036, R037: short, key points first, listening, the household's own dialect."""
        text = self._texts("phone_call")
        for words in ("dialect", "Key points first", "then a pause", "Listen", "15 to 20 words"):
            self.assertIn(words, text)

    def test_R037_the_form_of_a_call_says_what_language_the_household_speaks(self):
        self.zhang.preferred_language = "上海话"
        Visit = self.env["steward.visit"].with_user(self.user_steward)
        with Form(Visit) as form:
            form.partner_id = self.zhang
            form.mode_id = self.env.ref("property_steward.contact_mode_phone")
            form.needs = "一切都好"
            self.assertEqual(form.preferred_language, "上海话")

    def test_R058_the_rules_at_a_door(self):
        """R058, R059, R060, R061, R062: dressed, ringing, consent, no sofa, no gifts."""
        for kind in ("door_visit", "repair_visit"):
            text = self._texts(kind)
            for words in ("badge", "wait five seconds", "consent", "No sofa", "No tips"):
                self.assertIn(words, text)
            self.assertIn("no cigarettes", text, "R060")
        self.assertIn("No violent knocking", self._texts("door_visit"))
        self.assertIn("tools and materials", self._texts("repair_visit"))

    def test_ticked_on_the_reception(self):
        items = self.env["steward.checklist.item"].search([("kind", "=", "reception")])[:2]
        reception = self._receive(answered_on_spot=True, checklist_item_ids=items.ids)
        self.assertEqual(reception.checklist_item_ids, items)
        self.assertEqual(reception.checklist_kind, "reception")

    def test_a_complaint_among_the_matters_asks_for_the_conduct_of_complaints(self):
        with Form(self.env["steward.reception"].with_user(self.user_nobody)) as form:
            form.partner_id = self.zhang
            form.text = "保安态度差"
            form.promised_at = "2026-03-11 02:00:00"
            self.assertEqual(form.checklist_kind, "reception")
            with form.case_ids.new() as line:
                line.category = "complaint"
            self.assertEqual(form.checklist_kind, "complaint")

    def test_R058_ticked_on_a_visit_before_it_is_recorded(self):
        visit = (
            self.env["steward.visit"]
            .with_user(self.user_steward)
            .create(
                {
                    "partner_id": self.zhang.id,
                    "mode_id": self.env.ref("property_steward.contact_mode_door").id,
                    "consent": True,
                    "needs": "一切都好",
                }
            )
        )
        items = self.env["steward.checklist.item"].search([("kind", "=", "door_visit")])
        visit.checklist_item_ids = items
        visit.action_done()
        self.assertEqual(visit.checklist_item_ids, items)

    def test_only_the_general_manager_changes_them(self):
        item = self.env["steward.checklist.item"].search([], limit=1)
        with self.assertRaises(AccessError):
            item.with_user(self.user_manager).name = "随便"
        item.with_user(self.user_gm).name = "两声铃内接听"

    def test_R058_printed_to_be_ticked(self):
        report = self.env["ir.actions.report"].with_user(self.user_steward)
        checklist = self.env.ref("property_steward.checklist_door_visit")
        html = report._render_qweb_html("property_steward.report_conduct", checklist.ids)[0]
        text = html.decode()
        self.assertEqual(text.count("☐"), len(checklist.item_ids))
        self.assertIn(checklist.item_ids[0].name, text)
