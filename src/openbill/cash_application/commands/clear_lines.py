"""Say of bank lines what they are of that was known already: a payment on its way, a payout, a batch of debits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.cash_application.commands.lock_lines import LockedLine, lock_lines
from openbill.cash_application.errors import (
    LineNotCleared,
    LineToldTwice,
    PaymentIsLarger,
    SourceToldTwice,
    SourceUnknown,
)
from openbill.cash_application.events import LineWasCleared, LineWasPosted
from openbill.cash_application.models import Expectation, LineClearing, LinePosting, LineToDo
from openbill.cash_application.queries.in_transit import InTransit, in_transit
from openbill.cash_application.types.decisions import AsideOn, PostingKind, Source
from openbill.foundation import clock
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.ledger.commands.post_transfers import post_transfers
from openbill.ledger.types import Transfer
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.models import Payment
from openbill.payments.types import MoneyOn
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem

CHARGE = "charge"
"""What the bank took beside what a line is of."""


@dataclass(frozen=True, slots=True)
class ToClear:
    """A line and what it is of, which comes to it; `charge` (not negative) is what the bank took of it beside."""

    line_id: UUID
    sources: tuple[Source, ...]
    charge: Money | None = None


@command(permission="cash_application.post", summarised=("clearings",))
def clear_lines(*, clearings: Sequence[ToClear], is_by_itself: bool = False, context: Context) -> None:
    """Clear lines with what was expected or known already, all of them or none.

    In the books the money goes from where it stood to the bank. Raises LineUnknown, LineIsDecided, LineToldTwice,
    SourceToldTwice, SourceUnknown and LineNotCleared.
    """
    _clear(clearings, PostingKind.CLEARED, is_by_itself, context)


@command(permission="cash_application.post")
def clear_line(*, line_id: UUID, sources: Sequence[Source], charge: Money | None = None, context: Context) -> None:
    """Clear one line; see clear_lines."""
    clear_lines(clearings=[ToClear(line_id, tuple(sources), charge)], context=context)


@command(permission="cash_application.post", personal=("reason",), subject="payment_id")
def return_by_line(*, line_id: UUID, payment_id: UUID, reason: str, context: Context) -> None:
    """Say that with a line the bank took a payment back: its debts are owed again from the day of the line on.

    What the line is more than the payment is the bank's charge. A payment that somebody has returned already is only
    cleared. Raises LineUnknown, LineIsDecided, PaymentIsLarger, LineNotCleared, and as return_payment does.
    """
    (line,) = lock_lines([line_id], context=context).values()
    payments = Payment.objects.filter(organization_id=context.organization_id, id=payment_id)
    if not payments.filter(state="returned").exists():
        return_payment(payment_id=payment_id, on=line.booked_date, reason=reason, context=context)
    source = Source("return", payment_id)
    known = in_transit([source])
    if not known:
        raise SourceUnknown(kind=source.kind, source_id=source.id)
    charge = known[0].amount - line.amount
    if charge.is_negative:
        raise PaymentIsLarger(amount=-known[0].amount, line=line.amount)
    _clear([ToClear(line_id, (source,), charge)], PostingKind.RETURN, False, context)


def _clear(clearings: Sequence[ToClear], kind: PostingKind, is_by_itself: bool, context: Context) -> None:
    lines = lock_lines([each.line_id for each in clearings], context=context)
    if len(lines) < len(clearings):
        raise LineToldTwice
    wanted = [source for each in clearings for source in each.sources]
    if len(set(wanted)) < len(wanted):
        raise SourceToldTwice
    _lock_sources(wanted, context)
    known = {each.source: each for each in in_transit(wanted)}
    for source in wanted:
        if source not in known:
            raise SourceUnknown(kind=source.kind, source_id=source.id)
    now = clock.now()
    postings = [
        LinePosting(
            organization_id=context.organization_id,
            id=new_identifier(),
            line_id=each.line_id,
            kind=kind.value,
            is_by_itself=is_by_itself,
            evidence=[],
            posted_at=now,
            command_id=context.running_command_id,
        )
        for each in clearings
    ]
    parts = [
        part
        for posting, each in zip(postings, clearings, strict=True)
        for part in _parts(posting, lines[each.line_id], each, known)
    ]
    LinePosting.objects.bulk_create(postings, batch_size=1_000)
    LineClearing.objects.bulk_create([part.row for part in parts], batch_size=1_000)
    LineToDo.objects.filter(organization_id=context.organization_id, line_id__in=list(lines)).delete()
    post_transfers([part.transfer for part in parts if part.moves], context=context)
    for posting, each in zip(postings, clearings, strict=True):
        line = lines[each.line_id]
        publish(LineWasPosted(posting.line_id, posting.id, is_by_itself), context=context)
        told = tuple((source.kind, source.id) for source in each.sources)
        publish(LineWasCleared(line.id, posting.id, line.booked_date, line.value_date, told), context=context)


def _lock_sources(sources: Sequence[Source], context: Context) -> None:
    """Who clears one of them at the same time, or says that it is expected no longer, waits."""
    named = [source.id for source in sources]
    payments = Payment.objects.filter(organization_id=context.organization_id, id__in=named)
    list(payments.select_for_update(no_key=True).order_by("id").values_list("id"))
    items = OpenItem.objects.filter(organization_id=context.organization_id, id__in=named, kind="refund")
    list(items.select_for_update(no_key=True).order_by("id").values_list("id"))
    rows = Expectation.objects.filter(organization_id=context.organization_id, source_id__in=named)
    list(rows.select_for_update().order_by("id").values_list("id"))


@dataclass(frozen=True, slots=True)
class _Part:
    row: LineClearing
    transfer: Transfer

    @property
    def moves(self) -> bool:
        """What stood among the unidentified money stays there: the line brings its other half."""
        return self.transfer.debit != self.transfer.credit


def _parts(posting: LinePosting, line: LockedLine, each: ToClear, known: dict[Source, InTransit]) -> list[_Part]:
    of = [known[source] for source in each.sources]
    for source in of:
        if source.amount.currency != line.amount.currency or source.legal_entity_id != line.legal_entity_id:
            raise LineNotCleared(line=line.amount, cleared=source.amount)
    charge = Money.zero(line.amount.currency) if each.charge is None else each.charge
    cleared = Money.total((source.amount for source in of), line.amount.currency) - charge
    if cleared != line.amount or charge.is_negative or not of:
        raise LineNotCleared(line=line.amount, cleared=cleared)
    parts = [_part(posting, line, source.source, source.account, source.amount, line.booked_date) for source in of]
    if charge.is_positive:
        of_posting = Source(CHARGE, posting.id)
        parts.append(_part(posting, line, of_posting, AsideOn.BANK_FEES.value, -charge, line.booked_date))
    return parts


def _part(posting: LinePosting, line: LockedLine, source: Source, account: str, amount: Money, day: date) -> _Part:
    row = LineClearing(
        organization_id=posting.organization_id,
        id=new_identifier(),
        posting_id=posting.id,
        source_kind=source.kind,
        source_id=source.id,
        amount_minor=amount.minor_units,
        account=account,
    )
    transfer = Transfer(
        line.legal_entity_id, day, "line_clearing", posting.id, MoneyOn.TOLD_BY_BANK.value, account, amount.currency,
        amount.minor_units,
    )  # fmt: skip
    return _Part(row, transfer)
