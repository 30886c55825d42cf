"""What was booked, settled and undone before a rate was known is worth in the end what it is with the rate."""

import threading
from datetime import date
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from tests.support.database import connected_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, open_amount
from tests.support.threads import InTheBackground

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.queries.journal import stream_journal
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.ledger.types import JournalFilter, RateToSet
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.commands.value_items import value_items
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.receivables.types import Designation, NewItem

_at_the_gate = threading.Event()
_may_go_on = threading.Event()


@command(permission="receivables.record_items")
def record_a_debt_slowly(*, customer: UUID, context: Context) -> UUID:
    """Book a debt over 100.00 USD, and keep the transaction open until the test lets it go on."""
    (debt,) = record_items(
        items=[NewItem(customer, "invoice", Money.of("100.00", "USD"), date(2026, 1, 10), date(2026, 1, 10))],
        context=context,
    )
    _at_the_gate.set()
    assert _may_go_on.wait(30)
    return debt


@command(permission="receivables.allocate")
def settle_slowly(*, credit: UUID, debt: UUID, context: Context) -> None:
    """Settle 100.00 USD, and keep the transaction open until the test lets it go on."""
    allocate_as_designated(credit_item_id=credit, designations=[Designation(debt)], context=context)
    _at_the_gate.set()
    assert _may_go_on.wait(30)


@pytest.fixture
def gate() -> None:
    _at_the_gate.clear()
    _may_go_on.clear()


def rates(firm: AnOrganization, **by_day: str) -> None:
    """The rates of the dollar in euro: rates(firm, jan="0.90")."""
    months = {"jan": 1, "feb": 2, "mar": 3, "apr": 4}
    set_exchange_rates(
        rates=[RateToSet("USD", "EUR", date(2026, months[month], 1), Decimal(rate)) for month, rate in by_day.items()],
        context=firm.context(),
    )


def settle(firm: AnOrganization, credit: UUID, debt: UUID, amount: str, on: str | None = None) -> UUID:
    (used,) = allocate_as_designated(
        credit_item_id=credit,
        designations=[Designation(debt, Money.of(amount, "USD"))],
        on=date.fromisoformat(on) if on else None,
        context=firm.context(),
    ).allocation_ids
    return used


def worth(firm: AnOrganization, item_id: UUID) -> tuple[str, int | None]:
    """What is open of an item, and what that is carried at in cents; None where it has no value."""
    with scope(firm.id):
        item = OpenItem.objects.get(organization_id=firm.id, id=item_id)
    assert item.is_valued or item.functional_minor == item.open_functional_minor == 0
    return open_amount(firm, item_id), item.open_functional_minor if item.is_valued else None


def balances(firm: AnOrganization, as_of: str = "2026-12-31") -> dict[str, int]:
    """What stands on each account in euro cents; and all the books are right."""
    with scope(firm.id):
        assert list(check_receivables(firm.id)) == []
        assert list(check_ledger()) == []
        rows = trial_balance(firm.legal_entity_id, date.fromisoformat(as_of)).rows
    return {row.role: row.functional_balance_minor for row in rows if row.functional_balance_minor}


def a_part_settled_debt() -> tuple[AnOrganization, UUID, UUID, UUID]:
    """1,000.00 USD of January, on which 400.00 USD of February were paid; no rate is known."""
    firm = an_organization("EUR")
    customer = a_customer(firm)
    debt = a_debit(firm, customer, "1000.00", currency="USD", on="2026-01-10")
    credit = a_credit(firm, customer, "400.00", currency="USD", on="2026-02-10")
    return firm, debt, credit, settle(firm, credit, debt, "400.00")


def test_an_undoing_gives_back_the_worth_of_what_was_settled_before_the_rate_came() -> None:
    firm, debt, credit, used = a_part_settled_debt()
    assert (worth(firm, debt), worth(firm, credit)) == (("600.00", None), ("0.00", None))

    rates(firm, jan="0.90", feb="0.95")

    assert (worth(firm, debt), worth(firm, credit)) == (("600.00", 540_00), ("0.00", 0))
    undo_allocation(allocation_id=used, context=firm.context())
    assert (worth(firm, debt), worth(firm, credit)) == (("1000.00", 900_00), ("400.00", 380_00))
    assert balances(firm) == {
        "receivable": 900_00,
        "unapplied": -380_00,
        "cash_clearing": 380_00,
        "revenue": -900_00,
    }


