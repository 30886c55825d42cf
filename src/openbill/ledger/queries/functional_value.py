"""The value of amounts in the legal entity's own currency, in SQL, at the last rate known on a day.

The same rule as the policy `receivables.policies.convert_at_rate`; a test proves that they agree.
"""

import json

from openbill.primitives.currency import CURRENCIES, WITHDRAWN_CURRENCIES, exponent

EXPONENTS = json.dumps({code: exponent(code) for code in (*CURRENCIES, *WITHDRAWN_CURRENCIES)})
"""The value of the parameter %(exponents)s that `functional_value` needs."""


def rate_join(currency: str, day: str, entity: str) -> str:
    """A LEFT JOIN that finds the rate `known_rate` of a currency on a day, or before it."""
    return f"""
        LEFT JOIN LATERAL (
            SELECT rate FROM exchange_rate
            WHERE exchange_rate.organization_id = {entity}.organization_id
              AND exchange_rate.currency = {currency}
              AND exchange_rate.functional_currency = {entity}.currency
              AND exchange_rate.rate_date <= {day}
            ORDER BY rate_date DESC LIMIT 1
        ) AS known_rate ON {currency} <> {entity}.currency
    """


def functional_value(amount: str, currency: str, entity: str) -> str:
    """The SQL expression of an amount's value; NULL where no rate is known; needs `rate_join`."""
    return f"""
        CASE WHEN {currency} = {entity}.currency THEN {amount}
        ELSE round({amount} * known_rate.rate * power(10::numeric,
            (%(exponents)s::jsonb ->> {entity}.currency)::int - (%(exponents)s::jsonb ->> {currency}::text)::int
        ))::bigint END
    """
