"""When a document falls due, in one part or several."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from openbill.invoicing.types import DueInstalment, DueRule, Instalment, PaymentTerms
from openbill.primitives.business_days import adjusted
from openbill.primitives.calendar import add_months, month_end, next_month_start
from openbill.primitives.money import Money
from openbill.primitives.rounding import round_half_away


def due_instalments(terms: PaymentTerms, document_date: date, gross: Money, country: str) -> tuple[DueInstalment, ...]:
    """The parts of a gross amount and their due dates, by the terms; they add up to the whole.

    Percentages are shared by running totals: a part is the rounded share up to its end less that up to its
    beginning. Amounts are taken as far as they go, and the last part is what is left. Parts over nothing are left
    out, and a due date never lies before the document date.
    """
    shares = terms.instalments or (Instalment(percent=Decimal(100)),)
    parts: list[DueInstalment] = []
    taken, percent = Money.zero(gross.currency), Fraction(0)
    for position, share in enumerate(shares, start=1):
        percent += Fraction(share.percent or 0)
        amount = gross - taken if position == len(shares) else _part(share, gross, taken, percent)
        taken += amount
        if amount.is_positive:
            day = due_date(terms, document_date, months_later=share.months) + timedelta(days=share.days)
            due = max(document_date, adjusted(day, terms.convention, country))
            parts.append(DueInstalment(len(parts) + 1, due, amount))
    return tuple(parts)


def due_date(terms: PaymentTerms, document_date: date, *, months_later: int = 0) -> date:
    """The day on which a document falls due by the rule of its terms, before the business-day convention.

    So many months later the rule holds in that month: the end of each month, the same day of each month.
    """
    if terms.rule is DueRule.NET_DAYS:
        return add_months(document_date + timedelta(days=terms.days), months_later)
    begin = add_months(document_date, months_later)
    if terms.rule is DueRule.END_OF_MONTH:
        return month_end(begin) + timedelta(days=terms.days)
    assert terms.day_of_month is not None, "A rule by the day of the month names the day."
    earliest = begin + timedelta(days=terms.days)
    in_month = _day_in_month(earliest, terms.day_of_month)
    return in_month if in_month >= earliest else _day_in_month(next_month_start(earliest), terms.day_of_month)


def _part(share: Instalment, gross: Money, taken: Money, percent: Fraction) -> Money:
    left = gross - taken
    if share.amount is not None:
        return min(left, Money.of(share.amount, gross.currency))
    if share.percent is None:
        return left
    until = Money(round_half_away(gross.minor_units * percent / 100), gross.currency)
    return max(Money.zero(gross.currency), min(left, until - taken))


def _day_in_month(day: date, wanted: int) -> date:
    """That day of a month, or its last one where the month is shorter."""
    return day.replace(day=min(wanted, month_end(day).day))
