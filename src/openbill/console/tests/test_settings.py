"""What is decided once is set by forms: the firm, its companies, their look, their bank accounts."""

import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.documents.queries.letterhead_of import letterhead_of
from openbill.foundation.tenancy import scope
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.queries.organization_in_force import organization_in_force

IBAN = "DE89370400440532013000"
LOOK = {"address": "Hafenstr. 1\r\n20457 Hamburg", "email": "a@b.example", "accent_colour": "#123456"}


def a_png() -> bytes:
    """A picture of one red point."""

    def part(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    point = zlib.compress(b"\x00\xff\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", point) + part(b"IEND", b"")


def test_the_firm_is_changed_with_amounts_as_its_reader_writes_them():
    firm = an_organization()
    client = at_work(firm, language="de")
    typed = {"name": f"Anna {firm.id}", "language": "de", "time_zone": "Europe/Berlin", "write_off_limit": "1.250,50"}

    assert client.post("/settings/firm", typed).status_code == 302

    with scope(firm.id):
        changed = organization_in_force()
    assert (changed.name, changed.language, changed.time_zone) == (f"Anna {firm.id}", "de", "Europe/Berlin")
    assert changed.write_off_limit.minor_units == 1_250_50


def test_a_wrong_setting_stands_at_its_field_and_changes_nothing():
    firm = an_organization()
    client = at_work(firm)
    typed = {"name": "Anna", "language": "de", "time_zone": "Europe/Berlin"}

    with nothing_changes(firm.id):
        negative = client.post("/settings/firm", {**typed, "write_off_limit": "-1"})
        wordy = client.post("/settings/firm", {**typed, "write_off_limit": "a lot"})

    assert (negative.status_code, wordy.status_code) == (422, 422)
    assert 'id="id_write_off_limit_error"' in negative.content.decode()
    assert 'value="a lot"' in wordy.content.decode()


def test_a_company_is_added_and_changed():
    firm = an_organization()
    client = at_work(firm)
    typed = {"name": "Anna Inc", "code": "US", "currency": "USD", "books": "mirror", "country": "US"}

    assert client.post("/settings/companies/new", typed).status_code == 302
    again = client.post("/settings/companies/new", typed)

    assert 'id="id_code_error"' in again.content.decode()
    with scope(firm.id):
        (_main, added) = legal_entities()
    assert (added.code, added.name, added.currency, added.books) == ("US", "Anna Inc", "USD", "mirror")

    address = f"/settings/companies/{added.id}"
    assert 'value="Anna Inc"' in client.get(address).content.decode()
    client.post(address, {"name": "Anna America Inc", "country": "US", "cut_over_date": "2026-01-01"})
    with scope(firm.id):
        (_main, changed) = legal_entities()
    assert (changed.name, changed.time_zone) == ("Anna America Inc", added.time_zone)
    assert str(changed.cut_over_date) == "2026-01-01"


def test_a_look_is_set_keeps_its_logo_and_is_shown_on_an_invoice():
    firm = an_organization()
    client = at_work(firm)
    address = f"/settings/look/{firm.legal_entity_id}"

    client.post(address, {**LOOK, "logo": SimpleUploadedFile("logo.png", a_png(), "image/png")})
    client.post(address, {**LOOK, "phone": "+49 40 1"})

    with scope(firm.id):
        look = letterhead_of(firm.legal_entity_id)
    assert look.address_lines == ("Hafenstr. 1", "20457 Hamburg")
    assert (look.email, look.phone, look.accent_colour, look.logo) == ("a@b.example", "+49 40 1", "#123456", a_png())
    sample = client.get(f"{address}/sample.pdf")
    assert sample["Content-Type"] == "application/pdf"
    assert sample.content.startswith(b"%PDF-")

    client.post(address, {**LOOK, "drops_logo": "on"})
    with scope(firm.id):
        assert letterhead_of(firm.legal_entity_id).logo == b""


def test_what_is_no_logo_is_refused_at_its_field():
    firm = an_organization()
    client = at_work(firm)
    address = f"/settings/look/{firm.legal_entity_id}"
    script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    wrong = {
        "program": (b"MZ\x90\x00", "logo.png"),
        "script": (script, "logo.svg"),
        "huge": (b"\x89PNG\r\n\x1a\n" + b"0" * 1_100_000, "logo.png"),
    }

    with nothing_changes(firm.id):
        for name, (content, file_name) in wrong.items():
            answer = client.post(address, {**LOOK, "logo": SimpleUploadedFile(file_name, content)})
            assert answer.status_code == 422, name
            assert 'id="id_logo_error"' in answer.content.decode(), name


def test_a_bank_account_is_added_once_and_its_iban_checked():
    firm = an_organization()
    client = at_work(firm)
    typed = {"name": "Bank", "currency": "EUR", "iban": IBAN, "legal_entity_id": str(firm.legal_entity_id)}

    assert client.post("/settings/bank-accounts/new", typed).status_code == 302

    with scope(firm.id):
        (account,) = bank_accounts()
    assert (account.iban, account.currency, account.legal_entity_id) == (IBAN, "EUR", firm.legal_entity_id)
    assert "DE89\u00a03704\u00a00044" in client.get("/settings/bank-accounts").content.decode()
    with nothing_changes(firm.id):
        twice = client.post("/settings/bank-accounts/new", typed)
        slip = client.post("/settings/bank-accounts/new", {**typed, "iban": IBAN.replace("89", "98")})
        theirs = client.post(
            "/settings/bank-accounts/new", {**typed, "legal_entity_id": str(an_organization().legal_entity_id)}
        )
    for answer, field in ((twice, "iban"), (slip, "iban"), (theirs, "legal_entity_id")):
        assert answer.status_code == 422
        assert f'id="id_{field}_error"' in answer.content.decode() or field == "legal_entity_id"
