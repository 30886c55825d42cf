"""The value of amounts in the legal entity's own currency, in SQL, at the last rate known on a day.

The same rule as the policy `receivables.policies.convert_at_rate`; a test proves that they agree.
"""

import json

from openbill.ledger.queries.exchange_rate import rate_lateral
from openbill.primitives.currency import CURRENCIES, WITHDRAWN_CURRENCIES, exponent

EXPONENTS = json.dumps({code: exponent(code) for code in (*CURRENCIES, *WITHDRAWN_CURRENCIES)})
"""The value of the parameter %(exponents)s that `functional_value` needs."""


def rate_join(currency: str, day: str, entity: str) -> str:
    """A LEFT JOIN that finds the rate `known_rate` of a currency that holds on a day. Needs %(organization)s."""
    return f"LEFT JOIN {rate_lateral(currency, f'{entity}.currency', day)} AS known_rate ON true"


def functional_value(amount: str, currency: str, entity: str) -> str:
    """The SQL expression of an amount's value; NULL where no rate is known; needs `rate_join`."""
    decimals = f"(%(exponents)s::jsonb ->> {entity}.currency)::int - (%(exponents)s::jsonb ->> {currency}::text)::int"
    return f"""
        CASE WHEN {currency} = {entity}.currency THEN {amount}
        ELSE round({amount} * known_rate.multiplier * power(10::numeric, {decimals}) / known_rate.divisor)::bigint END
    """
