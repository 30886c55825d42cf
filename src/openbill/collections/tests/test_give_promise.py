"""A promise says once how much of each debt will be paid, and by a day that can be waited for."""

from datetime import date

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of
from tests.support.collecting import day_done
from tests.support.customers import a_customer

from openbill.collections.commands.give_promise import give_promise
from openbill.collections.errors import DayTooLongAgo, PromisedTwice, PromiseImpossible
from openbill.collections.models import Promise
from openbill.collections.types import Promised
from openbill.foundation.tenancy import scope
from openbill.primitives.money import Money


def test_a_debt_is_named_once():
    firm = a_billing_firm()
    (item,) = items_of(firm, issued(firm, a_customer(firm), [a_line("100.00")]))
    twice = [Promised(item.id, Money(60_00, "EUR")), Promised(item.id, Money(20_00, "EUR"))]
    with pytest.raises(PromisedTwice):
        give_promise(
            promised=twice,
            promised_date=date(2026, 2, 20),
            given_on=date(2026, 2, 16),
            context=firm.context(),
        )
    with scope(firm.id):
        assert Promise.objects.filter(organization_id=firm.id).count() == 0


@pytest.mark.parametrize("by", [date(2027, 2, 18), date(9999, 12, 31)])
def test_nobody_waits_for_more_than_a_year(by: date):
    firm = a_billing_firm()
    (item,) = items_of(firm, issued(firm, a_customer(firm), [a_line("100.00")]))
    promised, given_on = [Promised(item.id)], date(2026, 2, 16)
    with pytest.raises(PromiseImpossible, match="more than a year ahead"):
        give_promise(promised=promised, promised_date=by, given_on=given_on, context=firm.context())
    give_promise(promised=promised, promised_date=date(2027, 2, 16), given_on=given_on, context=firm.context())
    with scope(firm.id):
        assert [each.promised_date for each in Promise.objects.filter(organization_id=firm.id)] == [date(2027, 2, 16)]


def test_a_day_long_before_anybody_billed_is_refused():
    firm = a_billing_firm()
    with pytest.raises(DayTooLongAgo):
        day_done(firm, "0001-01-15")
    assert day_done(firm, "1900-01-01").notices_created == 0
