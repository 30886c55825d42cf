"""Allocating a credit settles the oldest undisputed debts, exactly once."""

from datetime import date

import pytest
from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, contested, open_amount

from openbill.foundation.tenancy import scope
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.allocate_pro_rata import allocate_pro_rata
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.errors import (
    AllocationAlreadyUndone,
    CreditAlreadyApplied,
    NotACredit,
    NothingToSettle,
)
from openbill.receivables.models import Allocation
from openbill.receivables.queries.aging import aging
from openbill.receivables.types import Designation


def test_settles_the_oldest_debt_first_and_keeps_the_rest_open():
    firm = an_organization()
    anna = a_customer(firm)
    february = a_debit(firm, anna, "300.00", due="2026-02-28")
    january = a_debit(firm, anna, "100.00", due="2026-01-31")
    credit = a_credit(firm, anna, "250.00", on="2026-03-01")

    allocation = allocate_credit(credit_item_id=credit, context=firm.context())

    assert [(share.item_id, str(share.amount)) for share in allocation.shares] == [
        (january, "100.00 EUR"),
        (february, "150.00 EUR"),
    ]
    assert open_amount(firm, february) == "150.00"
    assert open_amount(firm, credit) == "0.00"
    with scope(firm.id):
        (row,) = aging(firm.id, date(2026, 3, 1)).rows
    assert row.amounts_minor == (0, 0, 150_00, 0, 0, 0)
    with scope(firm.id):
        (row,) = aging(firm.id, date(2026, 2, 28)).rows
    assert row.amounts_minor == (0, 300_00, 100_00, 0, 0, 0)


def test_refuses_a_credit_that_is_used_up_and_records_nothing():
    firm = an_organization()
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00")
    credit = a_credit(firm, anna, "100.00")
    allocate_credit(credit_item_id=credit, context=firm.context())
    debt = a_debit(firm, anna, "50.00")

    with pytest.raises(CreditAlreadyApplied):
        allocate_credit(credit_item_id=credit, context=firm.context())

    assert open_amount(firm, debt) == "50.00"
    with scope(firm.id):
        assert Allocation.objects.filter(organization_id=firm.id).count() == 1


def test_leaves_the_disputed_part_alone():
    firm = an_organization()
    anna = a_customer(firm)
    debt = a_debit(firm, anna, "100.00")
    contested(firm, debt, "30.00")
    credit = a_credit(firm, anna, "100.00")

    allocation = allocate_credit(credit_item_id=credit, context=firm.context())

    assert str(allocation.unapplied) == "30.00 EUR"
    assert open_amount(firm, debt) == "30.00"


def test_a_debt_is_no_credit_and_a_credit_without_debts_stays_unapplied():
    firm = an_organization()
    anna = a_customer(firm)
    credit = a_credit(firm, anna, "10.00")
    with pytest.raises(NothingToSettle):
        allocate_credit(credit_item_id=credit, context=firm.context())
    debt = a_debit(firm, anna, "10.00")
    with pytest.raises(NotACredit):
        allocate_credit(credit_item_id=debt, context=firm.context())
    assert (open_amount(firm, credit), open_amount(firm, debt)) == ("10.00", "10.00")


def test_honours_what_the_payer_designated_also_for_another_customer():
    firm = an_organization()
    parent, subsidiary = a_customer(firm, "Parent"), a_customer(firm, "Subsidiary")
    debt = a_debit(firm, subsidiary, "80.00")
    own = a_debit(firm, parent, "50.00")
    credit = a_credit(firm, parent, "100.00")

    allocation = allocate_as_designated(
        credit_item_id=credit,
        designations=[Designation(debt), Designation(own, Money.of("5.00", "EUR"))],
        context=firm.context(),
    )

    assert str(allocation.unapplied) == "15.00 EUR"
    assert (open_amount(firm, debt), open_amount(firm, own)) == ("0.00", "45.00")


def test_spreads_pro_rata():
    firm = an_organization()
    anna = a_customer(firm)
    first, second = a_debit(firm, anna, "100.00"), a_debit(firm, anna, "200.00")
    credit = a_credit(firm, anna, "90.00")
    allocate_pro_rata(credit_item_id=credit, context=firm.context())
    assert (open_amount(firm, first), open_amount(firm, second)) == ("70.00", "140.00")


def test_an_undone_allocation_opens_both_sides_again_and_is_undone_once():
    firm = an_organization()
    anna = a_customer(firm)
    debt = a_debit(firm, anna, "100.00")
    credit = a_credit(firm, anna, "60.00")
    (allocation_id,) = allocate_credit(credit_item_id=credit, context=firm.context()).allocation_ids

    undo_allocation(allocation_id=allocation_id, context=firm.context())

    assert (open_amount(firm, debt), open_amount(firm, credit)) == ("100.00", "60.00")
    with pytest.raises(AllocationAlreadyUndone):
        undo_allocation(allocation_id=allocation_id, context=firm.context())
