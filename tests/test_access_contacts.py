from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import StewardCommon

# what a steward knows about a household
GUARDED = (
    "occupancy_ids",
    "household_state",
    "handover_date",
    "move_in_date",
    "segment",
    "segment_tag_ids",
    "is_key_customer",
    "key_customer_reason",
    "preferred_language",
    "contact_time",
    "no_phone_calls",
    "wishes",
    "last_contact_date",
)


@tagged("post_install", "-at_install", "access")
class TestAccessContacts(StewardCommon):
    """Contacts and accounting keep working for users who have no role here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "电梯公司", "is_company": True})
        cls.zhang.write({"wishes": "请勿打扰", "segment": "vip", "email": "zhang@example.com"})
        cls.user_clerk = cls.user_nobody.copy({"login": "t_clerk", "name": "文员"})
        cls.user_clerk.group_ids |= cls.env.ref("base.group_partner_manager")

    def _views(self, user):
        """Form, list, kanban and search of contacts as `user` gets them."""
        Partner = self.env["res.partner"].with_user(user)
        return Partner.get_views(
            [(False, "form"), (False, "list"), (False, "kanban"), (False, "search")]
        )

    def _read_ours(self, partner):
        """What a user of the portal gets of our fields without asking for a name."""
        partner = partner.with_user(self.user_portal)
        ours = [
            name
            for name in partner.fields_get()
            if partner._fields[name]._module == "property_steward"
        ]
        return partner.read(ours)[0]

    def test_the_views_of_contacts_show_no_guarded_field_without_a_role(self):
        for user in (self.user_nobody, self.user_clerk, self.user_accountant):
            answer = self._views(user)
            shown = answer["models"]["res.partner"]["fields"]
            self.assertFalse(set(GUARDED) & set(shown), user.name)
            for kind, view in answer["views"].items():
                for name in GUARDED:
                    self.assertNotIn(f'name="{name}"', view["arch"], (user.name, kind))

    def test_what_everybody_sees_of_a_household_is_chosen(self):
        """A new field is guarded, or named here with good reason."""
        fields = self.env["res.partner"]._fields.values()
        ours = {field for field in fields if field._module == "property_steward"}
        self.assertEqual(
            {field.name for field in ours if not field.groups},
            {
                "is_household",
                "household_unit_id",
                "household_community_id",
                "household_steward_id",
                "household_door",
            },
        )

    def test_the_steward_and_the_auditor_get_them(self):
        for user in (self.user_steward, self.user_auditor):
            fields = self.env["res.partner"].with_user(user).fields_get()
            self.assertLessEqual(set(GUARDED), set(fields))

    def test_everybody_opens_household_and_supplier_as_the_web_client_does(self):
        for user in (self.user_nobody, self.user_clerk, self.user_accountant, self.user_department):
            specification = {
                name: {} for view in self._views(user)["views"].values() for name in _shown(view)
            }
            for partner in (self.zhang, self.supplier):
                values = partner.with_user(user).web_read(specification)
                self.assertEqual(values[0]["name"], partner.name)
                self.assertFalse(set(GUARDED) & set(values[0]))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_guarded_fields_are_refused_by_name(self):
        for user in (self.user_nobody, self.user_accountant, self.user_department):
            household = self.zhang.with_user(user)
            for name in GUARDED:
                with self.assertRaises(AccessError, msg=name):
                    household.read([name])
                with self.assertRaises(AccessError, msg=name):
                    household.search([(name, "!=", False)])
                with self.assertRaises(AccessError, msg=name):
                    household.search([], order=name)
        with self.assertRaises(AccessError):
            self.zhang.with_user(self.user_clerk).write({"wishes": "随时来"})

    def test_everybody_finds_a_household_by_name_door_and_phone(self):
        for user in (self.user_nobody, self.user_accountant, self.user_department):
            Partner = self.env["res.partner"].with_user(user)
            for text in ("张三", "3-2-1204", "3栋2单元1204", "138 0000 1111"):
                found = [partner_id for partner_id, _name in Partner.name_search(text)]
                self.assertIn(self.zhang.id, found, (user.name, text))

    def test_a_clerk_without_a_role_keeps_contacts(self):
        with Form(self.env["res.partner"].with_user(self.user_clerk)) as form:
            form.name = "新供应商"
        supplier = form.record
        with Form(self.zhang.with_user(self.user_clerk)) as form:
            form.email = "new@example.com"
        self.assertEqual(self.zhang.email, "new@example.com")
        supplier.unlink()

    def test_a_user_in_the_portal_sees_the_own_contact_only(self):
        own = self.user_portal.partner_id
        self.assertFalse(set(GUARDED) & set(self._read_ours(own)))
        visible = self.env["res.partner"].with_user(self.user_portal).search([])
        self.assertNotIn(self.zhang, visible)
        self.assertIn(own, visible)

    def test_a_household_may_use_the_portal_and_still_sees_no_guarded_field(self):
        self._occupy(self.user_portal.partner_id, self.unit_102)
        household = self.user_portal.partner_id.with_user(self.user_portal)
        values = self._read_ours(household)
        self.assertEqual(values["household_door"], "3-1-102")
        self.assertFalse(set(GUARDED) & set(values))
        with self.assertRaises(AccessError):
            household.read(["occupancy_ids"])

    def test_the_accountant_bills_a_household(self):
        journal = self.env["account.journal"].search(
            [("type", "=", "sale"), ("company_id", "=", self.env.company.id)], limit=1
        )
        env = self.env(user=self.user_accountant)
        invoice = env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.zhang.id,
                "journal_id": journal.id,
                "invoice_line_ids": [
                    Command.create({"name": "物业费", "quantity": 1, "price_unit": 300.0})
                ],
            }
        )
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")
        with Form(invoice) as form:
            self.assertEqual(form.partner_id.display_name, self.zhang.name)
        view = invoice.get_views([(False, "form")])["views"]["form"]
        values = invoice.web_read({name: {} for name in _shown(view)})
        self.assertEqual(values[0]["partner_id"], self.zhang.id)


def _shown(view):
    """Names of the fields of a view, without those of its one2many lists."""
    arch = etree.fromstring(view["arch"])
    if arch.tag == "search":
        return set()
    return {node.get("name") for node in arch.xpath("//field[not(ancestor::field)]")}
