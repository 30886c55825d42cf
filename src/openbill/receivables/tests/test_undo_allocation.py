"""An allocation is undone by a mirrored one, on its own day or later; halves of other acts are not undone alone."""

from datetime import date

import pytest
from tests.support.database import fingerprint
from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, open_amount

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.organizations.commands.change_settings import change_settings
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.errors import AllocationHasItsOwnAct, AllocationUnknown
from openbill.receivables.models import Allocation
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_receivables import check_receivables


def a_settled_debt():
    """100.00 of January, settled by a payment on 2026-02-10."""
    firm = an_organization()
    customer = a_customer(firm)
    debt = a_debit(firm, customer, "100.00", on="2026-01-01", due="2026-01-31")
    credit = a_credit(firm, customer, "100.00", on="2026-02-10")
    (used,) = allocate_credit(credit_item_id=credit, context=firm.context()).allocation_ids
    return firm, debt, credit, used


def unapplied_and_owed(firm, as_of):
    with scope(firm.id):
        (unapplied, *owed) = aging(firm.id, date.fromisoformat(as_of)).totals_minor("EUR") or (0,)
    return unapplied, sum(owed)


def test_takes_effect_on_the_allocations_own_day():
    firm, _, _, used = a_settled_debt()
    assert unapplied_and_owed(firm, "2026-02-10") == (0, 0)

    undo_allocation(allocation_id=used, context=firm.context())

    assert unapplied_and_owed(firm, "2026-02-10") == (-100_00, 100_00)


def test_takes_effect_on_a_later_day_where_that_is_said_and_not_before():
    firm, debt, credit, used = a_settled_debt()

    undo_allocation(allocation_id=used, on=date(2026, 3, 5), context=firm.context())

    assert unapplied_and_owed(firm, "2026-03-04") == (0, 0)
    assert unapplied_and_owed(firm, "2026-03-05") == (-100_00, 100_00)
    # What was spent until March is not spent a second time before.
    (again,) = allocate_credit(credit_item_id=credit, on=date(2026, 2, 1), context=firm.context()).allocation_ids
    with scope(firm.id):
        assert Allocation.objects.get(organization_id=firm.id, id=again).effective_date == date(2026, 3, 5)
        assert list(check_receivables(firm.id)) == []
    assert open_amount(firm, debt) == "0.00"


def test_a_day_before_the_allocation_is_the_allocations_own_day():
    firm, _, _, used = a_settled_debt()

    undo_allocation(allocation_id=used, on=date(2026, 1, 15), context=firm.context())

    assert unapplied_and_owed(firm, "2026-02-09") == (0, 100_00)
    assert unapplied_and_owed(firm, "2026-02-10") == (-100_00, 100_00)


def test_in_a_closed_month_the_first_open_day_counts_and_the_true_day_is_kept():
    firm, _, _, used = a_settled_debt()
    for month in (1, 2):
        close_period(legal_entity_id=firm.legal_entity_id, month=date(2026, month, 1), context=firm.context())

    undoing = undo_allocation(allocation_id=used, context=firm.context())

    with scope(firm.id):
        row = Allocation.objects.get(organization_id=firm.id, id=undoing)
    assert (row.effective_date, row.economic_date) == (date(2026, 3, 1), date(2026, 2, 10))


@pytest.mark.parametrize("act", ["write off", "cancellation"])
def test_half_of_another_act_is_not_undone_alone(act):
    firm = an_organization()
    change_settings(write_off_limit=Money.of("100.00", "EUR"), context=firm.context())
    debt = a_debit(firm, a_customer(firm), "100.00")
    if act == "write off":
        write_off(item_id=debt, reason="Lost.", context=firm.context())
    else:
        cancel_item(item_id=debt, reason="Twice.", context=firm.context())
    with scope(firm.id):
        used = Allocation.objects.get(organization_id=firm.id).id
    before = fingerprint(firm.id)

    with pytest.raises(AllocationHasItsOwnAct, match=f"belongs to a {act}"):
        undo_allocation(allocation_id=used, context=firm.context())

    assert fingerprint(firm.id) == before


def test_an_unknown_allocation_is_refused():
    firm = an_organization()
    with pytest.raises(AllocationUnknown):
        undo_allocation(allocation_id=new_identifier(), context=firm.context())
