"""Acts that would hold from a day to come are refused: until then the books could not be put right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of
from tests.support.customers import a_customer
from tests.support.unchanged import nothing_changes

from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.errors import ExtensionOfTheFuture


def test_an_extension_holds_from_today_at_the_latest():
    firm = a_billing_firm()
    (item,) = items_of(firm, issued(firm, a_customer(firm), [a_line("100.00")]))
    later = datetime.now(UTC).date() + timedelta(days=3)
    with nothing_changes(firm.id), pytest.raises(ExtensionOfTheFuture, match=f"cannot hold from {later} on"):
        extend_due_date(item_id=item.id, due_date=date(2027, 12, 31), reason="agreed", on=later, context=firm.context())
