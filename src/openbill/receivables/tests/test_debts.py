"""The largest and the oldest debts: whose, how late, how much of it disputed, on any day and as known before."""

from datetime import date

from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, contested, uncontested

from openbill.foundation.command_log.seal import last_seal, seal_commands
from openbill.foundation.tenancy import scope
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.queries.debts import DebtsBy, debts
from openbill.receivables.types import Designation

DAY = date(2026, 3, 31)


def listed(firm, as_of=DAY, **options):
    with scope(firm.id):
        return debts(firm.id, as_of, **options)


def a_firm_with_debts():
    """Three debts in EUR and one in USD, of two customers."""
    firm = an_organization()
    anna, bert = a_customer(firm, "Anna Ltd"), a_customer(firm, "Bert & Co")
    items = {
        "old": a_debit(firm, anna, "50.00", due="2026-01-10", document_number="old"),
        "large": a_debit(firm, bert, "900.00", due="2026-04-15", document_number="large"),
        "late": a_debit(firm, anna, "300.00", due="2026-03-01", document_number="late"),
        "dollars": a_debit(
            firm, bert, "70.00", due="2026-02-01", currency="USD", worth_minor=60_00, document_number="dollars"
        ),
    }
    a_credit(firm, anna, "5000.00", on="2026-01-01")
    return firm, items


def test_the_largest_of_each_currency_come_first_and_credits_are_no_debts():
    firm, _ = a_firm_with_debts()
    assert [(debt.document_number, debt.currency, debt.open_minor, debt.days_late) for debt in listed(firm)] == [
        ("large", "EUR", 900_00, -15),
        ("late", "EUR", 300_00, 30),
        ("old", "EUR", 50_00, 80),
        ("dollars", "USD", 70_00, 58),
    ]
    assert [debt.document_number for debt in listed(firm, top=1)] == ["large", "dollars"]


def test_the_oldest_come_first_whatever_their_currency():
    firm, _ = a_firm_with_debts()
    oldest = listed(firm, by=DebtsBy.AGE, top=3)
    assert [(debt.document_number, debt.customer_name) for debt in oldest] == [
        ("old", "Anna Ltd"),
        ("dollars", "Bert & Co"),
        ("late", "Anna Ltd"),
    ]


def test_on_an_earlier_day_what_was_open_then_counts():
    firm, items = a_firm_with_debts()
    credit = a_credit(firm, a_customer(firm, "Payer"), "300.00", on="2026-03-05")
    allocate_as_designated(credit_item_id=credit, designations=[Designation(items["late"])], context=firm.context())
    assert "late" not in [debt.document_number for debt in listed(firm)]
    assert "late" in [debt.document_number for debt in listed(firm, date(2026, 3, 4))]
    assert listed(firm, date(2025, 12, 31)) == ()


def test_the_disputed_part_is_a_part_of_what_is_open_as_known_then():
    firm, items = a_firm_with_debts()
    dispute = contested(firm, items["large"], "120.00")
    seal_commands(firm.id)
    with scope(firm.id):
        seal = last_seal(firm.id)
    uncontested(firm, dispute)
    contested(firm, items["old"], "50.00")
    seal_commands(firm.id)

    def disputed(**options):
        return {debt.document_number: debt.disputed_minor for debt in listed(firm, **options) if debt.disputed_minor}

    assert disputed() == {"old": 50_00}
    assert disputed(known_sequence=seal.sequence) == {"large": 120_00}
    assert disputed(known_sequence=seal.sequence - 1) == {}
