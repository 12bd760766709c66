"""Surveys become duties and visits of databases that were there before: the yearly survey of the
service items is done with a survey (R090), and profiles that a firm has made of its own get the
duties and the visits of the shipped profile of their kind (R025, R090, R184, R231, R255).
Records that were changed by hand stay as they are."""

from odoo import SUPERUSER_ID, api

KINDS = ("residential", "shopping", "office")
DUTIES = ("appraisal", "survey_plan", "survey_summary")
TRIGGERS = ("survey", "survey_improved")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    surveyed = env["steward.duty.rule"].search([("rule_ref", "=", "R090"), ("kind", "=", "other")])
    surveyed.write(
        {
            "kind": "survey",
            "rule_ref": "R090, R259",
            "survey_type_id": env.ref("property_steward.survey_type_annual").id,
        }
    )
    env["steward.duty"].search(
        [("rule_id", "in", surveyed.ids), ("state", "=", "draft")]
    ).kind = "survey"
    for kind in KINDS:
        shipped = env.ref(f"property_steward.policy_{kind}", raise_if_not_found=False)
        own = env["steward.policy"].search([("kind", "=", kind)])
        own = own.filtered(lambda policy, shipped=shipped: policy != shipped)
        for code in DUTIES:
            rule = env.ref(f"property_steward.duty_rule_{kind}_{code}", raise_if_not_found=False)
            for policy in own if rule else ():
                if policy.duty_rule_ids and rule.rule_ref not in policy.duty_rule_ids.mapped(
                    "rule_ref"
                ):
                    rule.copy({"policy_id": policy.id})
        for trigger in TRIGGERS:
            rule = env.ref(
                f"property_steward.callback_rule_{kind}_{trigger}", raise_if_not_found=False
            )
            for policy in own if rule else ():
                if trigger not in policy.callback_rule_ids.mapped("trigger"):
                    rule.copy({"policy_id": policy.id})
