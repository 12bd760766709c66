"""R303: profiles that a firm has made of its own get the rule of the callbacks that sheets wish, as
the shipped profile of their kind has it. Households that wished one on a sheet of a survey that is
still under way are owed it from now on; those of closed surveys wait for nothing any more."""

from odoo import SUPERUSER_ID, api, fields

KINDS = ("residential", "shopping", "office")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    for kind in KINDS:
        shipped = env.ref(f"property_steward.policy_{kind}", raise_if_not_found=False)
        rule = env.ref(
            f"property_steward.callback_rule_{kind}_survey_wish", raise_if_not_found=False
        )
        own = env["steward.policy"].search([("kind", "=", kind)])
        for policy in own.filtered(lambda policy, shipped=shipped: policy != shipped):
            if rule and "survey_wish" not in policy.callback_rule_ids.mapped("trigger"):
                rule.copy({"policy_id": policy.id})
    answered = env["steward.survey.sheet"].search(
        [("answered_at", "!=", False), ("wave_id.state", "in", ("issued", "collected"))]
    )
    answered.with_context(active_test=True)._settle_wishes(fields.Datetime.now())
