"""Within how many days a customer may be given to pay."""

from openbill.customers.errors import TermsOutOfRange
from openbill.customers.types import LONGEST_TERMS_DAYS


def possible_terms_days(terms_days: int | None) -> int | None:
    """Days from 0 to LONGEST_TERMS_DAYS, or None where nothing is agreed. Raises TermsOutOfRange."""
    if terms_days is not None and not 0 <= terms_days <= LONGEST_TERMS_DAYS:
        raise TermsOutOfRange(terms_days=terms_days, longest=LONGEST_TERMS_DAYS)
    return terms_days
