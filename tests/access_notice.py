from datetime import date


class AccessNotice:
    """Records of payment notices for the tests of who may do what."""

    @classmethod
    def _make_fee_kind(cls, place):
        return cls.env.ref("property_steward.fee_kind_property")

    @classmethod
    def _make_payment_notice_batch(cls, place):
        return cls.env["steward.payment.notice.batch"].create(
            {
                "community_id": place.community.id,
                "steward_id": place.steward.id,
                "month": date(2031, 1, 1),
            }
        )

    @classmethod
    def _make_payment_notice(cls, place):
        return cls.env["steward.payment.notice"].create(
            {
                "batch_id": cls._same("steward.payment.notice.batch", place).id,
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
                "amount_total": 300,
            }
        )

    @classmethod
    def _make_payment_notice_line(cls, place):
        notice = cls._same("steward.payment.notice", place)
        return notice.line_ids.create(
            {
                "notice_id": notice.id,
                "kind": "arrears",
                "label": "物业费",
                "residual": 300,
                "amount": 300,
                "currency_id": place.community.company_id.currency_id.id,
            }
        )

    @classmethod
    def _make_collection_plan(cls, place):
        return cls.env["steward.collection.plan"].create(
            {
                "community_id": place.community.id,
                "steward_id": place.steward.id,
                "month": date(2031, 1, 1),
            }
        )

    @classmethod
    def _make_collection_plan_line(cls, place):
        plan = cls._same("steward.collection.plan", place)
        return plan.line_ids.create(
            {
                "plan_id": plan.id,
                "partner_id": place.partner.id,
                "unit_id": place.unit.id,
                "overdue": 300,
                "target_amount": 300,
            }
        )
