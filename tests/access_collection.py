from datetime import date


class AccessCollection:
    """Records of the room collection for the tests of who may do what."""

    @classmethod
    def _make_collection_cause(cls, place):
        return cls.env.ref("property_steward.collection_cause_forgot")

    @classmethod
    def _make_collection_step(cls, place):
        return cls._same("steward.policy", place).collection_step_ids[:1]

    @classmethod
    def _make_collection(cls, place):
        return cls.env["steward.collection"].create({"partner_id": place.partner.id})

    @classmethod
    def _make_collection_action(cls, place):
        return cls.env["steward.collection.action"].create(
            {
                "collection_id": cls._same("steward.collection", place).id,
                "kind": "door",
                "period_start": date(2026, 3, 3),
                "period_end": date(2026, 3, 10),
            }
        )

    @classmethod
    def _make_payment_promise(cls, place):
        return cls.env["steward.payment.promise"].create(
            {
                "collection_id": cls._same("steward.collection", place).id,
                "amount": 500,
                "made_on": date(2026, 3, 3),
                "date_promised": date(2026, 3, 10),
            }
        )

    @classmethod
    def _talk_about_fees(cls, place):
        return cls.env["steward.visit"].create(
            {
                "partner_id": place.partner.id,
                "community_id": place.community.id,
                "steward_id": place.steward.id,
                "mode_id": cls.env.ref("property_steward.contact_mode_door").id,
                "collection_id": cls._same("steward.collection", place).id,
                "consent": True,
                "collection_result": "will_pay",
                "collection_note": "下月缴清",
            }
        )

    @classmethod
    def _make_visit_promise(cls, place):
        return cls.env["steward.visit.promise"].create(
            {
                "visit_id": cls._talk_about_fees(place).id,
                "date_promised": date(2031, 3, 10),
                "amount": 500,
            }
        )

    @classmethod
    def _make_invoice_contact(cls, place):
        """Of a talk about the invoice that is overdue in that place."""
        invoice = cls._overdue_invoice(place)
        visit = cls._talk_about_fees(place)
        visit.invoice_ids = invoice
        visit.action_done()
        return cls.env["steward.invoice.contact"].search([("move_id", "=", invoice.id)])
