"""The facts of an event as a program reads them: amounts as decimal strings, wherever their currency is known."""

from collections.abc import Mapping
from typing import Any

from openbill.primitives.currency import is_currency
from openbill.primitives.money import decimal_string

MINOR = "_minor"


def readable_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """`amount_minor` beside a currency becomes `amount`, a decimal string; what has no currency stays as it is."""
    if facts.keys() == {"minor_units", "currency"}:
        return {"amount": decimal_string(facts["minor_units"], facts["currency"]), "currency": facts["currency"]}
    currency = facts.get("currency")
    is_known = isinstance(currency, str) and is_currency(currency)
    readable: dict[str, Any] = {}
    for name, value in facts.items():
        if name.endswith(MINOR) and isinstance(value, int) and is_known:
            readable[name.removesuffix(MINOR)] = decimal_string(value, str(currency))
        else:
            readable[name] = _readable(value)
    return readable


def _readable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return readable_facts(value)
    return [_readable(each) for each in value] if isinstance(value, list) else value
