"""Lists from kept balances are those that the items give: on the day, after changes, when the day has turned."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import pytest
from django.db import connection, transaction
from tests.support.billing import paid
from tests.support.collecting import a_promise
from tests.support.database import guards_switched_off
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit
from tests.support.threads import InTheBackground

from openbill.collections.commands.judge_promises import judge_promises
from openbill.collections.queries import call_list as calls
from openbill.collections.queries.call_list import call_list, not_ranked
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.set_parent import set_parent
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.fold_movements import fold_movements
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.commands.keep_balances import keep_balances
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.queries import customer_balances as balances
from openbill.receivables.queries.aged_balances import AgingBy
from openbill.receivables.queries.aging import AgingRow, aging
from openbill.receivables.queries.aging_in_order import aging_in_order
from openbill.receivables.queries.aging_page import aging_page
from openbill.receivables.queries.check_kept_balances import check_kept_balances
from openbill.receivables.queries.portfolio import portfolio
from openbill.receivables.queries.totals_of_day import totals_of_day
from openbill.wiring.kept_figures import organizations_with_stale_figures
from openbill.wiring.schedule import keep_all_figures

DAY = date(2026, 6, 30)
ASK_WHAT_IS_KEPT = (
    *(f"receivables.queries.{name}" for name in ("balances_of_day", "aged_balances")),
    "collections.queries.call_list",
)


class Firm:
    """Two legal entities, five customers in two currencies, of every age; one merged, one in a group."""

    def __init__(self) -> None:
        self.it: AnOrganization = an_organization()
        second = add_legal_entity(code="B", name="Second", currency="EUR", context=self.it.context()).legal_entity_id
        names = ("Dora SA", "Anna GmbH", "Bert Ltd", "Anna GmbH", "Carl KG", "Nobody AG")
        self.people = [a_customer(self.it, name=name) for name in names]
        self.debts = []
        for place, person in enumerate(self.people[:5]):
            for month in range(1, 7):
                entity = {"legal_entity_id": second} if month % 2 else {}
                day = f"2026-0{month}-1{place}"
                self.debts.append(a_debit(self.it, person, f"{100 * month - place}.00", on=day, due=day, **entity))
            paid(self.it, person, 50_00 - place * 100, "2026-05-02")
        self.credit = a_credit(self.it, self.people[0], "20.00", on="2026-05-01")
        a_debit(self.it, self.people[2], "5.00", currency="USD", on="2026-03-01", due="2026-07-03")
        a_debit(self.it, self.people[1], "7.00", on="2026-07-02", due="2026-07-02")
        # Who broke a promise may come before who owes more.
        a_promise(self.it, self.debts[6], by="2026-05-04", given_on="2026-05-02")
        judge_promises(day=date(2026, 6, 1), context=self.it.context())
        merge_customers(customer_id=self.people[4], into_customer_id=self.people[2], context=self.it.context())
        set_parent(customer_id=self.people[3], parent_id=self.people[0], context=self.it.context())

    def change(self) -> None:
        """Something of everything that moves a balance: also what takes effect later only."""
        context = self.it.context
        a_debit(self.it, self.people[1], "33.00", on="2026-06-29", due="2026-06-29")
        a_debit(self.it, self.people[5], "1.00", on="2026-02-01", due="2026-02-01")
        (use, *_) = allocate_credit(credit_item_id=self.credit, on=date(2026, 7, 2), context=context()).allocation_ids
        undo_allocation(allocation_id=use, on=date(2026, 7, 4), context=context())
        extend_due_date(
            item_id=self.debts[7], due_date=date(2026, 8, 1), reason="Agreed.", on=date(2026, 7, 1), context=context()
        )
        merge_customers(customer_id=self.people[3], into_customer_id=self.people[1], context=context())


@pytest.fixture
def firm() -> Firm:
    return Firm()


def all_lists(firm: AnOrganization, day: date) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every list and figure that may read kept balances, by name."""
    for by in AgingBy:
        yield f"aging by {by}", lambda by=by: sorted(aging(firm.id, day, by=by).rows)
        yield f"aging by {by}, from row to row", lambda by=by: row_by_row(firm, day, by)
        for currency in ("EUR", "USD"):
            yield (
                f"page of {currency} by {by}",
                lambda by=by, currency=currency: aging_page(firm.id, day, currency=currency, by=by, offset=1, limit=3),
            )
    yield "portfolio", lambda: portfolio(day)
    for limit in (1, 2, 9):
        yield f"the first {limit} calls", lambda limit=limit: call_list(day, limit=limit)
    yield "not ranked", lambda: not_ranked(day)
    for by in balances.BalancesBy:
        for only in balances.BalancesOf:
            for descending in (False, True):
                for currency in (None, "EUR"):
                    asked = {"by": by, "only": only, "descending": descending, "currency": currency}
                    for offset in (0, 3):
                        yield (
                            f"{asked} from {offset}",
                            lambda asked=asked, offset=offset: balances.customer_balances(
                                day, **asked, offset=offset, limit=3
                            ),
                        )


