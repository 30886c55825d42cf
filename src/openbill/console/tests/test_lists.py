"""Lists as a person wants them: chosen columns, views under names, as known at a time."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.members import a_member
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit
from tests.support.web import at_work, page, signed_in

from openbill.console.tables import TABLES
from openbill.primitives.money import Money
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.types import NewItem


@pytest.fixture
def firm():
    return an_organization()


@pytest.fixture
def anna(firm) -> Client:
    return signed_in(a_member(firm))


def heads(text: str) -> list[str]:
    """The columns of the page's table, but for that of the ticks."""
    table = text[text.index("<thead>") : text.index("</thead>")]
    found = [re.sub(r"<[^>]*>", "", head).strip() for head in re.findall(r"<th[^>]*>(.*?)</th>", table)]
    return [head for head in found if head]


def test_the_columns_that_are_chosen_stay(firm, anna):
    a_debit(firm, a_customer(firm), "120.00")
    assert heads(page(anna, "/invoices")) == ["Number", "Customer", "Dated", "Due", "State", "Amount", "Open"]

    answer = anna.post(
        "/lists/invoices/columns", {"column": ["open", "kind", "no such"], "back": "/invoices?only=open"}
    )

    assert answer["Location"] == "/invoices?only=open"
    assert heads(page(anna, "/invoices")) == ["Number", "Customer", "Kind", "Open"]
    anna.post("/lists/invoices/columns", {"column": ["kind"], "usual": "1"})
    assert heads(page(anna, "/invoices")) == ["Number", "Customer", "Dated", "Due", "State", "Amount", "Open"]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_column_can_be_shown_alone_and_all_together(table, firm, anna):
    a_debit(firm, a_customer(firm), "120.00")
    address = reverse(f"console:{table.name}")
    for column in table.columns:
        if not column.is_fixed:
            anna.post(f"/lists/{table.name}/columns", {"column": column.key})
            text = page(anna, address)
            fixed = [str(each.label) for each in table.columns if each.is_fixed]
            assert "<thead>" not in text or heads(text) == [*fixed, str(column.label)]
    every = ",".join(column.key for column in table.columns)
    text = page(anna, f"{address}?columns={every}")
    assert "<thead>" not in text or heads(text) == [str(column.label) for column in table.columns]


def test_a_view_brings_filter_order_and_columns_back(firm, anna):
    a_debit(firm, a_customer(firm), "120.00")
    kept = anna.post(
        "/lists/invoices/views", {"name": "Late <b>", "address": "sort=due&only=overdue&page=3&columns=open,kind"}
    )

    assert kept["Location"] == "/invoices?columns=open%2Ckind&only=overdue&sort=due"
    text = page(anna, "/invoices")
    assert 'href="?columns=open%2Ckind&amp;only=overdue&amp;sort=due"' in text
    assert "Late &lt;b&gt;" in text
    assert "<b>" not in text.replace("<b>Safe mode is on.</b>", "")
    assert heads(page(anna, kept["Location"])) == ["Number", "Customer", "Kind", "Open"]
    assert "Late" not in page(signed_in(a_member(firm)), "/invoices")
    assert "Late" not in page(anna, "/payments")


def test_a_view_is_forgotten(firm, anna):
    anna.post("/lists/customers/views", {"name": "Owing", "address": "only=owing"})
    (view,) = re.findall(r"/views/([0-9a-f-]+)/forget", page(anna, "/customers"))
    signed_in(a_member(firm)).post(f"/views/{view}/forget", {"back": "/customers"})
    assert view in page(anna, "/customers")
    anna.post(f"/views/{view}/forget", {"back": "/customers"})
    assert view not in page(anna, "/customers")


def test_there_are_no_views_of_what_is_no_list(anna):
    assert anna.post("/lists/secrets/views", {"name": "X", "address": ""}).status_code == 404
    assert anna.post("/lists/secrets/columns", {"column": "x"}).status_code == 404


def test_the_aging_is_shown_as_it_was_known(firm):
    client = at_work(firm)
    customer = a_customer(firm, name="Late Ltd")
    a_debit(firm, customer, "120.00", on="2026-01-01", due="2026-01-31")
    yesterday = firm.context().at - timedelta(days=1)
    known = yesterday.strftime("%Y-%m-%dT%H:%M")

    now = page(client, "/aging?as_of=2026-02-28")
    then = page(client, f"/aging?as_of=2026-02-28&known={known}")

    assert "Late Ltd" in now
    assert "as they are known now" in now
    assert "Late Ltd" not in then
    assert "as they were known on" in then
    assert "120.00" in page(client, "/aging/items?as_of=2026-02-28&currency=EUR")
    assert "120.00" not in page(client, f"/aging/items?as_of=2026-02-28&currency=EUR&known={known}")


@pytest.mark.parametrize("known", ["", "yesterday", "9999-12-31T23:59", f"{date.max}T00:00+14:00", "0001-01-01T00:00"])
def test_an_instant_that_says_nothing_of_the_past_is_now_or_the_beginning(known, firm):
    page(at_work(firm), f"/aging?known={known}")


@pytest.mark.parametrize("name", ["customers", "invoices", "payments"])
def test_a_list_in_which_nothing_ever_was_offers_what_to_do_and_nothing_to_filter(name):
    client = at_work(an_organization())
    never = page(client, f"/{name}")
    assert 'href="/imports">' in never.partition('id="rows"')[2]
    assert "data-find" not in never

    searched = page(client, f"/{name}?q=zzzz")
    assert "data-find" in searched
    assert " fits" in searched


def test_hundreds_of_items_of_a_customer_are_shown_in_part_and_led_to():
    firm = an_organization()
    customer = a_customer(firm)
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(51)]
    record_items(
        items=[NewItem(customer, "invoice", Money(100, "EUR"), day, day, document_number=f"N-{day}") for day in days],
        context=firm.context(),
    )
    shown = page(at_work(firm), f"/customers/{customer}").partition('aria-labelledby="timeline"')[0]
    assert "N-2026-02-19" in shown
    assert "N-2026-02-20" not in shown
    assert "The first 50 of 51." in shown
    assert f'href="/invoices?customer={customer}&amp;only=open"' in shown
    assert "51.00" in shown
