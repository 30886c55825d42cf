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
Noticed = tuple[date, UUID, int]
"""The day, the debt and the stage that it reached."""


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
    paid: list[tuple[date, int]] = field(default_factory=list)
    credited: list[tuple[date, int]] = field(default_factory=list)
    contested: list[tuple[date, date, int]] = field(default_factory=list)

    def open_on(self, day: date) -> int:
        if self.since > day:
            return 0
        return self.amount - sum(amount for on, amount in self.uses if on <= day)

    def paid_since(self, begin: date, end: date) -> int:
        return sum(amount for on, amount in self.paid if begin <= on <= end)

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
    over: date
    amount: int
    parts: dict[UUID, int]
    judged: bool = False
    left: int = 0

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
    receipts: dict[tuple[UUID, UUID, str], list[tuple[date, int, date]]]
    """By payer: the day, the amount, and the day from which it was returned (or never)."""


def history_of(organization_id: UUID) -> History:
    """Everything that decides about reminders, read once."""
    with scope(organization_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, customer_id, legal_entity_id, currency, side, kind, posting_date, document_date, due_date,"
            " amount_minor, counters_id FROM open_item WHERE organization_id = %s",
            [organization_id],
        )
        rows = cursor.fetchall()
        items = {row[0]: Item(row[0], (row[1], row[2], row[3]), *row[4:10]) for row in rows}
        returned = {row[10]: row[6] for row in rows if row[10] is not None}
        cursor.execute(
            "SELECT debit_item_id, credit_item_id, effective_date, amount_minor FROM allocation"
            " WHERE organization_id = %s",
            [organization_id],
        )
        for debit, credit, on, amount in cursor.fetchall():
            items[debit].uses.append((on, amount))
            items[credit].uses.append((on, amount))
            if items[credit].kind == "payment":
                items[debit].paid.append((on, amount))
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
            "SELECT id, customer_id, legal_entity_id, currency, given_on, judged_after, amount_minor FROM promise"
            " WHERE organization_id = %s",
            [organization_id],
        )
        promises = [Promise(row[0], (row[1], row[2], row[3]), *row[4:7], {}) for row in cursor.fetchall()]
        by_id = {promise.id: promise for promise in promises}
        cursor.execute(
            "SELECT promise_id, item_id, amount_minor FROM promised_item WHERE organization_id = %s", [organization_id]
        )
        for promise_id, item_id, amount in cursor.fetchall():
            by_id[promise_id].parts[item_id] = amount
    receipts: dict[tuple[UUID, UUID, str], list[tuple[date, int, date]]] = defaultdict(list)
    for item in items.values():
        if item.kind == "payment":
            receipts[item.payer].append((item.document_date, item.amount, returned.get(item.id, date.max)))
    return History(items, promises, receipts)


def expected_notices(history: History, run_days: Sequence[date]) -> set[Noticed]:
    """Every stage that a debt must reach, and on which day, if the day is run on exactly these days."""
    noticed: set[Noticed] = set()
    last: dict[UUID, tuple[int, date]] = {}
    payers: dict[tuple[UUID, UUID, str], list[Item]] = defaultdict(list)
    for item in history.items.values():
        payers[item.payer].append(item)
    before = date.min
    for day in run_days:
        _judge(history, before, day)
        before = day
        for items in payers.values():
            for item, stage in _due(items, history, last, day):
                noticed.add((day, item.id, stage))
                last[item.id] = (stage, day)
    return noticed


def _judge(history: History, before: date, day: date) -> None:
    """Promises that were kept, or whose day is over, cover nothing any more; the others what is still to come.

    One that a payment had kept which was returned since the run before is judged anew.
    """
    given = [promise for promise in history.promises if promise.given <= day]
    by_payer: dict[tuple[UUID, UUID, str], list[Promise]] = defaultdict(list)
    for promise in given:
        by_payer[promise.payer].append(promise)
    for payer, promises in by_payer.items():
        for on, _, returned in history.receipts.get(payer, ()):
            for promise in promises:
                if before < returned <= day and promise.given <= on <= promise.over:
                    promise.judged = False
        if all(promise.judged for promise in promises):
            continue
        owed, settled = {}, {}
        for promise in promises:
            debts = [(history.items[item_id], part) for item_id, part in promise.parts.items()]
            owed[promise.id] = sum(
                min(part, item.open_on(day) + item.paid_since(promise.given, day)) for item, part in debts
            )
            until = min(promise.over, day)
            settled[promise.id] = sum(min(part, item.paid_since(promise.given, until)) for item, part in debts)
        received = dict.fromkeys((promise.id for promise in promises), 0)
        for on, amount, returned in sorted(history.receipts.get(payer, ())):
            if on > day or returned <= day:
                continue
            left = amount
            for promise in sorted(promises, key=lambda each: (each.over, each.given, each.id)):
                if promise.given <= on <= promise.over:
                    part = min(left, owed[promise.id] - received[promise.id])
                    received[promise.id] += part
                    left -= part
        for promise in promises:
            promise.left = max(0, owed[promise.id] - max(received[promise.id], settled[promise.id]))
            promise.judged = promise.judged or promise.left == 0 or day > promise.over


def _due(
    items: Iterable[Item], history: History, last: dict[UUID, tuple[int, date]], day: date
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
    due_now = sum(asked[item.id] for item in debts if item.due <= day)
    soon = sum(asked[item.id] for item, _ in reaching if item.due > day)
    return reaching if reaching and (due_now or soon) >= MINIMUM_MINOR else []


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
