"""A customer's page leads to its documents and its money, and tells of them in its history."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from tests.support.billing import a_billing_firm, a_line, issued, paid, terms
from tests.support.customers import deliver_events
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit
from tests.support.web import at_work

from openbill.customers.commands.merge_customers import merge_customers
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.types import Instalment
from openbill.organizations.commands.create_role import create_role
from openbill.payments.commands.return_payment import return_payment
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.queries.documents_of_customers import PlaceInBooks, documents_of_customers


def words_of(page: str) -> list[str]:
    """The entries of the timeline, each as the words of its first line without the number, and its detail."""
    entries = re.findall(r'<li class="relative">(.*?)</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", entry, flags=re.DOTALL).split()) for entry in entries]


def history(client: Client, customer: object, address: str = "") -> list[str]:
    return words_of(client.get(f"/customers/{customer}{address}").content.decode())


def test_the_history_tells_what_was_billed_credited_paid_and_taken_back():
    firm = a_billing_firm()
    customer = a_customer(firm)
    invoice = issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    credit_invoice(invoice_id=invoice, document_date=date(2026, 1, 20), context=firm.context())
    payment = paid(firm, customer, 50_00, "2026-02-01")
    return_payment(payment_id=payment.payment_id, on=date(2026, 2, 3), reason="-", context=firm.context())
    deliver_events(firm)

    told = history(at_work(firm), customer)

    assert re.fullmatch(r"Payment returned \d+ \w+ \d{4}, \d\d:\d\d €50.00", told[0])
    assert re.fullmatch(r"Payment received \S+ 1 Feb 2026 €50.00", told[-3])
    assert re.fullmatch(r"Credit note \S+ 20 Jan 2026 €119.00", told[-2])
    assert re.fullmatch(r"Invoice \S+ 15 Jan 2026 €119.00", told[-1])


def test_an_invoice_in_parts_is_told_once_over_all_of_them():
    firm = a_billing_firm()
    customer = a_customer(firm)
    code = terms(firm, "thirds", instalments=(Instalment(percent=Decimal(30)), Instalment(days=30)))
    issued(firm, customer, [a_line("100.00")], on="2026-01-15", terms=code)

    assert [each[-7:] for each in history(at_work(firm), customer)] == ["€119.00"]


def test_pages_of_the_history_follow_each_other_without_gap_or_repetition():
    firm = an_organization()
    customer, twin = a_customer(firm), a_customer(firm)
    days = [f"2026-01-{day:02}" for day in range(1, 15)]
    for number, day in enumerate([*days, *days, *days]):
        a_debit(firm, twin if number % 3 else customer, f"{number + 1}.00", on=day)
    merge_customers(customer_id=twin, into_customer_id=customer, context=firm.context())
    deliver_events(firm)
    client = at_work(firm)

    pages, address = [], ""
    while True:
        text = client.get(f"/customers/{customer}{address}").content.decode()
        pages.append(words_of(text))
        more = re.search(r'href="(\?before=[^"#]+)', text)
        if more is None:
            break
        address = more[1]

    assert [len(page) for page in pages] == [20, 20, 3]
    told = [entry for page in pages for entry in page]
    assert told[0].startswith("Another customer merged")
    assert sorted(int(re.search(r"€(\d+).00", each)[1]) for each in told[1:]) == [*range(1, 43)]
    found = [int(re.search(r"(\d+) Jan", each)[1]) for each in told[1:]]
    assert found == sorted(found, reverse=True)


def test_who_may_not_see_items_sees_what_happened_and_no_amounts():
    firm = an_organization()
    customer = a_customer(firm)
    a_debit(firm, customer, "120.00")
    create_role(name="reception", permissions=["customers.view", "customers.view_all"], context=firm.context())
    client = at_work(firm, "reception")

    assert "120.00" not in client.get(f"/customers/{customer}").content.decode()
    assert history(client, customer) == []
    assert len(history(at_work(firm), customer)) == 1


def test_documents_of_a_day_are_paged_behind_each_other():
    firm = an_organization()
    customer = a_customer(firm)
    items = [a_debit(firm, customer, "1.00", on="2026-01-05") for _ in range(3)]
    with scope(firm.id):
        first, *_ = documents_of_customers([customer], limit=1)
        rest = documents_of_customers([customer], before=PlaceInBooks(first.posting_date, first.item_id))
    assert [first.item_id, *(each.item_id for each in rest)] == items[::-1]


@pytest.mark.parametrize("place", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_an_address_at_the_ends_of_time_is_answered(place):
    firm = an_organization()
    customer = a_customer(firm)
    a_debit(firm, customer, "1.00")
    address = f"?before={place.replace('+', '%2B')}/{new_identifier()}"
    assert at_work(firm).get(f"/customers/{customer}{address}").status_code == 200


@pytest.mark.parametrize("name", ["invoices", "payments"])
def test_lists_are_narrowed_to_a_customer_and_what_was_merged_into_it(name):
    firm = a_billing_firm()
    anna, twin, other = a_customer(firm, "Anna Ltd"), a_customer(firm, "Twin Ltd"), a_customer(firm, "Other Ltd")
    for customer, amount in ((anna, 11), (twin, 22), (other, 44)):
        issued(firm, customer, [a_line(f"{amount}.00")])
        paid(firm, customer, amount * 119, "2026-02-01")
    merge_customers(customer_id=twin, into_customer_id=anna, context=firm.context())
    client = at_work(firm)

    assert f'href="/{name}?customer={anna}"' in client.get(f"/customers/{anna}").content.decode()
    text = client.get(f"/{name}?customer={anna}").content.decode()

    assert "Only of" in text
    assert "13.09" in text
    assert "26.18" in text
    assert "52.36" not in text
    assert "Other Ltd" not in text
    assert "Other Ltd" in client.get(f"/{name}?customer=nobody").content.decode()
    assert client.get(f"/{name}?customer={new_identifier()}").status_code == 404
    assert "52.36" not in b"".join(client.get(f"/{name}?customer={anna}&format=csv")).decode()
