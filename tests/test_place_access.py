from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import StewardCommon

READ, WRITE, CREATE, UNLINK = "read", "write", "create", "unlink"
NONE = ""
ALL = f"{READ} {WRITE} {CREATE} {UNLINK}"
KEEP = f"{READ} {WRITE} {CREATE}"


@tagged("post_install", "-at_install")
class TestAccess(StewardCommon):
    """Who may do what with the records of the room, per persona."""

    PERSONAS = (
        "steward",
        "supervisor",
        "manager",
        "gm",
        "auditor",
        "department",
        "nobody",
        "accountant",
        "portal",
        "public",
    )
    # in the order of PERSONAS; whoever has no role reads places and roles, no more
    MATRIX = {
        "steward.community": (READ, READ, KEEP, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.building": (READ, KEEP, KEEP, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.unit": (READ, KEEP, KEEP, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.occupancy": (
            f"{READ} {WRITE}",
            KEEP,
            KEEP,
            ALL,
            READ,
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
        ),
        "steward.segment.tag": (READ, READ, READ, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.role": (READ, READ, READ, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.role.assignment": (READ, READ, ALL, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.role.grant": (NONE,) * 10,
        "steward.policy": (READ, READ, READ, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.quiet.period": (READ, READ, READ, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.contact.mode": (READ, READ, READ, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.contact.type": (READ, READ, READ, ALL, READ, READ, READ, READ, NONE, NONE),
        "steward.export.log": (NONE, NONE, NONE, READ, READ, NONE, NONE, NONE, NONE, NONE),
        "steward.occupancy.change": (ALL, ALL, ALL, ALL, NONE, NONE, NONE, NONE, NONE, NONE),
        "steward.area.hand.over": (NONE, ALL, ALL, ALL, NONE, NONE, NONE, NONE, NONE, NONE),
        "steward.login.create": (NONE, NONE, ALL, ALL, NONE, NONE, NONE, NONE, NONE, NONE),
    }

    def test_the_matrix_of_models_and_personas(self):
        for model, row in self.MATRIX.items():
            for persona, allowed in zip(self.PERSONAS, row, strict=True):
                records = self.env[model].with_user(getattr(self, f"user_{persona}"))
                for operation in (READ, WRITE, CREATE, UNLINK):
                    with self.subTest(model=model, persona=persona, operation=operation):
                        self.assertEqual(
                            records.has_access(operation), operation in allowed.split()
                        )

    def test_places_are_changed_only_where_a_role_is_held(self):
        self.env["steward.role.assignment"].search(
            [("community_id", "=", self.mall.id), ("employee_id", "=", self.supervisor.id)]
        ).unlink()
        self.building3.with_user(self.user_supervisor).name = "三"
        with self.assertRaises(AccessError):
            self.building_mall.with_user(self.user_supervisor).name = "甲"
        self.env["steward.role.assignment"].search(
            [("community_id", "=", self.mall.id), ("employee_id", "=", self.manager.id)]
        ).unlink()
        self.community.with_user(self.user_manager).hotline = "1"
        with self.assertRaises(AccessError):
            self.mall.with_user(self.user_manager).hotline = "1"
        self.mall.with_user(self.user_gm).hotline = "1"

    def test_everybody_else_goes_on_creating_contacts(self):
        group = self.env.ref("base.group_partner_manager")
        for user in (self.user_accountant, self.user_nobody, self.user_department):
            user.group_ids |= group
            form = Form(self.env["res.partner"].with_user(user))
            form.name = "供应商"
            partner = form.save()
            self.assertEqual(partner.with_user(user).copy().name, "供应商 (copy)")
            partner.with_user(user).unlink()

    def test_the_accountant_invoices_a_household_by_its_plain_name(self):
        form = Form(
            self.env["account.move"]
            .with_user(self.user_accountant)
            .with_context(default_move_type="out_invoice")
        )
        form.partner_id = self.zhang
        self.assertEqual(form.save().partner_id.display_name, "张三")
