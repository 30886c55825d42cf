"""Whether payment terms can be kept."""

from decimal import Decimal

from openbill.invoicing.errors import TermsImpossible
from openbill.invoicing.types import HUNDRED, DueRule, EarlyDiscount, PaymentTerms

LONGEST_DAYS = 3_650
LONGEST_MONTHS = 120
LONGEST_GRACE_DAYS = 366
LAST_DAY = 31


def checked_terms(terms: PaymentTerms) -> PaymentTerms:
    """The terms as they are. Raises TermsImpossible, which names what is wrong with them."""
    if not terms.code.strip() or not terms.name.strip():
        raise TermsImpossible(code=terms.code, reason="a code and a name are needed")
    if not 0 <= terms.days <= LONGEST_DAYS:
        raise TermsImpossible(code=terms.code, reason=f"days lie between 0 and {LONGEST_DAYS}")
    if terms.rule is DueRule.DAY_OF_MONTH and not 1 <= (terms.day_of_month or 0) <= LAST_DAY:
        raise TermsImpossible(code=terms.code, reason="the day of the month lies between 1 and 31")
    _check_instalments(terms)
    for discount in terms.discounts:
        _check_discount(terms, discount)
    if terms.discounts and terms.instalments:
        raise TermsImpossible(code=terms.code, reason="instalments and an early-payment discount exclude each other")
    return terms


def _check_discount(terms: PaymentTerms, discount: EarlyDiscount) -> None:
    # Not every Decimal is a number, and what is none cannot be compared.
    if not discount.percent.is_finite() or not 0 < discount.percent < HUNDRED:
        raise TermsImpossible(code=terms.code, reason="a discount is over 0 and under 100 %")
    if not 0 <= discount.days <= LONGEST_DAYS:
        raise TermsImpossible(code=terms.code, reason=f"the days of a discount lie between 0 and {LONGEST_DAYS}")
    if not 0 <= discount.grace_days <= LONGEST_GRACE_DAYS:
        raise TermsImpossible(code=terms.code, reason=f"days of grace lie between 0 and {LONGEST_GRACE_DAYS}")


def _check_instalments(terms: PaymentTerms) -> None:
    percent = Decimal(0)
    for instalment in terms.instalments:
        if instalment.percent is not None and instalment.amount is not None:
            raise TermsImpossible(code=terms.code, reason="an instalment is a percentage or an amount, not both")
        if not all(share.is_finite() for share in (instalment.percent, instalment.amount) if share is not None):
            raise TermsImpossible(code=terms.code, reason="the share of an instalment is a number")
        if (instalment.percent or 0) < 0 or (instalment.amount or 0) < 0:
            raise TermsImpossible(code=terms.code, reason="instalments are not negative")
        if not 0 <= instalment.days <= LONGEST_DAYS or not 0 <= instalment.months <= LONGEST_MONTHS:
            raise TermsImpossible(code=terms.code, reason="an instalment falls due within ten years")
        percent += instalment.percent or 0
    if percent > HUNDRED:
        raise TermsImpossible(code=terms.code, reason=f"the instalments make {percent:f} %")
