"""R321: profiles that a firm has made of its own owe the month's public response as well; those
that come with the application got it with their data. R087: measures of a plan that are published
already know the promise that speaks of them."""

from odoo import SUPERUSER_ID, api

KINDS = ("residential", "shopping", "office")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    for kind in KINDS:
        rule = env.ref(f"property_steward.duty_rule_{kind}_response", raise_if_not_found=False)
        if not rule:
            continue
        for policy in env["steward.policy"].search([("kind", "=", kind)]):
            if "response" not in policy.duty_rule_ids.mapped("kind"):
                rule.copy({"policy_id": policy.id})
    cr.execute(
        """
        UPDATE steward_publication_line promise
           SET plan_line_id = (SELECT min(measure.id)
                                 FROM steward_rectification_plan_line measure
                                WHERE measure.plan_id = paper.plan_id
                                  AND measure.problem = promise.opinion)
          FROM steward_publication paper
         WHERE paper.id = promise.publication_id AND paper.plan_id IS NOT NULL
        """
    )
