from odoo import models
from odoo.fields import Domain


class KeyCustomerList(models.AbstractModel):
    """Key customer list of a community (重点客户清单, C088, R235)."""

    _name = "report.property_steward.report_key_customers"
    _description = "Key Customer List"
    _inherit = "steward.form"
    _form_model = "steward.community"

    def _form_values(self, docs):
        # the occupancies' rules decide whose customers the user sees
        lines = self.env["steward.occupancy"].search(
            Domain("community_id", "in", docs.ids) & Domain("partner_id.is_key_customer", "=", True)
        )
        by_community = lines.partner_id.sorted(
            lambda partner: (partner.household_unit_id.door_key or "", partner.id)
        ).grouped("household_community_id")
        return {
            "pages": {
                community.id: self._pages(
                    [
                        {"cells": self._cells(partner)}
                        for partner in by_community.get(community, [])
                    ],
                    [10, 15, 12, 9, 21, 8, 9, 11],
                    orientation="landscape",
                )
                for community in docs
            }
        }

    def _cells(self, partner):
        return [
            partner.household_door or "",
            partner.name or "",
            partner.phone or "",
            self._label(partner, "segment"),
            partner.key_customer_reason or "",
            self._label(partner, "contact_time"),
            partner.household_steward_id.name or "",
            self._day(partner.last_contact_date),
        ]
