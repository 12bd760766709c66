"""The personas and the places that the tests share.

翠湖花园 is residential: building 3 belongs to the steward 王芳, building 10 to 赵敏; one
supervisor, one centre manager, one general manager. 星光广场 is a shopping centre run by the same
people. Names differ from the demo data's, so that the tests run with and without it.
"""

from contextlib import contextmanager
from datetime import date

from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

PREFIX = "property_steward.property_steward_group_"


class StewardCommon(BaseCommon):
    """Personas: `cls.<who>` is the employee, `cls.user_<who>` the login; places and households.

    Times are Asia/Shanghai. Use `self.env(user=self.user_steward)` or `record.with_user(...)`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_staff()
        cls._create_places()
        cls._fill_roles()
        cls._create_households()

    @contextmanager
    def assertRefused(self, exception, text):
        """Refused with a message that names `text`; nothing of it stays in the database."""
        with self.assertRaises(exception) as caught:
            yield
        self.assertIn(text, str(caught.exception))

    # staff

    @classmethod
    def _create_person(cls, who, name, groups="base.group_user", **vals):
        """Employee `cls.<who>` with the login `cls.user_<who>`. Groups that roles grant come
        with the role assignment."""
        user = new_test_user(
            cls.env,
            login=f"t_{who}",
            name=name,
            groups=groups,
            tz="Asia/Shanghai",
            email=f"t_{who}@example.com",
            company_id=cls.env.company.id,
        )
        employee = cls.env["hr.employee"].create(
            {
                "name": name,
                "user_id": user.id,
                "company_id": cls.env.company.id,
                "tz": "Asia/Shanghai",
                **vals,
            }
        )
        setattr(cls, f"user_{who}", user)
        setattr(cls, who, employee)
        return employee

    @classmethod
    def _create_staff(cls):
        cls.department_engineering = cls.env["hr.department"].create({"name": "工程维修部（测试）"})
        cls._create_person("steward", "王芳")
        cls._create_person("steward2", "赵敏")
        cls._create_person("supervisor", "李强")
        cls._create_person("manager", "陈伟")
        cls._create_person("gm", "周总")
        cls._create_person(
            "department",
            "孙工",
            groups=f"base.group_user,{PREFIX}department",
            department_id=cls.department_engineering.id,
        )
        cls._create_person("auditor", "审计", groups=f"base.group_user,{PREFIX}auditor")
        cls._create_person("collector", "吴收费")
        cls._create_person("nobody", "无岗")
        cls._create_person(
            "accountant", "钱会计", groups="base.group_user,account.group_account_manager"
        )
        cls.user_portal = new_test_user(
            cls.env, login="t_portal", groups="base.group_portal", tz="Asia/Shanghai"
        )
        cls.user_public = cls.env.ref("base.public_user")

    # places

    @classmethod
    def _create_places(cls):
        Community = cls.env["steward.community"]
        cls.community = Community.create(
            {
                "name": "翠湖花园",
                "kind": "residential",
                "tz": "Asia/Shanghai",
                "service_centre_name": "翠湖花园物业服务中心",
                "hotline": "0571-88990000",
            }
        )
        cls.mall = Community.create({"name": "星光广场", "kind": "shopping", "tz": "Asia/Shanghai"})
        Building = cls.env["steward.building"]
        cls.building3, cls.building10, cls.building_mall = Building.create(
            [
                {"name": "3", "community_id": cls.community.id, "steward_id": cls.steward.id},
                {"name": "10", "community_id": cls.community.id, "steward_id": cls.steward2.id},
                {"name": "A", "community_id": cls.mall.id, "steward_id": cls.steward.id},
            ]
        )
        cls.unit_1204 = cls._create_unit(cls.building3, "1204", entrance="2")
        cls.unit_101 = cls._create_unit(cls.building3, "101", entrance="1")
        cls.unit_102 = cls._create_unit(cls.building3, "102", entrance="1")
        cls.unit_10_201 = cls._create_unit(cls.building10, "201", entrance="1")
        cls.shop_anchor = cls._create_unit(
            cls.building_mall, "101", unit_type="shop", shop_class="anchor"
        )
        cls.shop_catering = cls._create_unit(
            cls.building_mall, "102", unit_type="shop", shop_class="other", is_catering=True
        )

    @classmethod
    def _create_unit(cls, building, number, **vals):
        return cls.env["steward.unit"].create(
            {"building_id": building.id, "number": number, **vals}
        )

    @classmethod
    def _fill_roles(cls):
        holders = {
            "steward": cls.steward + cls.steward2,
            "supervisor": cls.supervisor,
            "centre_manager": cls.manager,
            "general_manager": cls.gm,
            "collector": cls.collector,
        }
        cls.env["steward.role.assignment"].create(
            [
                {
                    "community_id": community.id,
                    "role_id": cls.env.ref(f"property_steward.role_{role}").id,
                    "employee_id": employee.id,
                    "date_from": date(2020, 1, 1),
                }
                for community in cls.community + cls.mall
                for role, employees in holders.items()
                for employee in employees
            ]
        )

    @classmethod
    def _assign(cls, employee, role, community=None, **vals):
        """`role` by the end of its XML id; in force since 2020."""
        return cls.env["steward.role.assignment"].create(
            {
                "community_id": (community or cls.community).id,
                "role_id": cls.env.ref(f"property_steward.role_{role}").id,
                "employee_id": employee.id,
                "date_from": date(2020, 1, 1),
                **vals,
            }
        )

    # households

    @classmethod
    def _create_household(cls, name, unit, phone=False, role="owner", **vals):
        """A contact with one occupancy of `unit`; `vals` are the occupancy's."""
        partner = cls.env["res.partner"].create({"name": name, "phone": phone})
        cls._occupy(partner, unit, role=role, **vals)
        return partner

    @classmethod
    def _occupy(cls, partner, unit, role="owner", **vals):
        return cls.env["steward.occupancy"].create(
            {
                "partner_id": partner.id,
                "unit_id": unit.id,
                "role": role,
                "date_from": date(2020, 6, 1),
                **vals,
            }
        )

    @classmethod
    def _create_households(cls):
        # lives there
        cls.zhang = cls._create_household(
            "张三",
            cls.unit_1204,
            "13800001111",
            is_payer=True,
            handover_date=date(2020, 6, 1),
            move_in_date=date(2020, 9, 1),
        )
        # keys received, not moved in (F28)
        cls.li = cls._create_household(
            "李四", cls.unit_101, "13800002222", handover_date=date(2020, 6, 1)
        )
        # lives in the other steward's building
        cls.zhao = cls._create_household(
            "赵六", cls.unit_10_201, "13800003333", move_in_date=date(2021, 1, 1)
        )
        # tenants of the shopping centre
        cls.anchor = cls._create_household(
            "大润超市", cls.shop_anchor, "13800004444", role="tenant", move_in_date=date(2020, 6, 1)
        )
        cls.catering = cls._create_household(
            "川味坊", cls.shop_catering, "13800005555", role="tenant", move_in_date=date(2020, 6, 1)
        )

    @classmethod
    def _hold_visit(cls, line):
        """The conversation by which a planned visit counts as held."""
        visit = cls.env["steward.visit"].create(
            {
                "partner_id": line.partner_id.id,
                "community_id": line.community_id.id,
                "steward_id": line.steward_id.id,
                "mode_id": cls.env.ref("property_steward.contact_mode_door").id,
                "line_id": line.id,
                "consent": True,
                "needs": "一切都好",
            }
        )
        visit.fulfil_line_ids = line
        visit.action_done()
        return visit
