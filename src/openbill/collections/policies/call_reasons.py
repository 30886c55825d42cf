"""Why a customer should be called, in English words."""

from collections.abc import Callable

from openbill.collections.types import CallReason


def said(reason: CallReason) -> str:
    """The reason as a part of a sentence."""
    return _SAID[reason.code](reason)


def _overdue(reason: CallReason) -> str:
    debts = "1 debt" if reason.count == 1 else f"{reason.count} debts"
    return f"{reason.amount} to collect, {debts} overdue, the oldest for {reason.days} days"


def _broke_promises(reason: CallReason) -> str:
    times = "a promise" if reason.count == 1 else f"{reason.count} promises"
    return f"broke {times} in the last year"


def _usually(reason: CallReason) -> str:
    return f"{reason.days} days late otherwise" if reason.days > 0 else "in time otherwise"


_SAID: dict[str, Callable[[CallReason], str]] = {
    "overdue": _overdue,
    "broke_promises": _broke_promises,
    "never_paid": lambda _: "has never settled anything by a payment",
    "chronically_late": lambda reason: f"chronically late: pays {reason.days} days after the due date",
    "later_than_usual": lambda reason: f"later than usual: pays {_usually(reason)}",
    "as_usual": lambda reason: f"pays {_usually(reason)}",
    "promised": lambda reason: f"{reason.amount} more is promised",
    "disputed": lambda reason: f"{reason.amount} more is disputed",
}
