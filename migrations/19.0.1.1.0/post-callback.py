"""Profiles that firms made of their own get the callback rules and quotas of the shipped profile of
their kind; without them no household of theirs would be called back."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    for policy in env["steward.policy"].search([]):
        shipped = env.ref(f"property_steward.policy_{policy.kind}", raise_if_not_found=False)
        if not shipped or shipped == policy:
            continue
        if not policy.callback_rule_ids:
            for rule in shipped.callback_rule_ids:
                rule.copy({"policy_id": policy.id})
        if not policy.callback_check_rule_ids:
            for rule in shipped.callback_check_rule_ids:
                rule.copy({"policy_id": policy.id})
