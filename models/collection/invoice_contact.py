from odoo import fields, models
from odoo.tools import SQL

from .visit import RESULTS


class InvoiceContact(models.Model):
    """What accounting may know of a talk about an invoice; it says nothing that the household told
    in confidence."""

    _name = "steward.invoice.contact"
    _description = "Talk about an Invoice"
    _auto = False
    _order = "start desc, id desc"
    _rec_name = "move_id"

    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    start = fields.Datetime(string="When", readonly=True)
    day = fields.Date(readonly=True, help="By the community's calendar.")
    mode_id = fields.Many2one("steward.contact.mode", readonly=True)
    visitor = fields.Char(readonly=True)
    result = fields.Selection(RESULTS, readonly=True)
    date_promised = fields.Date(readonly=True)
    amount_promised = fields.Monetary(readonly=True, aggregator=None)
    note = fields.Text(string="Note for Accounting", readonly=True)

    _depends = {
        "steward.visit": [
            "state",
            "start",
            "community_id",
            "mode_id",
            "steward_id",
            "collection_result",
            "collection_note",
            "invoice_ids",
        ],
        "steward.payment.promise": ["visit_id", "state", "amount", "date_promised"],
        "steward.community": ["tz"],
        "hr.employee": ["name"],
    }

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY v.id, r.move_id) AS id,
                   r.move_id, v.company_id, company.currency_id, v.start,
                   (v.start AT TIME ZONE 'UTC' AT TIME ZONE community.tz)::date AS day, v.mode_id,
                   employee.name AS visitor, v.collection_result AS result,
                   promised.day AS date_promised, promised.amount AS amount_promised,
                   v.collection_note AS note
              FROM steward_visit_invoice_rel r
              JOIN steward_visit v ON v.id = r.visit_id AND v.state = 'done'
              JOIN res_company company ON company.id = v.company_id
              JOIN steward_community community ON community.id = v.community_id
              JOIN hr_employee employee ON employee.id = v.steward_id
              LEFT JOIN LATERAL (
                   SELECT max(date_promised) AS day, sum(amount) AS amount
                     FROM steward_payment_promise
                    WHERE visit_id = v.id AND state <> 'cancelled') promised ON TRUE
            """
        )

    def _in_one_line(self):
        """ "2026-03-03 At the Door: Promised to Pay (2026-03-15). Has lost the bill."."""
        self.ensure_one()
        results = dict(self._fields["result"]._description_selection(self.env))
        day = fields.Date.to_string(self.day)
        line = f"{day} {self.mode_id.name}: {results.get(self.result, '')}"
        if self.date_promised:
            line += f" ({fields.Date.to_string(self.date_promised)})"
        return " · ".join(filter(None, (line, (self.note or "").strip().replace("\n", " "))))
