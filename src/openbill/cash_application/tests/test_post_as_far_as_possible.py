"""A line that cannot be posted waits for people, and takes no other line of its round with it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.support.banking import booking
from tests.support.house_bank import a_firm, brought_in, matched, open_lines, placing
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item, open_amount
from tests.support.threads import at_the_same_time

from openbill.cash_application.commands import match_lines as matching
from openbill.cash_application.commands.post_as_far_as_possible import post_as_far_as_possible
from openbill.cash_application.models import LinePosting
from openbill.cash_application.queries.check_cash import check_cash
from openbill.cash_application.types.decisions import Matched, NewPosting
from openbill.foundation.clock import now
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.models import CommandLogEntry, StoredEvent
from openbill.foundation.tenancy import scope
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.organizations.models import BankAccount
from openbill.payments.models import Payment
from openbill.receivables.queries.check_receivables import check_receivables


@command(permission="cash_application.post")
def post_what_can_be_posted(*, postings: list[NewPosting], context: Context) -> int:
    """How many of these were refused."""
    return len(post_as_far_as_possible(postings, context=context))


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch) -> Iterator[AnOrganization]:
    """A firm whose history allows what is as probable as 0.9; whatever is done, its books are right in the end."""
    monkeypatch.setattr(matching, "learned_threshold", lambda _target: 0.9)
    it = a_firm()
    yield it
    with scope(it.id):
        assert [*check_receivables(it.id), *check_ledger(), *check_cash()] == []


def told_of(firm: AnOrganization) -> tuple[int, int, int]:
    """How many postings there are, payments, and events of postings."""
    with scope(firm.id):
        events = StoredEvent.objects.filter(kind="LineWasPosted")
        return LinePosting.objects.count(), Payment.objects.count(), events.count()


@pytest.mark.parametrize("refused", [(0,), (6,), (2, 3), (0, 1, 2, 3, 4, 5, 6), ()])
def test_those_that_are_refused_leave_no_trace_and_the_others_are_posted(
    firm: AnOrganization, refused: tuple[int, ...]
):
    anna = a_customer(firm)
    items = [an_item(firm, anna, "10.00") for _ in range(7)]
    lines = brought_in(firm, *(booking("10.00", f"line {number}") for number in range(7)), closing="170.00")
    paid = ["10.01" if place in refused else "10.00" for place in range(7)]
    postings = [
        NewPosting(line, (placing(anna, "10.00", (item, amount)),))
        for line, item, amount in zip(lines, items, paid, strict=True)
    ]

    assert post_what_can_be_posted(postings=postings, context=firm.context()) == len(refused)

    assert open_lines(firm) == [lines[place] for place in refused]
    assert [open_amount(firm, item) for item in items] == [
        "10.00" if place in refused else "0.00" for place in range(7)
    ]
    assert told_of(firm) == (7 - len(refused),) * 3


def test_a_line_of_a_day_to_come_waits_and_the_others_are_posted(firm: AnOrganization):
    anna = a_customer(firm)
    items = [an_item(firm, anna, "10.00", document_number=f"RE-{number}") for number in (4711, 4712, 4713)]
    later = (now().date() + timedelta(days=5)).isoformat()
    lines = brought_in(
        firm, booking("10.00", "RE-4711"), booking("10.00", "RE-4712", day=later), booking("10.00", "RE-4713"),
        closing="130.00",
    )  # fmt: skip
    assert matched(firm) == Matched(posted=2, aside=0, left=1)
    assert [open_amount(firm, item) for item in items] == ["0.00", "10.00", "0.00"]
    assert open_lines(firm) == [lines[1]]
    assert told_of(firm) == (2, 2, 2)
    assert matched(firm).seen == 0


def test_two_lines_of_different_days_never_pay_one_debt(firm: AnOrganization):
    item = an_item(firm, a_customer(firm), "100.00", document_number="RE-4711")
    brought_in(
        firm, booking("100.00", "RE-4711", day="2026-03-01"), booking("100.00", "RE-4711", day="2026-03-02"),
        closing="300.00",
    )  # fmt: skip
    assert matched(firm) == Matched(posted=1, aside=0, left=1)
    assert open_amount(firm, item) == "0.00"


def test_two_workers_at_once_settle_each_debt_once(firm: AnOrganization):
    anna = a_customer(firm)
    numbers = [f"RE-{number}" for number in range(5001, 5009)]
    items = [an_item(firm, anna, "10.00", document_number=number) for number in numbers]
    brought_in(firm, *(booking("10.00", number) for number in [*numbers, *reversed(numbers)]), closing="260.00")
    with scope(firm.id):
        account = BankAccount.objects.get()

    def work() -> Matched:
        return matching.match_lines(bank_account_id=account.id, most=8, context=firm.context())

    done = at_the_same_time([work, work])
    while (more := work()).seen:
        done.append(more)

    assert (sum(each.posted for each in done), sum(each.left for each in done)) == (8, 8)
    assert {open_amount(firm, item) for item in items} == {"0.00"}
    assert told_of(firm) == (8, 8, 8)
    assert len(open_lines(firm)) == 8


def test_the_log_names_only_what_was_done(firm: AnOrganization):
    anna = a_customer(firm)
    item = an_item(firm, anna, "10.00")
    (line,) = brought_in(firm, booking("10.00", "x"), closing="110.00")
    wrong = NewPosting(line, (placing(anna, "10.00", (item, "10.01")),))
    assert post_what_can_be_posted(postings=[wrong], context=firm.context()) == 1
    with scope(firm.id):
        entry = CommandLogEntry.objects.get(name="post_what_can_be_posted")
    assert entry.nested == []
