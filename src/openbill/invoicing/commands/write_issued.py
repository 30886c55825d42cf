"""Write what is issued: documents, taxes, open items, discount offers, events."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged_rows
from openbill.invoicing.commands.price_drafts import ReadyToIssue
from openbill.invoicing.events import InvoiceWasIssued
from openbill.invoicing.types import DocumentKind
from openbill.primitives.creditor_reference import creditor_reference
from openbill.primitives.identifiers import new_identifiers
from openbill.receivables.commands.book_items import CONTRA_COLUMNS, ITEM_COLUMNS, book_items
from openbill.receivables.commands.offer_discounts import OFFER_COLUMNS, offer_discounts
from openbill.receivables.types import OWN_DOCUMENT

ISSUED_COLUMNS = """
    invoice_id uuid, number text, document_date date, discount_minor bigint, net_minor bigint, tax_minor bigint,
    gross_minor bigint, rate numeric, reference text
"""
TAX_COLUMNS = "invoice_id uuid, tax_code_id uuid, percent numeric, base_minor bigint, tax_minor bigint"
PART_COLUMNS = "invoice_id uuid, instalment_number smallint, item_id uuid"


def write_issued(ready: Sequence[ReadyToIssue], numbers: Mapping[UUID, str], *, context: Context) -> None:
    """Write a batch of priced drafts as issued documents, set-based, with everything that follows from it."""
    items = dict(zip([(r.draft.id, part.number) for r in ready for part in r.priced.instalments],
                     new_identifiers(sum(len(r.priced.instalments) for r in ready)), strict=True))  # fmt: skip
    _write_documents(ready, numbers, context)
    _write_taxes(ready, context)
    with (
        staged_rows("issued_items", ITEM_COLUMNS, _item_rows(ready, numbers, items)) as wanted,
        staged_rows("issued_contra", CONTRA_COLUMNS, _contra_rows(ready, items)) as contra,
    ):
        book_items(wanted, {}, contra=contra, context=context)
    _write_parts(items, context)
    with staged_rows("issued_offers", OFFER_COLUMNS, _offer_rows(ready, items)) as offers:
        offer_discounts(offers, context=context)
    for each in ready:
        publish(
            InvoiceWasIssued(
                each.draft.id,
                each.draft.kind.value,
                each.draft.customer_id,
                each.draft.legal_entity_id,
                numbers[each.draft.id],
                each.document_date,
                each.priced.totals.gross.minor_units,
                each.draft.currency,
            ),
            context=context,
        )


def _write_documents(ready: Sequence[ReadyToIssue], numbers: Mapping[UUID, str], context: Context) -> None:
    rows = (
        (each.draft.id, numbers[each.draft.id], each.document_date, totals.discount.minor_units,
         totals.net.minor_units, totals.tax.minor_units, totals.gross.minor_units, each.rate,
         creditor_reference(numbers[each.draft.id]))
        for each in ready for totals in (each.priced.totals,)
    )  # fmt: skip
    with staged_rows("issued", ISSUED_COLUMNS, rows) as issued, connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE invoice
            SET state = 'issued', number = issued.number, document_date = issued.document_date,
                discount_minor = issued.discount_minor, net_minor = issued.net_minor, tax_minor = issued.tax_minor,
                gross_minor = issued.gross_minor, rate = issued.rate, reference = issued.reference,
                issued_at = %(at)s, issuing_command_id = %(command)s
            FROM {issued} AS issued
            WHERE invoice.organization_id = %(organization)s AND invoice.id = issued.invoice_id
            """,
            {"organization": context.organization_id, "at": context.at, "command": context.running_command_id},
        )


def _write_taxes(ready: Sequence[ReadyToIssue], context: Context) -> None:
    rows = (
        (each.draft.id, total.rate.tax_code_id, total.rate.percent, total.base.minor_units, total.tax.minor_units)
        for each in ready
        for total in each.priced.totals.taxes
    )
    with staged_rows("issued_taxes", TAX_COLUMNS, rows) as taxes, connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO invoice_tax (organization_id, id, invoice_id, tax_code_id, percent, base_minor, tax_minor)
            SELECT %(organization)s, new_identifier(), invoice_id, tax_code_id, percent, base_minor, tax_minor
            FROM {taxes}
            """,
            {"organization": context.organization_id},
        )


def _write_parts(items: Mapping[tuple[UUID, int], UUID], context: Context) -> None:
    rows = ((invoice_id, number, item_id) for (invoice_id, number), item_id in items.items())
    with staged_rows("issued_parts", PART_COLUMNS, rows) as parts, connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO invoice_item (organization_id, id, invoice_id, instalment_number, item_id)
            SELECT %(organization)s, new_identifier(), invoice_id, instalment_number, item_id FROM {parts}
            """,
            {"organization": context.organization_id},
        )


def _item_rows(
    ready: Sequence[ReadyToIssue], numbers: Mapping[UUID, str], items: Mapping[tuple[UUID, int], UUID]
) -> Iterator[tuple[object, ...]]:
    for each in ready:
        side = "credit" if each.draft.kind is DocumentKind.CREDIT_NOTE else "debit"
        for part in each.priced.instalments:
            yield (
                items[each.draft.id, part.number], each.draft.legal_entity_id, each.draft.customer_id, side,
                each.draft.kind.value, "receivable", "revenue", numbers[each.draft.id], part.number, "",
                each.document_date, part.due_date, each.draft.currency, part.amount.minor_units, None, None, None,
                OWN_DOCUMENT, f"{each.draft.id}/{part.number}",
            )  # fmt: skip


def _contra_rows(ready: Sequence[ReadyToIssue], items: Mapping[tuple[UUID, int], UUID]) -> Iterator[tuple[object, ...]]:
    for each in ready:
        for part, (net, tax) in zip(each.priced.instalments, each.priced.shares, strict=True):
            item_id = items[each.draft.id, part.number]
            lines = [("revenue", net), ("tax_payable", tax)]
            for position, (role, amount) in enumerate((line for line in lines if not line[1].is_zero), start=1):
                yield item_id, position, role, amount.minor_units


def _offer_rows(ready: Sequence[ReadyToIssue], items: Mapping[tuple[UUID, int], UUID]) -> Iterator[tuple[object, ...]]:
    for each in ready:
        for offer in each.priced.offers:
            yield (
                items[each.draft.id, 1], offer.until, offer.last_date, offer.amount.minor_units, offer.tax.minor_units
            )  # fmt: skip
