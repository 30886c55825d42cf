"""Whatever is done in whatever order, the aging of any day is what a model in plain Python says, and the books agree.

A machine of hypothesis makes up histories of real, committed commands: one organization with two legal
entities per history. The model knows only lists of items and allocations with their dates and the number of
the command that made them. OPENBILL_TEST_EXAMPLES says how many histories are tried.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tests.support.database import fingerprint
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer

from openbill.customers.commands.merge_customers import merge_customers
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.disputes.queries.check_disputes import check_disputes
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.command_log.seal import last_seal, seal_commands
from openbill.foundation.command_log.verify_chain import broken_links
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.errors import KeyUsedForOtherInput
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.fold_movements import fold_movements
from openbill.ledger.commands.reopen_period import reopen_period
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.queries.closed_through import closed_through
from openbill.ledger.types import RateToSet
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.organizations.commands.change_settings import change_settings
from openbill.primitives.calendar import month_end, next_month_start
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.allocate_pro_rata import allocate_pro_rata
from openbill.receivables.commands.approve_write_off import approve_write_off
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.decline_write_off import decline_write_off
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.commands.keep_balances import keep_balances
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.commands.recover_write_off import recover_write_off
from openbill.receivables.commands.revalue_items import revalue_items
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_kept_balances import check_kept_balances
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.types import Designation, NewItem

EXAMPLES = int(os.environ.get("OPENBILL_TEST_EXAMPLES", "20"))
FIRST_DAY = date(2026, 1, 1)
STARTED_AT = datetime(2026, 7, 1, tzinfo=UTC)
CURRENCIES = ("EUR", "USD", "JPY", "CHF")
LATE = "CHF"
"""The currency whose rates come late, and only to the euro: its items wait for a value, some of them for ever."""
LAST_DAY = FIRST_DAY + timedelta(days=240)
"""Later than everything: also what was valued late is in the books by then."""
SIDES = {
    "invoice": "debit",
    "debit_note": "debit",
    "late_interest": "debit",
    "credit_note": "credit",
    "payment": "credit",
    "deposit": "credit",
}
BUCKETS = ("unapplied", "not_due", "1-30", "31-60", "61-90", "91+")

days = st.integers(0, 180).map(lambda offset: FIRST_DAY + timedelta(days=offset))
maybe_days = st.none() | days
numbers = st.integers(0, 10_000)
amounts = st.integers(1, 40_000)


@dataclass
class ModelItem:
    """A debt or a credit as a bookkeeper would note it on a card."""

    id: UUID
    order: int
    entity: int
    customer: int
    side: str
    kind: str
    currency: str
    amount: int
    document_date: date
    posting_date: date
    due_date: date
    counters: UUID | None = None
    corrects: UUID | None = None
    disputed: int = 0
    redated: list[tuple[int, date, date]] = field(default_factory=list)
    """(order, effective date, due date)"""
    earliest_use: date = date.min
    """After an undoing at a later date nothing is used before it."""

    def due_on(self, as_of: date, known: int) -> date:
        due = self.due_date
        for order, effective, changed in self.redated:
            if order <= known and effective <= as_of:
                due = changed
        return due

    @property
    def due_now(self) -> date:
        return self.redated[-1][2] if self.redated else self.due_date


@dataclass
class ModelUse:
    """The use of a credit on a debt; negative where it takes another one back."""

    id: UUID
    order: int
    debit: UUID
    credit: UUID
    amount: int
    effective: date
    undoes: UUID | None = None
    is_undone: bool = False


@dataclass
class Model:
    items: dict[UUID, ModelItem] = field(default_factory=dict)
    uses: dict[UUID, ModelUse] = field(default_factory=dict)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    """(order, customer, into)"""

    def open_of(self, item: UUID, as_of: date = date.max, known: int = 10**9) -> int:
        used = sum(
            use.amount
            for use in self.uses.values()
            if item in (use.debit, use.credit) and use.order <= known and use.effective <= as_of
        )
        return self.items[item].amount - used

    def shown(self, customer: int, known: int = 10**9) -> int:
        """Each merge tells once that somebody goes by another's name, in the order in which that was said."""
        into = {merged: survivor for order, merged, survivor in self.merges if order <= known}
        while customer in into:
            customer = into[customer]
        return customer

    def aging(self, as_of: date, known: int, entity: int | None) -> dict[tuple[int, str, str], int]:
        sums: Counter[tuple[int, str, str]] = Counter()
        for item in self.items.values():
            if item.order > known or item.posting_date > as_of or entity not in (None, item.entity):
                continue
            is_open = self.open_of(item.id, as_of, known)
            if item.side == "credit":
                bucket, is_open = "unapplied", -is_open
            else:
                late = (as_of - item.due_on(as_of, known)).days
                bucket = BUCKETS[1] if late <= 0 else BUCKETS[min(2 + (late - 1) // 30, 5)]
            sums[self.shown(item.customer, known), item.currency, bucket] += is_open
        return {key: amount for key, amount in sums.items() if amount}

    def control(self, as_of: date) -> dict[tuple[int, int, str], int]:
        sums: Counter[tuple[int, int, str]] = Counter()
        for item in self.items.values():
            if item.posting_date <= as_of:
                sign = 1 if item.side == "debit" else -1
                sums[item.entity, item.customer, item.currency] += sign * self.open_of(item.id, as_of)
        return {key: amount for key, amount in sums.items() if amount}


@dataclass(frozen=True)
class Done:
    """A command that took effect, to be repeated."""

    act: Callable[..., Any]
    arguments: dict[str, Any]
    context: Context
    answer: Any


class Histories(RuleBasedStateMachine):
    """Each rule is a command; a refusal is an answer, and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.firm = an_organization("EUR")
        self.order = 0
        self.done: list[Done] = []
        self.requests: list[UUID] = []
        self.given_up_alone: Counter[UUID] = Counter()
        self.disputes: list[tuple[UUID, UUID, int]] = []
        self.refused: Counter[str] = Counter()
        self.sealed_orders = 0
        self.kept_day: date | None = None

    @initialize()
    def set_up(self) -> None:
        second = add_legal_entity(
            code="US", name="Second Inc", currency="USD", context=self.firm.context()
        ).legal_entity_id
        self.entities = [self.firm.legal_entity_id, second]
        self.opens_on: list[date] = [date.min, date.min]
        self.customers = [a_customer(self.firm, f"Customer {number}") for number in range(4)]
        change_settings(write_off_limit=Money.of("100.00", "EUR"), context=self.firm.context())
        set_exchange_rates(
            rates=[
                RateToSet("USD", "EUR", date(2025, 12, 31), Decimal("0.9")),
                RateToSet("JPY", "EUR", date(2025, 12, 31), Decimal("0.0061")),
                RateToSet("JPY", "USD", date(2025, 12, 31), Decimal("0.00671")),
                RateToSet("EUR", "USD", date(2026, 3, 1), Decimal("1.25")),
            ],
            context=self.firm.context(),
        )
        self.sequence_before = seal_commands(self.firm.id)
        for customer, currency in ((0, "EUR"), (1, "USD")):
            for number, kind in enumerate(("invoice", "invoice", "debit_note", "payment", "credit_note")):
                day = FIRST_DAY + timedelta(days=17 * number)
                self._record(0, customer, kind, currency, 150_00 - number * 33_33, day, day + timedelta(days=20))

    # -- doing ----------------------------------------------------------------------------------------------

    def _do(self, act: Callable[..., Any], *, actor: Actor | None = None, **arguments: Any) -> Any:
        """Run a command; None where it was refused, which must have changed nothing."""
        context = replace(
            self.firm.context(at=STARTED_AT + timedelta(seconds=self.order)),
            actor=actor or Actor(ActorKind.OPERATOR),
        ).with_key(f"{act.__name__} {len(self.done)} {sum(self.refused.values())}")
        before = fingerprint(self.firm.id)
        try:
            answer = act(**arguments, context=context)
        except Refusal as refusal:
            self.refused[type(refusal).__name__] += 1
            assert fingerprint(self.firm.id) == before, f"{act.__name__} was refused and left something behind."
            return None
        self.order += 1
        self.done.append(Done(act, arguments, context, answer))
        return answer if answer is not None else True

    def _posting(self, entity: int, day: date) -> date:
        return max(day, self.opens_on[entity])

    def _note_item(self, item_id: UUID, **known: Any) -> ModelItem:
        """A new card; its day in the books is its own or the first open one."""
        known.setdefault("due_date", known["document_date"])
        known["posting_date"] = self._posting(known["entity"], known["document_date"])
        item = ModelItem(id=item_id, order=self.order, **known)
        self.model.items[item_id] = item
        return item

    def _note_use(self, use_id: UUID, debit_id: UUID, credit_id: UUID, amount: int, day: date) -> None:
        debit, credit = self.model.items[debit_id], self.model.items[credit_id]
        effective = self._posting(
            debit.entity,
            max(day, debit.posting_date, credit.posting_date, debit.earliest_use, credit.earliest_use),
        )
        self.model.uses[use_id] = ModelUse(use_id, self.order, debit_id, credit_id, amount, effective)

    def _note_new_uses(self, credit_id: UUID, day: date) -> list[ModelUse]:
        """Note what a command booked of a credit; identifiers and amounts are the database's."""
        with scope(self.firm.id):
            rows = Allocation.objects.filter(organization_id=self.firm.id, credit_item_id=credit_id)
            new = [row for row in rows if row.id not in self.model.uses]
        for row in new:
            self._note_use(row.id, row.debit_item_id, row.credit_item_id, row.amount_minor, day)
        return [self.model.uses[row.id] for row in new]

    def _record(self, entity: int, customer: int, kind: str, currency: str, amount: int, day: date, due: date) -> None:
        answer = self._do(
            record_items,
            items=[
                NewItem(
                    customer_id=self.customers[customer],
                    kind=kind,
                    amount=Money(amount, currency),
                    document_date=day,
                    due_date=due,
                    legal_entity_id=self.entities[entity],
                )
            ],
        )
        (item_id,) = answer
        self._note_item(
            item_id,
            entity=entity,
            customer=customer,
            side=SIDES[kind],
            kind=kind,
            currency=currency,
            amount=amount,
            document_date=day,
            due_date=due,
        )

    def _pick(self, number: int, side: str | None = None) -> ModelItem | None:
        """One of the items; nine times of ten one that is open, so that most choices do something."""
        items = [item for item in self.model.items.values() if side in (None, item.side)]
        still_open = [item for item in items if self.model.open_of(item.id) > 0]
        among = still_open if still_open and number % 10 != 9 else items
        return among[number // 10 % len(among)] if among else None

    # -- rules ----------------------------------------------------------------------------------------------

    @rule(
        entity=st.sampled_from((0, 0, 1)),
        customer=st.integers(0, 3),
        kind=st.sampled_from(("invoice", "invoice", "payment", "payment", *SIDES)),
        currency=st.sampled_from(("EUR", "EUR", *CURRENCIES)),
        amount=amounts,
        day=days,
        terms=st.integers(-5, 90),
    )
    def record(self, entity: int, customer: int, kind: str, currency: str, amount: int, day: date, terms: int) -> None:
        self._record(entity, customer, kind, currency, amount, day, day + timedelta(days=terms))

    @rule(number=numbers, on=maybe_days)
    def allocate_oldest_first(self, number: int, on: date | None) -> None:
        credit = self._pick(number, "credit")
        if credit is None:
            return
        expected, left = [], self.model.open_of(credit.id)
        for debit in sorted(self._debts_of(credit), key=lambda item: (item.due_now, item.id)):
            share = min(left, max(0, self.model.open_of(debit.id) - debit.disputed))
            if share:
                expected.append((debit.id, share))
                left -= share
        answer = self._do(allocate_credit, credit_item_id=credit.id, on=on)
        assert (answer is None) == (not expected)
        if answer is not None:
            assert [(share.item_id, share.amount.minor_units) for share in answer.shares] == expected
            self._note_new_uses(credit.id, on or credit.document_date)

    @rule(number=numbers, on=maybe_days)
    def allocate_in_proportion(self, number: int, on: date | None) -> None:
        credit = self._pick(number, "credit")
        if credit is None:
            return
        undisputed = {
            debit.id: max(0, self.model.open_of(debit.id) - debit.disputed) for debit in self._debts_of(credit)
        }
        spent = min(self.model.open_of(credit.id), sum(undisputed.values()))
        answer = self._do(allocate_pro_rata, credit_item_id=credit.id, on=on)
        assert (answer is None) == (spent == 0)
        if answer is not None:
            shares = {share.item_id: share.amount.minor_units for share in answer.shares}
            assert sum(shares.values()) == spent
            for item_id, share in shares.items():
                exact = spent * undisputed[item_id] / sum(undisputed.values())
                assert abs(share - exact) <= 1
                assert share <= undisputed[item_id]
            self._note_new_uses(credit.id, on or credit.document_date)

    @rule(
        number=numbers, wanted=st.lists(st.tuples(numbers, st.none() | amounts), min_size=1, max_size=3), on=maybe_days
    )
    def allocate_as_said(self, number: int, wanted: list[tuple[int, int | None]], on: date | None) -> None:
        credit = self._pick(number, "credit")
        if credit is None:
            return
        fitting = [
            item
            for item in self.model.items.values()
            if item.side == "debit" and (item.entity, item.currency) == (credit.entity, credit.currency)
        ] or [item for item in self.model.items.values() if item.side == "debit"]
        named = [(fitting[position % len(fitting)], amount) for position, amount in wanted]
        expected = self._shares_as_said(credit, named)
        answer = self._do(
            allocate_as_designated,
            credit_item_id=credit.id,
            designations=[
                Designation(item.id, None if amount is None else Money(amount, credit.currency))
                for item, amount in named
            ],
            on=on,
        )
        assert (answer is None) == (expected is None)
        if answer is not None:
            assert {share.item_id: share.amount.minor_units for share in answer.shares} == expected
            self._note_new_uses(credit.id, on or credit.document_date)

    def _shares_as_said(self, credit: ModelItem, named: list[tuple[ModelItem, int | None]]) -> dict[UUID, int] | None:
        """Whole or not at all: None where the payer's word cannot be carried out."""
        left = self.model.open_of(credit.id)
        if left == 0:
            return None
        shares: dict[UUID, int] = {}
        for item, amount in named:
            owed = self.model.open_of(item.id) - shares.get(item.id, 0)
            fits = (item.entity, item.currency) == (credit.entity, credit.currency)
            if not fits or (amount is not None and (amount > owed or amount > left)):
                return None
            share = min(left, owed) if amount is None else amount
            if share:
                shares[item.id] = shares.get(item.id, 0) + share
                left -= share
        return shares

    def _debts_of(self, credit: ModelItem) -> list[ModelItem]:
        wanted = (credit.entity, self.model.shown(credit.customer), credit.currency)
        return [
            item
            for item in self.model.items.values()
            if item.side == "debit" and (item.entity, self.model.shown(item.customer), item.currency) == wanted
        ]

    @precondition(lambda self: self.model.uses)
    @rule(number=numbers, on=maybe_days)
    def undo(self, number: int, on: date | None) -> None:
        uses = list(self.model.uses.values())
        live = [use for use in uses if not use.is_undone and use.undoes is None]
        among = live if live and number % 10 != 9 else uses
        use = among[number // 10 % len(among)]
        answer = self._do(undo_allocation, allocation_id=use.id, on=on)
        kinds = {self.model.items[use.debit].kind, self.model.items[use.credit].kind}
        is_half_of_an_act = not kinds.isdisjoint(("write_off", "cancellation"))
        assert (answer is None) == (use.is_undone or use.undoes is not None or is_half_of_an_act)
        if answer is None:
            return
        debit, credit = self.model.items[use.debit], self.model.items[use.credit]
        effective = self._posting(debit.entity, max(on or date.min, use.effective))
        use.is_undone = True
        self.model.uses[answer] = ModelUse(
            answer, self.order, use.debit, use.credit, -use.amount, effective, undoes=use.id
        )
        if effective > use.effective:
            for item in (debit, credit):
                item.earliest_use = max(item.earliest_use, effective)

    @rule(number=numbers, on=maybe_days)
    def cancel(self, number: int, on: date | None) -> None:
        item = self._pick(number)
        if item is None:
            return
        is_cancelled = any(other.counters == item.id for other in self.model.items.values())
        may = not is_cancelled and item.counters is None and self.model.open_of(item.id) == item.amount
        answer = self._do(cancel_item, item_id=item.id, reason="Entered twice.", on=on)
        assert (answer is not None) == may
        if answer is None:
            return
        with scope(self.firm.id):
            counter_id = OpenItem.objects.get(organization_id=self.firm.id, counters_id=item.id).id
        day = max(on or date.min, item.posting_date)
        self._note_item(
            counter_id,
            entity=item.entity,
            customer=item.customer,
            side="credit" if item.side == "debit" else "debit",
            kind="cancellation",
            currency=item.currency,
            amount=item.amount,
            document_date=day,
            counters=item.id,
        )
        self._note_new_uses(item.id if item.side == "credit" else counter_id, day)

    @rule(number=numbers, amount=st.none() | amounts, on=days)
    def give_up(self, number: int, amount: int | None, on: date) -> None:
        item = self._pick(number, "debit")
        if item is None:
            return
        is_open = self.model.open_of(item.id)
        wanted = is_open if amount is None else amount
        answer = self._do(
            write_off,
            item_id=item.id,
            reason="Not worth a letter.",
            amount=None if amount is None else Money(amount, item.currency),
            on=on,
        )
        assert (answer is not None) == (0 < wanted <= is_open)
        if answer is None:
            return
        # What one person gave up of a debt before counts too: nobody goes beyond the limit in slices.
        if item.currency != "EUR" or self.given_up_alone[item.id] + wanted > 100_00:
            assert answer.state == "requested"
            self.requests.append(answer.request_id)
            return
        self.given_up_alone[item.id] += wanted
        self._note_write_off(item, answer.credit_item_id, wanted, on)

    def _note_write_off(self, item: ModelItem, credit_id: UUID, amount: int, on: date) -> None:
        day = max(on, item.posting_date)
        self._note_item(
            credit_id,
            entity=item.entity,
            customer=item.customer,
            side="credit",
            kind="write_off",
            currency=item.currency,
            amount=amount,
            document_date=day,
        )
        (use,) = self._note_new_uses(credit_id, day)
        assert (use.debit, use.amount) == (item.id, amount)

    @precondition(lambda self: self.requests)
    @rule(number=numbers, is_approved=st.booleans())
    def decide(self, number: int, is_approved: bool) -> None:
        request_id = self.requests[number % len(self.requests)]
        other = Actor(ActorKind.USER, UUID(int=7))
        answer = self._do(approve_write_off if is_approved else decline_write_off, request_id=request_id, actor=other)
        if answer is None or not is_approved:
            return
        with scope(self.firm.id):
            credit = OpenItem.objects.get(organization_id=self.firm.id, id=answer.credit_item_id)
            (use,) = Allocation.objects.filter(organization_id=self.firm.id, credit_item_id=credit.id)
        item = self.model.items[use.debit_item_id]
        self._note_write_off(item, credit.id, credit.amount_minor, credit.document_date)

    @precondition(lambda self: any(item.kind == "write_off" for item in self.model.items.values()))
    @rule(number=numbers, amount=amounts, on=days)
    def recover(self, number: int, amount: int, on: date) -> None:
        given_up = [
            self.model.items[use.debit]
            for use in self.model.uses.values()
            if self.model.items[use.credit].kind == "write_off"
        ]
        item = given_up[number % len(given_up)]
        left = sum(
            use.amount
            for use in self.model.uses.values()
            if use.debit == item.id and self.model.items[use.credit].kind == "write_off"
        ) - sum(
            other.amount
            for other in self.model.items.values()
            if other.corrects == item.id and all(each.counters != other.id for each in self.model.items.values())
        )
        answer = self._do(recover_write_off, item_id=item.id, amount=Money(amount, item.currency), on=on)
        given_up_on = max(
            use.effective
            for use in self.model.uses.values()
            if use.debit == item.id and self.model.items[use.credit].kind == "write_off"
        )
        assert (answer is not None) == (amount <= left and on >= given_up_on)
        if answer is not None:
            self._note_item(
                answer,
                entity=item.entity,
                customer=item.customer,
                side="debit",
                kind="recovery",
                currency=item.currency,
                amount=amount,
                document_date=on,
                corrects=item.id,
            )

    @rule(number=numbers, due_date=days, on=days)
    def extend(self, number: int, due_date: date, on: date) -> None:
        item = self._pick(number)
        if item is None:
            return
        answer = self._do(extend_due_date, item_id=item.id, due_date=due_date, reason="Agreed.", on=on)
        assert (answer is not None) == (item.side == "debit" and due_date >= item.document_date)
        if answer is not None and due_date != item.due_now:
            effective = max(on, item.redated[-1][1]) if item.redated else on
            item.redated.append((self.order, effective, due_date))

    @rule(number=numbers, amount=st.integers(0, 40_000))
    def dispute(self, number: int, amount: int) -> None:
        item = self._pick(number, "debit")
        if item is None:
            return
        contested = [Contested(item.id, Money(amount, item.currency))]
        answer = self._do(open_dispute, contested=contested, reason=DisputeReason.QUALITY)
        assert (answer is not None) == (0 < amount <= self.model.open_of(item.id) - item.disputed)
        if answer is not None:
            item.disputed += amount
            self.disputes.append((answer, item.id, amount))

    @precondition(lambda self: self.disputes)
    @rule(number=numbers)
    def withdraw(self, number: int) -> None:
        dispute_id, item_id, amount = self.disputes.pop(number % len(self.disputes))
        assert self._do(withdraw_dispute, dispute_id=dispute_id, outcome="Settled by phone.")
        self.model.items[item_id].disputed -= amount

    @rule(day=days, rate=st.integers(5_000, 20_000), currency=st.sampled_from(("USD", "JPY", LATE)))
    def set_a_rate(self, day: date, rate: int, currency: str) -> None:
        scale = Decimal(1_000_000) if currency == "JPY" else Decimal(10_000)
        assert self._do(
            set_exchange_rates, rates=[RateToSet(currency, "EUR", day, Decimal(rate) / scale, f"rate {self.order}")]
        )

    @rule(entity=st.sampled_from((0, 1)), day=days)
    def revalue(self, entity: int, day: date) -> None:
        self._do(revalue_items, legal_entity_id=self.entities[entity], closing_date=month_end(day))

    @rule(entity=st.sampled_from((0, 1)), day=days)
    def close(self, entity: int, day: date) -> None:
        if self._do(close_period, legal_entity_id=self.entities[entity], month=day):
            self.opens_on[entity] = next_month_start(day)

    @precondition(lambda self: any(day > date.min for day in self.opens_on))
    @rule(entity=st.sampled_from((0, 1)))
    def reopen(self, entity: int) -> None:
        last = max(self.opens_on[entity], date(2026, 1, 2)) - timedelta(days=1)
        if self._do(reopen_period, legal_entity_id=self.entities[entity], month=last, reason="Forgotten."):
            with scope(self.firm.id):
                closed = closed_through(self.entities[entity])
            self.opens_on[entity] = next_month_start(closed) if closed else date.min

    @rule(customer=st.integers(0, 3), into=st.integers(0, 3))
    def merge(self, customer: int, into: int) -> None:
        if len(self.model.merges) == 2:
            return
        answer = self._do(merge_customers, customer_id=self.customers[customer], into_customer_id=self.customers[into])
        is_gone = {merged for _, merged, _ in self.model.merges}
        assert (answer is not None) == (customer != into and not {customer, into} & is_gone)
        if answer is not None:
            self.model.merges.append((self.order, customer, into))

    @rule()
    def seal(self) -> None:
        assert seal_commands(self.firm.id) == self.order - self.sealed_orders
        self.sealed_orders = self.order
        with scope(self.firm.id):
            end = last_seal(self.firm.id)
        assert end is not None
        assert end.sequence == self.sequence_before + self.order

    @precondition(lambda self: self.done)
    @rule(day=days)
    def keep(self, day: date) -> None:
        keep_balances(self.firm.id, day)
        fold_movements(self.firm.id)
        self.kept_day = day

    @rule(number=numbers)
    def repeat(self, number: int) -> None:
        first = self.done[number % len(self.done)]
        before = fingerprint(self.firm.id)
        assert first.act(**first.arguments, context=first.context) == first.answer
        assert fingerprint(self.firm.id) == before
        try:
            extend_due_date(item_id=UUID(int=1), due_date=FIRST_DAY, reason="Other.", context=first.context)
        except KeyUsedForOtherInput:
            assert fingerprint(self.firm.id) == before
        else:
            raise AssertionError("A key was taken for another request.")

    # -- asking ---------------------------------------------------------------------------------------------

    @rule(as_of=days, number=numbers, entity=st.sampled_from((None, None, 0, 1)))
    def ask(self, as_of: date, number: int, entity: int | None) -> None:
        self._compare_aging(as_of, None, entity)
        self._compare_aging(as_of, number % (self.sealed_orders + 1), entity)
        self._compare_books(as_of)
        self._compare_kept()

    def _compare_kept(self) -> None:
        if self.kept_day is not None:
            self._compare_aging(self.kept_day, None, None)
            with scope(self.firm.id):
                assert list(check_kept_balances()) == []

    def _compare_aging(self, as_of: date, known: int | None, entity: int | None) -> None:
        """`known` counts our commands; the log counts on from those that set the organization up."""
        with scope(self.firm.id):
            told = aging(
                self.firm.id,
                as_of,
                legal_entity_id=None if entity is None else self.entities[entity],
                known_sequence=None if known is None else self.sequence_before + known,
            )
        assert told.columns == BUCKETS
        answer = {
            (self.customers.index(row.id), row.currency, column): amount
            for row in told.rows
            for column, amount in zip(told.columns, row.amounts_minor, strict=True)
            if amount
        }
        assert answer == self.model.aging(as_of, 10**9 if known is None else known, entity), (as_of, known, entity)

    def _compare_books(self, as_of: date) -> None:
        with scope(self.firm.id), connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT entry.legal_entity_id, line.customer_id, line.currency, sum(line.amount_minor)::bigint,
                       sum(line.functional_minor)::bigint
                FROM journal_line line
                JOIN journal_entry entry
                  ON entry.organization_id = line.organization_id AND entry.id = line.entry_id
                JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
                WHERE line.organization_id = %s AND entry.posting_date <= %s
                  AND account.role IN ('receivable', 'unapplied', 'deposits')
                GROUP BY 1, 2, 3
                """,
                [self.firm.id, as_of],
            )
            rows = cursor.fetchall()
            cursor.execute(
                "SELECT entry_id FROM journal_line WHERE organization_id = %s GROUP BY entry_id, currency"
                " HAVING sum(amount_minor) <> 0 UNION ALL SELECT entry_id FROM journal_line"
                " WHERE organization_id = %s GROUP BY entry_id HAVING sum(functional_minor) <> 0",
                [self.firm.id, self.firm.id],
            )
            assert cursor.fetchall() == []
        books = {
            (self.entities.index(entity), self.customers.index(customer), currency): amount
            for entity, customer, currency, amount, _ in rows
            if amount
        }
        assert books == self.model.control(as_of), as_of
        worth = {row[:3]: row[4] for row in rows if row[4]}
        with scope(self.firm.id), connection.cursor() as cursor:
            items = items_as_of(self.firm.id, as_of)
            cursor.execute(
                "SELECT legal_entity_id, customer_id, currency, sum(CASE side WHEN 'debit' THEN open_functional_minor"
                f" ELSE -open_functional_minor END)::bigint FROM {items.relation} AS item GROUP BY 1, 2, 3",
                items.parameters,
            )
            carried = {row[:3]: row[3] for row in cursor.fetchall() if row[3]}
        if as_of < LAST_DAY:
            # What is valued late is posted late where its month was closed, but carried for the day itself.
            carried, worth = (
                {key: amount for key, amount in sums.items() if key[2] != LATE} for sums in (carried, worth)
            )
        assert carried == worth, as_of

    def _telling_days(self) -> list[date]:
        """Days on which something took effect, the days before, and the end: some of each history."""
        effective = {use.effective for use in self.model.uses.values()} | {
            change[1] for item in self.model.items.values() for change in item.redated
        }
        days = sorted(effective | {day - timedelta(days=1) for day in effective})
        return [*days[:: 1 + len(days) // 10], LAST_DAY]

    def teardown(self) -> None:
        if self.order == 0:
            return
        self.seal()
        self._compare_kept()
        for as_of in self._telling_days():
            self._compare_books(as_of)
            for known in (None, self.order, self.order // 2, self.order // 3):
                self._compare_aging(as_of, known, None)
        with scope(self.firm.id):
            assert list(check_receivables(self.firm.id)) == []
            assert list(check_ledger()) == []
            assert list(check_disputes()) == []
            assert list(broken_links(self.firm.id)) == []


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
