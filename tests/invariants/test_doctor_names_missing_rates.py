"""Items that wait for a rate are named by the doctor, with the command that enters one; no invariant is broken."""

from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit

from openbill.cli.doctoring.check_values import check_values
from openbill.cli.doctoring.line import Line, warn
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.wiring.verification import findings


def told_of(firm: AnOrganization) -> list[Line]:
    return [line for line in check_values() if str(firm.id) in line.what]


def test_each_currency_without_a_rate_is_named_with_its_remedy() -> None:
    firm = an_organization("EUR")
    customer = a_customer(firm)
    a_debit(firm, customer, "10.00", currency="EUR", on="2026-01-10")
    assert told_of(firm) == []
    a_debit(firm, customer, "100.00", currency="USD", on="2026-01-15")
    a_debit(firm, customer, "100.00", currency="USD", on="2026-02-15")
    a_debit(firm, customer, "5000", currency="JPY", on="2026-02-01")
    # Settled, it still waits: it was a sale of that day.
    credit = a_credit(firm, customer, "100.00", currency="USD", on="2026-03-01")
    allocate_credit(credit_item_id=credit, context=firm.context())

    name = f"Test {firm.id}"
    assert told_of(firm) == [
        warn(
            f"{name}: without a value in EUR, as no rate is known: 1 in JPY.",
            "Enter the rate of 2026-02-01: openbill set-rate JPY RATE --on 2026-02-01 --in EUR"
            f" --organization '{name}'",
        ),
        warn(
            f"{name}: without a value in EUR, as no rate is known: 3 in USD.",
            "Enter the rates from 2026-03-01 back to 2026-01-15, the latest first:"
            f" openbill set-rate USD RATE --on 2026-01-15 --in EUR --organization '{name}'",
        ),
    ]
    assert list(findings(firm.id)) == []
