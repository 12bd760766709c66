from datetime import timedelta

from odoo import api, fields, models


class Case(models.Model):
    """Many cases at once: what follows from the household and the label is found once for each of
    them, and not for each case. The values are those that the computed fields would give."""

    _inherit = "steward.case"

    @api.model_create_multi
    def create(self, vals_list):
        alone = {"visit_id", "reception_id"}
        if len(vals_list) > 1 and not any(vals.get(name) for vals in vals_list for name in alone):
            vals_list = self._completed(vals_list)
        return super().create(vals_list)

    @api.model
    def _completed(self, vals_list):
        """`vals_list` with the values of the fields that are computed beforehand."""
        now = fields.Datetime.now()
        claimed = self.default_get(["channel", "category", "partner_id", "topic_id", "words"])
        places = {}
        departments = {}
        labels = dict(self._fields["category"]._description_selection(self.env))
        # sudo: where a household lives is no secret, and is only noted on its case
        Partner = self.env["res.partner"].sudo()
        completed = []
        households = Partner.browse(
            {vals["partner_id"] for vals in vals_list if vals.get("partner_id")}
        )
        by_id = {household.id: household for household in households}
        for given in vals_list:
            vals = {**claimed, **given}
            key = (vals.get("partner_id"), vals.get("community_id"), vals.get("unit_id"))
            if key not in places:
                household = by_id.get(key[0], Partner)
                places[key] = self._place_values(household, *key[1:])
            vals = {**places[key][1], **{name: v for name, v in vals.items() if v is not None}}
            community = places[key][0]
            if not community or not vals.get("category"):
                # says what is missing
                completed.append(given)
                continue
            vals["name"] = (
                vals.get("name") or self._first_line(vals.get("words")) or labels[vals["category"]]
            )
            vals["origin"] = vals.get("origin") or "manual"
            received = fields.Datetime.to_datetime(vals.get("received_at")) or now
            vals["received_at"] = received
            days = community.policy_id.opinion_answer_days
            if "date_due" not in vals:
                received_on = community._to_local(received).date()
                vals["date_due"] = days and received_on + timedelta(days=days)
            if "department_id" not in given:
                key = (vals["category"], vals.get("topic_id"), vals.get("channel"), community.id)
                if key not in departments:
                    departments[key] = self._department_of(*key)
                vals["department_id"] = departments[key]
            completed.append(vals)
        return completed

    @api.model
    def _place_values(self, household, community_id, unit_id):
        """The community, and the values of the fields that follow from household and unit."""
        # sudo: as in `_completed`
        unit = self.env["steward.unit"].sudo().browse(unit_id) or household.household_unit_id
        community = (
            self.env["steward.community"].sudo().browse(community_id)
            or household.household_community_id
        )
        return community, {
            "community_id": community.id,
            "unit_id": unit.id,
            "steward_id": unit.steward_id.id,
        }

    def _add_precomputed_values(self, vals_list):
        """What nobody enters, company, building and day of receipt, for the whole batch: the ORM
        would make a record of each case to compute it."""
        if len(vals_list) > 1:
            # sudo: as in `_completed`
            communities = self.env["steward.community"].sudo()
            communities = communities.browse(
                {vals.get("community_id") for vals in vals_list} - {False, None}
            )
            units = self.env["steward.unit"].sudo()
            units = units.browse({vals.get("unit_id") for vals in vals_list} - {False, None})
            community_of = {community.id: community for community in communities}
            building_of = {unit.id: unit.building_id.id for unit in units}
            for vals in vals_list:
                community = community_of.get(vals.get("community_id"))
                received = fields.Datetime.to_datetime(vals.get("received_at"))
                if community and received and "unit_id" in vals:
                    vals["company_id"] = community.company_id.id
                    vals["building_id"] = building_of.get(vals["unit_id"], False)
                    vals["received_on"] = community._to_local(received).date()
        return super()._add_precomputed_values(vals_list)

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
