"""Lists of the whole organization, page after page; documents found by number; nobody is vouched for by a program."""

from datetime import date, timedelta

import pytest
from tests.support.api import Program, a_program
from tests.support.customers import deliver_events
from tests.support.members import a_member
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes

from openbill.collections.commands.give_promise import give_promise
from openbill.collections.commands.log_call import log_call
from openbill.collections.commands.withdraw_promise import withdraw_promise
from openbill.collections.types import Promised
from openbill.customers.commands.merge_customers import merge_customers
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.primitives.identifiers import new_identifier


@pytest.fixture(scope="module")
def firm() -> AnOrganization:
    return an_organization()


@pytest.fixture(scope="module")
def program(firm: AnOrganization) -> Program:
    return a_program(firm)


def all_pages(program: Program, path: str, limit: int) -> list[list[dict[str, object]]]:
    """Every page of a list, one after another."""
    pages = []
    address: str | None = f"{path}{'&' if '?' in path else '?'}limit={limit}"
    while address is not None:
        answer = program.get(address)
        assert answer.status == 200, answer.said
        pages.append(answer.said["data"])
        address = answer.said["next"]
    return pages


def test_promises_and_disputes_of_all_customers_come_in_pages(firm: AnOrganization, program: Program):
    anna, twin, bert = (a_customer(firm, name) for name in ("Anna", "Twin", "Bert"))
    today = firm.context().today()
    promises, disputes = [], []
    for place, customer in enumerate((anna, twin, bert, bert, anna)):
        item = a_debit(firm, customer, "100.00", on="2026-01-01", due="2026-01-31")
        day = today + timedelta(days=place)
        promises.append(give_promise(promised=[Promised(item)], promised_date=day, context=firm.context()))
        contested = [Contested(a_debit(firm, customer, "10.00"))]
        disputes.append(open_dispute(contested=contested, reason=DisputeReason.PRICE, context=firm.context()))
    withdraw_promise(promise_id=promises[2], context=firm.context())
    merge_customers(customer_id=twin, into_customer_id=anna, context=firm.context())

    owing = all_pages(program, "/aging", 1)
    assert [len(page) for page in owing] == [1, 1]
    assert {row["name"] for page in owing for row in page} == {"Anna", "Bert"}

    listed = all_pages(program, "/promises", 2)
    assert [len(page) for page in listed] == [2, 2, 1]
    assert [row["id"] for page in listed for row in page] == [str(each) for each in promises[::-1]]
    assert [row["id"] for row in program.get("/promises?state=withdrawn").said["data"]] == [str(promises[2])]
    of_anna = all_pages(program, f"/customers/{anna}/promises", 1)
    assert [row["id"] for page in of_anna for row in page] == [str(promises[4]), str(promises[1]), str(promises[0])]
    assert {row["customer_id"] for page in of_anna for row in page} == {str(anna)}

    contested = all_pages(program, "/disputes?state=open", 2)
    assert [row["id"] for page in contested for row in page] == [str(each) for each in disputes[::-1]]
    assert {row["amount"] for page in contested for row in page} == {"10.00"}
    of_bert = all_pages(program, f"/customers/{bert}/disputes", 1)
    assert [row["id"] for page in of_bert for row in page] == [str(disputes[3]), str(disputes[2])]
    assert program.get(f"/promises?customer_id={new_identifier()}").said["data"] == []
    assert program.get(f"/customers/{new_identifier()}/promises").code == "customer_unknown"
    assert program.get("/promises?state=lost").status == 422
    other = a_program(an_organization())
    assert other.get("/promises").said["data"] == other.get("/disputes").said["data"] == []


def test_calls_of_a_customer_and_suppressed_addresses_come_in_pages(firm: AnOrganization, program: Program):
    customer = a_customer(firm)
    a_debit(firm, customer, "100.00", on="2026-01-01", due="2026-01-31")
    for days in (9, 5, 1, 1):
        log_call(
            customer_id=customer,
            outcome="no_answer",
            on=firm.context().today() - timedelta(days=days),
            context=firm.context(),
        )
    calls = [row for page in all_pages(program, f"/customers/{customer}/calls", 3) for row in page]
    days = [date.fromisoformat(str(row["called_on"])) for row in calls]
    assert (len({row["call_id"] for row in calls}), days) == (4, sorted(days, reverse=True))

    addresses = [f"{place}@example.com" for place in range(5)]
    for address in addresses:
        suppress_address(address=address, reason="manual", context=firm.context())
    pages = all_pages(program, "/suppressions?containing=example.com", 2)
    assert sorted(str(row["address"]) for page in pages for row in page) == addresses
    assert [len(page) for page in pages] == [2, 2, 1]


def test_documents_are_found_by_number_mistyped_too(firm: AnOrganization, program: Program):
    item = a_debit(firm, a_customer(firm, "Search Ltd"), "100.00", document_number="RE-2026-0815")

    (found,) = program.get("/items/search?number=re-2026-08").said["data"]
    assert (found["item_id"], found["document_number"], found["customer_name"]) == (
        str(item),
        "RE-2026-0815",
        "Search Ltd",
    )
    assert program.get("/items/search?number=RE-2026-0851").said["data"] == [found]
    assert program.get("/items/search?number=%20").said["data"] == []
    assert program.get("/items/search").status == 422
    assert a_program(an_organization()).get("/items/search?number=RE-2026").said["data"] == []


def test_a_program_vouches_for_nobody_whom_another_organization_knows(firm: AnOrganization, program: Program):
    elsewhere = an_organization()
    a_member(elsewhere, email="maria@elsewhere.example")
    deliver_events(elsewhere)

    for vouched in ({}, {"is_known_elsewhere": True}, {"is_known_elsewhere": False}):
        with nothing_changes(firm.id):
            answer = program.post("/members", {"email": "maria@elsewhere.example", "role": "owner", **vouched})
        assert (answer.status, answer.code) == (422, "person_is_elsewhere")
        assert "openbill invite maria@elsewhere.example" in str(answer.said)
