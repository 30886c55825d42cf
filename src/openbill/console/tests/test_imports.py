"""A file is uploaded, read as its columns are mapped, tried out, brought in; refused rows are given back."""

from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.customers.queries.customers_of_name import customers_of_name
from openbill.foundation.tenancy import scope
from openbill.importing.commands.hold_snapshot import hold_snapshot
from openbill.importing.commands.run_upload import run_upload
from openbill.importing.queries.import_runs import import_runs
from openbill.importing.queries.saved_mappings import mapping_named
from openbill.importing.queries.uploads import upload_of, uploads

CONTENT = b"""who;no;day;sum;note
Anna;A-1;10.01.2026;1.100,50;x
Anna;A-2;11.01.2026;nothing;y
"""
COLUMNS = {
    "column_0": "customer_name",
    "column_1": "document_number",
    "column_2": "document_date",
    "column_3": "amount",
}


def a_file(content: bytes = CONTENT, name: str = "list.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content, "text/csv")}


def reading(firm: AnOrganization, **changed: str) -> dict[str, str]:
    return {
        "kind": "invoices",
        "legal_entity_id": str(firm.legal_entity_id),
        "currency": "EUR",
        "source": "erp",
        **COLUMNS,
        **changed,
    }


def uploaded(firm: AnOrganization) -> UUID:
    with scope(firm.id):
        (upload,) = uploads()
    return upload.id


def test_a_file_with_strange_columns_is_mapped_tried_out_and_brought_in():
    firm = an_organization()
    client = at_work(firm)

    answer = client.post("/imports", a_file(CONTENT.replace(b"no;", b"Rechnungsnummer;")))
    upload_id = uploaded(firm)
    assert answer["Location"] == f"/imports/{upload_id}/reading"
    page = client.get(answer["Location"]).content.decode()
    assert '<option value="document_number" selected>' in page
    assert 'role="alert"' in page
    assert "10.01.2026, 11.01.2026" in page

    answer = client.post(f"/imports/{upload_id}/reading", {**reading(firm), "save_as": "ours"})
    assert answer["Location"] == f"/imports/{upload_id}"
    assert "A worker tries the file out" in client.get(answer["Location"]).content.decode()
    part = client.get(f"/imports/{upload_id}/progress")
    assert ("HX-Refresh" in part, 'hx-trigger="every 1s"' in part.content.decode()) == (False, True)

    run_upload(upload_id, context=firm.context())
    assert client.get(f"/imports/{upload_id}/progress")["HX-Refresh"] == "true"
    page = client.get(f"/imports/{upload_id}").content.decode()
    assert "Would be brought in" in page
    assert "€1,100.50" in page
    with scope(firm.id):
        assert customers_of_name("Anna") == []
        assert mapping_named(firm.id, "ours").columns["amount"] == "sum"

    client.post(f"/imports/{upload_id}/bring-in")
    run_upload(upload_id, context=firm.context())
    with scope(firm.id):
        assert len(customers_of_name("Anna")) == 1
        assert upload_of(upload_id).outcome["refused"] == 1
    rejects = client.get(f"/imports/{upload_id}/rejects.csv")
    assert rejects["Content-Disposition"] == 'attachment; filename="list.rejects.csv"'
    assert "Anna;A-2;11.01.2026;nothing;y;3;sum;nothing;" in rejects.content.decode("utf-8-sig")
    assert "list.csv" in client.get("/imports").content.decode()


def test_the_first_rows_are_shown_as_they_will_be_read_before_anything_is_tried():
    firm = an_organization()
    client = at_work(firm)
    client.post("/imports", a_file())
    address = f"/imports/{uploaded(firm)}/reading"

    with nothing_changes(firm.id):
        page = client.post(address, {**reading(firm), "again": "1"}).content.decode()
        unused = client.post(address, {**reading(firm), "column_4": "", "column_1": "", "again": "1"}).content.decode()

    assert "1,100.50" in page
    assert "10 Jan 2026" in page
    assert "A-1</bdi></td>" in page
    assert "A-1</bdi></td>" not in unused


def test_a_column_is_used_once_and_only_where_it_belongs():
    firm = an_organization()
    client = at_work(firm)
    client.post("/imports", a_file())
    address = f"/imports/{uploaded(firm)}/reading"

    with nothing_changes(firm.id):
        twice = client.post(address, reading(firm, column_4="amount"))
        wrong = client.post(address, reading(firm, column_4="payment_method"))
        missing = client.post(address, reading(firm, column_3=""))

    assert (twice.status_code, wrong.status_code, missing.status_code) == (422, 422, 422)
    assert "The column sum gives it already." in twice.content.decode()
    assert "A file of this kind has no such field." in wrong.content.decode()
    assert "no column gives the" in missing.content.decode()


def test_what_is_no_csv_is_refused_by_its_own_name_and_not_kept():
    firm = an_organization()
    client = at_work(firm)

    with nothing_changes(firm.id):
        book = client.post("/imports", a_file(b"PK\x03\x04 a spreadsheet", "list.xlsx"))
        empty = client.post("/imports", a_file(b""))

    assert (book.status_code, empty.status_code) == (422, 422)
    assert "list.xlsx is a zip file or a spreadsheet" in book.content.decode()
    assert "list.csv is empty" in empty.content.decode()


def test_a_file_is_forgotten():
    firm = an_organization()
    client = at_work(firm)
    client.post("/imports", a_file())
    upload_id = uploaded(firm)

    assert client.post(f"/imports/{upload_id}/forget")["Location"] == "/imports"

    assert client.get(f"/imports/{upload_id}").status_code == 404


def test_a_held_snapshot_is_declined_with_a_reason_and_approved_after_all():
    firm = an_organization()
    client = at_work(firm)
    run_id = hold_snapshot(
        legal_entity_id=firm.legal_entity_id,
        digest="half",
        file_name="half.csv",
        source="erp",
        as_of=date(2026, 2, 1),
        totals={"EUR": 120_00},
        context=firm.context(),
    )
    assert "half.csv" in client.get("/approvals").content.decode()

    client.post(f"/snapshots/{run_id}/decline", {"reason": " Half is missing "})

    with scope(firm.id):
        (run,) = import_runs()
    assert (run.state, run.decided_because) == ("declined", "Half is missing")
    assert "half.csv" not in client.get("/approvals").content.decode()
    assert "Approve after all" in client.get("/imports").content.decode()
    client.post(f"/imports/runs/{run_id}/approve", {"back": "/imports"})
    with scope(firm.id):
        assert import_runs()[0].state == "approved"