def row_by_row(firm: AnOrganization, day: date, by: AgingBy) -> list[AgingRow]:
    """The rows of an aging, one at a time; they must be those of the whole."""
    rows: list[AgingRow] = []
    while page := aging_in_order(
        firm.id, day, by=by, after=(rows[-1].currency, rows[-1].id) if rows else None, limit=1
    ).rows:
        rows += page
    assert sorted(rows) == sorted(aging(firm.id, day, by=by).rows)
    return rows


def told(firm: AnOrganization, day: date) -> dict[str, Any]:
    with scope(firm.id):
        return {name: ask() for name, ask in all_lists(firm, day)}


def told_by_items(firm: AnOrganization, day: date, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    with monkeypatch.context() as patched:
        for module in ASK_WHAT_IS_KEPT:
            patched.setattr(f"openbill.{module}.are_kept", lambda *_: False)
        return told(firm, day)


def assert_the_same(firm: AnOrganization, day: date, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the items tell of the day, which the lists do too."""
    by_items = told_by_items(firm, day, monkeypatch)
    assert_they_tell(by_items, firm, day, monkeypatch)
    return by_items


def assert_they_tell(
    by_items: dict[str, Any], firm: AnOrganization, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = told(firm, day)
    assert shown == by_items
    assert shown["portfolio"][0].owed_minor > 1_000_00
    assert len(shown["the first 9 calls"]) >= 3
    with monkeypatch.context() as patched:
        patched.setattr(calls, "FEWEST_LOOKED_AT", 1)
        patched.setattr(calls, "LOOKED_AT_FOR_A_ROW", 1)
        patched.setattr(calls, "CANDIDATES_FOR_A_LOOK", 1)
        with scope(firm.id):
            for limit in (1, 2, 9):
                assert call_list(day, limit=limit) == by_items[f"the first {limit} calls"]
    with scope(firm.id):
        assert "\n".join(finding.what for finding in check_kept_balances()) == ""


def stale(firm: AnOrganization) -> int:
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT customer_id) FROM stale_balance")
        (count,) = cursor.fetchone()
        return int(count)


def test_they_are_kept_and_change_with_the_items(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keep_balances(firm.it.id, DAY) == 6
    assert stale(firm.it) == 0
    assert_the_same(firm.it, DAY, monkeypatch)
    assert 1 in [row.facts.broken_promises for row in told(firm.it, DAY)["the first 2 calls"]]

    firm.change()

    # Those of the new debts, of the credit's debt, and of the debt that is due later.
    assert stale(firm.it) == 3
    by_items = assert_the_same(firm.it, DAY, monkeypatch)
    assert keep_balances(firm.it.id, DAY) == 3
    assert stale(firm.it) == 0
    assert_they_tell(by_items, firm.it, DAY, monkeypatch)
    assert keep_balances(firm.it.id, DAY) == 0


def test_another_day_is_added_up_until_it_is_kept(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_balances(firm.it.id, DAY)
    firm.change()
    for days in (-40, 1, 2, 3, 5):
        day = DAY + timedelta(days=days)
        by_items = assert_the_same(firm.it, day, monkeypatch)
        keep_balances(firm.it.id, day)
        assert_they_tell(by_items, firm.it, day, monkeypatch)


def test_who_asks_while_the_day_turns_gets_what_the_items_say(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is kept when it is asked whether it is, and another one when the figures are read."""
    keep_balances(firm.it.id, DAY + timedelta(days=1))
    by_items = told_by_items(firm.it, DAY, monkeypatch)
    for module in ASK_WHAT_IS_KEPT:
        monkeypatch.setattr(f"openbill.{module}.are_kept", lambda *_: True)
    # Calls are asked once more when their figures have been read.
    answers = cycle((True, False))
    monkeypatch.setattr(calls, "are_kept", lambda *_: next(answers))
    assert told(firm.it, DAY) == by_items


@pytest.mark.parametrize("by", ["owed", "overdue", "balance", "oldest"])
def test_the_worst_of_many_come_first_without_a_count(by: str, firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_balances(firm.it.id, DAY)
    firm.change()

    def pages() -> list[balances.BalancePage]:
        with scope(firm.it.id):
            return [
                balances.customer_balances(DAY, by=balances.BalancesBy(by), descending=True, offset=offset, limit=2)
                for offset in range(0, 8, 2)
            ]

    counted = pages()
    monkeypatch.setattr(balances, "MOST_COUNTED", 3)
    uncounted = pages()
    assert [page.rows for page in uncounted] == [page.rows for page in counted]
    assert [len(page.rows) for page in counted] == [2, 2, 1, 0]
    assert (uncounted[0].count, uncounted[0].sums, uncounted[0].is_more) == (3, (), True)


def test_what_is_taken_back_leaves_no_trace(firm: Firm) -> None:
    keep_balances(firm.it.id, DAY)
    with transaction.atomic():
        a_debit(firm.it, firm.people[0], "1.00", on="2026-06-01")
        transaction.set_rollback(True)
    assert stale(firm.it) == 0


def test_a_change_that_is_not_committed_yet_is_kept_the_next_time(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    with scope(firm.it.id):
        a_debit(firm.it, firm.people[0], "1.00", on="2026-06-01")
        elsewhere = InTheBackground(lambda: keep_balances(firm.it.id, DAY))
        assert elsewhere.finish() == 6
    assert stale(firm.it) == 1
    by_items = assert_the_same(firm.it, DAY, monkeypatch)
    assert keep_balances(firm.it.id, DAY) == 1
    assert_they_tell(by_items, firm.it, DAY, monkeypatch)


def test_verify_names_whose_balance_is_not_that_of_the_items(firm: Firm) -> None:
    keep_balances(firm.it.id, DAY)
    with guards_switched_off() as database:
        database.execute(
            "UPDATE kept_balance SET bucket_1_minor = bucket_1_minor + 1 WHERE customer_id = %s", [firm.people[0]]
        )
        database.execute("DELETE FROM kept_balance WHERE customer_id = %s AND currency = 'USD'", [firm.people[2]])
    with scope(firm.it.id):
        found = list(check_kept_balances())
    assert {finding.where for finding in found} == {
        *(f"customer {firm.people[place]}" for place in (0, 2)),
        # Their sums are no longer what was kept of them either; of the dollars there is nothing to add up.
        *(f"total of {currency}" for currency in ("EUR", "USD")),
    }
    assert len(found) == 6


def test_totals_are_read_as_they_are_kept_but_for_what_has_changed(firm: Firm) -> None:
    keep_balances(firm.it.id, DAY)
    firm.change()
    with scope(firm.it.id):
        before, totals = portfolio(DAY), totals_of_day(firm.it.id, DAY)
    assert totals.are_kept
    with guards_switched_off() as database:
        database.execute("UPDATE kept_total SET bucket_1_minor = bucket_1_minor + 1 WHERE currency = 'EUR'")
    with scope(firm.it.id):
        after = portfolio(DAY)
    assert after[0].buckets[1].amount_minor == before[0].buckets[1].amount_minor + 1
    assert after[1:] == before[1:]


def test_movements_are_folded_and_stay_what_they_are(firm: Firm) -> None:
    def rows() -> int:
        with scope(firm.it.id), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM account_movement")
            (count,) = cursor.fetchone()
            return int(count)

    def told() -> list[Any]:
        with scope(firm.it.id):
            assert list(check_ledger()) == []
            return [trial_balance(firm.it.legal_entity_id, day) for day in (DAY, date(2026, 3, 31))]

    a_debit(firm.it, firm.people[1], "2.00", on="2026-01-10")
    a_debit(firm.it, firm.people[1], "3.00", on="2026-01-10")
    many, before = rows(), told()
    assert fold_movements(firm.it.id) > 0
    few = rows()
    assert few < many
    assert told() == before
    assert fold_movements(firm.it.id) == 0
    assert rows() == few


def test_the_clock_keeps_the_figures_of_those_that_changed_and_of_those_whose_day_has_turned(firm: Firm) -> None:
    def waiting() -> bool:
        return firm.it.id in {each.id for each in organizations_with_stale_figures()}

    assert waiting()
    keep_all_figures(timestamp=0)
    assert not waiting()
    firm.change()
    assert waiting()
    keep_all_figures(timestamp=0)
    assert (waiting(), stale(firm.it)) == (False, 0)
    keep_balances(firm.it.id, DAY)
    assert waiting()
