from datetime import timedelta

from odoo import Command, api, models

from ...demo.notices import DELIVERED, MEASURES, MIXED_FEES, NOTE, PAYMENT_WAYS, qr_picture


class Community(models.Model):
    """Payment notices and arrears plans of the demo community; called by the demo data only."""

    _inherit = "steward.community"

    @api.model
    def _load_demo_notices(self, community_id):
        community = self.browse(community_id).with_context(
            tracking_disable=True, mail_create_nolog=True, mail_activity_automation_skip=True
        )
        Batch = community.env["steward.payment.notice.batch"]
        if Batch.search_count([("community_id", "=", community.id)], limit=1):
            return
        community.write(
            {
                "payment_ways": PAYMENT_WAYS,
                "payment_qr": qr_picture("https://pay.example.com/jinxiu"),
            }
        )
        community._demo_mixed_fees()
        month = community._today().replace(day=1)
        batch = Batch.create({"community_id": community.id, "month": month, "note": NOTE})
        batch.action_prepare()
        if batch.notice_ids:
            batch.action_issue()
            for index, notice in enumerate(batch.notice_ids.sorted("door_key")):
                if index % 10 < len(DELIVERED):
                    notice._deliver(DELIVERED[index % 10])
        self._load_demo_plans(community, month)

    def _load_demo_plans(self, community, month):
        """One plan is approved, one waits, the others are drafts."""
        plans = community.env["steward.collection.plan"]._draw_up(community, month)
        with_login = plans.filtered("user_id")
        with_login.measures = MEASURES
        for plan in with_login[:2]:
            plan.with_user(plan.user_id).action_submit()
        for plan in with_login[:1]:
            approver = plan._approvers()[:1]
            if approver:
                plan.with_user(approver).action_approve()

    def _demo_mixed_fees(self):
        """Invoices on which the three kinds of fees stand together (R252)."""
        products = [
            self.env.ref(f"property_steward.demo_product_{name}", raise_if_not_found=False)
            for name, _price in MIXED_FEES
        ]
        journal = self.env["account.journal"].search(
            [("company_id", "=", self.company_id.id), ("type", "=", "sale")], limit=1
        )
        if not journal or not all(products):
            return
        due = self._today() - timedelta(days=20)
        homes = self.env["res.partner"].search(
            [("household_community_id", "=", self.id)], order="id", limit=3
        )
        moves = self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": home.id,
                    "invoice_date": due - timedelta(days=10),
                    "invoice_payment_term_id": False,
                    "invoice_date_due": due,
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "price_unit": price,
                                "tax_ids": [Command.clear()],
                            }
                        )
                        for product, (_name, price) in zip(products, MIXED_FEES, strict=True)
                    ],
                }
                for home in homes
            ]
        )
        moves.action_post()
