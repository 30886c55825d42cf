"""Whatever is settled, undone, given up and cancelled: rates that come late leave the books as if they had been known.

The same random acts are done in two organizations, of which one knows the rates from the start and the other
gets them at the end, the latest day first. All figures are even enough that no rounding tells them apart.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, an_item

from openbill.foundation.command import command
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.ledger.types import RateToSet
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.approve_write_off import approve_write_off
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.clear_provisionally import clear_provisionally, withdraw_provisional_clearings
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.types import Designation

FIRST_DAY = date(2026, 1, 1)
RATES = ((date(2026, 1, 1), "0.8"), (date(2026, 2, 1), "0.95"), (date(2026, 3, 1), "0.75"), (date(2026, 4, 1), "1.1"))
ACTS = 30
KINDS = ("invoice", "invoice", "debit_note", "payment", "payment", "credit_note")


@command(permission="receivables.allocate")
def clear_one(*, item_id: UUID, amount_minor: int, on: date, context: Context) -> int:
    """Clear a part of an item provisionally, as a snapshot does."""
    lock_items([item_id], context=context)
    return clear_provisionally(
        "(SELECT %(item)s::uuid AS item_id, %(amount)s::bigint AS amount_minor, %(on)s::date AS economic_date)",
        {"organization": context.organization_id, "item": item_id, "amount": amount_minor, "on": on},
        context=context,
    )


@command(permission="receivables.allocate")
def withdraw_clearings_of(*, item_id: UUID, on: date | None, context: Context) -> int:
    """Take every provisional clearing of an item back, as a later snapshot does."""
    lock_items([item_id], context=context)
    return withdraw_provisional_clearings(
        "(SELECT %(item)s::uuid AS item_id, %(on)s::date AS economic_date)",
        {"item": item_id, "on": on},
        context=context,
    )


@dataclass
class Firm:
    """An organization; items and allocations are spoken of by their place in the order in which they came to be."""

    firm: AnOrganization
    customer: UUID

    @property
    def items(self) -> list[OpenItem]:
        with scope(self.firm.id):
            return list(OpenItem.objects.filter(organization_id=self.firm.id).order_by("id"))

    @property
    def allocations(self) -> list[Allocation]:
        with scope(self.firm.id):
            return list(Allocation.objects.filter(organization_id=self.firm.id).order_by("id"))

    def do(self, act: str, choice: random.Random) -> str:
        """One act, the same for the same state and choice; what it answered, or how it was refused."""
        context = self.firm.context()
        on = FIRST_DAY + timedelta(days=choice.randrange(120))
        maybe_on = choice.choice((None, on))
        items, allocations = self.items, self.allocations
        debits = [item for item in items if item.side == "debit" and item.open_minor]
        credits_ = [item for item in items if item.side == "credit" and item.open_minor]
        try:
            if act == "record" or not debits or not credits_:
                kind = choice.choice(KINDS)
                amount = f"{choice.randrange(1, 20) * 100}.00"
                an_item(self.firm, self.customer, amount, kind=kind, on=on.isoformat(), currency="USD")
            elif act == "settle":
                debit, credit = choice.choice(debits), choice.choice(credits_)
                amount_minor = min(debit.open_minor, credit.open_minor) * choice.choice((1, 1, 2)) // 200 * 100
                allocate_as_designated(
                    credit_item_id=credit.id,
                    designations=[Designation(debit.id, Money(amount_minor, "USD"))],
                    on=maybe_on,
                    context=context,
                )
            elif act == "undo" and allocations:
                undo_allocation(allocation_id=choice.choice(allocations).id, on=maybe_on, context=context)
            elif act == "cancel":
                cancel_item(item_id=choice.choice(items).id, reason="Twice.", on=maybe_on, context=context)
            elif act == "give up":
                debit = choice.choice(debits)
                asked = write_off(item_id=debit.id, reason="Lost.", on=on, context=context)
                other = replace(self.firm.context(), actor=Actor(ActorKind.USER, UUID(int=7)))
                approve_write_off(request_id=asked.request_id, context=other)
            elif act == "clear":
                item = choice.choice(debits + credits_)
                clear_one(item_id=item.id, amount_minor=item.open_minor // 200 * 100, on=on, context=context)
            elif act == "withdraw":
                withdraw_clearings_of(item_id=choice.choice(items).id, on=maybe_on, context=context)
        except Refusal as refusal:
            return type(refusal).__name__
        return "done"

    def worths(self) -> list[tuple[str, int, int, int, int]]:
        return [
            (item.kind, item.amount_minor, item.open_minor, item.functional_minor, item.open_functional_minor)
            for item in self.items
        ]

    def books(self, as_of: date) -> dict[str, int]:
        with scope(self.firm.id):
            rows = trial_balance(self.firm.legal_entity_id, as_of).rows
        return {row.role: row.functional_balance_minor for row in rows if row.functional_balance_minor}

    def carried(self, as_of: date) -> int:
        with scope(self.firm.id), connection.cursor() as cursor:
            items = items_as_of(self.firm.id, as_of)
            cursor.execute(
                "SELECT coalesce(sum(open_functional_minor * CASE side WHEN 'debit' THEN 1 ELSE -1 END), 0)"
                f" FROM {items.relation} AS item",
                items.parameters,
            )
            return int(cursor.fetchone()[0])


def a_firm() -> Firm:
    firm = an_organization("EUR")
    return Firm(firm, a_customer(firm))


def know(firm: Firm, *rates: tuple[date, str]) -> None:
    set_exchange_rates(
        rates=[RateToSet("USD", "EUR", day, Decimal(rate)) for day, rate in rates], context=firm.firm.context()
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_books_do_not_tell_when_the_rates_came(seed: int) -> None:
    early, late = a_firm(), a_firm()
    know(early, *RATES)
    acts = random.Random(seed)
    for number in range(ACTS):
        act = acts.choice(
            ("record", "record", "settle", "settle", "settle", "undo", "undo", "cancel", "give up", "clear", "withdraw")
        )
        answers = {firm.do(act, random.Random(f"{seed} {number}")) for firm in (early, late)}
        assert len(answers) == 1, (number, act, answers)
    assert {item.is_valued for item in late.items} == {False}

    for rate in reversed(RATES):
        know(late, rate)

    assert {item.is_valued for item in late.items} == {True}
    assert late.worths() == early.worths()
    days = sorted({row.effective_date for row in late.allocations} | {item.posting_date for item in late.items})
    for day in days:
        assert late.books(day) == early.books(day), day
        controls = sum(late.books(day).get(role, 0) for role in ("receivable", "unapplied", "deposits"))
        assert late.carried(day) == controls, day
    for firm in (early, late):
        with scope(firm.firm.id):
            assert list(check_receivables(firm.firm.id)) == []
            assert list(check_ledger()) == []
