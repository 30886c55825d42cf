"""The columns of a bank's CSV file are found out, corrected and saved; nothing of the file is brought in."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from tests.support.house_bank import a_firm
from tests.support.organizations import AnOrganization
from tests.support.web import at_work

from openbill.cash_application.models import BankLine
from openbill.cash_application.queries.csv_mappings import csv_mapping_of
from openbill.foundation.tenancy import scope
from openbill.organizations.models import BankAccount

CONTENT = b"Buchungstag;Auftraggeber;Verwendungszweck;Betrag\n13.11.2026;Muster GmbH;Rechnung 4711;1.234,50\n"


@pytest.fixture
def firm() -> AnOrganization:
    return a_firm()


@pytest.fixture
def account(firm: AnOrganization) -> UUID:
    with scope(firm.id):
        return BankAccount.objects.get().id


def found_out(client, account: UUID, content: bytes = CONTENT):
    return client.post(f"/settings/bank-accounts/{account}/csv", {"file": SimpleUploadedFile("b.csv", content)})


def form_of(answer) -> dict[str, str]:
    """What the page sends where nothing is changed."""
    page = html.document_fromstring(answer.content.decode())
    (form,) = [each for each in page.forms if "sample" in each.fields]
    return {name: value or "" for name, value in form.form_values()}


def rows_of(answer) -> list[list[str]]:
    """The rows of the file as they would be taken."""
    page = html.document_fromstring(answer.content.decode())
    rows = page.xpath("//section[@aria-labelledby='rows']//tbody/tr")
    return [[cell.text_content().strip() for cell in row.xpath("td")] for row in rows]


def test_columns_are_found_out_and_saved(firm: AnOrganization, account: UUID):
    client = at_work(firm)
    answer = found_out(client, account)
    assert rows_of(answer) == [["13 Nov 2026", "Muster GmbH", "Rechnung 4711", "€1,234.50"]]
    with scope(firm.id):
        assert csv_mapping_of(account) is None

    saved = client.post(f"/settings/bank-accounts/{account}/csv", {**form_of(answer), "save": "1"})
    assert saved.status_code == 302
    with scope(firm.id):
        mapping = csv_mapping_of(account)
        assert not BankLine.objects.exists()
    assert mapping is not None
    assert (mapping.booked_date, mapping.amount, mapping.text) == ("Buchungstag", "Betrag", ("Verwendungszweck",))
    assert "Verwendungszweck" in client.get(f"/settings/bank-accounts/{account}/csv").content.decode()

    client.post(f"/settings/bank-accounts/{account}/csv/forget")
    with scope(firm.id):
        assert csv_mapping_of(account) is None


def test_what_is_corrected_is_read_again_and_kept_where_it_is_wrong(firm: AnOrganization, account: UUID):
    client = at_work(firm)
    chosen = form_of(found_out(client, account))
    page = f"/settings/bank-accounts/{account}/csv"
    again = client.post(page, {**chosen, "column_1": "text", "column_2": "payer_name"})
    assert [row[1] for row in rows_of(again)] == ["Rechnung 4711"]

    twice = client.post(page, {**chosen, "column_1": "amount", "save": "1"})
    assert twice.status_code == 422
    assert "gives it already" in twice.content.decode()

    without_a_day = client.post(page, {**chosen, "column_0": "", "save": "1"})
    assert "no column says the day of a booking" in without_a_day.content.decode()
    with scope(firm.id):
        assert csv_mapping_of(account) is None


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"nothing to see here", b"a;b\n1;2\n"])
def test_what_is_no_list_of_bookings_is_refused(firm: AnOrganization, account: UUID, content: bytes):
    answer = found_out(at_work(firm), account, content)
    assert answer.status_code == 422


@pytest.mark.parametrize("sample", ["%%%", "AAAA", "4pyT"])
def test_a_forged_sample_does_no_harm(firm: AnOrganization, account: UUID, sample: str):
    client = at_work(firm)
    chosen = {**form_of(found_out(client, account)), "sample": sample, "save": "1"}
    assert client.post(f"/settings/bank-accounts/{account}/csv", chosen).status_code < 500
    with scope(firm.id):
        assert csv_mapping_of(account) is None
