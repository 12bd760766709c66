from .ledger_common import LedgerMixin


class AccessArrears(LedgerMixin):
    """Records of arrears for the tests of who may do what: each place has one invoice overdue."""

    @classmethod
    def _overdue_invoice(cls, place):
        return cls._invoice(place.partner, 300, due="2031-01-01", unit=place.unit)

    @classmethod
    def _make_arrears(cls, place):
        cls._same("steward.arrears.line", place)
        return cls.env["steward.arrears"].search([("partner_id", "=", place.partner.id)])

    @classmethod
    def _make_arrears_line(cls, place):
        cls._overdue_invoice(place)
        return cls.env["steward.arrears.line"].search([("partner_id", "=", place.partner.id)])

    @classmethod
    def _make_arrears_receipt(cls, place):
        cls._pay(cls._overdue_invoice(place), amount=100)
        return cls.env["steward.arrears.receipt"].search([("partner_id", "=", place.partner.id)])
