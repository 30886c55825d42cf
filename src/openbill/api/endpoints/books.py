"""The books: journal, trial balance, periods, rates, manual entries, and what is handed to another ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from openbill.api.endpoint import CSV, FileAnswer, act, ask
from openbill.api.knowledge import day_or_today, sequence_of
from openbill.api.pages import ROWS, Page, checked_limit, cursor_of, place_of, whole
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.commands.map_accounts import map_accounts
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.reopen_period import reopen_period
from openbill.ledger.commands.reverse_entry import reverse_entry
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.errors import EntryUnknown
from openbill.ledger.queries.accounts import accounts
from openbill.ledger.queries.books import books_of
from openbill.ledger.queries.exchange_rate import rate_on
from openbill.ledger.queries.gl_export_batches import gl_export_batches
from openbill.ledger.queries.gl_export_rows import gl_export_rows
from openbill.ledger.queries.journal import entry_of, journal_page
from openbill.ledger.queries.periods import periods
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.ledger.types import (
    ChartAccount,
    GlBatch,
    JournalFilter,
    JournalPlace,
    ManualLine,
    PeriodOfBooks,
    PostedEntry,
    RateFound,
    TrialBalance,
)
from openbill.organizations.queries.legal_entities import default_legal_entity_id, legal_entities
from openbill.primitives.currency import exponent
from openbill.primitives.money import Money


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line on an account: a debit is positive, a credit negative.

    `functional` is needed where the amount is not in the legal entity's own currency.
    """

    account_code: str
    amount: Money
    functional: Money | None = None


@dataclass(frozen=True, slots=True)
class MonthsOfEntity:
    """The months of one legal entity's books, the oldest first."""

    legal_entity_id: UUID
    months: tuple[PeriodOfBooks, ...]


def list_accounts() -> Page[ChartAccount]:
    """The chart of accounts, by code."""
    return whole(tuple(accounts().values()))


def list_entries(
    *,
    legal_entity_id: UUID | None = None,
    from_date: date | None = None,
    through_date: date | None = None,
    known_at: datetime | None = None,
    account_code: str | None = None,
    customer_id: UUID | None = None,
    source_id: UUID | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[PostedEntry]:
    """The journal by posting date; an entry is whole where one of its lines is asked for."""
    wanted = JournalFilter(
        legal_entity_id,
        from_date,
        through_date,
        account_code,
        customer_id,
        source_id,
        known_at_sequence=sequence_of(known_at),
    )
    place = place_of(after, date.fromisoformat, UUID)
    found = journal_page(wanted, after=JournalPlace(*place) if place else None, limit=checked_limit(limit))
    following = found.next_place
    return Page(found.entries, next=cursor_of((following.posting_date, following.entry_id)) if following else None)


def show_entry(*, entry_id: UUID) -> PostedEntry:
    """One posted entry with its lines."""
    entry = entry_of(entry_id)
    if entry is None:
        raise EntryUnknown(entry_id=entry_id)
    return entry


def post_entry(
    *, legal_entity_id: UUID, posting_date: date, lines: Sequence[EntryLine], reason: str, context: Context
) -> UUID:
    """Post one entry by hand between accounts that no open item stands on; the answer is its identifier."""
    with scope(context.organization_id):
        currency = books_of(legal_entity_id).currency
    written = [
        ManualLine(
            line.account_code,
            line.amount.currency,
            line.amount.minor_units,
            None if line.functional is None else _in_currency(line.functional, currency),
        )
        for line in lines
    ]
    return post_manual_entry(
        legal_entity_id=legal_entity_id, posting_date=posting_date, lines=written, reason=reason, context=context
    )


def _in_currency(amount: Money, currency: str) -> int:
    """Minor units of the legal entity's currency. Raises CurrencyMismatch for another one."""
    return (amount + Money.zero(currency)).minor_units


def show_trial_balance(
    *, legal_entity_id: UUID | None = None, as_of: date | None = None, known_at: datetime | None = None
) -> TrialBalance:
    """Debits, credits and balance of every account through the end of a day."""
    entity = legal_entity_id or legal_entities()[0].id
    return trial_balance(entity, day_or_today(as_of), known_at_sequence=sequence_of(known_at))


def list_periods() -> Page[MonthsOfEntity]:
    """Every month of the books that was posted to or closed, by legal entity."""
    return whole([MonthsOfEntity(entity.id, tuple(periods(entity.id))) for entity in legal_entities()])


def show_rate(*, currency: str, functional_currency: str, on: date | None = None) -> RateFound:
    """The exchange rate that holds on a day: one unit is worth multiplier / divisor."""
    exponent(currency)
    exponent(functional_currency)
    return rate_on(currency, functional_currency, day_or_today(on))


def list_batches(*, legal_entity_id: UUID | None = None) -> Page[GlBatch]:
    """The batches that were handed over to another general ledger, the last one first."""
    entities = [legal_entity_id] if legal_entity_id else [entity.id for entity in legal_entities()]
    return whole([batch for entity in entities for batch in gl_export_batches(entity)])


def render_batch(*, batch_id: UUID) -> FileAnswer:
    """The CSV file of a batch: the same bytes at any time."""
    return FileAnswer("".join(gl_export_rows(batch_id)).encode(), CSV, f"entries-{batch_id}.csv")


def map_codes(*, external_codes: Mapping[str, str], legal_entity_id: UUID | None = None, context: Context) -> int:
    """Say which codes accounts have in another general ledger; the answer counts what is new or changed."""
    with scope(context.organization_id):
        entity = legal_entity_id or default_legal_entity_id(context.organization_id)
    return map_accounts(legal_entity_id=entity, external_codes=external_codes, context=context)


ENDPOINTS = (
    ask("/accounts", "ledger.view", list_accounts),
    act("PUT", "/accounts/external-codes", map_accounts, by=map_codes),
    ask("/entries", "ledger.view", list_entries),
    act("POST", "/entries", post_manual_entry, status=201, by=post_entry),
    ask("/entries/{entry_id}", "ledger.view", show_entry),
    act("POST", "/entries/{entry_id}/reverse", reverse_entry, example={"reason": "Posted twice"}),
    ask("/trial-balance", "ledger.view", show_trial_balance),
    ask("/periods", "ledger.view", list_periods),
    act("POST", "/periods/close", close_period),
    act("POST", "/periods/reopen", reopen_period),
    ask("/exchange-rates", "ledger.view", show_rate),
    act("POST", "/exchange-rates", set_exchange_rates),
    ask("/gl-batches", "ledger.view", list_batches),
    act("POST", "/gl-batches", export_to_gl, status=201),
    ask("/gl-batches/{batch_id}/file.csv", "ledger.view", render_batch, media=CSV),
)
