"""The last day there is can be asked for everywhere: nothing is counted beyond it."""

import pytest
from tests.support.organizations import an_organization
from tests.support.web import at_work

from openbill.organizations.commands.add_bank_account import add_bank_account

IBAN = "DE89370400440532013000"
LAST = "9999-12-31"


@pytest.mark.parametrize("address", [f"/audit?day={LAST}", f"/audit?day={LAST}&format=csv", f"/aging?as_of={LAST}"])
def test_a_page_of_the_last_day_there_is(address: str):
    assert at_work(an_organization()).get(address).status_code == 200


def test_a_key_until_the_last_day_there_is_has_no_end():
    owner = at_work(an_organization())
    assert owner.post("/settings/keys/new", {"name": "Ours", "role": "auditor", "last_day": LAST}).status_code == 200
    assert "9999" not in owner.get("/settings/keys").content.decode()


def test_a_sample_of_a_bank_file_that_is_no_text_is_none():
    firm = an_organization()
    account = add_bank_account(
        legal_entity_id=firm.legal_entity_id, name="Giro", currency="EUR", iban=IBAN, context=firm.context()
    )
    address = f"/settings/bank-accounts/{account.bank_account_id}/csv"
    assert at_work(firm).get(address).status_code == 200
    assert at_work(firm).post(address, {"sample": "é"}).status_code == 404
