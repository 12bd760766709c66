from collections import defaultdict
from datetime import timedelta
from itertools import cycle

from odoo import Command, api, models

from ...demo.fees import (
    FEE_NAME,
    FEE_PER_SQUARE_METRE,
    PAYER_COUNT,
    PAYERS,
    SHOP_BILLS,
    SHOP_FEE,
    SHOP_NAME,
)


class Community(models.Model):
    """Invoices and payments of the demo communities; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_fees(self, community_id):
        """Some pay on time, some in part, some not at all; then the month's targets of fees."""
        community = self.browse(community_id)._with_demo_books()
        if not community:
            return
        homes = community.env["res.partner"].search(
            [
                ("household_community_id", "=", community.id),
                ("occupancy_ids", "any", [("is_payer", "=", True), ("date_to", "=", False)]),
            ],
            order="id",
            limit=PAYER_COUNT,
        )
        pairs = list(zip(homes, cycle(PAYERS), strict=False))
        bills = [(home, bill) for home, payer in pairs for bill in payer.bills]
        community._demo_bill(bills, FEE_NAME, FEE_PER_SQUARE_METRE)
        advances = [(home, payer.advance) for home, payer in pairs if payer.advance]
        community._demo_advance(advances)
        community._draw_up_targets(community._today().replace(day=1))

    @api.model
    def _load_demo_shop_fees(self, community_id):
        community = self.browse(community_id)._with_demo_books()
        if not community:
            return
        shops = community.env["res.partner"].search(
            [("household_community_id", "=", community.id)], order="id"
        )
        bills = [(shops[index], bill) for index, bill in SHOP_BILLS if index < len(shops)]
        community._demo_bill(bills, SHOP_NAME, SHOP_FEE)

    def _with_demo_books(self):
        """This community in its company; none where that has no chart of accounts, or where fees
        are invoiced already."""
        community = self.with_company(self.company_id).with_context(
            tracking_disable=True, mail_create_nolog=True, mail_activity_automation_skip=True
        )
        types = community.env["account.journal"].search(
            [("company_id", "=", community.company_id.id), ("type", "in", ("sale", "bank"))]
        )
        named = community.env["account.move"].search_count(
            [("steward_unit_id.community_id", "=", community.id)], limit=1
        )
        if named or set(types.mapped("type")) != {"sale", "bank"}:
            return self.browse()
        return community

    def _demo_bill(self, bills, name, rate):
        """Invoice, pay and credit `bills`, pairs of a household and what it is billed."""
        today = self._today()
        moves = self.env["account.move"].create(
            [
                self._demo_bill_vals(home, today - timedelta(days=bill.days), name, rate)
                for home, bill in bills
            ]
        )
        moves.action_post()
        self._demo_pay(
            [(move, bill) for move, (_home, bill) in zip(moves, bills, strict=True) if bill.paid]
        )
        refunds = self.env["account.move"]
        for move, (_home, bill) in zip(moves, bills, strict=True):
            if bill.credit:
                refund = move._reverse_moves([{"invoice_date": today, "ref": "保洁不到位减免"}])
                line = refund.invoice_line_ids
                line.price_unit = line.price_unit * bill.credit / 100
                refunds |= refund
        refunds.action_post()

    def _demo_bill_vals(self, home, due, name, rate):
        unit = home.household_unit_id
        quarter = (due.month + 2) // 3
        product = self.env.ref(
            "property_steward.demo_product_property_fee", raise_if_not_found=False
        )
        return {
            "move_type": "out_invoice",
            "partner_id": home.id,
            "steward_unit_id": unit.id,
            "invoice_date": due - timedelta(days=15),
            "invoice_payment_term_id": False,
            "invoice_date_due": due,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": product and product.id,
                        "name": name.format(year=due.year, quarter=quarter),
                        "quantity": 3,
                        "price_unit": round((unit.building_area or 90) * rate, 2),
                        "tax_ids": [Command.clear()],
                    }
                )
            ],
        }

    def _demo_pay(self, paid):
        """Payments registered on invoices: those paid in full by day together, others alone."""
        today = self._today()
        together = defaultdict(lambda: self.env["account.move"])
        for move, bill in paid:
            day = min(today, move.invoice_date_due + timedelta(days=bill.after))
            together[day, bill.paid, bill.paid < 100 and move.id] |= move
        for (day, percent, _alone), moves in together.items():
            vals = {"payment_date": day}
            if percent < 100:
                vals["amount"] = round(moves.amount_total * percent / 100, 2)
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=moves.ids
            ).create(vals)._create_payments()

    def _demo_advance(self, advances):
        payments = self.env["account.payment"].create(
            [
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": home.id,
                    "amount": amount,
                    "date": self._today() - timedelta(days=3),
                    "memo": "预存物业费",
                }
                for home, amount in advances
            ]
        )
        payments.action_post()
