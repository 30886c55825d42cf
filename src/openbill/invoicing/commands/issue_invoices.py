"""Issue drafts: number, postings, open items."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.numbering import document_number, take_numbers
from openbill.invoicing.commands.load_drafts import Draft, load_drafts
from openbill.invoicing.commands.price_drafts import PricedBy, ReadyToIssue
from openbill.invoicing.commands.settle_corrected import settle_corrected
from openbill.invoicing.commands.write_issued import write_issued
from openbill.invoicing.errors import InvoiceUnknown
from openbill.invoicing.queries.document_items import document_items
from openbill.invoicing.queries.document_series import prefixes_in_force
from openbill.invoicing.types import USUAL_PREFIXES, DocumentsIssued, NotIssued
from openbill.primitives.errors import Refusal
from openbill.receivables.commands.lock_items import lock_items

BATCH = 2_500
"""So many documents are issued by one command: the numbers of their series stay locked while it runs."""


def issue_in_batches(
    invoice_ids: Sequence[UUID], *, document_date: date | None = None, context: Context
) -> DocumentsIssued:
    """Issue any number of drafts, batch by batch, each committed by itself; what fails is named and stops no other.

    Begun again after an interruption it goes on: what is issued already is named among the failures.
    """
    numbers: dict[UUID, str] = {}
    failures: list[NotIssued] = []
    for start in range(0, len(invoice_ids), BATCH):
        issued = issue_invoices(
            invoice_ids=list(invoice_ids[start : start + BATCH]), document_date=document_date, context=context
        )
        numbers.update(issued.numbers)
        failures += issued.failures
    return DocumentsIssued(numbers, tuple(failures))


@command(permission="invoicing.issue")
def issue_invoices(
    *, invoice_ids: Sequence[UUID], document_date: date | None = None, context: Context
) -> DocumentsIssued:
    """Issue a batch of drafts: invoices, credit notes and debit notes alike; one document is a batch of one.

    A draft without a date gets `document_date`, or today in its entity's time zone. Each document gets the next
    number of its entity's series, in the order given; its parts become open items on their due dates, posted
    against revenue and tax at the rate of the day. A credit note settles what it corrects.
    A draft that cannot be issued (no rate of tax or exchange on the day, closed books, a negative sum, ...) is
    named with the reason, and stops no other.
    """
    drafts = load_drafts(invoice_ids, document_date, context=context)
    _lock_corrected(drafts.values(), context)
    priced_by = PricedBy(document_date, context)
    ready: list[ReadyToIssue] = []
    failures: list[NotIssued] = []
    for invoice_id in dict.fromkeys(invoice_ids):
        try:
            draft = drafts.get(invoice_id)
            if draft is None:
                raise InvoiceUnknown(invoice_id=invoice_id)
            ready.append(priced_by.price(draft))
        except Refusal as refusal:
            failures.append(NotIssued(invoice_id, refusal.code, str(refusal)))
    numbers = _numbers([each.draft for each in ready], context)
    if ready:
        write_issued(ready, numbers, context=context)
        settle_corrected(ready, context=context)
    return DocumentsIssued(numbers, tuple(failures))


def _lock_corrected(drafts: Iterable[Draft], context: Context) -> None:
    """Lock the open items of what credit notes correct: what of it can be credited must not change meanwhile."""
    corrected = [draft.corrects_id for draft in drafts if draft.corrects_id is not None]
    if corrected:
        items = document_items(corrected)
        lock_items([item_id for parts in items.values() for item_id in parts], context=context)


def _numbers(drafts: Sequence[Draft], context: Context) -> dict[UUID, str]:
    by_series: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    prefixes = prefixes_in_force()
    for draft in drafts:
        prefix = prefixes.get((draft.legal_entity_id, draft.kind), USUAL_PREFIXES[draft.kind])
        by_series[draft.legal_entity_id, prefix].append(draft.id)
    taken: dict[UUID, str] = {}
    # Series in one order, so that two batches wait for each other and never deadlock.
    for (legal_entity_id, series), invoice_ids in sorted(by_series.items()):
        numbers = take_numbers(legal_entity_id=legal_entity_id, series=series, count=len(invoice_ids), context=context)
        for invoice_id, number in zip(invoice_ids, numbers, strict=True):
            taken[invoice_id] = document_number(series, number)
    return {draft.id: taken[draft.id] for draft in drafts}
