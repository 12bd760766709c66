from collections import defaultdict
from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ...engine import promise as engine


class PaymentPromise(models.Model):
    """What became of promises, by the payments in the ledger (R168)."""

    _inherit = "steward.payment.promise"

    def _for_engine(self, grace, minor):
        """This promise in the smallest unit of the currency, of which `minor` make one."""
        self.ensure_one()
        return engine.Promise(
            self.id,
            self.made_on,
            self.date_promised + timedelta(days=grace),
            round(self.amount * minor),
            self.create_date,
        )

    def _note_decision(self, state, paid, minor, today):
        """Keep what was decided. Returns whether it was broken just now."""
        self.ensure_one()
        was = self.state
        if state == was and paid == round(self.amount_paid * minor):
            return False
        vals = {"amount_paid": paid / minor}
        if state != was:
            vals |= {"state": state, "decided_on": False if state == "open" else today}
        self.write(vals)
        return state in ("partly", "broken") and was in ("open", "kept")

    def _payments_since(self):
        """{(payer, company): payments}, in one statement: what lines of bank, cash and card
        journals credited to the payer's receivable account since the first promise was made.

        Credit notes and write-offs bring no money in: what an entry writes off to income or
        expense is taken out of it.
        """
        if not self:
            return {}
        self.env["account.move.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT payer.commercial_partner_id, l.company_id, l.date, min(l.create_date),
                       -sum(l.balance) - COALESCE((
                           SELECT GREATEST(0, sum(w.balance))
                             FROM account_move_line w
                             JOIN account_account off ON off.id = w.account_id
                            WHERE w.move_id = l.move_id
                              AND (off.account_type LIKE 'income%%'
                                   OR off.account_type LIKE 'expense%%')
                              AND (w.partner_id IS NULL OR w.partner_id = min(l.partner_id))
                       ), 0)
                  FROM account_move_line l
                  JOIN account_account account
                    ON account.id = l.account_id AND account.account_type = 'asset_receivable'
                  JOIN account_journal journal
                    ON journal.id = l.journal_id AND journal.type IN ('bank', 'cash', 'credit')
                  JOIN res_partner payer ON payer.id = l.partner_id
                 WHERE l.parent_state = 'posted'
                   AND l.date >= %s
                   AND l.partner_id IN (SELECT id FROM res_partner
                                         WHERE commercial_partner_id = ANY(%s))
                   AND l.company_id = ANY(%s)
              GROUP BY l.move_id, payer.commercial_partner_id, l.company_id, l.date
                """,
                min(self.mapped("made_on")),
                self.partner_id.commercial_partner_id.ids,
                self.company_id.ids,
            )
        )
        digits = {company.id: company.currency_id.decimal_places for company in self.company_id}
        payments = defaultdict(list)
        for payer, company, day, entered, amount in rows:
            minor = round(float(amount) * 10 ** digits[company])
            payments[payer, company].append(engine.Payment(day, minor, entered))
        return payments
