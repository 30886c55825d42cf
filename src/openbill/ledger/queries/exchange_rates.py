"""The exchange rates that were entered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class EnteredRate:
    """One unit of `currency` was worth `rate` of the functional currency on a day; the revision that holds."""

    currency: str
    functional_currency: str
    rate_date: date
    rate: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class RatePage:
    """Some of the rates, the latest day first, and how many there are."""

    rows: tuple[EnteredRate, ...]
    count: int


def exchange_rates(*, currency: str = "", offset: int = 0, limit: int = 50) -> RatePage:
    """The rates of a currency in either direction, or of all."""
    parameters: dict[str, Any] = {
        "organization": current_organization_id(),
        "currency": currency,
        "offset": offset,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({_RATES}) AS rates", parameters)
        (count,) = cursor.fetchone()
        cursor.execute(
            f"{_RATES} ORDER BY rate_date DESC, currency, functional_currency LIMIT %(limit)s OFFSET %(offset)s",
            parameters,
        )
        return RatePage(tuple(EnteredRate(*row) for row in cursor.fetchall()), count)


def currencies_with_rates() -> list[str]:
    """The currencies of which rates were entered, by code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT currency FROM exchange_rate WHERE organization_id = %(organization)s ORDER BY 1",
            {"organization": current_organization_id()},
        )
        return [code for (code,) in cursor.fetchall()]


_RATES = """
    SELECT currency, functional_currency, rate_date, rate, source FROM exchange_rate AS entered
    WHERE organization_id = %(organization)s AND %(currency)s IN ('', currency, functional_currency)
      AND NOT EXISTS (
          SELECT FROM exchange_rate AS later
          WHERE later.organization_id = entered.organization_id AND later.currency = entered.currency
            AND later.functional_currency = entered.functional_currency AND later.rate_date = entered.rate_date
            AND later.revision > entered.revision)
"""
