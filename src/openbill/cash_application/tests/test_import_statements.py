"""Bank files become statements with lines: once, in whole, and only of own accounts."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from tests.support.banking import IBAN, a_statement, booking
from tests.support.mt940 import BOOKING, an_mt940
from tests.support.organizations import AnOrganization, an_organization
from tests.support.threads import InTheBackground
from tests.support.unchanged import nothing_changes

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.errors import (
    BalanceInOtherCurrency,
    BankAccountUnknown,
    LineInOtherCurrency,
    StatementDoesNotAddUp,
)
from openbill.cash_application.models import BankLine
from openbill.cash_application.types.statements import ImportedStatement
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account


@pytest.fixture
def firm() -> AnOrganization:
    it = an_organization("EUR")
    add_bank_account(
        legal_entity_id=it.legal_entity_id, name="House bank", currency="EUR", iban=IBAN, context=it.context()
    )
    return it


def brought_in(firm: AnOrganization, content: bytes) -> ImportedStatement:
    (found,) = import_statements(content=content, file_name="bank.xml", context=firm.context())
    return found


def lines(firm: AnOrganization) -> list[tuple[int, str, str]]:
    with scope(firm.id):
        rows = BankLine.objects.order_by("id").values_list("amount_minor", "party_name", "text")
        return list(rows)


def test_a_statement_becomes_lines(firm: AnOrganization):
    found = brought_in(firm, a_statement(booking("50.00", "R1"), booking("-20.00", "fee"), closing="130.00"))
    assert (found.new, found.known, found.gap_minor) == (2, 0, None)
    assert (found.from_date, found.to_date) == (date(2026, 3, 1), date(2026, 3, 2))
    assert [(minor, text) for minor, _, text in lines(firm)] == [(50_00, "R1"), (-20_00, "fee")]
    assert lines(firm)[0][1] == "Anna Ltd"


def test_the_same_file_and_an_overlapping_one_bring_what_is_new(firm: AnOrganization):
    first = a_statement(booking("50.00", "R1"), booking("50.00", "R1"), closing="200.00")
    assert brought_in(firm, first).new == 2
    again = brought_in(firm, first)
    assert (again.new, again.known) == (0, 2)
    more = a_statement(booking("50.00", "R1"), booking("50.00", "R1"), booking("50.00", "R1"), closing="250.00")
    assert brought_in(firm, more).new == 1
    assert len(lines(firm)) == 3


def test_a_line_is_known_by_the_banks_reference_however_its_text_is_told(firm: AnOrganization):
    brought_in(firm, a_statement(booking("50.00", "R1", reference="B-1"), closing="150.00"))
    other = brought_in(firm, a_statement(booking("50.00", "R1 and more", reference="B-1"), closing="150.00"))
    assert (other.new, other.known) == (0, 1)


def test_equal_lines_with_the_same_reference_are_as_many_as_a_file_tells(firm: AnOrganization):
    twice = [booking("50.00", "R1", reference="B-1")] * 2
    assert brought_in(firm, a_statement(twice[0], closing="150.00")).new == 1
    more = brought_in(firm, a_statement(*twice, closing="200.00"))
    assert (more.new, more.known) == (1, 1)


@pytest.mark.parametrize(
    ("content", "refusal", "says"),
    [
        (a_statement(booking("50.00", "R1"), closing="149.99"), StatementDoesNotAddUp, "-0.01 EUR is missing"),
        (a_statement(iban="DE02120300000000202051"), BankAccountUnknown, "DE02120300000000202051"),
        (a_statement(booking("5.00", "R1", currency="USD"), closing="105.00"), LineInOtherCurrency, "USD"),
        (a_statement(closing="0.00").replace(b'Ccy="EUR">0.00', b'Ccy="USD">0.00'), BalanceInOtherCurrency, "USD"),
    ],
)
def test_what_is_wrong_changes_nothing(content: bytes, refusal: type, says: str, firm: AnOrganization):
    with nothing_changes(firm.id), pytest.raises(refusal) as refused:
        brought_in(firm, content)
    assert says in str(refused.value)


def test_what_lies_between_two_statements_is_named(firm: AnOrganization):
    brought_in(firm, a_statement(booking("50.00", "R1"), closing="150.00"))
    later = a_statement(
        booking("10.00", "R3", day="2026-03-04"), opening="170.00", closing="180.00", days=("2026-03-03", "2026-03-04")
    )
    assert brought_in(firm, later).gap_minor == 20_00


def test_two_who_bring_the_same_file_in_at_once_bring_it_in_once(firm: AnOrganization):
    content = a_statement(booking("50.00", "R1"), closing="150.00")
    both = [InTheBackground(lambda: brought_in(firm, content)) for _ in range(2)]
    assert sorted(each.finish().new for each in both) == [0, 1]
    assert len(lines(firm)) == 1


def test_what_a_bank_said_never_changes(firm: AnOrganization):
    brought_in(firm, a_statement(booking("50.00", "R1"), closing="150.00"))
    for statement in ("UPDATE bank_line SET amount_minor = 1", "DELETE FROM bank_line", "DELETE FROM bank_statement"):
        with (
            pytest.raises(Exception, match=r"permission denied|may not"),
            scope(firm.id),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_german_numbers_without_country_are_the_end_of_the_iban(firm: AnOrganization):
    content = a_statement().replace(f"<IBAN>{IBAN}</IBAN>".encode(), b"<Othr><Id>37040044/0532013000</Id></Othr>")
    assert isinstance(brought_in(firm, content).statement_id, UUID)


def test_a_german_account_is_found_by_its_bank_code_and_its_number_without_zeros(firm: AnOrganization):
    content = an_mt940(BOOKING, ":86:INV-7").encode()
    assert brought_in(firm, content).new == 1
    with pytest.raises(BankAccountUnknown):
        brought_in(firm, content.replace(b"37040044", b"37040045"))
