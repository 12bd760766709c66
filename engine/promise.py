"""Promises to pay: which payments count for which promise, and what became of it (R168).

Amounts are whole numbers of the smallest unit of the currency, days are days of the community.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Promise:
    """`amount` until the day `due`, promised on the day `made_on`.

    `noted` tells the order of what happened on that day: anything that compares with the payments'
    `entered`.
    """

    key: object
    made_on: date
    due: date
    amount: int
    noted: object = 0


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in on a day; below zero where a payment was taken back."""

    day: date
    amount: int
    entered: object = 0


def allot(promises, payments):
    """What came in for each promise: {key: amount}, never more than was promised.

    A payment counts once, for promises that had been made and were not past their day when it
    came; the one that is due first comes first. So as much as possible is allotted. What was in
    the books already when a promise was made on the same day does not count for it.
    """
    allotted = {promise.key: 0 for promise in promises}
    ordered = sorted(promises, key=lambda promise: (promise.due, promise.made_on, promise.noted))
    for payment in _without_returns(payments):
        left = payment.amount
        for promise in ordered:
            if not left:
                break
            if _counts(payment, promise):
                share = min(left, promise.amount - allotted[promise.key])
                allotted[promise.key] += share
                left -= share
    return allotted


def state(promise, allotted, today):
    """kept, once all of it is in; else open until its day is over, then partly or broken."""
    if allotted >= promise.amount:
        return "kept"
    if today <= promise.due:
        return "open"
    return "partly" if allotted > 0 else "broken"


def _counts(payment, promise):
    if payment.day == promise.made_on and payment.entered < promise.noted:
        return False
    return promise.made_on <= payment.day <= promise.due


def _without_returns(payments):
    """Payments in the order of their days; one that was taken back takes from the latest before."""
    kept = []
    for payment in sorted(payments, key=lambda payment: (payment.day, payment.entered)):
        returned = -payment.amount
        while returned > 0 and kept:
            last = kept.pop()
            if last.amount > returned:
                kept.append(Payment(last.day, last.amount - returned, last.entered))
            returned -= last.amount
        if payment.amount > 0:
            kept.append(payment)
    return kept
