"""What was let off with a payment is told where the debt is, and parts of one document are told apart at the desk."""

import re
from datetime import date

from django.test import Client
from tests.support.banking import booking
from tests.support.house_bank import a_firm, brought_in, placing, posted
from tests.support.receivables import a_customer, an_item
from tests.support.web import at_work

from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import NewPayment, Shortfall, ShortfallKind
from openbill.primitives.money import Money
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.types import Designation, NewItem


def page(client: Client, address: str) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def test_a_small_difference_stands_in_history_and_journal_with_its_reason_and_its_line():
    firm = a_firm()
    customer = a_customer(firm)
    item = an_item(firm, customer, "100.00", document_number="RE-4711")
    (line,) = brought_in(firm, booking("99.60", "RE-4711"), closing="199.60")
    off = Shortfall(item, Money(40, "EUR"), ShortfallKind.SMALL_DIFFERENCE)
    posted(firm, line, placing(customer, "99.60", (item, "99.60"), shortfalls=(off,)))
    client = at_work(firm)

    shown = page(client, f"/items/{item}")

    assert re.search(
        r"Let off €0\.40 .*?Small difference, with PAY-\d+ by the bank line of 2 Mar 2026: Anna Ltd: RE-4711", shown
    )
    assert f'href="/cash/{line}"' in client.get(f"/items/{item}").content.decode()
    journal = shown.partition("Debit, −credit")[2]
    assert re.search(r"\b0\.40\b", journal)


def test_what_was_let_off_with_a_payment_by_hand_names_the_payment_alone():
    firm = a_firm()
    customer = a_customer(firm)
    item = an_item(firm, customer, "100.00", document_number="RE-4711")
    record_payments(
        payments=[
            NewPayment(
                customer,
                Money(99_60, "EUR"),
                date(2026, 3, 2),
                designations=(Designation(item, Money(99_60, "EUR")),),
                shortfalls=(Shortfall(item, Money(40, "EUR"), ShortfallKind.BANK_CHARGE),),
            )
        ],
        context=firm.context(),
    )
    shown = page(at_work(firm), f"/items/{item}")
    assert re.search(r"Let off €0\.40 .*?Bank charge, with PAY-\d+ ", shown)
    assert "by the bank line" not in shown


def test_parts_of_one_document_are_told_apart_by_their_number_and_day():
    firm = a_firm()
    customer = a_customer(firm)
    parts = record_items(
        items=[
            NewItem(
                customer,
                "invoice",
                Money(50_00, "EUR"),
                date(2026, 1, 2),
                date(2026, month, 15),
                document_number="INV-1",
                instalment_number=part,
            )
            for part, month in ((1, 2), (2, 3))
        ],
        context=firm.context(),
    )
    an_item(firm, customer, "7.00", document_number="INV-10")
    (line,) = brought_in(firm, booking("50.00", "part"), closing="150.00")
    client = at_work(firm)

    found = page(client, f"/cash/{line}/find?q=INV-1")

    assert re.search(r"INV-1 /1 .*?instalment 1, due 15 Feb", found)
    assert re.search(r"INV-1 /2 .*?instalment 2, due 15 Mar", found)
    assert not re.search(r"INV-10 /", found)
    rows = client.post(f"/cash/{line}/sum?add={parts[1]}").content.decode()
    assert re.search(r"instalment 2, due 15 Mar", rows)