def test_what_was_settled_before_the_rate_came_was_a_sale_and_a_receipt_as_well() -> None:
    firm, debt, credit, _ = a_part_settled_debt()

    rates(firm, jan="0.90", feb="0.95")

    # 400.00 USD were sold at 360.00 EUR and paid with 380.00 EUR.
    assert balances(firm) == {
        "receivable": 540_00,
        "cash_clearing": 380_00,
        "revenue": -900_00,
        "exchange_gain": -20_00,
    }
    assert balances(firm, "2026-02-09") == {"receivable": 900_00, "revenue": -900_00}
    assert (worth(firm, debt), worth(firm, credit)) == (("600.00", 540_00), ("0.00", 0))


def test_items_that_settled_each_other_wholly_are_valued_too() -> None:
    firm = an_organization("EUR")
    customer = a_customer(firm)
    debt = a_debit(firm, customer, "100.00", currency="USD", on="2026-01-10")
    settle(firm, a_credit(firm, customer, "100.00", currency="USD", on="2026-02-10"), debt, "100.00")
    assert balances(firm) == {}

    rates(firm, jan="0.90", feb="0.85")

    assert balances(firm) == {"cash_clearing": 85_00, "revenue": -90_00, "exchange_loss": 5_00}


def test_the_later_rate_comes_first_and_the_group_waits_for_the_earlier_one() -> None:
    firm, debt, credit, _ = a_part_settled_debt()
    alone = a_debit(firm, a_customer(firm), "10.00", currency="USD", on="2026-02-20")

    rates(firm, feb="0.95")
    assert (worth(firm, debt), worth(firm, credit)) == (("600.00", None), ("0.00", None))
    assert worth(firm, alone) == ("10.00", 9_50)

    rates(firm, jan="0.90")
    assert (worth(firm, debt), worth(firm, credit)) == (("600.00", 540_00), ("0.00", 0))
    assert value_items(context=firm.context()) == 0


def test_an_allocation_that_was_undone_before_the_rate_came_is_valued_with_its_undoing() -> None:
    firm, debt, credit, used = a_part_settled_debt()
    undoing = undo_allocation(allocation_id=used, on=date(2026, 3, 5), context=firm.context())

    rates(firm, jan="0.90", feb="0.95")

    assert balances(firm, "2026-03-04") == {
        "receivable": 540_00,
        "cash_clearing": 380_00,
        "revenue": -900_00,
        "exchange_gain": -20_00,
    }
    assert balances(firm, "2026-03-05") == {
        "receivable": 900_00,
        "unapplied": -380_00,
        "cash_clearing": 380_00,
        "revenue": -900_00,
    }
    assert (worth(firm, debt), worth(firm, credit)) == (("1000.00", 900_00), ("400.00", 380_00))
    with scope(firm.id):
        rows = Allocation.objects.filter(organization_id=firm.id).order_by("effective_date")
        told = [(row.id, row.debit_functional_minor, row.credit_functional_minor, row.is_valued) for row in rows]
    assert told == [(used, 360_00, 380_00, True), (undoing, -360_00, -380_00, True)]


def test_in_closed_months_values_are_posted_on_the_first_open_day() -> None:
    firm, _, _, used = a_part_settled_debt()
    for month in (1, 2):
        close_period(legal_entity_id=firm.legal_entity_id, month=date(2026, month, 1), context=firm.context())

    rates(firm, jan="0.90", feb="0.95")

    assert balances(firm, "2026-02-28") == {}
    with scope(firm.id):
        entries = list(stream_journal(JournalFilter(source_id=used)))
    (entry,) = [entry for entry in entries if entry.kind == "valuation"]
    assert entry.posting_date == date(2026, 3, 1)
    assert [(line.account_code, line.amount_minor, line.functional_minor) for line in entry.lines] == [
        ("2100", 0, 380_00),
        ("1200", 0, -360_00),
        ("4300", 0, -20_00),
    ]


def test_a_valued_item_draws_the_whole_group_of_the_one_that_it_meets_along() -> None:
    """Nothing of January and February is known; a payment of March has a value, and settles what is left."""
    firm, debt, credit, _ = a_part_settled_debt()
    rates(firm, mar="0.80")
    last = a_credit(firm, a_customer(firm, "Bert Ltd"), "600.00", currency="USD", on="2026-03-10")
    assert worth(firm, last) == ("600.00", 480_00)

    settle(firm, last, debt, "600.00")

    assert (worth(firm, debt), worth(firm, credit), worth(firm, last)) == (("0.00", 0), ("0.00", 0), ("0.00", 0))
    assert balances(firm) == {"cash_clearing": 800_00, "revenue": -800_00}


