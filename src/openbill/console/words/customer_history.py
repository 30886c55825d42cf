"""The history of one customer: what happened, what was billed and what was paid, as one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openbill.console.reader import Reader
from openbill.console.words.states import ITEM_KINDS
from openbill.console.words.timeline import Entry, told
from openbill.console.words.word import word
from openbill.customers.queries.timeline import timeline
from openbill.customers.queries.with_merged import with_merged
from openbill.customers.types import TimelineCursor
from openbill.receivables.queries.documents_of_customers import (
    BookedDocument,
    PlaceInBooks,
    documents_of_customers,
)

_PAID = {"payment": _("Payment received"), "deposit": _("Deposit received")}
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class History:
    """Some entries, the newest first; `next` is where the page after them begins, None on the last one."""

    entries: list[Entry]
    next: TimelineCursor | None


def history_of_customer(reader: Reader, customer_id: UUID, *, after: TimelineCursor | None, limit: int) -> History:
    """A page of a customer's history; a document stands at the beginning of its day in the books.

    Documents and money are there for who may see items. Raises CustomerUnknown.
    """
    happened = timeline(customer_id, after=after, limit=limit)
    zone = ZoneInfo(reader.organization.time_zone)
    events = zip(happened.items, told(happened.items, reader.formats), strict=True)
    found = [(TimelineCursor(item.at, item.id), entry) for item, entry in events]
    for document in _documents(reader, customer_id, after, zone, limit + 1):
        at = _begin(document.posting_date, zone)
        found.append((TimelineCursor(at, document.item_id), _entry(document, reader, at)))
    found.sort(key=lambda each: (each[0].at, each[0].id), reverse=True)
    shown = found[:limit]
    has_more = len(found) > limit or happened.next is not None
    return History([entry for _cursor, entry in shown], shown[-1][0] if has_more else None)


def _documents(
    reader: Reader, customer_id: UUID, after: TimelineCursor | None, zone: ZoneInfo, limit: int
) -> Sequence[BookedDocument]:
    if not reader.may("receivables.view"):
        return []
    before = _place(after, zone) if after else None
    return documents_of_customers(with_merged([customer_id]), before=before, limit=limit)


def _place(after: TimelineCursor, zone: ZoneInfo) -> PlaceInBooks:
    """Behind an event come all documents of its day, behind a document those of its day that stand behind it."""
    day = after.at.astimezone(zone).date()
    if after.at == _begin(day, zone):
        return PlaceInBooks(day, after.id)
    return PlaceInBooks(day + timedelta(days=1) if day < date.max else day, _FIRST)


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def _entry(document: BookedDocument, reader: Reader, at: datetime) -> Entry:
    is_paid = document.kind in _PAID
    title = _PAID.get(document.kind) or word(ITEM_KINDS, document.kind).text
    return Entry(
        at=at,
        icon="arrow-down-to-line" if is_paid else "file-text",
        tone="good" if is_paid else "",
        title=f"{title} {document.number}".strip(),
        detail=reader.formats.money(document.amount_minor, document.currency),
        day=document.posting_date,
        address=reverse("console:item", args=[document.item_id]),
    )
