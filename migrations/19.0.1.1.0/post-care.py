"""R022: roles that were installed before life events get to see the confidential ones, as the
procedures say; roles are not touched by an update."""

from odoo import SUPERUSER_ID, api

ROLES = ("general_manager", "project_manager", "centre_manager", "supervisor", "health_steward")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for code in ROLES:
        role = env.ref(f"property_steward.role_{code}", raise_if_not_found=False)
        if role:
            role.sees_confidential = True
