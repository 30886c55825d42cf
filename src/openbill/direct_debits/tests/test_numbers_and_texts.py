"""Numbers prove that they were written down rightly, and texts become what every bank takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.sepa import CREDITOR_IDENTIFIER, DEBTOR_IBAN, OTHER_CREDITOR_IDENTIFIER, SWISS_IBAN

from openbill.direct_debits.errors import (
    AccountOutsideSepa,
    AddressMissing,
    BankCodeMissing,
    CreditorIdentifierWrong,
    IbanMissing,
    ReferenceWrong,
)
from openbill.direct_debits.policies.creditor_identifier import creditor_identifier
from openbill.direct_debits.policies.sepa_account import sepa_account
from openbill.direct_debits.policies.sepa_text import LONGEST_NAME, sepa_reference, sepa_text
from openbill.direct_debits.types import AccountHolder, PostalAddress
from openbill.organizations.errors import IbanWrong


def test_a_creditor_identifier_is_checked_without_its_business_code():
    assert creditor_identifier("de98 zzz0 9999 9999 99") == CREDITOR_IDENTIFIER
    assert creditor_identifier("DE98ABC09999999999") == "DE98ABC09999999999"
    assert creditor_identifier(OTHER_CREDITOR_IDENTIFIER) == OTHER_CREDITOR_IDENTIFIER
    for wrong in ("", "DE98ZZZ", "DE98ZZZ0999999999-", "DE97ZZZ09999999999", "DE98ZZZ09999999998"):
        with pytest.raises(CreditorIdentifierWrong):
            creditor_identifier(wrong)


@given(place=st.integers(0, 17), letter=st.sampled_from("0123456789"))
def test_one_wrong_digit_of_a_creditor_identifier_is_noticed(place, letter):
    wrong = CREDITOR_IDENTIFIER[:place] + letter + CREDITOR_IDENTIFIER[place + 1 :]
    if wrong == CREDITOR_IDENTIFIER or 4 <= place <= 6:
        assert creditor_identifier(wrong) == wrong
    else:
        with pytest.raises(CreditorIdentifierWrong):
            creditor_identifier(wrong)


def test_an_account_is_inside_of_sepa():
    assert sepa_account(AccountHolder("A", "de02 5001 0517 0137 0750 30"), is_debtor=True).iban == DEBTOR_IBAN
    swiss = AccountHolder("A", SWISS_IBAN, "POFICHBE")
    assert sepa_account(swiss, is_debtor=False).bic == "POFICHBE"
    with pytest.raises(AddressMissing, match="CH"):
        sepa_account(swiss, is_debtor=True)
    with pytest.raises(BankCodeMissing, match="CH"):
        sepa_account(AccountHolder("A", SWISS_IBAN), is_debtor=False)
    at_home = PostalAddress("", "", "Zürich", "CH")
    assert sepa_account(AccountHolder("A", SWISS_IBAN, "POFICHBE", at_home), is_debtor=True).address == at_home
    with pytest.raises(IbanMissing):
        sepa_account(AccountHolder("A", " "), is_debtor=True)
    with pytest.raises(IbanWrong):
        sepa_account(AccountHolder("A", DEBTOR_IBAN[:-1] + "1"), is_debtor=True)
    with pytest.raises(AccountOutsideSepa, match="TR"):
        sepa_account(AccountHolder("A", "TR330006100519786457841326"), is_debtor=True)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Müller & Söhne", "Mueller + Soehne"),
        ("Straße_1\n2\t3", "Strasse-1 2 3"),
        ("Čapek Łódź Ørsted", "Capek Lodz Orsted"),
        ("Αθήνα Ψυχή", "Athina Psychi"),
        ("София Щастие Йордан", "Sofiya Shtastie Yordan"),
        ("100 € <script>", "100 EUR .script."),
        ("日本", ".."),
        ("ﬁn ½", "fin 1.2"),
        ("a" * 80, "a" * LONGEST_NAME),
        ("  ", ""),
    ],
)
def test_a_text_is_spelled_in_the_letters_of_sepa(text, written):
    assert sepa_text(text, LONGEST_NAME) == written


@given(st.text(), st.integers(1, 140))
def test_whatever_is_written_every_bank_can_read(text, longest):
    written = sepa_text(text, longest)
    assert re.fullmatch(r"[A-Za-z0-9/?:().,'+ -]*", written)
    assert len(written) <= longest
    assert written == written.strip() == sepa_text(written, longest)


def test_a_reference_comes_back_as_it_went():
    assert sepa_reference("reference", " M-2026/1 ") == "M-2026/1"
    for wrong in ("", "/M", "M/", "M//1", "M 1", "Mü", "M" * 36, "M\u202e1"):
        with pytest.raises(ReferenceWrong, match="The reference"):
            sepa_reference("reference", wrong)
