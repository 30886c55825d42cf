"""Draft invoices, credit notes and debit notes."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Q

from openbill.customers.models import Customer
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged_rows
from openbill.invoicing.errors import (
    CustomerOfDraftUnknown,
    DraftHasNoLines,
    DraftImpossible,
    LineImpossible,
    TaxCodeUnknown,
    TermsUnknown,
)
from openbill.invoicing.events import InvoicesWereDrafted
from openbill.invoicing.models import Invoice, TaxCode, TermsVersion
from openbill.invoicing.policies.document_totals import line_net
from openbill.invoicing.policies.percentages import PERCENT_DECIMALS, decimals_of, is_percentage
from openbill.invoicing.types import DocumentKind, NewDraft, NewLine, PricedLine, TaxRate
from openbill.organizations.queries.legal_entities import default_legal_entity_id, require_legal_entities
from openbill.primitives.currency import exponent
from openbill.primitives.identifiers import new_identifiers

NAMED_IN_EVENTS = 100
MOST_LINES = 10_000
MOST_DECIMALS = 6
LARGEST_MINOR_UNITS = 10**17
"""Far above any document, and far enough below what a column holds for sums of many."""
UNTAXED_RATE = TaxRate(UUID(int=0), Decimal(0))
PERCENTAGE = f"a discount lies between 0 and 100 %, with at most {PERCENT_DECIMALS} decimals"
FIRST_YEAR, LAST_YEAR = 1900, 2200
_LARGEST_QUANTITY, _LARGEST_PRICE = Decimal(10) ** 12, Decimal(10) ** 14

DRAFT_COLUMNS = """
    id uuid, legal_entity_id uuid, customer_id uuid, kind text, currency text, document_date date, service_from date,
    service_to date, terms_id uuid, discount_percent numeric, corrects_id uuid, buyer_reference text,
    text_before text, text_after text
"""
LINE_COLUMNS = """
    invoice_id uuid, position int, description text, quantity numeric, unit text, unit_price numeric,
    discount_percent numeric, tax_code_id uuid, net_minor bigint
"""


@command(permission="invoicing.draft", summarised=("drafts",))
def draft_invoices(*, drafts: Sequence[NewDraft], context: Context) -> list[UUID]:
    """Keep drafts and return their identifiers, in the order given; nothing is owed yet.

    Raises CustomerOfDraftUnknown, LegalEntityUnknown, DraftHasNoLines, LineImpossible, DraftImpossible,
    TaxCodeUnknown, TermsUnknown and UnknownCurrency, naming the place; then nothing of the batch is kept.
    """
    tax_codes = dict(TaxCode.objects.filter(organization_id=context.organization_id).values_list("code", "id"))
    terms = dict(TermsVersion.objects.filter(organization_id=context.organization_id).values_list("code", "id"))
    _check_customers(drafts, context)
    require_legal_entities(draft.legal_entity_id for draft in drafts if draft.legal_entity_id is not None)
    for position, draft in enumerate(drafts, start=1):
        _check(position, draft, tax_codes, terms, context)
    identifiers = new_identifiers(len(drafts))
    default_entity = default_legal_entity_id(context.organization_id)
    with (
        staged_rows("drafts", DRAFT_COLUMNS, _draft_rows(drafts, identifiers, default_entity, terms)) as rows,
        staged_rows("draft_lines", LINE_COLUMNS, _line_rows(drafts, identifiers, tax_codes)) as lines,
        connection.cursor() as cursor,
    ):
        parameters = {"organization": context.organization_id, "command": context.running_command_id}
        cursor.execute(_INSERT_DRAFTS.format(drafts=rows), parameters)
        cursor.execute(_INSERT_LINES.format(lines=lines), parameters)
    publish(InvoicesWereDrafted(len(drafts), tuple(identifiers[:NAMED_IN_EVENTS])), context=context)
    return identifiers


_INSERT_DRAFTS = """
    INSERT INTO invoice (organization_id, id, legal_entity_id, customer_id, kind, state, currency, document_date,
                         service_from, service_to, terms_id, discount_percent, corrects_id, buyer_reference,
                         text_before, text_after, discount_minor, net_minor, tax_minor, gross_minor, reference,
                         command_id)
    SELECT %(organization)s, id, legal_entity_id, customer_id, kind, 'draft', currency, document_date,
           service_from, service_to, terms_id, discount_percent, corrects_id, buyer_reference, text_before, text_after,
           0, 0, 0, 0, '', %(command)s
    FROM {drafts}
"""

_INSERT_LINES = """
    INSERT INTO invoice_line (organization_id, id, invoice_id, position, description, quantity, unit, unit_price,
                              discount_percent, tax_code_id, net_minor)
    SELECT %(organization)s, new_identifier(), invoice_id, position, description, quantity, unit, unit_price,
           discount_percent, tax_code_id, net_minor
    FROM {lines}
"""


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
    elif abs(_net(line, currency)) > LARGEST_MINOR_UNITS:
        reason = "it comes to more than a document can be over"
    if reason is not None:
        raise LineImpossible(line=number, position=position, reason=reason)


def _draft_rows(
    drafts: Sequence[NewDraft], identifiers: Sequence[UUID], default_entity: UUID, terms: Mapping[str, UUID]
) -> Iterator[tuple[object, ...]]:
    for identifier, draft in zip(identifiers, drafts, strict=True):
        yield (
            identifier, draft.legal_entity_id or default_entity, draft.customer_id, draft.kind.value, draft.currency,
            draft.document_date, draft.service_from, draft.service_to, terms[draft.terms] if draft.terms else None,
            draft.discount_percent, draft.corrects_id, draft.buyer_reference, draft.text_before, draft.text_after,
        )  # fmt: skip


def _line_rows(
    drafts: Sequence[NewDraft], identifiers: Sequence[UUID], tax_codes: Mapping[str, UUID]
) -> Iterator[tuple[object, ...]]:
    for identifier, draft in zip(identifiers, drafts, strict=True):
        for position, line in enumerate(draft.lines, start=1):
            yield (
                identifier, position, line.description, line.quantity, line.unit, line.unit_price,
                line.discount_percent, tax_codes[line.tax_code], _net(line, draft.currency),
            )  # fmt: skip


def _net(line: NewLine, currency: str) -> int:
    return line_net(
        PricedLine(line.quantity, line.unit_price, UNTAXED_RATE, line.discount_percent), currency
    ).minor_units
