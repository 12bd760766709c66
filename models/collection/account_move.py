from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

COMPARED = {"<": SQL("<"), "<=": SQL("<="), ">": SQL(">"), ">=": SQL(">=")}


class AccountMove(models.Model):
    """What accounting sees of the stewards' talks about an invoice: when, how, what came of it, the
    note that was written for accounting, and until when payment is promised. Nothing else."""

    _inherit = "account.move"

    steward_visit_count = fields.Integer(
        string="Talks about Fees", compute="_compute_steward_visits"
    )
    promised_until = fields.Date(
        string="Payment Promised for",
        compute="_compute_steward_visits",
        search="_search_promised_until",
        help="The last day that the household promised to the steward.",
    )
    collection_note = fields.Char(string="Last Talk about Fees", compute="_compute_collection_note")
    can_ask_steward = fields.Boolean(compute="_compute_can_ask_steward")

    def _compute_steward_visits(self):
        """For all rows of a list in one statement. Only a number and a date leave it: the talks
        themselves are nobody's in accounting."""
        rows = {}
        if self.ids:
            self.env["steward.visit"].flush_model(["state", "invoice_ids"])
            self.env["steward.payment.promise"].flush_model(["state", "date_promised", "visit_id"])
            rows = {
                row[0]: row[1:]
                for row in self.env.execute_query(
                    SQL(
                        """
                        SELECT r.move_id, count(*), max(promised.day)
                          FROM steward_visit_invoice_rel r
                          JOIN steward_visit v ON v.id = r.visit_id AND v.state = 'done'
                          LEFT JOIN LATERAL (
                               SELECT max(date_promised) AS day
                                 FROM steward_payment_promise
                                WHERE visit_id = v.id AND state = 'open') promised ON TRUE
                         WHERE r.move_id = ANY(%s)
                      GROUP BY r.move_id
                        """,
                        self.ids,
                    )
                )
            }
        for move in self:
            count, promised = rows.get(move._origin.id, (0, False))
            move.steward_visit_count = count
            move.promised_until = promised

    def _search_promised_until(self, operator, value):
        if operator == "in" and not any(value):
            return Domain("id", "not in", self._promised_moves(SQL("TRUE")))
        if operator == "in":
            days = [day for day in value if day]
            return Domain(
                "id",
                "in",
                self._promised_moves(SQL("max(p.date_promised) = ANY(%s::date[])", days)),
            )
        if operator in COMPARED:
            return Domain(
                "id",
                "in",
                self._promised_moves(SQL("max(p.date_promised) %s %s", COMPARED[operator], value)),
            )
        return NotImplemented

    def _promised_moves(self, condition):
        """Ids of the invoices whose last open promise meets `condition`, as a subselect."""
        return SQL(
            """(
            SELECT r.move_id
              FROM steward_visit_invoice_rel r
              JOIN steward_payment_promise p ON p.visit_id = r.visit_id AND p.state = 'open'
          GROUP BY r.move_id
            HAVING %s)""",
            condition,
        )

    @api.depends("steward_visit_count")
    def _compute_collection_note(self):
        talked = self.filtered("steward_visit_count")
        # sudo: of the talks only day, way, result and the note for accounting are put together
        contacts = self.env["steward.invoice.contact"].sudo()
        last = {}
        for contact in contacts.search([("move_id", "in", talked.ids)]) if talked else contacts:
            last.setdefault(contact.move_id.id, contact)
        for move in self:
            contact = last.get(move._origin.id)
            move.collection_note = contact and contact._in_one_line()

    @api.depends("move_type", "state", "payment_state", "invoice_date_due", "partner_id")
    def _compute_can_ask_steward(self):
        today = fields.Date.context_today(self)
        for move in self:
            move.can_ask_steward = (
                move.move_type == "out_invoice"
                and move.state == "posted"
                and move.payment_state in ("not_paid", "partial")
                and bool(move.invoice_date_due)
                and move.invoice_date_due < today
                and bool(move._collection_household()[1])
            )

    def _collection_household(self):
        """(household, community) with which this invoice stands among the arrears."""
        self.ensure_one()
        payer = self.commercial_partner_id
        # sudo: who lives where is shown by name and door only
        unit = self.sudo().steward_unit_id
        household = payer
        if not payer.is_household:
            household = payer.sudo().search(
                [("commercial_partner_id", "=", payer.id), ("is_household", "=", True)],
                order="id",
                limit=1,
            )
        community = unit.community_id or household.sudo().household_community_id
        return household or (unit and payer) or payer.browse(), community

    def action_open_steward_contacts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.invoice_contact_action"
        )
        return dict(action, domain=[("move_id", "=", self.id)])

    def action_ask_steward(self):
        """Accounting asks for a visit: why and by when."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask the Steward for a Visit"),
            "res_model": "steward.collection.request",
            "view_mode": "form",
            "target": "new",
            "context": {"default_move_ids": [fields.Command.set(self.ids)]},
        }