def test_one_credit_for_a_debt_with_a_value_and_one_without_values_both_sides() -> None:
    firm = an_organization("EUR")
    customer = a_customer(firm)
    early = a_debit(firm, customer, "50.00", currency="USD", on="2026-01-10")
    late = a_debit(firm, customer, "50.00", currency="USD", on="2026-03-10", worth_minor=40_00)
    credit = a_credit(firm, customer, "100.00", currency="USD", on="2026-02-10")

    allocate_as_designated(
        credit_item_id=credit, designations=[Designation(early), Designation(late)], context=firm.context()
    )

    assert [worth(firm, item) for item in (early, late, credit)] == [("0.00", 0)] * 3
    # The credit takes the rate of the debt that has one, and the other debt with it.
    assert balances(firm) == {"cash_clearing": 80_00, "revenue": -80_00}


def test_a_cancellation_is_worth_what_it_cancels_whatever_the_rate_of_its_day() -> None:
    firm = an_organization("EUR")
    debt = a_debit(firm, a_customer(firm), "100.00", currency="USD", on="2026-01-10")
    cancel_item(item_id=debt, reason="Twice.", on=date(2026, 2, 10), context=firm.context())

    rates(firm, jan="0.90", feb="0.95")

    assert balances(firm) == {}
    assert balances(firm, "2026-02-09") == {"receivable": 90_00, "revenue": -90_00}


@pytest.mark.usefixtures("gate")
def test_the_same_rate_once_more_values_what_was_booked_while_it_was_entered() -> None:
    firm = an_organization("EUR")
    customer = a_customer(firm)
    booking = InTheBackground(lambda: record_a_debt_slowly(customer=customer, context=firm.context()))
    assert _at_the_gate.wait(30)
    rates(firm, jan="0.90")
    _may_go_on.set()
    debt = booking.finish()
    assert worth(firm, debt) == ("100.00", None)

    rates(firm, jan="0.90")

    assert worth(firm, debt) == ("100.00", 90_00)


@pytest.mark.usefixtures("gate")
def test_items_that_are_being_settled_are_valued_after_that() -> None:
    firm = an_organization("EUR")
    customer = a_customer(firm)
    debt = a_debit(firm, customer, "100.00", currency="USD", on="2026-01-10")
    credit = a_credit(firm, customer, "100.00", currency="USD", on="2026-01-20")
    settling = InTheBackground(lambda: settle_slowly(credit=credit, debt=debt, context=firm.context()))
    assert _at_the_gate.wait(30)
    valuing = InTheBackground(lambda: rates(firm, jan="0.90"))
    valuing.wait_until_it_waits()
    _may_go_on.set()
    settling.finish()
    valuing.finish()

    assert (worth(firm, debt), worth(firm, credit)) == (("0.00", 0), ("0.00", 0))
    assert balances(firm) == {"cash_clearing": 90_00, "revenue": -90_00}


@pytest.mark.parametrize(
    ("harm", "refusal"),
    [
        ("UPDATE allocation SET amount_minor = 1", psycopg.errors.RestrictViolation),
        ("UPDATE allocation SET is_valued = true, amount_minor = 1", psycopg.errors.RestrictViolation),
        ("UPDATE allocation SET debit_functional_minor = 1", psycopg.errors.RestrictViolation),
        ("UPDATE allocation SET is_valued = true, debit_functional_minor = 1", psycopg.errors.CheckViolation),
        ("DELETE FROM allocation", psycopg.errors.RestrictViolation),
    ],
)
def test_the_database_lets_an_allocation_be_valued_only_after_its_items(
    harm: str, refusal: type[psycopg.Error]
) -> None:
    firm, *_ = a_part_settled_debt()

    with connected_as("owner") as database, pytest.raises(refusal):
        database.execute(f"{harm} WHERE organization_id = %s", [firm.id])  # type: ignore[arg-type]

    rates(firm, jan="0.90", feb="0.95")
    with connected_as("owner") as database, pytest.raises(psycopg.errors.RestrictViolation):
        database.execute("UPDATE allocation SET debit_functional_minor = 1 WHERE organization_id = %s", [firm.id])
    assert balances(firm)["exchange_gain"] == -20_00
