"""Households that are overdue, and the talks with them, for the tests of fee collection."""

from datetime import date

from odoo import Command

from .ledger_common import LedgerMixin
from .visit_common import VisitCommon

PAID = date(2026, 3, 5)


class CollectionCommon(LedgerMixin, VisitCommon):
    """It is Tuesday, 3 March 2026, 10:00 in Shanghai. 张三 is overdue since 1 January: 1,200."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.community.policy_id
        cls.forgot = cls.env.ref("property_steward.collection_cause_forgot")
        cls.quality = cls.env.ref("property_steward.collection_cause_quality")
        cls.invoice = cls._invoice(cls.zhang, 1200, due="2026-01-01", unit=cls.unit_1204)

    @classmethod
    def _sweep(cls):
        """What the scheduled sweep does, without its commits."""
        Collection = cls.env["steward.collection"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        Collection._open_by_rule(100)
        started = Collection._clock()
        while Collection._sweep_batch(started, 100):
            pass
        cls.env.invalidate_all()

    @classmethod
    def _case_of(cls, partner):
        return cls.env["steward.collection"].search([("partner_id", "=", partner.id)])

    @classmethod
    def _open_case(cls, partner=None, kind=None):
        """The case of a household, with its next step: the one of `kind`, if given."""
        case = cls.env["steward.collection"].create({"partner_id": (partner or cls.zhang).id})
        case._plan_next()
        if kind:
            cls._go_on_to(case, kind)
        return case

    @classmethod
    def _step(cls, case):
        return case.action_ids.filtered(lambda action: action.state == "open")

    @classmethod
    def _go_on_to(cls, case, kind):
        """Deliver and talk until the next step of `case` is of `kind`."""
        while (step := cls._step(case)).kind != kind:
            if step.is_paper:
                step._deliver(date(2026, 3, 3), "box")
            else:
                cls._talk(case, collection_result="will_pay")

    @classmethod
    def _begin(cls, case, user=None, **vals):
        """A talk about the fees of `case` that is under way, at the door."""
        step = cls._step(case)
        return (
            cls.env["steward.visit"]
            .with_user(user or cls.user_steward)
            .create(
                {
                    "collection_action_id": step.id,
                    "collection_id": case.id,
                    "partner_id": case.partner_id.id,
                    "mode_id": cls.door_mode.id,
                    "consent": True,
                    "collection_note": "答应付款",
                    **vals,
                }
            )
        )

    @classmethod
    def _talk(cls, case, user=None, promise=None, **vals):
        """A recorded talk; `promise` is a list of (amount, day)."""
        if promise:
            vals = {
                "collection_result": "promised",
                "promise_line_ids": [
                    Command.create({"amount": amount, "date_promised": day})
                    for amount, day in promise
                ],
                **vals,
            }
        if case.visit_ids.filtered(lambda visit: visit.outcome == "done") and not case.cause_id:
            vals.setdefault("collection_cause_id", cls.forgot.id)
        visit = cls._begin(case, user, **vals)
        visit.action_done()
        return visit
