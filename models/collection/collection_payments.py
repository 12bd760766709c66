from odoo import models

from ...engine import promise as engine


class Collection(models.Model):
    """Promises against the payments that really came in."""

    _inherit = "steward.collection"

    def _decide_promises(self):
        """Decide the promises of these cases anew: what a late bank statement brings, or a payment
        that was taken back, changes what was decided before. Dates of days of grace included.

        :return: cases of which a promise was broken, or kept in part only, just now
        """
        # sudo: what became of a promise follows from the ledger, whoever asks
        promises = (
            self.env["steward.payment.promise"]
            .sudo()
            .search(
                [("collection_id", "in", self.ids), ("state", "!=", "cancelled")],
                order="partner_id, id",
            )
        )
        broken = set()
        payments = promises._payments_since()
        places = {
            community: (community._today(), community.policy_id.promise_grace_days)
            for community in promises.community_id
        }
        digits = {company: company.currency_id.decimal_places for company in promises.company_id}
        for (payer, company), own in promises.grouped(
            lambda promise: (promise.partner_id.commercial_partner_id, promise.company_id)
        ).items():
            minor = 10 ** digits[company]
            made = {
                promise: promise._for_engine(places[promise.community_id][1], minor)
                for promise in own
            }
            allotted = engine.allot(made.values(), payments.get((payer.id, company.id), ()))
            for promise, facts in made.items():
                today = places[promise.community_id][0]
                paid = allotted[promise.id]
                state = engine.state(facts, paid, today)
                if promise._note_decision(state, paid, minor, today):
                    broken.add(promise.collection_id.id)
        return self.browse(broken)
