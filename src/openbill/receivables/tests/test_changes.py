"""What changed between two days: every item under the name of its change, and the changes add up."""

from datetime import date

import pytest
from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_customer, a_debit

from openbill.foundation.tenancy import scope
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.queries.changes import Change, CurrencyChanges, Moved, changes
from openbill.receivables.types import Designation

YESTERDAY, TODAY = date(2026, 3, 1), date(2026, 3, 2)


def moved(firm, from_date=YESTERDAY, to_date=TODAY):
    with scope(firm.id):
        return changes(firm.id, from_date, to_date)


def pays(firm, customer, amount, debt, on=TODAY):
    credit = a_credit(firm, customer, amount, on=on.isoformat())
    allocation = allocate_as_designated(credit_item_id=credit, designations=[Designation(debt)], context=firm.context())
    return allocation.allocation_ids[0]


def test_every_change_has_its_name_and_they_lead_from_one_total_to_the_other():
    firm = an_organization()
    anna = a_customer(firm)
    paid, part_paid, later, quiet, reopened = (
        a_debit(firm, anna, "100.00", on="2026-01-01", due="2026-02-01", document_number=name)
        for name in ("paid", "part-paid", "later", "quiet", "reopened")
    )
    bounced = pays(firm, anna, "100.00", reopened, on=date(2026, 2, 20))
    spare = a_credit(firm, anna, "30.00", on="2026-02-01", document_number="spare")

    a_debit(firm, anna, "70.00", on="2026-03-02", document_number="new")
    a_debit(firm, anna, "8.00", kind="debit_correction", on="2026-03-02", document_number="quiet", corrects_id=quiet)
    pays(firm, anna, "100.00", paid)
    pays(firm, anna, "40.00", part_paid)
    extend_due_date(item_id=later, due_date=date(2026, 5, 1), on=TODAY, reason="Asked.", context=firm.context())
    undo_allocation(allocation_id=bounced, on=TODAY, context=firm.context())
    allocate_as_designated(
        credit_item_id=spare, designations=[Designation(part_paid)], on=TODAY, context=firm.context()
    )

    result = moved(firm)

    (euros,) = result.currencies
    assert (euros.opening_minor, euros.closing_minor) == (400_00 - 30_00, 270_00 + 108_00 - 100_00 + 30_00)
    assert euros.moved == {
        Change.NEW: Moved(1, 70_00),
        Change.RAISED: Moved(1, 8_00),
        Change.REOPENED: Moved(1, 100_00),
        Change.PART_SETTLED: Moved(1, -70_00),
        Change.SETTLED: Moved(1, -100_00),
        Change.CREDIT_GIVEN: Moved(1, -100_00),
        Change.CREDIT_USED: Moved(1, 30_00),
        Change.REDATED: Moved(1, 0),
    }
    redated = next(each for each in result.largest if each.change is Change.REDATED)
    assert (redated.document_number, redated.previous_due_date, redated.due_date, redated.amount_minor) == (
        "later", date(2026, 2, 1), date(2026, 5, 1), 0,
    )  # fmt: skip
    assert "quiet" not in [each.document_number for each in result.largest if each.change is not Change.RAISED]


def test_what_came_and_went_in_between_is_no_change():
    firm = an_organization()
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", on="2026-03-05")
    allocate_credit(credit_item_id=a_credit(firm, anna, "100.00", on="2026-03-06"), context=firm.context())
    assert moved(firm, date(2026, 3, 1), date(2026, 3, 31)).currencies == ()


def test_each_currency_has_its_own_way_and_a_quiet_one_is_shown_too():
    firm = an_organization()
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00", on="2026-01-01")
    a_debit(firm, anna, "5000", on="2026-03-02", currency="JPY", worth_minor=30_00)
    result = moved(firm)
    assert [(each.currency, each.opening_minor, each.moved, each.closing_minor) for each in result.currencies] == [
        ("EUR", 100_00, {}, 100_00),
        ("JPY", 0, {Change.NEW: Moved(1, 5000)}, 5000),
    ]


def test_a_result_that_does_not_add_up_cannot_be_made():
    with pytest.raises(AssertionError, match="do not make"):
        CurrencyChanges("EUR", 100, {Change.NEW: Moved(1, 50)}, 151)
