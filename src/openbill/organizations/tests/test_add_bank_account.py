"""An own bank account is known by a number that proves itself."""

import pytest
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes

from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.errors import BankAccountKnown, BankAccountUnnumbered, BicWrong, IbanWrong
from openbill.organizations.policies.bank_numbers import iban
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.primitives.errors import Refusal


def test_keeps_the_iban_without_spaces():
    firm = an_organization()

    added = add_bank_account(
        legal_entity_id=firm.legal_entity_id,
        name="House bank",
        currency="EUR",
        iban="de89 3704 0044 0532 0130 00",
        bic="cobadeff",
        context=firm.context(),
    )

    with scope(firm.id):
        (account,) = bank_accounts()
    assert (account.id, account.iban, account.bic, account.currency) == (
        added.bank_account_id,
        "DE89370400440532013000",
        "COBADEFF",
        "EUR",
    )


@pytest.mark.parametrize(
    ("numbers", "refusal"),
    [
        ({"iban": "DE88370400440532013000"}, IbanWrong),
        ({"iban": "DE89"}, IbanWrong),
        ({"iban": "DE89370400440532013000", "bic": "COBA"}, BicWrong),
        ({}, BankAccountUnnumbered),
    ],
)
def test_refuses_wrong_numbers_and_adds_nothing(numbers: dict[str, str], refusal: type[Refusal]):
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(refusal):
        add_bank_account(
            legal_entity_id=firm.legal_entity_id,
            name="House bank",
            currency="EUR",
            context=firm.context(),
            **numbers,
        )


def test_refuses_the_same_account_twice():
    firm = an_organization()
    account = {
        "legal_entity_id": firm.legal_entity_id,
        "name": "Bank",
        "currency": "USD",
        "account_number": "77",
    }
    add_bank_account(**account, context=firm.context())
    with nothing_changes(firm.id), pytest.raises(BankAccountKnown):
        add_bank_account(**account, context=firm.context())
    add_bank_account(**{**account, "currency": "EUR"}, context=firm.context())


@pytest.mark.parametrize(
    "number",
    [  # the examples of the IBAN registry (SWIFT, the registration authority of ISO 13616)
        "GB29NWBK60161331926819",
        "FR1420041010050500013M02606",
        "NO9386011117947",
        "CH9300762011623852957",
        "MT84MALT011000012345MTLCAST001S",
    ],
)
def test_accepts_the_examples_of_the_registry_and_refuses_each_swap_of_two_neighbours(number: str):
    assert iban(number) == number
    for place in range(4, len(number) - 1):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        if swapped != number:
            with pytest.raises(IbanWrong):
                iban(swapped)
