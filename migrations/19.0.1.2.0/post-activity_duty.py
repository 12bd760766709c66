"""R188: profiles that a firm has made of its own get the half-yearly duty to hold a public-welfare
activity; those that come with the application get it with their data."""

from odoo import SUPERUSER_ID, api

STANDARD = ("residential", "shopping", "office")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    for kind in STANDARD:
        rule = env.ref(f"property_steward.duty_rule_{kind}_welfare", raise_if_not_found=False)
        if not rule:
            continue
        own = env["steward.policy"].search([("kind", "=", kind)])
        for policy in own:
            if "welfare" not in policy.duty_rule_ids.mapped("kind"):
                rule.copy({"policy_id": policy.id})
