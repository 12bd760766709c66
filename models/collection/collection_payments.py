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
        broken = self.browse()
        payments = promises._payments_since()
        for key, own in promises.grouped(lambda promise: promise._payer_key()).items():
            today = {promise: promise.community_id._today() for promise in own}
            made = [promise._for_engine() for promise in own]
            allotted = engine.allot(made, payments.get(key, ()))
            for promise, facts in zip(own, made, strict=True):
                state = engine.state(facts, allotted[promise.id], today[promise])
                if promise._note_decision(state, allotted[promise.id], today[promise]):
                    broken |= promise.collection_id.with_env(self.env)
        return broken
