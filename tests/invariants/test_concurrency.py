"""Sixteen at once on one customer's credits and debts: nothing is over-allocated, no number is lost, nobody sees a
deadlock.

OPENBILL_TEST_SECONDS says how long they fight.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from tests.support.database import connected_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, open_amount
from tests.support.threads import InTheBackground, at_the_same_time

from openbill.foundation.command_log.seal import last_seal, seal_commands
from openbill.foundation.command_log.verify_chain import broken_links
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.fold_movements import fold_movements
from openbill.ledger.commands.reopen_period import reopen_period
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.organizations.commands.change_settings import change_settings
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.allocate_pro_rata import allocate_pro_rata
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.keep_balances import keep_balances
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.queries.check_kept_balances import check_kept_balances
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.receivables.types import Designation, NewItem

THREADS = 16
SECONDS = float(os.environ.get("OPENBILL_TEST_SECONDS", "10"))
FIRST_DAY = date(2026, 1, 1)
LAST_DAY = FIRST_DAY + timedelta(days=90)


class Fighter:
    """One of those who act at random on what there is, for a time."""

    def __init__(self, firm: AnOrganization, customer: UUID, seed: int, until: float) -> None:
        self.firm, self.customer, self.until = firm, customer, until
        self.chance = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def fight(self) -> None:
        acts: list[Callable[[], object]] = [
            *[self.record] * 3,
            *[self.allocate] * 4,
            self.allocate_pro_rata,
            self.allocate_as_said,
            *[self.undo] * 3,
            self.write_off,
            self.cancel,
        ]
        while time.monotonic() < self.until:
            act = self.chance.choice(acts)
            try:
                if act() is not False:
                    self.done[act.__name__] += 1
            except Refusal as refusal:
                self.refused[type(refusal).__name__] += 1

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.chance.randrange(90))

    def some(self, model: type, count: int = 1, **filters: object) -> list[UUID]:
        """Some rows, those of the last ones, so that all fight for the same."""
        with scope(self.firm.id):
            rows = model.objects.filter(organization_id=self.firm.id, **filters)
            latest = list(rows.order_by("-id").values_list("id", flat=True)[:8])
        return self.chance.sample(latest, min(count, len(latest)))

    def record(self) -> object:
        kinds = self.chance.choices(("invoice", "payment", "credit_note"), k=self.chance.randint(1, 3))
        return record_items(
            items=[
                NewItem(
                    customer_id=self.customer,
                    kind=kind,
                    amount=Money(self.chance.randint(1, 50_00), "EUR"),
                    document_date=self.day(),
                    due_date=self.day(),
                )
                for kind in kinds
            ],
            context=self.firm.context(),
        )

    def allocate(self) -> object:
        for credit in self.some(OpenItem, side="credit", open_minor__gt=0):
            return allocate_credit(credit_item_id=credit, context=self.firm.context())
        return False

    def allocate_pro_rata(self) -> object:
        for credit in self.some(OpenItem, side="credit", open_minor__gt=0):
            return allocate_pro_rata(credit_item_id=credit, on=self.day(), context=self.firm.context())
        return False

    def allocate_as_said(self) -> object:
        debts = self.some(OpenItem, 3, side="debit", open_minor__gt=0)
        for credit in self.some(OpenItem, side="credit", open_minor__gt=0):
            return allocate_as_designated(
                credit_item_id=credit,
                designations=[Designation(debt) for debt in debts],
                context=self.firm.context(),
            )
        return False

    def undo(self) -> object:
        on = self.chance.choice((None, self.day()))
        for allocation in self.some(Allocation, undoes_id=None):
            return undo_allocation(allocation_id=allocation, on=on, context=self.firm.context())
        return False

    def write_off(self) -> object:
        for debt in self.some(OpenItem, side="debit", open_minor__gt=0):
            return write_off(item_id=debt, reason="Small.", on=self.day(), context=self.firm.context())
        return False

    def cancel(self) -> object:
        for item in self.some(OpenItem, counters_id=None):
            return cancel_item(item_id=item, reason="Twice.", context=self.firm.context()) or True
        return False


def document_numbers(firm: AnOrganization) -> dict[str, list[int]]:
    """The numbers that were given, by series; a counter-item bears the number of what it cancels."""
    given: dict[str, list[int]] = {}
    with scope(firm.id):
        items = OpenItem.objects.filter(organization_id=firm.id, counters_id=None).exclude(document_number="")
        for text in items.values_list("document_number", flat=True):
            series, _, number = text.rpartition("-")
            given.setdefault(series, []).append(int(number))
    return given


def next_numbers(firm: AnOrganization) -> dict[str, int]:
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute("SELECT series, next_number FROM number_series WHERE organization_id = %s", [firm.id])
        return dict(cursor.fetchall())


def assert_books_are_right(firm: AnOrganization) -> None:
    seal_commands(firm.id)
    with scope(firm.id):
        assert list(check_receivables(firm.id)) == []
        assert list(check_ledger()) == []
        assert list(check_kept_balances()) == []
        assert list(broken_links(firm.id)) == []
        assert OpenItem.objects.filter(organization_id=firm.id, open_minor__lt=0).count() == 0


def test_sixteen_fight_for_one_customers_credits_and_debts() -> None:
    firm = an_organization()
    change_settings(write_off_limit=Money.of("50.00", "EUR"), context=firm.context())
    customer = a_customer(firm)
    until = time.monotonic() + SECONDS
    fighters = [Fighter(firm, customer, seed, until) for seed in range(THREADS)]

    def keep() -> None:
        while time.monotonic() < until:
            keep_balances(firm.id, LAST_DAY)
            fold_movements(firm.id)

    at_the_same_time([*(fighter.fight for fighter in fighters), keep, keep])

    done = sum((fighter.done for fighter in fighters), Counter())
    assert set(done) == {
        "record", "allocate", "allocate_pro_rata", "allocate_as_said", "undo", "write_off", "cancel",
    }, done  # fmt: skip
    assert sum(sum(fighter.refused.values()) for fighter in fighters) > 0, "Nobody came too late: no fight."
    numbers = document_numbers(firm)
    assert {series: sorted(given) for series, given in numbers.items()} == {
        series: list(range(1, following)) for series, following in next_numbers(firm).items()
    }
    assert_books_are_right(firm)
    with scope(firm.id):
        end = last_seal(firm.id)
    assert end is not None
    # The organization, its settings, and each act that was not refused: the log has them all, without a gap.
    assert end.sequence == 2 + sum(done.values())


def test_two_that_spend_one_credit_spend_it_once() -> None:
    firm = an_organization()
    customer = a_customer(firm)
    debts = [a_debit(firm, customer, "60.00") for _ in range(THREADS)]
    credit = a_credit(firm, customer, "100.00")

    def spend(debt: UUID) -> str:
        try:
            allocate_as_designated(
                credit_item_id=credit,
                designations=[Designation(debt, Money.of("60.00", "EUR"))],
                context=firm.context(),
            )
        except Refusal as refusal:
            return type(refusal).__name__
        return "spent"

    answers = at_the_same_time([lambda debt=debt: spend(debt) for debt in debts])

    assert Counter(answers) == {"spent": 1, "DesignatedMoreThanPaid": THREADS - 1}
    assert open_amount(firm, credit) == "40.00"
    assert sorted(open_amount(firm, debt) for debt in debts) == ["0.00", *["60.00"] * (THREADS - 1)]


def test_one_request_sent_sixteen_times_at_once_acts_once() -> None:
    firm = an_organization()
    customer = a_customer(firm)
    item = NewItem(customer, "invoice", Money.of("10.00", "EUR"), FIRST_DAY, FIRST_DAY)
    context = firm.context().with_key("the request")

    answers = at_the_same_time([lambda: record_items(items=[item], context=context)] * THREADS)

    assert len({tuple(answer) for answer in answers}) == 1
    assert document_numbers(firm) == {"INV": [1]}
    assert next_numbers(firm) == {"INV": 2}


@pytest.mark.parametrize("act", ["record", "allocate", "undo"])
def test_a_month_that_is_closed_meanwhile_moves_the_posting_to_the_first_open_day(act: str) -> None:
    firm = an_organization()
    customer = a_customer(firm)
    debt = a_debit(firm, customer, "100.00", on="2026-01-10")
    credit = a_credit(firm, customer, "40.00", on="2026-01-11")
    if act == "undo":
        (used,) = allocate_credit(credit_item_id=credit, context=firm.context()).allocation_ids
    item = NewItem(customer, "invoice", Money.of("7.00", "EUR"), date(2026, 1, 12), date(2026, 1, 31))
    acts: dict[str, Callable[[], object]] = {
        "record": lambda: record_items(items=[item], context=firm.context()),
        "allocate": lambda: allocate_credit(credit_item_id=credit, context=firm.context()),
        "undo": lambda: undo_allocation(allocation_id=used, context=firm.context()),
    }

    # Somebody closes January, and has not committed yet, while the posting to January is under way.
    with connected_as("owner") as closing, closing.transaction():
        closing.execute(
            "UPDATE period SET state = 'closed' WHERE organization_id = %s AND start_date = '2026-01-01'",
            [firm.id],
        )
        # As close_period does, which excludes whoever is posting to the month.
        closing.execute(
            "SELECT FROM period WHERE organization_id = %s AND start_date = '2026-01-01' FOR UPDATE", [firm.id]
        )
        posting = InTheBackground(acts[act])
        posting.wait_until_it_waits()
    posting.finish()

    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute("SELECT max(posting_date) FROM journal_entry WHERE organization_id = %s", [firm.id])
        assert cursor.fetchone() == (date(2026, 2, 1),)
    assert open_amount(firm, debt) == ("60.00" if act == "allocate" else "100.00")
    assert_books_are_right(firm)


def test_posting_while_months_are_closed_and_reopened_is_never_answered_with_a_database_error() -> None:
    firm = an_organization()
    customer = a_customer(firm)
    until = time.monotonic() + min(SECONDS, 3)
    stopped = threading.Event()
    fighters = [Fighter(firm, customer, seed, until) for seed in range(6)]

    def close_and_reopen() -> None:
        while not stopped.is_set() and time.monotonic() < until:
            for act in (
                lambda: close_period(legal_entity_id=firm.legal_entity_id, month=FIRST_DAY, context=firm.context()),
                lambda: reopen_period(
                    legal_entity_id=firm.legal_entity_id, month=FIRST_DAY, reason="Again.", context=firm.context()
                ),
            ):
                try:
                    act()
                except Refusal:
                    continue

    at_the_same_time([close_and_reopen, *[fighter.fight for fighter in fighters]])
    assert_books_are_right(firm)
