"""Price drafts for their issue, or refuse them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.errors import FigureTooLarge
from openbill.invoicing.commands.check_drafts import FIRST_YEAR, LARGEST_MINOR_UNITS, LAST_YEAR
from openbill.invoicing.commands.load_drafts import Draft
from openbill.invoicing.errors import (
    BooksClosedOn,
    CorrectedBeforeIssued,
    DocumentDateImpossible,
    InvoiceIsIssued,
    MirrorIssuesNothing,
    RateOfTheDayMissing,
)
from openbill.invoicing.policies.credited_totals import less_credited
from openbill.invoicing.policies.priced_draft import PricedDraft, priced_draft
from openbill.invoicing.queries.creditable import creditable
from openbill.invoicing.queries.tax_rates import TaxRates, tax_rates
from openbill.invoicing.types import Creditable, DocumentKind, PaymentTerms, PricedLine, TaxRate
from openbill.ledger.errors import RateMissing
from openbill.ledger.queries.exchange_rate import rate_on
from openbill.primitives.currency import exponent

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
        self._creditable: dict[UUID, Creditable] = {}

    def price(self, draft: Draft) -> ReadyToIssue:
        """The draft as it will be issued. Raises what stands in the way."""
        if draft.state != "draft":
            raise InvoiceIsIssued(number=draft.number)
        if draft.books == "mirror":
            raise MirrorIssuesNothing(legal_entity=draft.legal_entity)
        day = draft.document_date or self._document_date or self._context.today(draft.time_zone)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise DocumentDateImpossible(day=day, first_year=FIRST_YEAR, last_year=LAST_YEAR)
        if draft.opens_on is not None and day < draft.opens_on:
            raise BooksClosedOn(day=day, opens_on=draft.opens_on)
        if draft.corrected_date is not None and day < draft.corrected_date:
            raise CorrectedBeforeIssued(day=day, corrected_date=draft.corrected_date)
        left = self._left_to_credit(draft)
        lines = [
            PricedLine(
                line.quantity,
                line.unit_price,
                self._tax_rate(line.tax_code_id, draft.corrected_date or day, left),
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
            creditable=left,
        )
        if priced.totals.gross.minor_units > LARGEST_MINOR_UNITS:
            raise FigureTooLarge
        rate = self._rate(draft.currency, draft.entity_currency, day)
        shift = exponent(draft.entity_currency) - exponent(draft.currency)
        if priced.totals.gross.minor_units * rate * Decimal(10) ** shift > LARGEST_MINOR_UNITS:
            raise FigureTooLarge
        if left is not None and draft.corrects_id is not None:
            self._creditable[draft.corrects_id] = less_credited(left, priced.totals)
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

    def _left_to_credit(self, draft: Draft) -> Creditable | None:
        """What is left of the document that a credit note corrects; credit notes before it in the batch count."""
        if draft.kind is not DocumentKind.CREDIT_NOTE or draft.corrects_id is None:
            return None
        if draft.corrects_id not in self._creditable:
            self._creditable[draft.corrects_id] = creditable(draft.corrects_id)
        return self._creditable[draft.corrects_id]

    def _tax_rate(self, tax_code_id: UUID, day: date, left: Creditable | None) -> TaxRate:
        """What is corrected was taxed on its own day, and so is the correction; at the very rate where it had one."""
        rate = self._tax_rates.on(tax_code_id, day)
        charged = left.left.get(tax_code_id) if left is not None else None
        return rate if charged is None else replace(rate, percent=charged.percent)


def _by_days(days: int | None) -> PaymentTerms:
    return PaymentTerms("", "", days=DEFAULT_DAYS if days is None else days)
