"""A payment that was entered by mistake is as if it had never been."""

from datetime import date

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, open_parts, paid
from tests.support.collecting import tasks
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization

from openbill.customers.commands.merge_customers import merge_customers
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.errors import ReasonMissing
from openbill.payments.queries.check_payments import check_payments
from openbill.payments.queries.find_payments import PaymentsOf, find_payments
from openbill.payments.queries.payments_alike import payments_alike
from openbill.primitives.lifecycle import NotPossibleInState
from openbill.primitives.money import Money
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_receivables import check_receivables


def owed(firm: AnOrganization, day: str) -> int:
    with scope(firm.id):
        return sum(row.total_minor for row in aging(firm.id, date.fromisoformat(day)).rows)


def test_what_it_had_settled_was_never_paid():
    firm = a_billing_firm()
    customer = a_customer(firm)
    invoice = issued(firm, customer, [a_line("100.00", tax_code="AE")])
    payment = paid(firm, customer, 100_00, "2026-01-15")
    assert owed(firm, "2026-01-15") == 0

    with pytest.raises(ReasonMissing):
        withdraw_payment(payment_id=payment.payment_id, reason=" ", context=firm.context())
    withdraw_payment(payment_id=payment.payment_id, reason="Another customer.", context=firm.context())

    assert open_parts(firm, invoice) == [100_00]
    assert owed(firm, "2026-01-15") == 100_00
    with scope(firm.id):
        assert [row.state for row in find_payments(only=PaymentsOf.WITHDRAWN).rows] == ["withdrawn"]
        assert find_payments(only=PaymentsOf.RETURNED).rows == ()
        assert [*check_payments(), *check_receivables(firm.id)] == []
    assert tasks(firm) == []
    for again in (withdraw_payment, return_payment):
        given = {"on": date(2026, 1, 20)} if again is return_payment else {}
        with pytest.raises(NotPossibleInState):
            again(payment_id=payment.payment_id, reason="again", context=firm.context(), **given)


def test_where_its_month_is_closed_it_is_corrected_in_the_open_one():
    firm = a_billing_firm()
    customer = a_customer(firm)
    issued(firm, customer, [a_line("100.00", tax_code="AE")])
    payment = paid(firm, customer, 100_00, "2026-01-15")
    close_period(legal_entity_id=firm.legal_entity_id, month=date(2026, 1, 1), context=firm.context())

    withdraw_payment(payment_id=payment.payment_id, reason="Typed twice.", context=firm.context())

    assert (owed(firm, "2026-01-31"), owed(firm, "2026-02-01")) == (0, 100_00)


def test_one_like_it_is_found_until_it_is_withdrawn():
    firm = a_billing_firm()
    customer = a_customer(firm)
    payment = paid(firm, customer, 100_00, "2026-01-15")
    asked = (customer, Money(100_00, "EUR"), date(2026, 1, 15))
    others = [
        (a_customer(firm, name="Other"), *asked[1:]),
        (customer, Money(100_01, "EUR"), asked[2]),
        (customer, Money(100_00, "USD"), asked[2]),
        (*asked[:2], date(2026, 1, 16)),
    ]
    twin = a_customer(firm, name="Twin")
    merge_customers(customer_id=twin, into_customer_id=customer, context=firm.context())
    with scope(firm.id):
        found = payments_alike([*others, asked, (twin, *asked[1:])])
        assert found == {len(others): "PAY-000001", len(others) + 1: "PAY-000001"}
    withdraw_payment(payment_id=payment.payment_id, reason="Typed twice.", context=firm.context())
    with scope(firm.id):
        assert payments_alike([asked]) == {}
