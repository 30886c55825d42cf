"""What reminders a firm's history asks for, told from the rows of the history alone.

It shares nothing with the engine but the strategy's numbers: the history is read into memory once, and the rules of
docs/algorithms/reminders.md are walked through day by day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import scope

STAGES = ((1, "receipt", -7), (2, "due", 0), (3, "overdue", 3), (4, "second", 10), (5, "firm", 30), (6, "final", 60))
OFFSETS = {number: days for number, _, days in STAGES}
MINIMUM_MINOR = 5_00
ASKED = ("invoice", "debit_note")
TONES = (0, 1, 1, 2, 2, 3, 4)
"""By the number of the stage: friendly, neutral, firm, legal."""
MENDED_WITHIN = timedelta(days=30)
Moment = tuple[date, UUID]
"""A day, and the command that wrote it down."""
Noticed = tuple[date, UUID, int]
"""The day, the debt and the stage that it reached."""


@dataclass(frozen=True)
class Paid:
    """A part of a debt that a payment settled: seen in the books from a day on, until it was undone (or never)."""

    receipt: UUID
    received: date
    at: Moment
    seen: date
    until: date
    amount: int


@dataclass
class Item:
    id: UUID
    payer: tuple[UUID, UUID, str]
    side: str
    kind: str
    since: date
    document_date: date
    due: date
    amount: int
    uses: list[tuple[date, int]] = field(default_factory=list)
    paid: list[Paid] = field(default_factory=list)
    credited: list[tuple[date, int]] = field(default_factory=list)
    contested: list[tuple[date, date, int]] = field(default_factory=list)

    def open_on(self, day: date) -> int:
        if self.since > day:
            return 0
        return self.amount - sum(amount for on, amount in self.uses if on <= day)

    def paid_by(self, day: date) -> list[Paid]:
        return sorted((part for part in self.paid if part.seen <= day < part.until), key=lambda part: part.at)

    def contested_on(self, day: date) -> int:
        """What was contested and not credited since."""
        contested = 0
        for begin, end, amount in self.contested:
            if begin <= day < end:
                credited = sum(minor for on, minor in self.credited if begin <= on <= day)
                contested += max(0, amount - credited)
        return contested


@dataclass
class Promise:
    id: UUID
    payer: tuple[UUID, UUID, str]
    given: date
    command: UUID
    over: date
    amount: int
    parts: dict[UUID, int]
    judged: bool = False
    kept: bool = False
    left: int = 0

    @property
    def since(self) -> Moment:
        return self.given, self.command

    def covered(self, items: dict[UUID, Item], day: date) -> dict[UUID, int]:
        """What is still to come of it, laid on what is open of its debts, the oldest first."""
        left, covered = self.left, {}
        for item_id in sorted(self.parts, key=lambda each: (items[each].due, each)):
            covered[item_id] = min(left, self.parts[item_id], items[item_id].open_on(day))
            left -= covered[item_id]
        return covered


@dataclass
class History:
    items: dict[UUID, Item]
    promises: list[Promise]
    receipts: dict[tuple[UUID, UUID, str], list[tuple[Moment, UUID, int, date]]]
    """By payer: when it came in, its item, the amount, and the day from which it was returned (or never)."""


def history_of(organization_id: UUID) -> History:
    """Everything that decides about reminders, read once."""
    with scope(organization_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, customer_id, legal_entity_id, currency, side, kind, posting_date, document_date, due_date,"
            " amount_minor, counters_id, command_id FROM open_item WHERE organization_id = %s",
            [organization_id],
        )
        rows = cursor.fetchall()
        items = {row[0]: Item(row[0], (row[1], row[2], row[3]), *row[4:10]) for row in rows}
        for item in items.values():
            if item.side == "credit":
                # Money is here from the day on which it came, though a closed month has it posted later.
                item.since = min(item.since, item.document_date)
        returned = {row[10]: row[6] for row in rows if row[10] is not None}
        cursor.execute(
            "SELECT debit_item_id, credit_item_id, effective_date, amount_minor, economic_date, command_id, id,"
            " undoes_id FROM allocation WHERE organization_id = %s",
            [organization_id],
        )
        uses = cursor.fetchall()
        undone = {use[7]: use[2] for use in uses if use[7] is not None}
        for debit, credit, on, amount, economic, command, use_id, undoes in uses:
            items[debit].uses.append((on, amount))
            items[credit].uses.append((on, amount))
            if items[credit].kind == "payment" and undoes is None:
                received, until = items[credit].document_date, undone.get(use_id, date.max)
                items[debit].paid.append(Paid(credit, received, (economic, command), on, until, amount))
            if items[credit].kind == "credit_note":
                items[debit].credited.append((on, amount))
        cursor.execute(
            "SELECT part.item_id, dispute.opened_on, dispute.ended_on, part.amount_minor"
            " FROM disputed_item part JOIN dispute ON dispute.organization_id = part.organization_id"
            " AND dispute.id = part.dispute_id WHERE part.organization_id = %s",
            [organization_id],
        )
        for item_id, begin, end, amount in cursor.fetchall():
            items[item_id].contested.append((begin, end or date.max, amount))
        cursor.execute(
            "SELECT id, customer_id, legal_entity_id, currency, given_on, command_id, judged_after, amount_minor"
            " FROM promise"
            " WHERE organization_id = %s",
            [organization_id],
        )
        promises = [Promise(row[0], (row[1], row[2], row[3]), *row[4:8], {}) for row in cursor.fetchall()]
        by_id = {promise.id: promise for promise in promises}
        cursor.execute(
            "SELECT promise_id, item_id, amount_minor FROM promised_item WHERE organization_id = %s", [organization_id]
        )
        for promise_id, item_id, amount in cursor.fetchall():
            by_id[promise_id].parts[item_id] = amount
    receipts: dict[tuple[UUID, UUID, str], list[tuple[Moment, UUID, int, date]]] = defaultdict(list)
    written_by = {row[0]: row[11] for row in rows}
    for item in items.values():
        if item.kind == "payment":
            at = item.document_date, written_by[item.id]
            receipts[item.payer].append((at, item.id, item.amount, returned.get(item.id, date.max)))
    return History(items, promises, receipts)


def expected_notices(history: History, run_days: Sequence[date]) -> set[Noticed]:
    """Every stage that a debt must reach, and on which day, if the day is run on exactly these days."""
    noticed: set[Noticed] = set()
    last: dict[UUID, tuple[int, date]] = {}
    told: dict[UUID, int] = defaultdict(int)
    payers: dict[tuple[UUID, UUID, str], list[Item]] = defaultdict(list)
    for item in history.items.values():
        payers[item.payer].append(item)
    before = date.min
    for day in run_days:
        _judge(history, before, day)
        before = day
        for items in payers.values():
            for item, stage in _due(items, history, last, told, day):
                noticed.add((day, item.id, stage))
                last[item.id] = (stage, day)
    return noticed


def _judge(history: History, before: date, day: date) -> None:
    """Promises that were kept, or whose day is over, cover nothing any more; the others what is still to come.

    One that was kept by what is gone is judged anew: at once where the payment was returned, or taken from one of its
    debts, since the run before, by the next run for some weeks else.
    """
    for promise in history.promises:
        for item_id in promise.parts:
            for part in history.items[item_id].paid:
                if before < part.until <= day and promise.since < part.at and part.received <= promise.over:
                    promise.judged = False
    by_payer: dict[tuple[UUID, UUID, str], list[Promise]] = defaultdict(list)
    for promise in history.promises:
        if promise.given <= day:
            by_payer[promise.payer].append(promise)
    for payer, promises in by_payer.items():
        for (on, _), _, _, returned in history.receipts.get(payer, ()):
            for promise in promises:
                if before < returned <= day and promise.given <= on <= promise.over:
                    promise.judged = False
        promises.sort(key=lambda each: (each.over, each.since, each.id))
        received, used = _settled(history, promises, day)
        owed = {promise.id: _owed(history, promise, day) for promise in promises}
        received = {promise.id: min(received[promise.id], owed[promise.id]) for promise in promises}
        for at, receipt, amount, returned in sorted(history.receipts.get(payer, ())):
            if at[0] > day or returned <= day:
                continue
            left = amount - used[receipt]
            for promise in promises:
                if promise.since < at and at[0] <= promise.over:
                    part = min(left, owed[promise.id] - received[promise.id])
                    received[promise.id] += part
                    left -= part
        for promise in promises:
            left = max(0, owed[promise.id] - received[promise.id])
            is_reopened = promise.kept and left > 0 and day <= promise.over + MENDED_WITHIN
            if promise.judged and not is_reopened:
                continue
            promise.left, promise.kept = left, left == 0
            promise.judged = promise.kept or day > promise.over


def _owed(history: History, promise: Promise, day: date) -> int:
    owed = 0
    for item_id, part in promise.parts.items():
        item = history.items[item_id]
        owed += min(part, item.open_on(day) + sum(paid.amount for paid in item.paid_by(day) if paid.at > promise.since))
    return owed


def _settled(history: History, promises: Sequence[Promise], day: date) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """By promise what payments settled of its debts in time, and by receipt how much of it that took."""
    settled: dict[UUID, int] = defaultdict(int)
    used: dict[UUID, int] = defaultdict(int)
    for item_id in {item_id for promise in promises for item_id in promise.parts}:
        item = history.items[item_id]
        paid = item.paid_by(day)
        lacking = {promise.id: promise.parts[item_id] for promise in promises if item_id in promise.parts}
        rest = item.open_on(day) + sum(part.amount for part in paid)
        for part in paid:
            rest -= part.amount
            left, most = part.amount, 0
            for promise in promises:
                if promise.id in lacking and promise.since < part.at and part.received <= promise.over:
                    first = min(left, lacking[promise.id])
                    # What the debt has no room for any more was settled by this part, for a renewed promise too.
                    counted = max(first, min(part.amount, lacking[promise.id] - rest))
                    lacking[promise.id] -= counted
                    settled[promise.id] += counted
                    left, most = left - first, max(most, counted)
            used[part.receipt] += max(part.amount - left, most)
    return settled, used


def _due(
    items: Iterable[Item],
    history: History,
    last: dict[UUID, tuple[int, date]],
    told: dict[UUID, int],
    day: date,
) -> list[tuple[Item, int]]:
    unapplied = sum(item.open_on(day) for item in items if item.side == "credit")
    debts = [
        item
        for item in items
        if item.side == "debit" and item.kind in ASKED and item.due <= day + timedelta(days=7) and item.open_on(day) > 0
    ]
    covered: dict[UUID, int] = defaultdict(int)
    for promise in history.promises:
        if promise.given <= day and not promise.judged and any(item.id in promise.parts for item in debts):
            for item_id, minor in promise.covered(history.items, day).items():
                covered[item_id] += minor
    asked: dict[UUID, int] = {}
    for item in sorted(debts, key=lambda each: (each.due, each.id)):
        left = max(0, item.open_on(day) - min(item.contested_on(day), item.open_on(day)) - covered[item.id])
        by_credits = min(left, unapplied)
        unapplied -= by_credits
        asked[item.id] = left - by_credits
    reaching = [(item, stage) for item in debts if asked[item.id] and (stage := _stage(item, last.get(item.id), day))]
    if not reaching:
        return []
    firmest = max(stage for _, stage in reaching)
    reached = {item.id for item, _ in reaching}
    listed = [
        item
        for item in debts
        if item.id in reached or (item.due <= day and asked[item.id] and TONES[told[item.id]] <= TONES[firmest])
    ]
    due_now = sum(asked[item.id] for item in listed if item.due <= day)
    if (due_now or sum(asked[item.id] for item in listed)) < MINIMUM_MINOR:
        return []
    for item in listed:
        told[item.id] = max(told[item.id], firmest)
    return reaching


def _stage(item: Item, last: tuple[int, date] | None, day: date) -> int:
    best = 0
    for number, _, offset in STAGES:
        if last is not None and (number <= last[0] or day < last[1] + timedelta(days=offset - OFFSETS[last[0]])):
            continue
        if offset < 0 and (day >= item.due or item.due + timedelta(days=offset) < item.document_date):
            continue
        if day >= item.due + timedelta(days=offset):
            best = number
    return best
