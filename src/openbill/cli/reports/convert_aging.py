"""An aging of several currencies in one, at the rates as of its day."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from openbill.ledger.errors import RateMissing
from openbill.ledger.queries.exchange_rate import rate_on
from openbill.primitives.currency import exponent
from openbill.primitives.rounding import round_half_away
from openbill.receivables.queries.aging import Aging, AgingRow


@dataclass(frozen=True, slots=True)
class ConvertedAging:
    """The aging in one currency, and the rate that each other currency was converted at."""

    aging: Aging
    currency: str
    rates: dict[str, Fraction]


def convert_aging(
    aging: Aging, currency: str, *, must_succeed: bool, known_sequence: int | None = None
) -> ConvertedAging | None:
    """Every amount in `currency`, rounded one by one, so that rows and columns add up to the totals shown.

    Raises RateMissing where it must succeed, else answers None where a rate is missing. Reads the rates of
    the organization in force; those that were known at a seal where its sequence number is given.
    """
    rates: dict[str, Fraction] = {}
    for each in aging.currencies:
        try:
            rates[each] = rate_on(each, currency, aging.as_of, known_at_sequence=known_sequence).exact
        except RateMissing:
            if must_succeed:
                raise
            return None
    rows: dict[UUID, AgingRow] = {}
    for row in aging.rows:
        factor = rates[row.currency] * Fraction(10) ** (exponent(currency) - exponent(row.currency))
        amounts = tuple(round_half_away(amount * factor) for amount in row.amounts_minor)
        if row.id in rows:
            amounts = tuple(map(sum, zip(rows[row.id].amounts_minor, amounts, strict=True)))
        rows[row.id] = AgingRow((str(row.id), row.number, row.name, currency, *amounts))
    in_order = tuple(sorted(rows.values(), key=lambda row: (row.name, row.number)))
    rates.pop(currency, None)
    return ConvertedAging(Aging(aging.as_of, aging.columns, in_order), currency, rates)
