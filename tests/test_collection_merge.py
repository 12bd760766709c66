from datetime import date

from odoo.tests import tagged

from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
class TestCollectionMerge(CollectionCommon):
    """R221: contacts that are one household are merged; nothing that was promised is lost."""

    def test_R221_two_cases_of_one_household_go_on_as_one_with_the_promises_of_both(self):
        double = self._create_household(
            "张三", self.unit_102, "138-0000-1111", move_in_date=date(2024, 1, 1)
        )
        self._invoice(double, 300, due="2026-01-01", unit=self.unit_102)
        first, second = self._open_case(self.zhang), self._open_case(double)
        promise = self.env["steward.payment.promise"].create(
            {
                "collection_id": second.id,
                "amount": 300,
                "date_promised": date(2026, 3, 20),
                "promised_by": "张三",
            }
        )
        self.user_accountant.group_ids |= self.env.ref("base.group_partner_manager")
        (self.zhang | double).email = "zhang@example.com"
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.user_accountant)
        wizard._merge((self.zhang | double).ids, self.zhang.with_user(self.user_accountant))
        self.env.invalidate_all()
        self.assertEqual((first | second).partner_id, self.zhang)
        self.assertEqual((first.state, second.state), ("open", "closed"))
        self.assertEqual(second.closed_reason, "error")
        self.assertEqual((promise.collection_id, promise.state), (first, "open"))
