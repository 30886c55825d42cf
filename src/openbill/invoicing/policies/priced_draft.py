"""What a draft comes to on the day of its issue: figures, parts that fall due, discount, and what is behind each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openbill.invoicing.errors import DocumentIsNegative, DocumentIsOnlyTax
from openbill.invoicing.policies.credited_totals import credited_totals
from openbill.invoicing.policies.discount_offers import discount_offers
from openbill.invoicing.policies.document_totals import document_totals
from openbill.invoicing.policies.due_instalments import due_instalments
from openbill.invoicing.types import (
    Creditable,
    DiscountOffer,
    DocumentKind,
    DocumentTotals,
    DueInstalment,
    PaymentTerms,
    PricedLine,
)
from openbill.primitives.money import Money
from openbill.primitives.rounding import multiply_and_divide

AT_ONCE = PaymentTerms("", "at once", days=0)
"""A credit note is open from its own day on."""


@dataclass(frozen=True, slots=True)
class PricedDraft:
    """`shares` is, of each instalment, the net and the tax in it; both add up to the instalment."""

    totals: DocumentTotals
    instalments: tuple[DueInstalment, ...]
    offers: tuple[DiscountOffer, ...]
    shares: tuple[tuple[Money, Money], ...]


def priced_draft(
    kind: DocumentKind,
    lines: Sequence[PricedLine],
    currency: str,
    terms: PaymentTerms,
    document_date: date,
    country: str,
    *,
    discount_percent: Decimal,
    creditable: Creditable | None = None,
) -> PricedDraft:
    """Price a draft; `creditable` is what is left of the document that a credit note corrects.

    Raises DocumentIsNegative (what is owed back is another kind of document), DocumentIsOnlyTax, and
    CreditExceedsInvoice and CreditExceedsTaxCode.
    """
    totals = document_totals(lines, currency, discount_percent=discount_percent)
    if creditable is not None:
        totals = credited_totals(totals, creditable)
    if totals.gross.is_negative:
        raise DocumentIsNegative(gross=totals.gross)
    if totals.gross.is_zero and not totals.tax.is_zero:
        raise DocumentIsOnlyTax(net=totals.net, tax=totals.tax)
    terms = AT_ONCE if kind is DocumentKind.CREDIT_NOTE else terms
    instalments = due_instalments(terms, document_date, totals.gross, country)
    offers = discount_offers(terms, document_date, totals)
    return PricedDraft(totals, instalments, offers, _shares(totals, instalments))


def _shares(totals: DocumentTotals, instalments: Sequence[DueInstalment]) -> tuple[tuple[Money, Money], ...]:
    """The tax of a part by running totals, and the rest of the part as its net."""
    shares = []
    due = taxed = 0
    for part in instalments:
        due += part.amount.minor_units
        until = multiply_and_divide(totals.tax.minor_units, due, totals.gross.minor_units)
        tax = Money(until - taxed, part.amount.currency)
        shares.append((part.amount - tax, tax))
        taxed = until
    return tuple(shares)
