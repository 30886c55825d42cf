"""An item that should never have been is countered by another one, and both settle each other."""

from datetime import date

import pytest
from tests.support.database import fingerprint
from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, open_amount

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.reopen_period import reopen_period
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.errors import ItemAlreadyCancelled, ItemHasAllocations, ReasonMissing
from openbill.receivables.models import OpenItem
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_receivables import check_receivables


def columns(firm, as_of):
    with scope(firm.id):
        return aging(firm.id, date.fromisoformat(as_of)).totals_minor("EUR")


def test_a_cancelled_item_has_never_been_and_its_revenue_neither():
    firm = an_organization()
    debt = a_debit(firm, a_customer(firm), "100.00", on="2026-01-10")

    cancel_item(item_id=debt, reason="Twice.", context=firm.context())

    assert columns(firm, "2026-01-10") == columns(firm, "2026-12-31") == (0, 0, 0, 0, 0, 0)
    with scope(firm.id):
        rows = trial_balance(firm.legal_entity_id, date(2026, 1, 10)).rows
        assert {row.role: (row.debit_minor, row.credit_minor, row.balance_minor) for row in rows} == {
            "receivable": (100_00, 100_00, 0),
            "revenue": (100_00, 100_00, 0),
        }
        assert list(check_receivables(firm.id)) == []


def test_from_a_later_day_on_it_was_owed_until_then():
    firm = an_organization()
    debt = a_debit(firm, a_customer(firm), "100.00", on="2026-01-10")

    cancel_item(item_id=debt, reason="Returned.", on=date(2026, 2, 1), context=firm.context())

    assert columns(firm, "2026-01-31") == (0, 0, 100_00, 0, 0, 0)
    assert columns(firm, "2026-02-01") == (0, 0, 0, 0, 0, 0)


def test_is_not_cancelled_before_it_stood_in_the_books():
    firm = an_organization()
    customer = a_customer(firm)
    a_debit(firm, customer, "1.00", on="2026-01-02")
    january = {"legal_entity_id": firm.legal_entity_id, "month": date(2026, 1, 1), "context": firm.context()}
    close_period(**january)
    # Of 10 January, but posted on 1 February: January was closed.
    debt = a_debit(firm, customer, "100.00", on="2026-01-10")
    reopen_period(reason="Forgotten.", **january)

    cancel_item(item_id=debt, reason="Twice.", context=firm.context())

    assert columns(firm, "2026-01-20") == (0, 0, 1_00, 0, 0, 0)
    assert columns(firm, "2026-02-01") == (0, 0, 1_00, 0, 0, 0)


def test_what_is_settled_cancelled_or_without_reason_is_refused_and_nothing_changes():
    firm = an_organization()
    customer = a_customer(firm)
    paid, twice = a_debit(firm, customer, "100.00"), a_debit(firm, customer, "7.00", due="2026-09-01")
    allocate_credit(credit_item_id=a_credit(firm, customer, "40.00"), context=firm.context())
    cancel_item(item_id=twice, reason="Twice.", context=firm.context())
    with scope(firm.id):
        counter = OpenItem.objects.get(organization_id=firm.id, counters_id=twice).id
    before = fingerprint(firm.id)

    for item, reason, refusal in (
        (paid, "Wrong.", ItemHasAllocations),
        (twice, "Again.", ItemAlreadyCancelled),
        (counter, "Back.", ItemAlreadyCancelled),
        (twice, " ", ReasonMissing),
    ):
        with pytest.raises(refusal):
            cancel_item(item_id=item, reason=reason, context=firm.context())

    assert fingerprint(firm.id) == before
    assert open_amount(firm, paid) == "60.00"
