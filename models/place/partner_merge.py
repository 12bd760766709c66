from odoo import api, models
from odoo.exceptions import UserError


class MergePartnerAutomatic(models.TransientModel):
    """Contact merge rewrites foreign keys in SQL: occupancies, visits, plan lines and cases move
    along. What SQL cannot see is done here, and what would falsify history is refused."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        self._check_occupancies(self.env["res.partner"].browse(partner_ids).exists())
        return super()._merge(partner_ids, dst_partner, extra_checks)

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        self._settle_plan_lines(src_partners, dst_partner)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        # sudo: derived values, whoever merges
        self.env["steward.occupancy"].sudo().search([("partner_id", "=", dst_partner.id)]).modified(
            ["unit_id"]
        )
        # sudo: whoever merges, the next generation compares what the household now has
        lines = self.env["steward.visit.plan.line"].sudo()
        lines.search([("partner_id", "=", dst_partner.id)])._doubt()
        self.env.flush_all()
        return result

    @api.model
    def _update_values(self, src_partners, dst_partner):
        # sudo: what is known of the household is kept, whoever merges
        values = self._household_values(dst_partner.sudo(), src_partners.sudo())
        result = super()._update_values(src_partners, dst_partner)
        dst_partner.sudo().write(values)
        return result

    @api.model
    def _check_occupancies(self, partners):
        """Two who followed each other in a unit, or were there together, are two parties.

        :raise UserError: naming the unit and both of them
        """
        # sudo: lines that the user may not see would be moved as well
        lines = self.env["steward.occupancy"].sudo().search([("partner_id", "in", partners.ids)])
        for unit, there in lines.grouped("unit_id").items():
            for first in there:
                for other in there:
                    if first.partner_id >= other.partner_id:
                        continue
                    overlap = (not first.date_to or first.date_to >= other.date_from) and (
                        not other.date_to or other.date_to >= first.date_from
                    )
                    if first.role == other.role or overlap:
                        raise UserError(
                            self.env._(
                                "%(first)s and %(other)s both stand in the history of %(door)s "
                                "as %(first_role)s and %(other_role)s. Merging them would drop "
                                "how it changed hands; they cannot be the same household.",
                                first=first.partner_id.name,
                                other=other.partner_id.name,
                                door=unit.door,
                                first_role=first._role_label(),
                                other_role=other._role_label(),
                            )
                        )

    @api.model
    def _settle_plan_lines(self, src_partners, dst_partner):
        """One household owes one visit by a rule and period: of two open ones, one is cancelled;
        two that were held both stay, the second as one that a person had added."""
        # sudo: obligations of both contacts, whoever merges
        lines = (
            self.env["steward.visit.plan.line"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", (src_partners | dst_partner).ids),
                    ("state", "!=", "cancelled"),
                    ("is_manual", "=", False),
                ]
            )
        )
        key = ("rule_id", "community_id", "period_end")
        for twins in lines.grouped(lambda line: tuple(line[name] for name in key)).values():
            ordered = twins.sorted(
                lambda line: (line.state != "done", line.partner_id != dst_partner, line.id)
            )
            for line in ordered[1:]:
                line.write({"is_manual": True} if line.state == "done" else {"state": "cancelled"})
        lines.flush_recordset()

    @api.model
    def _household_values(self, household, others):
        """What the merged household is: nothing that one of the contacts knew gets lost."""
        contacts = household | others

        def first_known(name, default):
            return next((p[name] for p in contacts if p[name] and p[name] != default), default)

        wishes = dict.fromkeys(filter(None, contacts.mapped("wishes")))
        return {
            "segment": first_known("segment", "ordinary"),
            "contact_time": first_known("contact_time", "any"),
            "is_key_customer": any(contacts.mapped("is_key_customer")),
            "no_phone_calls": any(contacts.mapped("no_phone_calls")),
            "key_customer_reason": first_known("key_customer_reason", False),
            "preferred_language": first_known("preferred_language", False),
            "wishes": "\n".join(wishes) or False,
            "last_contact_date": max(
                filter(None, contacts.mapped("last_contact_date")), default=False
            ),
        }
