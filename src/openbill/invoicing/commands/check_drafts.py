"""Whether drafts are possible, before any of them is kept."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from openbill.customers.models import Customer
from openbill.foundation.context import Context
from openbill.invoicing.errors import (
    CustomerOfDraftUnknown,
    DraftHasNoLines,
    DraftImpossible,
    LineImpossible,
    TaxCodeUnknown,
    TermsUnknown,
)
from openbill.invoicing.models import Invoice, TaxCode, TermsVersion
from openbill.invoicing.policies.document_totals import line_net
from openbill.invoicing.policies.percentages import PERCENT_DECIMALS, decimals_of, is_percentage
from openbill.invoicing.types import DocumentKind, NewDraft, NewLine, PricedLine, TaxRate
from openbill.organizations.queries.legal_entities import default_legal_entity_id, require_legal_entities
from openbill.primitives.currency import exponent

MOST_LINES = 10_000
MOST_DECIMALS = 6
LARGEST_MINOR_UNITS = 10**17
"""Far above any document, and far enough below what a column holds for sums of many."""
UNTAXED_RATE = TaxRate(UUID(int=0), Decimal(0))
PERCENTAGE = f"a discount lies between 0 and 100 %, with at most {PERCENT_DECIMALS} decimals"
FIRST_YEAR, LAST_YEAR = 1900, 2200
_LARGEST_QUANTITY, _LARGEST_PRICE = Decimal(10) ** 12, Decimal(10) ** 14


class KnownCodes(NamedTuple):
    """The tax codes and payment terms that drafts may name, with their identifiers."""

    tax_codes: Mapping[str, UUID]
    terms: Mapping[str, UUID]


def check_drafts(drafts: Sequence[NewDraft], *, context: Context) -> KnownCodes:
    """Refuse drafts that are not possible, naming the place; give what their codes stand for.

    Raises CustomerOfDraftUnknown, LegalEntityUnknown, DraftHasNoLines, LineImpossible, DraftImpossible,
    TaxCodeUnknown, TermsUnknown and UnknownCurrency.
    """
    tax_codes = dict(TaxCode.objects.filter(organization_id=context.organization_id).values_list("code", "id"))
    terms = dict(TermsVersion.objects.filter(organization_id=context.organization_id).values_list("code", "id"))
    _check_customers(drafts, context)
    require_legal_entities(draft.legal_entity_id for draft in drafts if draft.legal_entity_id is not None)
    for position, draft in enumerate(drafts, start=1):
        _check(position, draft, tax_codes, terms, context)
    return KnownCodes(tax_codes, terms)


def net_of_line(line: NewLine, currency: str) -> int:
    """What a line comes to before tax, in minor units."""
    return line_net(
        PricedLine(line.quantity, line.unit_price, UNTAXED_RATE, line.discount_percent), currency
    ).minor_units


def _check_customers(drafts: Sequence[NewDraft], context: Context) -> None:
    """Customers that were merged are billed under the surviving one; what was billed before is corrected as it is."""
    wanted = {draft.customer_id for draft in drafts}
    corrected = {draft.customer_id for draft in drafts if draft.corrects_id is not None}
    known = Customer.objects.filter(organization_id=context.organization_id, id__in=wanted).filter(
        Q(merged_into_id=None) | Q(id__in=corrected)
    )
    for missing in wanted - set(known.values_list("id", flat=True)):
        raise CustomerOfDraftUnknown(customer_id=missing)


def _check(
    position: int, draft: NewDraft, tax_codes: Mapping[str, UUID], terms: Mapping[str, UUID], context: Context
) -> None:
    exponent(draft.currency)
    if not draft.lines:
        raise DraftHasNoLines(position=position)
    if len(draft.lines) > MOST_LINES:
        raise DraftImpossible(position=position, reason=f"a document has at most {MOST_LINES:,} lines")
    if not is_percentage(draft.discount_percent):
        raise DraftImpossible(position=position, reason=PERCENTAGE)
    days = [day for day in (draft.document_date, draft.service_from, draft.service_to) if day is not None]
    if any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        raise DraftImpossible(position=position, reason=f"dates lie in the years {FIRST_YEAR} to {LAST_YEAR}")
    if draft.service_from and draft.service_to and draft.service_to < draft.service_from:
        raise DraftImpossible(position=position, reason="the service ends before it begins")
    if draft.terms is not None and draft.terms not in terms:
        raise TermsUnknown(code=draft.terms)
    if (draft.corrects_id is not None) and draft.kind is DocumentKind.INVOICE:
        raise DraftImpossible(position=position, reason="an invoice corrects nothing; a credit or debit note does")
    if draft.corrects_id is not None:
        _check_corrected(position, draft, draft.corrects_id, context)
    for number, line in enumerate(draft.lines, start=1):
        _check_line(position, number, line, draft.currency)
        if line.tax_code not in tax_codes:
            raise TaxCodeUnknown(code=line.tax_code, known=", ".join(sorted(tax_codes)) or "none")


def _check_corrected(position: int, draft: NewDraft, corrects_id: UUID, context: Context) -> None:
    documents = Invoice.objects.filter(organization_id=context.organization_id, state="issued")
    corrected = documents.filter(id=corrects_id).first()
    if corrected is None:
        raise DraftImpossible(position=position, reason="what it corrects is not an issued document")
    if corrected.kind == DocumentKind.CREDIT_NOTE:
        raise DraftImpossible(position=position, reason=f"{corrected.number} is a credit note; bill it anew instead")
    if (corrected.customer_id, corrected.currency) != (draft.customer_id, draft.currency):
        raise DraftImpossible(position=position, reason=f"{corrected.number} has another customer or currency")
    entity_id = draft.legal_entity_id or default_legal_entity_id(context.organization_id)
    if corrected.legal_entity_id != entity_id:
        raise DraftImpossible(position=position, reason=f"{corrected.number} is of another legal entity")


def _check_line(position: int, number: int, line: NewLine, currency: str) -> None:
    reason = None
    if not line.description.strip():
        reason = "its description is blank"
    elif not all(value.is_finite() for value in (line.quantity, line.unit_price, line.discount_percent)):
        reason = "quantity, price and discount are numbers"
    elif abs(line.quantity) >= _LARGEST_QUANTITY or abs(line.unit_price) >= _LARGEST_PRICE:
        reason = "its quantity or price is too large"
    elif not is_percentage(line.discount_percent):
        reason = PERCENTAGE
    elif decimals_of(line.quantity) > MOST_DECIMALS or decimals_of(line.unit_price) > MOST_DECIMALS:
        reason = f"quantity and price have at most {MOST_DECIMALS} decimals"
    elif abs(net_of_line(line, currency)) > LARGEST_MINOR_UNITS:
        reason = "it comes to more than a document can be over"
    if reason is not None:
        raise LineImpossible(line=number, position=position, reason=reason)
