"""A debt may fall due on another day, but never before the day of its document."""

from datetime import date

import pytest
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit

from openbill.foundation.tenancy import scope
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.errors import DueBeforeItsDocument
from openbill.receivables.models import DueDateChange, OpenItem


@pytest.mark.parametrize("due", ["2026-01-15", "2026-01-16", "2026-12-31"])
def test_the_day_of_the_document_and_every_later_one_are_accepted(due: str):
    firm = an_organization()
    debt = a_debit(firm, a_customer(firm), "100.00", on="2026-01-15", due="2026-02-14")
    extend_due_date(item_id=debt, due_date=date.fromisoformat(due), reason="Agreed.", context=firm.context())
    with scope(firm.id):
        assert OpenItem.objects.get(organization_id=firm.id, id=debt).due_date.isoformat() == due


def test_a_day_before_the_document_is_refused_and_changes_nothing():
    firm = an_organization()
    debt = a_debit(firm, a_customer(firm), "100.00", on="2026-01-15", due="2026-02-14", document_number="R-7")
    with pytest.raises(DueBeforeItsDocument, match="R-7 of 2026-01-15 cannot be due on 2025-02-14"):
        extend_due_date(item_id=debt, due_date=date(2025, 2, 14), reason="Typing error.", context=firm.context())
    with scope(firm.id):
        assert OpenItem.objects.get(organization_id=firm.id, id=debt).due_date == date(2026, 2, 14)
        assert not DueDateChange.objects.filter(organization_id=firm.id).exists()
