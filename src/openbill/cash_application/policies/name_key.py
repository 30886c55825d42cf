"""Under which spelling the names of payers and customers are compared."""

from functools import lru_cache

from openbill.customers.policies.normalised_name import normalised_name

_ONE_LETTER = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """The normalised name with umlauts in one spelling: banks write MUELLER, people Müller, others Muller."""
    return key_of_normalised(normalised_name(name))


def key_of_normalised(name: str) -> str:
    """The same of a name that is normalised already, as the database keeps that of each customer."""
    key = name
    for two, one in _ONE_LETTER:
        key = key.replace(two, one)
    return key
