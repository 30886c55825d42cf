"""Who has paid is not asked again, though the month of the payment is closed and it is posted later."""

from datetime import datetime

import pytest
from tests.support.collecting import messages

from openbill.collections.commands.recheck_notices import recheck_notices
from openbill.collections.queries.call_list import call_list
from openbill.collections.queries.reminder_letters import reminder_letters
from openbill.foundation.tenancy import scope
from openbill.payments.types import Spread

from .bookkeeping import day
from .daybook import Daybook


@pytest.fixture
def book() -> Daybook:
    """1190.00 are due on 14 February, and February is closed before the customer pays on the 16th."""
    book = Daybook()
    book.bill("1000.00 EUR", on="2026-01-15")
    book.close("2026-01", "2026-02")
    return book


def test_nobody_is_asked_for_what_came_in_and_is_posted_in_march(book: Daybook):
    book.receive("1190.00 EUR", on="2026-02-16", spread=Spread.UNAPPLIED)

    assert book.run_day("2026-02-17") == [
        "nothing in EUR: unapplied credits of the customer cover all that would be asked for"
    ]
    with scope(book.firm.id):
        assert reminder_letters(book.customer, day("2026-02-17")) == []
        assert call_list(day("2026-02-17")) == []


def test_only_the_rest_is_asked_for_and_goes_out(book: Daybook):
    book.receive("1000.00 EUR", on="2026-02-16", spread=Spread.UNAPPLIED)

    assert book.run_day("2026-02-17") == ["overdue: 190.00 EUR"]
    noon = book.firm.context(at=datetime.fromisoformat("2026-02-17T12:00+00:00"))
    assert recheck_notices(message_ids=[message.id for message in messages(book.firm)], context=noon) == {}
    with scope(book.firm.id):
        (row,) = call_list(day("2026-02-17"))
    assert row.reasons[0] == "190.00 EUR to collect, 1 debt overdue, the oldest for 3 days"


def test_what_comes_in_later_is_not_here_yet(book: Daybook):
    book.receive("1190.00 EUR", on="2026-02-18", spread=Spread.UNAPPLIED)
    assert book.run_day("2026-02-17") == ["overdue: 1190.00 EUR"]
