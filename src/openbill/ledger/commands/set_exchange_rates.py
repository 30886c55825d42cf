"""Enter exchange rates."""

from collections.abc import Sequence
from itertools import pairwise

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.overtaken import ActOvertaken
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

    What was posted keeps the value that it was posted at. The rate that is replaced stays, as the earlier
    revision that was known until then. Also a rate that is there already has items valued that still wait for
    it: one may have been booked while it was entered.

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
    if rates:
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
            WITH news AS (
                SELECT given.*, coalesce(latest.revision, 0) + 1 AS revision
                FROM unnest(%(ids)s::uuid[], %(currencies)s::text[], %(functional)s::text[], %(days)s::date[],
                            %(rates)s::numeric[], %(sources)s::text[])
                     AS given (id, currency, functional_currency, rate_date, rate, source)
                LEFT JOIN LATERAL (
                    SELECT revision, rate, source FROM exchange_rate
                    WHERE organization_id = %(organization)s AND currency = given.currency
                      AND functional_currency = given.functional_currency AND rate_date = given.rate_date
                    ORDER BY revision DESC LIMIT 1
                ) AS latest ON true
                WHERE latest.revision IS NULL OR latest.rate <> given.rate OR latest.source <> given.source
            ), written AS (
                INSERT INTO exchange_rate (
                    organization_id, id, currency, functional_currency, rate_date, rate, source, revision, command_id)
                SELECT %(organization)s, id, currency, functional_currency, rate_date, rate, source, revision,
                       %(command)s
                FROM news
                ON CONFLICT (organization_id, currency, functional_currency, rate_date, revision) DO NOTHING
                RETURNING revision
            )
            SELECT (SELECT count(*) FROM news), count(*) FILTER (WHERE revision = 1),
                   count(*) FILTER (WHERE revision > 1)
            FROM written
            """,
            {
                "organization": context.organization_id,
                "command": context.running_command_id,
                "ids": new_identifiers(len(rates)),
                "currencies": [rate.currency for rate in rates],
                "functional": [rate.functional_currency for rate in rates],
                "days": [rate.rate_date for rate in rates],
                "rates": [rate.rate for rate in rates],
                "sources": [rate.source for rate in rates],
            },
        )
        row = cursor.fetchone()
    assert row is not None
    news, added, changed = row
    if added + changed < news:
        raise ActOvertaken("Somebody else entered one of the rates meanwhile.")
    return RatesSet(added=added, changed=changed, unchanged=len(rates) - news)
