"""A list that is too long to be counted shows the same rows as one that is not, however it is sorted and paged."""

from datetime import date
from typing import Any

import pytest
from tests.support.billing import a_billing_firm, a_line, drafted, paid
from tests.support.collecting import a_promise, day_done
from tests.support.customers import a_contact
from tests.support.debits import a_mandate
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit

from openbill.collections.queries import find_promises as promises
from openbill.collections.queries import find_tasks as tasks
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.queries import rows_of_customers
from openbill.direct_debits.queries import find_mandates as mandates
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.queries import find_disputes as disputes
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.tenancy import scope
from openbill.invoicing.queries import find_documents as documents
from openbill.invoicing.queries import find_drafts as drafts
from openbill.messaging.queries import find_messages as messages
from openbill.payments.queries import find_payments as payments
from openbill.primitives.money import Money
from openbill.receivables.queries import customer_balances as balances
from openbill.receivables.queries.aged_balances import AgingBy
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.aging_page import aging_page

DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def firm() -> AnOrganization:
    """Five customers, of whom two have one name and one was merged; debts, credits and payments, some settled."""
    firm = an_organization()
    names = ("Dora SA", "Anna GmbH", "Bert Ltd", "Anna GmbH", "Carl KG")
    people = [a_customer(firm, name=name) for name in names]
    for place, person in enumerate(people):
        for month in range(1, 5):
            a_debit(
                firm,
                person,
                f"{100 * month - place}.00",
                on=f"2026-0{month}-1{place}",
                document_number=f"R{place}{month}",
            )
        a_debit(firm, person, "30.00", on="2026-05-01", kind="credit_note", document_number=f"G{place}")
        paid(firm, person, 100_00 - place * 100, "2026-05-02")
        paid(firm, person, 7_00, "2026-05-03")
    a_debit(firm, people[2], "5.00", currency="USD", on="2026-03-01", document_number="U1")
    merge_customers(customer_id=people[4], into_customer_id=people[2], context=firm.context())
    return firm


def pages(find: Any, firm: AnOrganization, **asked: Any) -> tuple[list[Any], list[Any]]:
    """All rows page by page, and each page's count, sums and whether there are more."""
    rows: list[Any] = []
    told = []
    with scope(firm.id):
        for offset in range(0, 60, 4):
            page = find(**asked, offset=offset, limit=4)
            rows += page.rows
            told.append((page.count, getattr(page, "sums", ()), page.is_more))
    return rows, told


def assert_the_same(
    find: Any, module: Any, firm: AnOrganization, monkeypatch: pytest.MonkeyPatch, **asked: Any
) -> None:
    counted, told = pages(find, firm, **asked)
    assert len(counted) == told[0][0]
    assert len(counted) > 3
    assert told[0][1] or not hasattr(counted[0], "open_minor")
    monkeypatch.setattr(module, "MOST_COUNTED", 3)
    rows, told_of_many = pages(find, firm, **asked)
    assert rows == counted
    assert set(told_of_many) == {(3, (), True)}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("by", documents.DocumentsBy)
def test_documents(by: documents.DocumentsBy, descending: bool, firm: AnOrganization, monkeypatch: pytest.MonkeyPatch):
    asked = {"as_of": DAY, "by": by, "descending": descending}
    assert_the_same(documents.find_documents, documents, firm, monkeypatch, **asked)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("by", payments.PaymentsBy)
def test_payments(by: payments.PaymentsBy, descending: bool, firm: AnOrganization, monkeypatch: pytest.MonkeyPatch):
    assert_the_same(payments.find_payments, payments, firm, monkeypatch, by=by, descending=descending)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("by", [balances.BalancesBy.NAME, balances.BalancesBy.NUMBER])
def test_customers(by: balances.BalancesBy, descending: bool, firm: AnOrganization, monkeypatch: pytest.MonkeyPatch):
    asked = {"as_of": DAY, "by": by, "descending": descending}
    assert_the_same(balances.customer_balances, balances, firm, monkeypatch, **asked)


