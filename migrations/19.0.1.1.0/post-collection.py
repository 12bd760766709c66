"""Profiles that firms made of their own get the steps of fee collection of the shipped profile of
their kind; without them no household of theirs would be chased."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    for policy in env["steward.policy"].search([]):
        shipped = env.ref(f"property_steward.policy_{policy.kind}", raise_if_not_found=False)
        if shipped and shipped != policy and not policy.collection_step_ids:
            for step in shipped.collection_step_ids:
                step.copy({"policy_id": policy.id})
