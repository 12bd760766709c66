from datetime import timedelta

from odoo import api, fields, models


class Case(models.Model):
    """Many cases at once: what follows from the household and the label is read from them, where
    the ORM would make a record of each case to compute it. The values are those that the computed
    fields give."""

    _name = "steward.case"
    _inherit = ["steward.case", "steward.batch.mixin"]

    def _add_precomputed_values(self, vals_list):
        if len(vals_list) > 1:
            self._add_batch_values([vals for vals in vals_list if not vals.get("visit_id")])
        return super()._add_precomputed_values(vals_list)

    @api.model
    def _add_batch_values(self, vals_list):
        # sudo: where a household lives is no secret, and is only noted on its case
        env = self.sudo().env
        households = self._by_id(env["res.partner"], vals_list, "partner_id")
        communities = self._by_id(env["steward.community"], vals_list, "community_id")
        units = self._by_id(env["steward.unit"], vals_list, "unit_id")
        nobody, nowhere = env["res.partner"], env["steward.unit"]
        labels = dict(self._fields["category"]._description_selection(self.env))
        now = fields.Datetime.now()
        departments = {}
        for vals in vals_list:
            household = households.get(vals.get("partner_id"), nobody)
            community = communities.get(vals.get("community_id"), household.household_community_id)
            if not community:
                # says what is missing
                continue
            if "unit_id" in vals:
                unit = units.get(vals["unit_id"], nowhere)
            else:
                unit = household.household_unit_id
            received_at = fields.Datetime.to_datetime(vals.get("received_at")) or now
            received_on = community._to_local(received_at).date()
            days = community.policy_id.opinion_answer_days
            key = (vals.get("category"), vals.get("topic_id"), vals.get("channel"), community.id)
            if "department_id" not in vals and key not in departments:
                departments[key] = self._department_of(*key)
            derived = {
                "name": self._first_line(vals.get("words")) or labels.get(vals.get("category")),
                "partner_id": False,
                "community_id": community.id,
                "company_id": community.company_id.id,
                "unit_id": unit.id,
                "building_id": unit.building_id.id,
                "steward_id": unit.steward_id.id,
                "department_id": departments.get(key),
                "origin": "manual",
                "received_at": received_at,
                "received_on": received_on,
                "date_due": days and received_on + timedelta(days=days),
            }
            vals.update((name, value) for name, value in derived.items() if name not in vals)

    @api.model
    def _by_id(self, records, vals_list, name):
        ids = {vals.get(name) for vals in vals_list} - {None, False}
        return {record.id: record for record in records.browse(ids)}

    @api.model
    def _department_of(self, category, topic_id, channel, community_id):
        # sudo: which department answers is noted on the case
        case = self.sudo().new(
            {
                "category": category,
                "topic_id": topic_id,
                "channel": channel,
                "community_id": community_id,
            }
        )
        return case.department_id.id
