"""Enter exchange rates."""

from collections.abc import Sequence
from itertools import pairwise

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.ledger.errors import RateGivenTwice, RateIsNotPositive, RateOfOneCurrency, RateTooPrecise
from openbill.ledger.events import ExchangeRatesWereSet
from openbill.ledger.types import RatesSet, RateToSet
from openbill.primitives.currency import exponent
from openbill.primitives.identifiers import new_identifiers

_WHOLE_DIGITS = 12
_DECIMALS = 12


@command(permission="ledger.manage_rates")
def set_exchange_rates(*, rates: Sequence[RateToSet], context: Context) -> RatesSet:
    """Enter a batch of rates, all or none; a rate that is there already is replaced.

    What was posted keeps the value that it was posted at. The command log keeps every rate ever entered.

    Raises UnknownCurrency, RateIsNotPositive, RateTooPrecise, RateOfOneCurrency and RateGivenTwice.
    """
    for rate in rates:
        _refuse_wrong(rate)
    in_order = sorted(rates, key=_place)
    for one, next_one in pairwise(in_order):
        if _place(one) == _place(next_one):
            raise RateGivenTwice(
                currency=one.currency, functional_currency=one.functional_currency, rate_date=one.rate_date
            )
    outcome = _write(in_order, context)
    if outcome.added or outcome.changed:
        publish(
            ExchangeRatesWereSet(
                tuple(sorted({rate.functional_currency for rate in rates})),
                min(rate.rate_date for rate in rates),
            ),
            context=context,
        )
    return outcome


def _place(rate: RateToSet) -> tuple[str, str, str]:
    return rate.currency, rate.functional_currency, rate.rate_date.isoformat()


def _refuse_wrong(rate: RateToSet) -> None:
    exponent(rate.currency)
    exponent(rate.functional_currency)
    if rate.currency == rate.functional_currency:
        raise RateOfOneCurrency(currency=rate.currency)
    facts = {"rate": rate.rate, "currency": rate.currency, "rate_date": rate.rate_date}
    if not rate.rate.is_finite() or rate.rate <= 0:
        raise RateIsNotPositive(functional_currency=rate.functional_currency, **facts)
    scale = rate.rate.normalize().as_tuple().exponent
    assert isinstance(scale, int)
    if -scale > _DECIMALS or rate.rate.adjusted() >= _WHOLE_DIGITS:
        raise RateTooPrecise(**facts)


def _write(rates: Sequence[RateToSet], context: Context) -> RatesSet:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH written AS (
                INSERT INTO exchange_rate (
                    organization_id, id, currency, functional_currency, rate_date, rate, source)
                SELECT %s, given.* FROM unnest(
                    %s::uuid[], %s::text[], %s::text[], %s::date[], %s::numeric[], %s::text[]) AS given
                ON CONFLICT (organization_id, currency, functional_currency, rate_date)
                DO UPDATE SET rate = excluded.rate, source = excluded.source
                WHERE exchange_rate.rate <> excluded.rate OR exchange_rate.source <> excluded.source
                RETURNING xmax = 0 AS is_new
            )
            SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written
            """,
            [
                context.organization_id,
                new_identifiers(len(rates)),
                [rate.currency for rate in rates],
                [rate.functional_currency for rate in rates],
                [rate.rate_date for rate in rates],
                [rate.rate for rate in rates],
                [rate.source for rate in rates],
            ],
        )
        row = cursor.fetchone()
    assert row is not None
    added, changed = row
    return RatesSet(added=added, changed=changed, unchanged=len(rates) - added - changed)
