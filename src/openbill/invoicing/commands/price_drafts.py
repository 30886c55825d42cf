"""Price drafts for their issue, or refuse them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.errors import FigureTooLarge
from openbill.invoicing.commands.draft_invoices import LARGEST_MINOR_UNITS
from openbill.invoicing.commands.load_drafts import Draft
from openbill.invoicing.errors import (
    BooksClosedOn,
    CorrectedBeforeIssued,
    CreditExceedsInvoice,
    InvoiceIsIssued,
    MirrorIssuesNothing,
    RateOfTheDayMissing,
)
from openbill.invoicing.policies.priced_draft import PricedDraft, priced_draft
from openbill.invoicing.queries.creditable import creditable_amount
from openbill.invoicing.queries.tax_rates import TaxRates, tax_rates
from openbill.invoicing.types import DocumentKind, PaymentTerms, PricedLine
from openbill.ledger.errors import RateMissing
from openbill.ledger.queries.exchange_rate import rate_on
from openbill.primitives.currency import exponent
from openbill.primitives.money import Money

DEFAULT_DAYS = 30


@dataclass(frozen=True, slots=True)
class ReadyToIssue:
    """A draft, its day, its figures, and how much of the entity's currency one major unit is worth."""

    draft: Draft
    document_date: date
    priced: PricedDraft
    rate: Decimal


class PricedBy:
    """Prices the drafts of one batch; what many of them need is looked up once."""

    def __init__(self, document_date: date | None, context: Context) -> None:
        self._document_date = document_date
        self._context = context
        self._tax_rates: TaxRates = tax_rates()
        self._rates: dict[tuple[str, str, date], Decimal] = {}
        self._credited: dict[UUID, Money] = {}

    def price(self, draft: Draft) -> ReadyToIssue:
        """The draft as it will be issued. Raises what stands in the way."""
        if draft.state != "draft":
            raise InvoiceIsIssued(number=draft.number)
        if draft.books == "mirror":
            raise MirrorIssuesNothing(legal_entity=draft.legal_entity)
        day = draft.document_date or self._document_date or self._context.today(draft.time_zone)
        if draft.opens_on is not None and day < draft.opens_on:
            raise BooksClosedOn(day=day, opens_on=draft.opens_on)
        if draft.corrected_date is not None and day < draft.corrected_date:
            raise CorrectedBeforeIssued(day=day, corrected_date=draft.corrected_date)
        # What is corrected was taxed on its own day, and so is the correction.
        taxed_on = draft.corrected_date or day
        lines = [
            PricedLine(
                line.quantity,
                line.unit_price,
                self._tax_rates.on(line.tax_code_id, taxed_on),
                line.discount_percent,
            )
            for line in draft.lines
        ]
        priced = priced_draft(
            draft.kind,
            lines,
            draft.currency,
            draft.terms or _by_days(draft.terms_days),
            day,
            draft.entity_country,
            discount_percent=draft.discount_percent,
        )
        if priced.totals.gross.minor_units > LARGEST_MINOR_UNITS:
            raise FigureTooLarge
        rate = self._rate(draft.currency, draft.entity_currency, day)
        shift = exponent(draft.entity_currency) - exponent(draft.currency)
        if priced.totals.gross.minor_units * rate * Decimal(10) ** shift > LARGEST_MINOR_UNITS:
            raise FigureTooLarge
        self._check_credit(draft, priced.totals.gross)
        return ReadyToIssue(draft, day, priced, rate)

    def _rate(self, currency: str, functional_currency: str, day: date) -> Decimal:
        key = (currency, functional_currency, day)
        if key not in self._rates:
            try:
                found = rate_on(currency, functional_currency, day)
            except RateMissing:
                raise RateOfTheDayMissing(currency=currency, functional_currency=functional_currency, day=day) from None
            self._rates[key] = found.multiplier / found.divisor
        return self._rates[key]

    def _check_credit(self, draft: Draft, gross: Money) -> None:
        """A credit note takes back at most what its document came to; those before it in the batch count."""
        if draft.kind is not DocumentKind.CREDIT_NOTE or draft.corrects_id is None:
            return
        number, creditable = creditable_amount(draft.corrects_id)
        before = self._credited.get(draft.corrects_id, Money.zero(draft.currency))
        if gross + before > creditable:
            raise CreditExceedsInvoice(amount=gross, number=number, creditable=creditable - before)
        self._credited[draft.corrects_id] = before + gross


def _by_days(days: int | None) -> PaymentTerms:
    return PaymentTerms("", "", days=DEFAULT_DAYS if days is None else days)
