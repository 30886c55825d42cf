"""What happened to items, told in the order of its days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.cash_application.queries.lines_of_given_up import LineOfGivenUp, lines_of_given_up
from openbill.collections.queries.notices_of_items import notices_of_items
from openbill.collections.queries.promises_of_items import promises_of_items
from openbill.console.reader import Reader
from openbill.console.words.people import named, names_of_actors
from openbill.console.words.states import DISPUTE_REASONS, ITEM_KINDS, PROMISES, STAGES
from openbill.console.words.word import word
from openbill.disputes.queries.disputes_of_items import disputes_of_items
from openbill.payments.queries.requested_refunds import RequestedRefund, refunds_of_items
from openbill.payments.queries.withheld_with import withheld_with
from openbill.receivables.queries.due_date_changes import due_date_changes
from openbill.receivables.queries.item_on_day import ItemDetails
from openbill.receivables.queries.requested_write_offs import RequestedWriteOff, write_offs_of_items
from openbill.receivables.queries.uses_of_items import UseOfItem, uses_of_items

GIVEN_UP = ("discount", "bank_charge", "small_difference")
"""The kinds of credits by which a part of a debt is let off with a payment that was short of it."""

MOST_SHOWN = 80
"""Signs of what a bank tells of a line."""

Titles = dict[str, tuple[str | Promise, str]]
"""What a request is called in each state, and its tone."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened on a day; `undo` is the allocation that it made and that may be undone."""

    on: date
    title: str | Promise
    icon: str
    detail: str = ""
    amount_minor: int | None = None
    currency: str = ""
    tone: str = ""
    address: str = ""
    undo: UUID | None = None
    withdraw: str = ""
    """The address at which it is taken back, where it still can be."""


def history_of_items(items: Sequence[ItemDetails], reader: Reader, until: date) -> list[Happening]:
    """Everything that happened to items up to a day, the last thing first; only what the reader may see."""
    told = [*_posted(items), *_uses(items, reader, until), *_moved(items, reader)]
    told += _decided(write_offs_of_items(_ids(items)), _WRITTEN_OFF, "eraser", reader)
    if reader.may("payments.view"):
        told += _withheld(items, until)
        told += _decided(refunds_of_items(_ids(items)), _REFUNDED, "arrow-up-from-line", reader)
    if reader.may("disputes.view"):
        told += _disputes(items, reader)
    if reader.may("collections.view"):
        told += [*_promises(items, reader), *_notices(items, reader)]
    # Of one day what is told first happened first.
    return sorted((each for each in told if each.on <= until), key=lambda each: each.on)[::-1]


def _ids(items: Sequence[ItemDetails]) -> list[UUID]:
    return [item.item_id for item in items]


def _posted(items: Sequence[ItemDetails]) -> Iterator[Happening]:
    for item in items:
        yield Happening(item.posting_date, _("Came into the books"), "file-text", "", item.amount_minor, item.currency)


def _uses(items: Sequence[ItemDetails], reader: Reader, until: date) -> Iterator[Happening]:
    sides = {item.item_id: item.side for item in items}
    owners = {item.item_id: item.customer_id for item in items}
    may_undo = reader.may("receivables.allocate")
    uses = uses_of_items(_ids(items), until=until)
    given_up = lines_of_given_up([use.other_id for use in uses if use.other_kind in GIVEN_UP])
    for use in uses:
        is_debt = sides[use.item_id] == "debit"
        other = f"{word(ITEM_KINDS, use.other_kind).text} {use.other_number}".strip()
        if use.other_customer_id != owners[use.item_id]:
            other = f"{other}, {use.other_customer}"
        title, address = _("Settled") if is_debt else _("Applied"), reverse("console:item", args=[use.other_id])
        short = given_up.get(use.other_id)
        if short is not None:
            title, other = _("Let off"), _let_off(use, short, reader)
            if short.line_id and reader.may("cash_application.view"):
                address = reverse("console:cash-line", args=[short.line_id])
        yield Happening(
            use.effective_date,
            title,
            "arrow-down-to-line",
            other,
            use.amount_minor,
            use.currency,
            "quiet" if use.undone_on else "good",
            address,
            use.allocation_id if may_undo and use.may_be_undone else None,
        )
        if use.undone_on:
            yield _undone(use, other)


def _let_off(use: UseOfItem, short: LineOfGivenUp, reader: Reader) -> str:
    """Why a part was let off, with which payment, and what the bank told of it."""
    kind = str(word(ITEM_KINDS, use.other_kind).text)
    if short.booked_date is None:
        return _("%(kind)s, with %(payment)s") % {"kind": kind, "payment": short.payment_number}
    told = {
        "kind": kind,
        "payment": short.payment_number,
        "day": reader.formats.day(short.booked_date),
        "line": _with(short.party_name, _shortened(short.text)),
    }
    return _("%(kind)s, with %(payment)s by the bank line of %(day)s: %(line)s") % told