@pytest.mark.parametrize("by", AgingBy)
@pytest.mark.parametrize("day", [DAY, date(2026, 3, 31)])
def test_the_pages_of_an_aging_are_the_aging(by: AgingBy, day: date, firm: AnOrganization):
    with scope(firm.id):
        whole = aging(firm.id, day, by=by)
        shown = [aging_page(firm.id, day, currency="EUR", by=by, offset=offset, limit=2) for offset in range(0, 8, 2)]
        dollars = aging_page(firm.id, day, currency="USD", by=by)
        other = aging_page(firm.id, day, currency="CHF", by=by)
    rows = [row for page in shown for row in page.rows]
    oldest_first = [tuple(reversed(row.amounts_minor[1:])) for row in rows]
    assert oldest_first == sorted(oldest_first, reverse=True)
    assert sorted(rows) == sorted(whole.in_currency("EUR"))
    assert rows
    assert {(page.count, page.totals_minor, page.currencies) for page in shown} == {
        (len(rows), whole.totals_minor("EUR"), ("EUR", "USD"))
    }
    assert list(dollars.rows) == list(whole.in_currency("USD"))
    assert (other.currency, other.rows) == ("EUR", tuple(rows[:50]))


def test_an_aging_of_nothing_has_no_page():
    firm = an_organization()
    with scope(firm.id):
        page = aging_page(firm.id, DAY, currency="EUR")
    assert (page.rows, page.currency, page.currencies, page.count) == ((), "EUR", (), 0)
    assert sum(page.totals_minor) == 0


@pytest.fixture(scope="module")
def busy_firm() -> AnOrganization:
    """Six customers, two of one name, one merged; messages, tasks, promises, disputes and drafts of each."""
    firm = a_billing_firm()
    names = ("Dora SA", "Anna GmbH", "Bert Ltd", "Anna GmbH", "Carl KG", "Emil AG")
    people = [a_customer(firm, name=name) for name in names]
    for place, person in enumerate(people):
        debts = [a_debit(firm, person, f"{100 + place}.00", on="2026-01-01", due=f"2026-02-0{3 - n}") for n in range(2)]
        for number in range(1 + place % 2):
            a_mandate(firm, person, reference=f"M-{place}-{number}")
        if place % 2:
            a_contact(firm, person, "Kim", email=f"kim@{place}.example")
        a_promise(firm, debts[0], by=f"2026-06-1{place % 3}", minor=10_00 + place % 2)
        for on in ("2026-03-01", f"2026-03-0{1 + place}"):
            open_dispute(
                contested=[Contested(debts[1], Money(1_00, "EUR"))],
                reason=DisputeReason.PRICE,
                on=date.fromisoformat(on),
                answer_by=date(2026, 4, 10 - place),
                context=firm.context(),
            )
        for day in ("2026-05-01", f"2026-05-0{2 + place % 3}"):
            drafted(firm, person, [a_line("10.00")], document_date=date.fromisoformat(day))
        drafted(firm, person, [a_line("10.00")])
    for day in ("2026-02-06", "2026-02-13", "2026-03-06", "2026-04-06"):
        day_done(firm, day)
    merge_customers(customer_id=people[4], into_customer_id=people[2], context=firm.context())
    return firm


LISTS: dict[str, tuple[Any, Any, dict[str, Any]]] = {
    "messages": (messages.find_messages, messages.MessagesBy, {}),
    "tasks": (tasks.find_tasks, tasks.TasksBy, {}),
    "promises": (promises.find_promises, promises.PromisesBy, {"as_of": DAY}),
    "disputes": (disputes.find_disputes, disputes.DisputesBy, {"as_of": DAY}),
    "drafts": (drafts.find_drafts, drafts.DraftsBy, {}),
    "mandates": (mandates.find_mandates, mandates.MandatesBy, {}),
}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(("name", "by"), [(name, by) for name, (_, kind, _) in LISTS.items() for by in kind])
def test_rows_of_customers(
    name: str, by: Any, descending: bool, busy_firm: AnOrganization, monkeypatch: pytest.MonkeyPatch
):
    find, _, asked = LISTS[name]
    assert_the_same(find, rows_of_customers, busy_firm, monkeypatch, **asked, by=by, descending=descending)


@pytest.mark.parametrize("name", LISTS)
def test_customers_are_in_the_order_of_their_names_as_they_are_now(name: str, busy_firm: AnOrganization):
    find, kind, asked = LISTS[name]
    with scope(busy_firm.id):
        names = [row.customer_name for row in find(**asked, by=kind("customer"), descending=False).rows]
        down = [row.customer_name for row in find(**asked, by=kind("customer"), descending=True).rows]
        of_first = find(**asked, text=names[0]).rows
    assert names == sorted(names)
    assert down == names[::-1]
    assert "Carl KG" not in names
    assert len(of_first) < len(names)
    assert {row.customer_name for row in of_first} == {names[0]}
