"""Whether 3/4/2013 is in March or in April."""

from collections.abc import Mapping
from dataclasses import dataclass

from openbill.importing.policies.read_date import DateEvidence
from openbill.importing.types.files import DateOrder


@dataclass(slots=True)
class OrderHints:
    """What speaks for an order without proving it."""

    due_after_document: dict[DateOrder, int]
    separator: str
    decimal_comma: bool
    currency: str | None


def decide_date_orders(
    evidence: Mapping[str, DateEvidence], headers: Mapping[str, str], hints: OrderHints
) -> tuple[dict[str, DateOrder], list[str]]:
    """The order of each date column (field to order) and, in words, what was assumed.

    `headers` (field to header) names the columns that are used; the evidence may hold others, as proof.

    A value above 12 proves the order of its column. A column without such a value takes the order that
    another column of the file proves; one with dots is day first. Failing all that: the order in which due
    dates follow document dates, then the separator and the currency, and then day first.
    """
    orders: dict[str, DateOrder] = {}
    assumptions: list[str] = []
    for name, found in evidence.items():
        order = found.proven_order
        if order is not None:
            orders[name] = order
        if found.day_first and found.month_first and name in headers:
            assumptions.append(
                f"Column '{headers[name]}' has dates that can only be day first ({found.day_first}) and "
                f"others that can only be month first ({found.month_first}): "
                f"{_words(orders[name])} is taken, the others are refused."
            )
    proven = {order for order in orders.values() if order != "YMD"}
    for name, found in evidence.items():
        if name in orders:
            continue
        if not found.either:
            orders[name] = "YMD"
        elif len(proven) == 1:
            orders[name] = next(iter(proven))
        else:
            orders[name], why = _assumed(found, hints)
            if name not in headers:
                continue
            assumptions.append(
                f"Dates in column '{headers[name]}' could be day first or month first; "
                f"{_words(orders[name])} is assumed because {why}."
            )
    return orders, assumptions


def _assumed(found: DateEvidence, hints: OrderHints) -> tuple[DateOrder, str]:
    if found.dotted == found.either:
        return "DMY", "they are written with dots"
    day_first, month_first = hints.due_after_document.get("DMY", 0), hints.due_after_document.get("MDY", 0)
    if day_first != month_first:
        return ("DMY" if day_first > month_first else "MDY"), "due dates then follow document dates more often"
    if hints.decimal_comma or hints.separator == ";":
        return "DMY", "the file is written in the European way"
    if hints.currency == "USD":
        return "MDY", "the amounts are in USD"
    return "DMY", "nothing in the file says otherwise"


def _words(order: DateOrder) -> str:
    return {"DMY": "day first", "MDY": "month first", "YMD": "year first"}[order]
