"""Open items of any day, and what settles them: allocations, write-offs, due dates."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from openbill.api.endpoint import act, ask
from openbill.api.knowledge import day_or_today, sequence_of
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.foundation.context import Context
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.allocate_pro_rata import allocate_pro_rata
from openbill.receivables.commands.approve_write_off import approve_write_off
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.decline_write_off import decline_write_off
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.commands.recover_write_off import recover_write_off
from openbill.receivables.commands.revalue_items import revalue_items
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.queries.item_on_day import ItemDetails, item_on_day
from openbill.receivables.queries.items_in_order import ItemInOrder, ItemsWanted, items_in_order
from openbill.receivables.queries.items_of_number import NumberedItem, items_of_number
from openbill.receivables.queries.requested_write_offs import RequestedWriteOff, write_off_requests
from openbill.receivables.queries.uses_of_items import UseOfItem, uses_of_items
from openbill.receivables.types import NewItem, Side


class WriteOffState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"


class RecordedKind(StrEnum):
    """What can be recorded by hand; the other kinds come of acts of their own."""

    INVOICE = "invoice"
    DEBIT_NOTE = "debit_note"
    CREDIT_NOTE = "credit_note"
    DEPOSIT = "deposit"
    LATE_INTEREST = "late_interest"
    FEE = "fee"


@dataclass(frozen=True, slots=True)
class ItemToRecord:
    """A debt or a credit; `source` and `external_id` name it in another system, where it is known only once."""

    customer_id: UUID
    kind: RecordedKind
    amount: Money
    document_date: date
    due_date: date
    legal_entity_id: UUID | None = None
    document_number: str = ""
    reference: str = ""
    source: str | None = None
    external_id: str | None = None


def list_items(
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    customer_id: UUID | None = None,
    legal_entity_id: UUID | None = None,
    currency: str | None = None,
    side: Side | None = None,
    document_number: str | None = None,
    days_past_due_from: int | None = None,
    days_past_due_to: int | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[ItemInOrder]:
    """The open items of a day, as known now or at an instant, the first due first."""
    wanted = ItemsWanted(
        customer_id, currency, side, (days_past_due_from, days_past_due_to), legal_entity_id, document_number
    )
    rows = items_in_order(
        day_or_today(as_of),
        wanted,
        after=place_of(after, date.fromisoformat, UUID),
        limit=checked_limit(limit) + 1,
        known_sequence=sequence_of(known_at),
    )
    return page(rows, limit, lambda row: (row.due_date, row.item_id))


def record_open_items(*, items: Sequence[ItemToRecord], context: Context) -> list[UUID]:
    """Record debts and credits, all of them or none; the answer names them in the order given.

    An item without a document number gets the next one of its kind's series.
    """
    written = [NewItem(**{field.name: getattr(item, field.name) for field in fields(item)}) for item in items]
    return record_items(items=written, context=context)


@dataclass(frozen=True, slots=True)
class ItemWithUses:
    """An item as of a day, and what settled it or what it settled until then."""

    item: ItemDetails
    allocations: tuple[UseOfItem, ...]


def show_item(*, item_id: UUID, as_of: date | None = None) -> ItemWithUses:
    """One item, open or settled, as of a day, with its allocations until then."""
    day = day_or_today(as_of)
    return ItemWithUses(item_on_day(item_id, day), tuple(uses_of_items([item_id], until=day)))


def list_write_offs(
    *, state: WriteOffState | None = None, after: str | None = None, limit: int = ROWS
) -> Page[RequestedWriteOff]:
    """The write-offs that were asked for, the last one first."""
    place = place_of(after, UUID)
    rows = write_off_requests(state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def search_items(*, number: str, limit: int = 20) -> Page[NumberedItem]:
    """Documents and payments that a number may mean: that begin so, else those that it was mistyped for."""
    return whole(items_of_number(number, limit=checked_limit(limit)) if number.strip() else [])


ENDPOINTS = (
    ask("/items", "receivables.view", list_items),
    ask("/items/search", "receivables.view", search_items),
    act("POST", "/items", record_items, status=201, by=record_open_items),
    ask("/items/{item_id}", "receivables.view", show_item),
    act("POST", "/items/{item_id}/cancel", cancel_item, example={"reason": "Entered twice"}),
    act("PUT", "/items/{item_id}/due-date", extend_due_date),
    act("POST", "/items/{item_id}/write-off", write_off),
    act("POST", "/items/{item_id}/recovery", recover_write_off),
    act("POST", "/items/{credit_item_id}/allocate", allocate_credit),
    act("POST", "/items/{credit_item_id}/allocate-as-designated", allocate_as_designated),
    act("POST", "/items/{credit_item_id}/allocate-pro-rata", allocate_pro_rata),
    act("POST", "/allocations/{allocation_id}/undo", undo_allocation),
    ask("/write-offs", "receivables.view", list_write_offs),
    act("POST", "/write-offs/{request_id}/approve", approve_write_off),
    act("POST", "/write-offs/{request_id}/decline", decline_write_off),
    act("POST", "/revaluations", revalue_items),
)
