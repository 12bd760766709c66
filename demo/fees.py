"""Invented fees of the demo community: how each of a row of households pays."""

from typing import NamedTuple


class Bill(NamedTuple):
    """One invoice: due so many days ago (below 0: in the future), and what became of it."""

    days: int
    paid: int = 0  # percent
    after: int = 0  # days after the due date on which it was paid
    credit: int = 0  # credit note, percent, not set off yet


class Payer(NamedTuple):
    bills: tuple
    advance: int = 0  # payment that is set off against nothing


# repeated over the households of the steward
PAYERS = (
    Payer((Bill(100, paid=100, after=-3), Bill(8, paid=100, after=2))),
    Payer((Bill(100, paid=100), Bill(8))),
    Payer((Bill(100), Bill(8))),
    Payer((Bill(100, paid=60, after=20), Bill(8))),
    Payer((Bill(100, paid=100, after=35), Bill(-12))),
    Payer((Bill(190), Bill(100), Bill(8))),
    Payer((Bill(100, paid=100, after=4), Bill(8, paid=50, after=5))),
    Payer((Bill(470), Bill(380), Bill(285), Bill(190), Bill(100), Bill(8))),
    Payer((Bill(100, credit=15), Bill(8))),
    Payer((Bill(100, paid=100), Bill(45))),
    Payer((Bill(8, paid=100, after=-1),), advance=2000),
    Payer((Bill(285, paid=40, after=60), Bill(190), Bill(-12))),
)
PAYER_COUNT = 48
FEE_PER_SQUARE_METRE = 2.8  # a month
FEE_NAME = "{year}年第{quarter}季度物业服务费"
SHOP_BILLS = ((0, Bill(75)), (1, Bill(20, paid=30, after=3)), (2, Bill(5, paid=100)))
SHOP_FEE = 15
SHOP_NAME = "{year}年第{quarter}季度商铺物业费"
