"""A statement of account says what is open, per legal entity and currency, and how to pay it."""

from datetime import date
from decimal import Decimal

from tests.support.billing import a_billing_firm, a_line, issued, paid
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization

from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.types import AgePart, OpenItems, StatementSheet
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import RateToSet
from openbill.payments.types import Spread
from openbill.receivables.queries.statement_sheets import statement_sheets


def sheets(firm: AnOrganization, customer: object, as_of: date) -> list[StatementSheet]:
    with scope(firm.id):
        return statement_sheets(customer, as_of)  # type: ignore[arg-type]


def test_shows_debts_credits_ages_and_what_to_pay():
    firm = a_billing_firm()
    customer = a_customer(firm, "Anna GmbH", language="de")
    issued(firm, customer, [a_line("100.00")], on="2026-01-01")  # due on 2026-01-31
    issued(firm, customer, [a_line("50.00")], on="2026-02-20")
    paid(firm, customer, 19_00, "2026-02-21", spread=Spread.UNAPPLIED)

    (sheet,) = sheets(firm, customer, date(2026, 3, 10))

    (part,) = sheet.parts
    assert isinstance(part, OpenItems)
    assert [(row.description, row.amount_minor, row.open_minor, row.days_late) for row in part.rows] == [
        ("Rechnung", 119_00, 119_00, 38),
        ("Zahlung", -19_00, -19_00, 0),
        ("Rechnung", 59_50, 59_50, 0),
    ]
    assert (part.total_minor, part.unapplied_minor) == (159_50, -19_00)
    assert part.ages[0] == AgePart(first_day=None, last_day=None, amount_minor=59_50)
    assert [age.amount_minor for age in part.ages[1:]] == [0, 119_00, 0, 0]
    assert sheet.payment is not None
    assert sheet.payment.amount is not None
    assert sheet.payment.amount.minor_units == 159_50
    assert render_pdf(sheet).startswith(b"%PDF")


def test_two_currencies_are_two_parts_and_no_sum_to_pay():
    firm = a_billing_firm()
    customer = a_customer(firm, "Anna Ltd")
    rate = RateToSet("JPY", "EUR", date(2026, 1, 1), Decimal("0.006"))
    set_exchange_rates(rates=[rate], context=firm.context())
    for currency in ("EUR", "JPY"):
        issued(firm, customer, [a_line("100.00")], on="2026-01-01", currency=currency)
    (sheet,) = sheets(firm, customer, date(2026, 3, 10))
    assert [part.currency for part in sheet.parts] == ["EUR", "JPY"]
    assert sheet.payment is None


def test_who_owes_nothing_gets_none():
    firm = a_billing_firm()
    assert sheets(firm, a_customer(firm, "Anna Ltd"), date(2026, 3, 10)) == []
