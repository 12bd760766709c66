"""The front desk and quality get groups of their own, and see the whole community; who holds these
roles gets the group. A group that a firm has given to the role itself stays."""

from odoo import SUPERUSER_ID, api

ROLES = ("reception", "quality")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for code in ROLES:
        role = env.ref(f"property_steward.role_{code}", raise_if_not_found=False)
        if not role:
            continue
        vals = {"scope": "community"}
        if not role.group_id:
            vals["group_id"] = env.ref(f"property_steward.property_steward_group_{code}").id
        role.write(vals)
