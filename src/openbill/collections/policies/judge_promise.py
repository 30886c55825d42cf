"""Whether a promise to pay was kept."""

from datetime import date, timedelta

from openbill.collections.types import PromiseMethod
from openbill.primitives.money import Money

GRACE_DAYS: dict[PromiseMethod, int] = {
    PromiseMethod.BANK_TRANSFER: 2,
    PromiseMethod.CHEQUE: 5,
    PromiseMethod.CARD: 0,
    PromiseMethod.DIRECT_DEBIT: 2,
    PromiseMethod.CASH: 0,
}
"""How long money may be on its way after the promised day."""


def judged_after(promised_date: date, method: PromiseMethod) -> date:
    """The last day on which a receipt still keeps the promise; it is judged when that day is over."""
    return promised_date + timedelta(days=GRACE_DAYS[method])


def judge_promise(promised: Money, received: Money, *, is_over: bool) -> str | None:
    """The act that a promise's receipts lead to: keep, part_keep, break_ or lapse; None while it is to be seen.

    A promise is kept as soon as all of it came in. When its last day is over, whatever came in is a part kept, and
    nothing is a promise broken. Receipts count whether they were applied to a debt or not: the customer paid.
    `promised` is what payments had to settle: where credit notes left nothing of it, the promise lapses.
    """
    if received >= promised:
        return "keep" if received.is_positive else "lapse"
    if not is_over:
        return None
    return "part_keep" if received.is_positive else "break_"
