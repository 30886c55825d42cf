"""The exchange rate that holds on a day: the last one that was entered on or before it.

A rate may have been entered in either direction; the later of the two holds, and of one day the direct
one. An inverse rate divides and is not rounded. No rate is guessed across a third currency. Of what was entered
for one day and direction the last revision holds.
"""

from datetime import date
from decimal import Decimal

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.ledger.errors import RateMissing
from openbill.ledger.queries.known_at import known_at
from openbill.ledger.types import RateFound


def rate_on(currency: str, functional_currency: str, day: date, *, known_at_sequence: int | None = None) -> RateFound:
    """The rate of one unit of `currency` on a day, with its own day and its age. Raises RateMissing.

    With `known_at_sequence`, of the rates that were known when the command log had that number sealed.
    """
    if currency == functional_currency:
        return RateFound(currency, functional_currency, day, 0, Decimal(1), Decimal(1))
    rate = rate_lateral("wanted.currency", "wanted.functional", "wanted.day", known_at_sequence=known_at_sequence)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT rate.rate_date, wanted.day - rate.rate_date, rate.multiplier, rate.divisor
            FROM (SELECT %(currency)s::text AS currency, %(functional)s::text AS functional,
                         %(day)s::date AS day) AS wanted
            CROSS JOIN {rate} AS rate
            """,
            {
                "organization": current_organization_id(),
                "currency": currency,
                "functional": functional_currency,
                "day": day,
                "known_at": known_at_sequence,
            },
        )
        row = cursor.fetchone()
    if row is None:
        raise RateMissing(currency=currency, functional_currency=functional_currency, rate_date=day)
    return RateFound(currency, functional_currency, *row)


def rate_lateral(currency: str, functional_currency: str, day: str, *, known_at_sequence: int | None = None) -> str:
    """For each row of a relation: a LATERAL of (rate_date, multiplier, divisor), empty without a rate.

    The arguments are SQL expressions over the rows to its left; a currency is worth itself. Needs
    %(organization)s, and %(known_at)s where only what was known at a seal counts. An amount is worth
    round(amount * multiplier / divisor), times the power of ten between the decimals of the two currencies.
    """
    is_known = known_at("exchange_rate", known_at_sequence)
    return f"""LATERAL (
        SELECT {day} AS rate_date, 1::numeric AS multiplier, 1::numeric AS divisor
        WHERE {currency} = {functional_currency}
        UNION ALL
        (SELECT found.rate_date, found.multiplier, found.divisor FROM (
            (SELECT rate_date, rate AS multiplier, 1::numeric AS divisor FROM exchange_rate
             WHERE organization_id = %(organization)s AND currency = {currency}
               AND functional_currency = {functional_currency} AND rate_date <= {day} AND {is_known}
             ORDER BY rate_date DESC, revision DESC LIMIT 1)
            UNION ALL
            (SELECT rate_date, 1::numeric, rate FROM exchange_rate
             WHERE organization_id = %(organization)s AND currency = {functional_currency}
               AND functional_currency = {currency} AND rate_date <= {day} AND {is_known}
             ORDER BY rate_date DESC, revision DESC LIMIT 1)
        ) AS found
        WHERE {currency} <> {functional_currency}
        ORDER BY found.rate_date DESC, found.divisor = 1 DESC LIMIT 1)
    )"""
