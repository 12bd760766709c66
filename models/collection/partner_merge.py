from odoo import api, models


class MergePartnerAutomatic(models.TransientModel):
    """Two contacts that owe turn out to be one household (R221)."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        self._join_arrears_lines(src_partners | dst_partner)
        self._join_cases(src_partners | dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _join_arrears_lines(self, partners):
        """Two contacts in one arrears plan become one household that owes what both did (R271)."""
        # sudo: lines that the user may not see are moved as well
        Line = self.env["steward.collection.plan.line"].sudo()
        lines = Line.search([("partner_id", "in", partners.ids)])
        for twins in lines.grouped("plan_id").values():
            first, others = twins[0], twins[1:]
            if not others:
                continue
            first.write(
                {
                    "overdue": sum(twins.mapped("overdue")),
                    "target_amount": sum(twins.mapped("target_amount")),
                    "oldest_due": min(filter(None, twins.mapped("oldest_due")), default=False),
                }
            )
            others.unlink()
        self.env.flush_all()

    @api.model
    def _join_cases(self, partners):
        """The case that has been open longer goes on with the promises of both; the other one is
        closed."""
        # sudo: cases of both contacts, whoever merges
        Collection = self.env["steward.collection"].sudo()
        cases = Collection.search(
            [("partner_id", "in", partners.ids), ("state", "=", "open")], order="opened_on, id"
        )
        for twins in cases.grouped("community_id").values():
            first, others = twins[:1], twins[1:]
            if others:
                others.promise_ids.write({"collection_id": first.id})
                others._close("error", self.env._("Its contact was merged with another one."))
        self.env.flush_all()
