"""What is owed: open items of any day, aging, statements; allocations, write-offs, due dates."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from openbill.api.endpoint import PDF, FileAnswer, act, ask
from openbill.api.knowledge import day_or_today, sequence_of
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.customers.queries.customer_details import customer_details
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.foundation.context import Context
from openbill.foundation.tenancy import current_organization_id
from openbill.primitives.errors import Refusal
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
from openbill.receivables.queries.aging import AgedFrom, AgingBy
from openbill.receivables.queries.aging import aging as aging_of
from openbill.receivables.queries.changes import Changes
from openbill.receivables.queries.changes import changes as changes_of
from openbill.receivables.queries.customer_balances import BalancesBy, BalancesOf, CustomerBalance, customer_balances
from openbill.receivables.queries.debts import Debt, DebtsBy
from openbill.receivables.queries.debts import debts as debts_of
from openbill.receivables.queries.item_with_allocations import ItemWithAllocations, item_with_allocations
from openbill.receivables.queries.items_in_order import ItemInOrder, ItemsWanted, items_in_order
from openbill.receivables.queries.portfolio import Portfolio
from openbill.receivables.queries.portfolio import portfolio as portfolio_of
from openbill.receivables.queries.requested_write_offs import RequestedWriteOff, write_off_requests
from openbill.receivables.queries.statement import (
    ActivityStatement,
    OpenItemStatement,
    activity_statement,
    open_item_statement,
)
from openbill.receivables.queries.statement_sheets import statement_sheets
from openbill.receivables.types import NewItem, Side


class NothingToState(Refusal):
    """Nothing of the customer is open on {as_of}, or not with that many legal entities."""

    remedy = "Ask for another day; positions count the legal entities with something open, from 1."


class DaysTurned(Refusal):
    """The first day, {from_date}, lies after the last one, {to_date}."""

    remedy = "Turn them round."


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


@dataclass(frozen=True, slots=True)
class AgedBalance:
    """One customer, group or legal entity in one currency; an amount for each of the columns, credits negative."""

    id: UUID
    number: str
    name: str
    currency: str
    amounts_minor: tuple[int, ...]
    total_minor: int


@dataclass(frozen=True, slots=True)
class AgedBalances:
    """The aging of a day; `columns` name the amounts of each row."""

    as_of: date
    columns: tuple[str, ...]
    rows: tuple[AgedBalance, ...]


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


def show_item(*, item_id: UUID) -> ItemWithAllocations:
    """One item, open or settled, with the allocations that settled it."""
    return item_with_allocations(item_id)


def show_aging(
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    by: AgingBy = AgingBy.CUSTOMER,
    aged_from: AgedFrom = AgedFrom.DUE_DATE,
    legal_entity_id: UUID | None = None,
) -> AgedBalances:
    """Who owes what, how late, as of a day and as known now or at an instant."""
    found = aging_of(
        current_organization_id(),
        day_or_today(as_of),
        by=by,
        aged_from=aged_from,
        legal_entity_id=legal_entity_id,
        known_sequence=sequence_of(known_at),
    )
    rows = tuple(
        AgedBalance(row.id, row.number, row.name, row.currency, row.amounts_minor, row.total_minor)
        for row in found.rows
    )
    return AgedBalances(found.as_of, found.columns, rows)


def show_portfolio(*, as_of: date | None = None, known_at: datetime | None = None) -> Page[Portfolio]:
    """All open items by currency and age."""
    return whole(portfolio_of(day_or_today(as_of), known_sequence=sequence_of(known_at)))


def list_debts(
    *, as_of: date | None = None, known_at: datetime | None = None, by: DebtsBy = DebtsBy.AMOUNT, limit: int = 10
) -> Page[Debt]:
    """The largest debts, those of each currency by themselves; or the oldest ones."""
    rows = debts_of(
        current_organization_id(),
        day_or_today(as_of),
        by=by,
        top=checked_limit(limit),
        known_sequence=sequence_of(known_at),
    )
    return whole(rows)


def list_balances(
    *,
    as_of: date | None = None,
    text: str = "",
    only: BalancesOf = BalancesOf.OWING,
    currency: str | None = None,
    sort: BalancesBy = BalancesBy.OVERDUE,
    limit: int = ROWS,
) -> Page[CustomerBalance]:
    """The customers who owe most, are longest overdue, or have most credit; `aging` lists all of them."""
    found = customer_balances(
        day_or_today(as_of),
        text=text,
        only=only,
        currency=currency,
        by=sort,
        descending=sort not in (BalancesBy.NAME, BalancesBy.NUMBER),
        limit=checked_limit(limit),
    )
    return whole(found.rows)


def show_changes(*, from_date: date, to_date: date, limit: int = 10) -> Changes:
    """What changed from the evening of one day to that of another, and the largest movements."""
    if from_date > to_date:
        raise DaysTurned(from_date=from_date, to_date=to_date)
    return changes_of(current_organization_id(), from_date, to_date, top=checked_limit(limit))


def show_statement(
    *, customer_id: UUID, as_of: date | None = None, known_at: datetime | None = None
) -> Page[OpenItemStatement]:
    """What is open with a customer at the end of a day, by currency."""
    shown = customer_details(customer_id).id
    rows = open_item_statement(
        current_organization_id(), shown, day_or_today(as_of), known_sequence=sequence_of(known_at)
    )
    return whole(rows)


def show_activity(
    *, customer_id: UUID, from_date: date, as_of: date | None = None, known_at: datetime | None = None
) -> Page[ActivityStatement]:
    """How the balance of a customer came about between two days, by currency."""
    day = day_or_today(as_of)
    if from_date > day:
        raise DaysTurned(from_date=from_date, to_date=day)
    shown = customer_details(customer_id).id
    return whole(
        activity_statement(current_organization_id(), shown, from_date, day, known_sequence=sequence_of(known_at))
    )


def render_statement(*, customer_id: UUID, as_of: date | None = None, position: int = 1) -> FileAnswer:
    """A customer's statement as PDF: of one legal entity, the first with something open where none is said."""
    customer, day = customer_details(customer_id), day_or_today(as_of)
    sheets = statement_sheets(customer.id, day)
    if not 1 <= position <= len(sheets):
        raise NothingToState(as_of=day)
    return FileAnswer(render_pdf(sheets[position - 1]), PDF, f"statement-{day}.pdf")


def list_write_offs(
    *, state: WriteOffState | None = None, after: str | None = None, limit: int = ROWS
) -> Page[RequestedWriteOff]:
    """The write-offs that were asked for, the last one first."""
    place = place_of(after, UUID)
    rows = write_off_requests(state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


ENDPOINTS = (
    ask("/items", "receivables.view", list_items),
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
    ask("/aging", "receivables.view", show_aging),
    ask("/portfolio", "receivables.view", show_portfolio),
    ask("/debts", "receivables.view", list_debts),
    ask("/balances", "receivables.view", list_balances),
    ask("/changes", "receivables.view", show_changes),
    ask("/customers/{customer_id}/statement", "receivables.view", show_statement),
    ask("/customers/{customer_id}/activity", "receivables.view", show_activity),
    ask("/customers/{customer_id}/statement.pdf", "receivables.view", render_statement, media=PDF),
)
