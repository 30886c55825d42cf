"""A bank file is brought in by a form; of a CSV file that could be of several accounts one is chosen."""

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.cash_application.commands.set_csv_mapping import set_csv_mapping
from openbill.cash_application.queries.bank_statements import bank_statements
from openbill.cash_application.types.csv_files import CsvMapping
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account

HEAD = b"Buchungstag;Betrag\n"
FIRST = b"31.01.2026;5,00\n"


def a_file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("bank.csv", content)


def test_the_account_of_a_csv_file_is_chosen_and_overlaps_are_told():
    firm = an_organization("EUR")
    accounts = [
        add_bank_account(
            legal_entity_id=firm.legal_entity_id, name=f"Bank {iban}", currency="EUR", iban=iban, context=firm.context()
        ).bank_account_id
        for iban in ("DE89370400440532013000", "DE02120300000000202051")
    ]
    for account in accounts:
        mapping = CsvMapping(booked_date="Buchungstag", amount="Betrag")
        set_csv_mapping(bank_account_id=account, mapping=mapping, context=firm.context())
    client = at_work(firm)

    assert "Bank DE02120300000000202051" in client.get("/cash/import").content.decode()
    with nothing_changes(firm.id):
        refused = client.post("/cash/import", {"file": a_file(HEAD + FIRST), "account": ""})
        stranger = client.post("/cash/import", {"file": a_file(HEAD + FIRST), "account": str(firm.id)})
    assert refused.status_code == stranger.status_code == 422
    assert "has the columns of 2 bank accounts" in refused.content.decode()

    typed = {"file": a_file(HEAD + FIRST), "account": str(accounts[1])}
    assert client.post("/cash/import", typed).status_code == 302
    typed = {"file": a_file(HEAD + FIRST + b"01.02.2026;6,00\n"), "account": str(accounts[1])}
    told = client.post("/cash/import", typed, follow=True).content.decode()
    assert "Lines of it were told before by: 2026-01-31." in told
    with scope(firm.id):
        assert {each.bank_account_id for each in bank_statements()} == {accounts[1]}
