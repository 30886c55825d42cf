"""What is owed in sum: aging, balances, changes, and the statements of customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from openbill.api.endpoint import PDF, FileAnswer, ask
from openbill.api.knowledge import day_or_today, sequence_of
from openbill.api.pages import ROWS, Page, Paged, checked_limit, page, place_of, whole
from openbill.customers.queries.customer_details import customer_details
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.foundation.tenancy import current_organization_id
from openbill.primitives.errors import Refusal
from openbill.receivables.queries.aged_balances import AgedFrom, AgingBy
from openbill.receivables.queries.aging_in_order import aging_in_order
from openbill.receivables.queries.changes import Changes
from openbill.receivables.queries.changes import changes as changes_of
from openbill.receivables.queries.customer_balances import BalancesBy, BalancesOf, CustomerBalance, customer_balances
from openbill.receivables.queries.debts import Debt, DebtsBy
from openbill.receivables.queries.debts import debts as debts_of
from openbill.receivables.queries.portfolio import Portfolio
from openbill.receivables.queries.portfolio import portfolio as portfolio_of
from openbill.receivables.queries.statement import (
    ActivityStatement,
    OpenItemStatement,
    activity_statement,
    open_item_statement,
)
from openbill.receivables.queries.statement_sheets import statement_sheets


class NothingToState(Refusal):
    """Nothing of the customer is open on {as_of}, or not with that many legal entities."""

    remedy = "Ask for another day; positions count the legal entities with something open, from 1."


class DaysTurned(Refusal):
    """The first day, {from_date}, lies after the last one, {to_date}."""

    remedy = "Turn them round."


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
class AgedBalances(Paged):
    """A page of the aging of a day; `columns` name the amounts of each row, `next` is the address of what is behind."""

    as_of: date
    columns: tuple[str, ...]
    data: Sequence[AgedBalance]


def show_aging(
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    by: AgingBy = AgingBy.CUSTOMER,
    aged_from: AgedFrom = AgedFrom.DUE_DATE,
    legal_entity_id: UUID | None = None,
    limit: int = ROWS,
    after: str | None = None,
) -> AgedBalances:
    """Who owes what, how late, as of a day and as known now or at an instant: by currency and identifier."""
    found = aging_in_order(
        current_organization_id(),
        day_or_today(as_of),
        by=by,
        aged_from=aged_from,
        legal_entity_id=legal_entity_id,
        known_sequence=sequence_of(known_at),
        after=place_of(after, str, UUID),
        limit=checked_limit(limit) + 1,
    )
    rows = [
        AgedBalance(row.id, row.number, row.name, row.currency, row.amounts_minor, row.total_minor)
        for row in found.rows
    ]
    shown = page(rows, limit, lambda row: (row.currency, row.id))
    return AgedBalances(found.as_of, found.columns, shown.data, next=shown.next)


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
        is_summed=False,
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


ENDPOINTS = (
    ask("/aging", "receivables.view", show_aging),
    ask("/portfolio", "receivables.view", show_portfolio),
    ask("/debts", "receivables.view", list_debts),
    ask("/balances", "receivables.view", list_balances),
    ask("/changes", "receivables.view", show_changes),
    ask("/customers/{customer_id}/statement", "receivables.view", show_statement),
    ask("/customers/{customer_id}/activity", "receivables.view", show_activity),
    ask("/customers/{customer_id}/statement.pdf", "receivables.view", render_statement, media=PDF),
)
