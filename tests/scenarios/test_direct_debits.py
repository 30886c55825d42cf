"""A month of a firm that collects by direct debit: batches, returns, and what becomes of them."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from tests.support.billing import paid
from tests.support.debits import (
    a_collecting_firm,
    a_debit_was_booked,
    a_mandate,
    came_back,
    debits_of,
    on,
    prepared,
    submitted,
    the_bank_tells,
    the_batch,
    the_batch_was_booked,
)
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, a_debit, open_amount

from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.models import BankLine, LineToDo
from openbill.cash_application.queries.check_cash import check_cash
from openbill.direct_debits.errors import DebitsWerePaidWithLine, NothingToCollect, PaymentIsOfADebit
from openbill.direct_debits.models import Mandate
from openbill.direct_debits.queries.check_direct_debits import check_direct_debits
from openbill.direct_debits.queries.provisional_cash import provisional_cash
from openbill.foundation.tenancy import scope
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.queries.check_payments import check_payments
from openbill.primitives.lifecycle import NotPossibleInState
from openbill.receivables.queries.check_receivables import check_receivables

BY_ROLE = {"1000": "bank", "1010": "in transit", "2120": "unidentified", "6200": "fees"}


@pytest.fixture
def firm() -> Iterator[AnOrganization]:
    """Whatever is done, its books are right in the end, and say what the debits say."""
    it = a_collecting_firm()
    yield it
    nothing_is_wrong(it)


def nothing_is_wrong(firm: AnOrganization) -> None:
    with scope(firm.id):
        findings = [
            *check_receivables(firm.id), *check_ledger(), *check_cash(), *check_payments(), *check_direct_debits()
        ]  # fmt: skip
    assert findings == []


def books(firm: AnOrganization) -> dict[str, int]:
    """What stands on the accounts of money, in cents; accounts without anything are left out."""
    with scope(firm.id):
        rows = trial_balance(firm.legal_entity_id, date(2026, 12, 31)).rows
    found = {BY_ROLE[row.code]: row.functional_balance_minor for row in rows if row.code in BY_ROLE}
    return {name: minor for name, minor in found.items() if minor}


def three_customers_owe(firm: AnOrganization) -> list[UUID]:
    """100.00, 200.00 and 300.00, due on 20 January, each under a mandate."""
    items = []
    for number, amount in enumerate(("100.00", "200.00", "300.00"), start=1):
        customer = a_customer(firm, f"Customer {number}")
        a_mandate(firm, customer, reference=f"M-{number}")
        items.append(a_debit(firm, customer, amount, on="2026-01-02", due="2026-01-20"))
    return items


def open_amounts(firm: AnOrganization, items: list[UUID]) -> list[str]:
    return [open_amount(firm, item) for item in items]


def waiting_lines(firm: AnOrganization) -> int:
    with scope(firm.id):
        return LineToDo.objects.filter(organization_id=firm.id).count()


def test_a_batch_that_is_booked_as_one_sum_with_two_returns(firm: AnOrganization):
    items = three_customers_owe(firm)
    batch_id = submitted(firm)
    assert [debit.state for debit in debits_of(firm)] == ["submitted"] * 3
    assert books(firm) == {}

    assert the_bank_tells(firm, the_batch_was_booked(600_00), minor=600_00) == 0

    assert [debit.state for debit in debits_of(firm)] == ["settled"] * 3
    assert the_batch(firm, batch_id).state == "settled"
    assert open_amounts(firm, items) == ["0.00"] * 3
    assert books(firm) == {"bank": 600_00}
    with scope(firm.id):
        (cash,) = provisional_cash(date(2026, 3, 17))
        assert (cash.debits, cash.amount_minor, cash.last_day) == (3, 600_00, date(2026, 3, 17))
        assert provisional_cash(date(2026, 3, 18)) == []
    nothing_is_wrong(firm)

    first, second, third = debits_of(firm)
    returned = came_back(
        -(300_00 + 6_00), (first.end_to_end_id, "AM04 103.00"), (second.end_to_end_id, "AC04 203.00"), day="2026-01-23"
    )
    assert the_bank_tells(firm, returned, minor=-306_00) == 2

    first, second, third = debits_of(firm)
    assert [(each.state, each.reason, each.decision, each.fee_minor) for each in (first, second, third)] == [
        ("returned", "AM04", "retry", 3_00),
        ("returned", "AC04", "new_account", 3_00),
        ("settled", "", "", 0),
    ]
    assert (first.retry_date, second.retry_date) == (date(2026, 1, 30), None)
    assert open_amounts(firm, items) == ["100.00", "200.00", "0.00"]
    assert books(firm) == {"bank": 294_00, "fees": 6_00}
    assert waiting_lines(firm) == 0
    with scope(firm.id):
        mandates = Mandate.objects.filter(organization_id=firm.id).order_by("reference")
        assert [mandate.state for mandate in mandates] == ["active", "suspended", "active"]
    # Only what may be tried again is collected again, and not before its day.
    (again,) = prepared(firm, due_by="2026-02-28", context=on(firm, "2026-01-24"))
    (debit,) = debits_of(firm, again.batch_id)
    assert (debit.amount_minor, debit.attempt, again.collection_date) == (100_00, 2, date(2026, 2, 9))


def test_a_debit_that_comes_back_after_eight_weeks_less_a_day(firm: AnOrganization):
    items = three_customers_owe(firm)
    submitted(firm)
    the_bank_tells(firm, the_batch_was_booked(600_00), minor=600_00)
    _, _, third = debits_of(firm)

    assert the_bank_tells(firm, came_back(-300_00, (third.end_to_end_id, "MD06"), day="2026-03-16"), minor=-300_00) == 1

    third = debits_of(firm)[2]
    assert (third.state, third.decision, third.ended_on) == ("returned", "contact", date(2026, 3, 16))
    assert open_amounts(firm, items) == ["0.00", "0.00", "300.00"]
    assert books(firm) == {"bank": 300_00}


def test_a_debit_that_comes_back_too_late_waits_for_a_person(firm: AnOrganization):
    items = three_customers_owe(firm)
    submitted(firm)
    the_bank_tells(firm, the_batch_was_booked(600_00), minor=600_00)
    first = debits_of(firm)[0]

    late = came_back(-100_00, (first.end_to_end_id, "MD06"), day="2026-03-20")
    assert the_bank_tells(firm, late, minor=-100_00) == 0

    assert debits_of(firm)[0].state == "settled"
    assert open_amounts(firm, items) == ["0.00"] * 3
    assert waiting_lines(firm) == 1


def test_nobody_had_allowed_it_and_that_may_be_said_for_thirteen_months(firm: AnOrganization):
    three_customers_owe(firm)
    submitted(firm)
    the_bank_tells(firm, the_batch_was_booked(600_00), minor=600_00)
    first = debits_of(firm)[0]

    late = came_back(-100_00, (first.end_to_end_id, "MD01"), day="2026-09-20")
    assert the_bank_tells(firm, late, minor=-100_00) == 1
    assert [debits_of(firm)[0].state, debits_of(firm)[0].decision] == ["returned", "new_mandate"]


def test_a_batch_and_a_return_of_it_in_one_statement(firm: AnOrganization):
    items = three_customers_owe(firm)
    submitted(firm)
    second = debits_of(firm)[1]
    back = came_back(-205_00, (second.end_to_end_id, "MS03"), day="2026-01-22")

    assert the_bank_tells(firm, back, the_batch_was_booked(600_00), minor=395_00) == 1

    assert open_amounts(firm, items) == ["0.00", "200.00", "0.00"]
    assert books(firm) == {"bank": 395_00, "fees": 5_00}


def test_a_notice_returns_and_the_line_of_the_statement_clears(firm: AnOrganization):
    items = three_customers_owe(firm)
    submitted(firm)
    the_bank_tells(firm, the_batch_was_booked(600_00), minor=600_00)
    first = debits_of(firm)[0]
    told = came_back(-100_00, (first.end_to_end_id, "AC06"), day="2026-01-22")

    assert the_bank_tells(firm, told, minor=0, standard="camt.054.001.08") == 1
    assert open_amounts(firm, items) == ["100.00", "0.00", "0.00"]
    assert the_bank_tells(firm, came_back(-104_50, (first.end_to_end_id, "AC06"), day="2026-01-22"), minor=-104_50) == 1

    assert (debits_of(firm)[0].reason, debits_of(firm)[0].fee_minor) == ("AC06", 4_50)
    assert books(firm) == {"bank": 495_50, "fees": 4_50}
    assert waiting_lines(firm) == 0


def test_a_return_is_known_by_its_mandate_where_the_bank_tells_no_more(firm: AnOrganization):
    three_customers_owe(firm)
    submitted(firm)
    the_bank_tells(firm, the_batch_was_booked(600_00), minor=600_00)

    told = came_back(-200_00, ("", "AM04"), day="2026-01-23", mandate="M-2")
    assert the_bank_tells(firm, told, minor=-200_00) == 1
    assert [debit.state for debit in debits_of(firm)] == ["settled", "returned", "settled"]


@pytest.mark.parametrize("minor", [-90_00, -250_00])
def test_a_return_of_another_amount_waits_for_a_person(firm: AnOrganization, minor: int):
    three_customers_owe(firm)
    submitted(firm)
    the_bank_tells(firm, the_batch_was_booked(600_00), minor=600_00)
    first = debits_of(firm)[0]

    told = came_back(minor, (first.end_to_end_id, "AM04"), day="2026-01-23")
    assert the_bank_tells(firm, told, minor=minor) == 0
    assert [debit.state for debit in debits_of(firm)] == ["settled"] * 3
    assert waiting_lines(firm) == 1


def test_a_bank_that_books_debit_by_debit():
    firm = a_collecting_firm(is_batch_booked=False)
    items = three_customers_owe(firm)
    batch_id = submitted(firm)
    first, second, third = debits_of(firm)

    the_bank_tells(
        firm,
        a_debit_was_booked(100_00, first.end_to_end_id),
        a_debit_was_booked(300_00, third.end_to_end_id),
        minor=400_00,
    )

    assert [debit.state for debit in debits_of(firm)] == ["settled", "submitted", "settled"]
    assert the_batch(firm, batch_id).state == "submitted"
    assert open_amounts(firm, items) == ["0.00", "200.00", "0.00"]
    the_bank_tells(firm, a_debit_was_booked(200_00, second.end_to_end_id, day="2026-01-21"), minor=200_00)
    assert the_batch(firm, batch_id).state == "settled"
    assert books(firm) == {"bank": 600_00}
    nothing_is_wrong(firm)


def test_what_was_paid_otherwise_meanwhile_stays_on_account(firm: AnOrganization):
    items = three_customers_owe(firm)
    submitted(firm)
    customer = debits_of(firm)[0].customer_id
    paid(firm, customer, 40_00, "2026-01-15")

    the_bank_tells(firm, the_batch_was_booked(600_00), minor=600_00)

    assert open_amounts(firm, items) == ["0.00"] * 3
    assert books(firm) == {"bank": 600_00, "in transit": 40_00}


def test_the_banks_word_is_not_undone_by_hand(firm: AnOrganization):
    three_customers_owe(firm)
    submitted(firm)
    the_bank_tells(firm, the_batch_was_booked(600_00), minor=600_00)
    first = debits_of(firm)[0]
    with scope(firm.id):
        line = BankLine.objects.get(organization_id=firm.id)

    with pytest.raises(DebitsWerePaidWithLine, match="3 direct debits"):
        undo_posting(line_id=line.id, reason="wrong", context=firm.context())
    with pytest.raises(PaymentIsOfADebit):
        withdraw_payment(payment_id=first.payment_id, reason="wrong", context=firm.context())
    return_payment(
        payment_id=first.payment_id, on=date(2026, 1, 30), reason="told by telephone", context=firm.context()
    )

    first = debits_of(firm)[0]
    assert (first.state, first.decision) == ("returned", "contact")
    with pytest.raises(NotPossibleInState):
        return_payment(payment_id=first.payment_id, on=date(2026, 1, 30), reason="again", context=firm.context())


def test_after_the_last_attempt_only_a_person_collects_again(firm: AnOrganization):
    customer = a_customer(firm)
    a_mandate(firm, customer)
    a_debit(firm, customer, "100.00", on="2026-01-02", due="2026-01-20")
    days = [("2026-01-05", "2026-01-20"), ("2026-01-21", "2026-02-04"), ("2026-02-05", "2026-02-19")]
    for number, (prepared_on, collected_on) in enumerate(days, start=1):
        submitted(firm, due_by="2026-01-31", context=on(firm, prepared_on))
        name = f"DD{number:06}"
        debit = debits_of(firm)[-1]
        assert (debit.attempt, debit.end_to_end_id) == (number, f"E{name}N0001")
        the_bank_tells(firm, the_batch_was_booked(100_00, name, day=collected_on), minor=100_00)
        the_bank_tells(firm, came_back(-100_00, (debit.end_to_end_id, "AM04"), day=collected_on), minor=-100_00)

    assert [debit.retry_date for debit in debits_of(firm)] == [date(2026, 1, 27), date(2026, 2, 18), None]
    with pytest.raises(NothingToCollect):
        prepared(firm, context=on(firm, "2026-03-01"))
    (again,) = prepared(firm, context=on(firm, "2026-03-01"), ignores_waits=True)
    assert (again.debits, debits_of(firm, again.batch_id)[0].attempt) == (1, 4)
