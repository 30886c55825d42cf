"""What waits for a person follows the debts: nobody decides about what was paid, or looks for an address in vain."""

from datetime import datetime

from tests.support.collecting import messages, tasks
from tests.support.customers import a_contact

from openbill.collections.commands.close_task import close_task
from openbill.collections.commands.recheck_notices import recheck_notices
from openbill.collections.models import Task
from openbill.collections.queries.open_tasks import open_tasks
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.suppress_address import suppress_address

from .daybook import Daybook

STAGE_DAYS = ("2026-02-14", "2026-02-17", "2026-02-24", "2026-03-16", "2026-04-15")
"""The days of the stages from "due" to "final" of what is billed on 15 January."""


def due_dates(book: Daybook) -> list[tuple[str, str]]:
    """Kind and due date of every open task."""
    with scope(book.firm.id):
        return [(task.kind, task.due_date.isoformat()) for task in open_tasks()]


def kinds(book: Daybook) -> list[str]:
    return [kind for kind, _ in tasks(book.firm)]


def call_off(book: Daybook, *, on: str) -> None:
    noon = book.firm.context(at=datetime.fromisoformat(f"{on}T12:00+00:00"))
    recheck_notices(message_ids=[message.id for message in messages(book.firm)], context=noon)


def without_address() -> Daybook:
    book = Daybook()
    suppress_address(address="maria@example.com", context=book.firm.context())
    return book


def test_nobody_decides_about_a_debt_that_was_paid_unless_the_payment_comes_back():
    book = Daybook()
    book.bill("1000.00 EUR", on="2026-01-15")
    book.run_day("2026-04-15")
    assert due_dates(book) == [("decide", "2026-04-30")]

    payment = book.receive("1190.00 EUR", on="2026-04-16")
    book.run_day("2026-04-17")
    assert due_dates(book) == []

    book.bounce(payment, on="2026-04-20")
    book.run_day("2026-04-21")
    assert ("decide", "2026-04-30") in due_dates(book)


def test_a_final_demand_that_was_called_off_leaves_nothing_to_decide_and_the_next_one_has_its_own_day():
    book = Daybook()
    invoice = book.bill("1000.00 EUR", on="2026-01-15")
    book.run_day("2026-04-15")
    book.promise(invoice, "1190.00 EUR", by="2026-06-01", on="2026-04-15")
    call_off(book, on="2026-04-15")
    assert due_dates(book) == []

    assert book.run_day("2026-06-10") == ["final: 1190.00 EUR"]
    assert due_dates(book) == [("broken_promise", "2026-06-10"), ("decide", "2026-06-25")]


def test_what_is_owed_again_after_its_final_demand_was_called_off_is_demanded_first():
    book = Daybook()
    book.bill("1000.00 EUR", on="2026-01-15")
    book.run_day("2026-04-15")
    payment = book.receive("1190.00 EUR", on="2026-04-15")
    book.run_day("2026-04-15")
    call_off(book, on="2026-04-15")
    book.bounce(payment, on="2026-04-20")

    assert book.run_day("2026-04-21") == ["final: 1190.00 EUR"]
    assert [due for kind, due in due_dates(book) if kind == "decide"] == ["2026-05-06"]


def test_a_customer_without_an_address_makes_one_task_whatever_the_stage_and_none_once_it_paid():
    book = without_address()
    book.bill("1000.00 EUR", on="2026-01-15")
    for day in STAGE_DAYS[:4]:
        book.run_day(day)
        assert kinds(book) == ["missing_address"]
    assert book.tasks()[0].startswith("A reminder (firm) cannot be sent")

    book.receive("1190.00 EUR", on="2026-03-20")
    book.run_day("2026-03-21")
    assert book.tasks() == []


def test_two_currencies_of_a_customer_make_one_task_to_find_its_address():
    book = without_address()
    book.rate("USD", "0.90", on="2026-01-01")
    book.bill("1000.00 EUR", on="2026-01-15")
    book.bill("1000.00 USD", on="2026-01-15")
    book.run_day("2026-02-17")
    assert kinds(book) == ["missing_address"]


def test_who_ended_the_task_by_hand_is_asked_again_at_the_next_stage():
    book = without_address()
    book.bill("1000.00 EUR", on="2026-01-15")
    book.run_day("2026-02-17")
    with scope(book.firm.id):
        (task,) = Task.objects.filter(organization_id=book.firm.id, state="open")
    close_task(task_id=task.id, outcome="sent by letter", context=book.firm.context())

    book.run_day("2026-02-18")
    assert kinds(book) == []
    book.run_day("2026-02-24")
    assert kinds(book) == ["missing_address"]


def test_without_an_address_a_person_decides_at_the_end_all_the_same():
    book = without_address()
    book.bill("1000.00 EUR", on="2026-01-15")
    for day in (*STAGE_DAYS, "2026-04-16", "2026-08-01"):
        book.run_day(day)
    assert due_dates(book) == [("missing_address", "2026-04-15"), ("decide", "2026-04-30")]

    # With an address the final demand goes out, and the decision waits for what comes of it.
    a_contact(book.firm, book.customer, "Olga", email="olga@example.com")
    assert book.run_day("2026-08-02") == ["final: 1190.00 EUR"]
    assert due_dates(book) == [("decide", "2026-08-17")]