def _withheld(items: Sequence[ItemDetails], until: date) -> Iterator[Happening]:
    """What was settled besides what payments were applied to, as their payers kept tax."""
    for use in uses_of_items(withheld_with(_ids(items)), until=until):
        if use.other_kind == "cancellation":
            continue
        other = f"{word(ITEM_KINDS, use.other_kind).text} {use.other_number}".strip()
        address = f"{reverse('console:withheld-tax')}?{urlencode({'q': use.other_number})}"
        yield Happening(
            use.effective_date, _("Settled as tax withheld"), "landmark", other, use.amount_minor, use.currency,
            "quiet" if use.undone_on else "good", address,
        )  # fmt: skip
        if use.undone_on:
            yield _undone(use, _("Tax withheld of %(document)s") % {"document": other})


def _undone(use: UseOfItem, other: str) -> Happening:
    assert use.undone_on is not None, "It was undone."
    return Happening(
        use.undone_on, _("Taken back"), "undo-2", other, use.amount_minor, use.currency, "warn",
        reverse("console:item", args=[use.other_id]),
    )  # fmt: skip


def _moved(items: Sequence[ItemDetails], reader: Reader) -> Iterator[Happening]:
    for change in due_date_changes(_ids(items)):
        days = {
            "before": reader.formats.day(change.previous_due_date),
            "after": reader.formats.day(change.due_date),
        }
        moved = _("From %(before)s to %(after)s") % days
        yield Happening(change.effective_date, _("Due date extended"), "calendar-clock", _with(moved, change.reason))


_WRITTEN_OFF: Titles = {
    "requested": (gettext_lazy("Write-off asked for"), "warn"),
    "approved": (gettext_lazy("Written off"), "bad"),
    "declined": (gettext_lazy("Write-off declined"), ""),
}

_REFUNDED: Titles = {
    "requested": (gettext_lazy("Refund asked for"), "warn"),
    "approved": (gettext_lazy("Refunded"), ""),
    "declined": (gettext_lazy("Refund declined"), ""),
}


def _decided(
    requests: Sequence[RequestedWriteOff | RequestedRefund], titles: Titles, icon: str, reader: Reader
) -> Iterator[Happening]:
    """What was asked for, told on the day on which it was decided, else asked for."""
    names = names_of_actors() if requests else {}
    for each in requests:
        title, tone = titles[each.state]
        on = reader.formats.local_day(each.decided_at or each.requested_at)
        person = named(each.decided_by or each.requested_by, names)
        why = _with(person, each.decided_because or each.reason)
        yield Happening(on, title, icon, why, each.amount_minor, each.currency, tone)


def _disputes(items: Sequence[ItemDetails], reader: Reader) -> Iterator[Happening]:
    currency = items[0].currency if items else ""
    for each in disputes_of_items(_ids(items)):
        reason = str(word(DISPUTE_REASONS, each.reason).text)
        may_withdraw = each.state == "open" and reader.may("disputes.manage")
        yield Happening(
            each.opened_on, _("Dispute opened"), "message-circle-warning", _with(reason, each.note),
            each.amount_minor, currency, "warn",
            withdraw=reverse("console:withdraw-dispute", args=[each.id]) if may_withdraw else "",
        )  # fmt: skip
        if each.ended_on:
            title = _("Dispute credited") if each.state == "credited" else _("Dispute ended")
            yield Happening(each.ended_on, title, "check", each.outcome, tone="good")


def _promises(items: Sequence[ItemDetails], reader: Reader) -> Iterator[Happening]:
    currency = items[0].currency if items else ""
    for each in promises_of_items(_ids(items)):
        until = _("Until %(day)s") % {"day": reader.formats.day(each.promised_date)}
        may_withdraw = each.state == "open" and reader.may("collections.work")
        yield Happening(
            each.given_on, _("Promise given"), "handshake", _with(until, each.note), each.amount_minor, currency,
            withdraw=reverse("console:withdraw-promise", args=[each.id]) if may_withdraw else "",
        )  # fmt: skip
        if each.ended_on:
            verdict = word(PROMISES, each.state)
            yield Happening(each.ended_on, _("Promise judged"), "handshake", str(verdict.text), tone=verdict.tone)


def _notices(items: Sequence[ItemDetails], reader: Reader) -> Iterator[Happening]:
    currency = items[0].currency if items else ""
    may_read = reader.may("messaging.view")
    for each in notices_of_items(_ids(items)):
        address = reverse("console:message", args=[each.message_id]) if may_read and each.message_id else ""
        stage = str(word(STAGES, each.stage).text)
        yield Happening(each.on_date, _("Reminder written"), "mail", stage, each.asked_minor, currency, address=address)
        if each.withdrawn_on:
            yield Happening(each.withdrawn_on, _("Reminder withdrawn"), "mail-x", each.withdrawn_because)


def _with(first: str, second: str) -> str:
    return f"{first}: {second}" if second else first


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN - 1]}…"
