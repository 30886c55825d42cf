"""A file that was handed over is tried out, brought in by a worker, and forgotten after a month."""

from datetime import date, timedelta

import pytest
from django.db import connection
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.customers.queries.customers_of_name import customers_of_name
from openbill.foundation import clock
from openbill.foundation.context import operator_context
from openbill.foundation.tenancy import scope
from openbill.importing.commands.approve_snapshot import approve_snapshot
from openbill.importing.commands.decline_snapshot import decline_snapshot
from openbill.importing.commands.forget_uploads import KEPT, forget_uploads
from openbill.importing.commands.keep_upload import LARGEST_BYTES, keep_upload
from openbill.importing.commands.move_upload import bring_upload_in, check_upload, discard_upload
from openbill.importing.commands.run_upload import run_upload
from openbill.importing.errors import FileIsEmpty, NothingRefused, UploadTooLarge, UploadUnknown
from openbill.importing.jobs import organizations_with_uploads
from openbill.importing.queries.uploads import UploadHead, imports, upload_of, upload_rejects
from openbill.importing.types.choices import UploadChoices
from openbill.primitives.lifecycle import NotPossibleInState

INVOICES = b"""customer number,customer name,invoice number,invoice date,due date,amount,currency
C1,Anna,A-1,2026-01-10,2026-02-09,100.00,EUR
C1,Anna,A-2,2026-01-11,2026-02-10,nothing,EUR
"""


def an_upload(firm: AnOrganization, content: bytes = INVOICES, name: str = "invoices.csv", **choices: object):
    upload_id = keep_upload(file_name=name, content=content, context=firm.context())
    check_upload(upload_id=upload_id, choices=UploadChoices(**choices), context=firm.context())  # type: ignore[arg-type]
    run_upload(upload_id, context=firm.context())
    return upload_id


def head(firm: AnOrganization, upload_id) -> UploadHead:
    with scope(firm.id):
        return upload_of(upload_id)


def test_a_trial_says_what_would_happen_and_books_nothing():
    firm = an_organization()

    upload = head(firm, an_upload(firm))

    assert (upload.state, upload.problem) == ("checked", "")
    assert (upload.outcome["rows"], upload.outcome["brought_in"], upload.outcome["refused"]) == (2, 1, 1)
    assert upload.outcome["totals_minor"] == {"EUR": 100_00}
    (refused,) = upload.outcome["first_refused"]
    assert (refused["line"], refused["column"], refused["value"]) == (3, "amount", "nothing")
    with scope(firm.id):
        assert customers_of_name("Anna") == []
        assert imports().rows == ()


def test_what_was_tried_out_is_brought_in_and_its_rejects_are_kept():
    firm = an_organization()
    upload_id = an_upload(firm)

    bring_upload_in(upload_id=upload_id, context=firm.context())
    run_upload(upload_id, context=firm.context())

    upload = head(firm, upload_id)
    assert (upload.state, upload.outcome["brought_in"]) == ("finished", 1)
    with scope(firm.id):
        assert len(customers_of_name("Anna")) == 1
        (run,) = imports().rows
        lines = upload_rejects(upload_id).decode("utf-8-sig").splitlines()
    assert (run.file_name, run.state, run.counts["refused"]) == ("invoices.csv", "finished", 1)
    assert len(lines) == 2
    assert lines[1].startswith("C1,Anna,A-2,2026-01-11,2026-02-10,nothing,EUR,3,amount,nothing,")


def test_a_job_is_queued_with_the_act_and_not_without_it():
    firm = an_organization()
    upload_id = keep_upload(file_name="a.csv", content=INVOICES, context=firm.context())

    with nothing_changes(firm.id), pytest.raises(NotPossibleInState):
        bring_upload_in(upload_id=upload_id, context=firm.context())
    assert jobs_of(firm) == 0
    check_upload(upload_id=upload_id, choices=UploadChoices(), context=firm.context())
    assert jobs_of(firm) == 1


def test_what_cannot_be_read_is_said_by_its_own_name():
    firm = an_organization()

    upload = head(firm, an_upload(firm, b"PK\x03\x04 a spreadsheet", "C:\\books\\list.xlsx"))

    assert upload.state == "failed"
    assert upload.problem.startswith("list.xlsx is a zip file or a spreadsheet (xlsx, ods), not a CSV file.")


def test_columns_are_read_as_they_are_stated_and_ignored_ones_not_at_all():
    firm = an_organization()
    content = b"who,what,when,sum,due date\nC1,A-1,2026-01-10,7.00,2026-01-01\n"
    columns = {"customer_number": "who", "document_number": "what", "document_date": "when", "amount": "sum"}

    upload = head(
        firm, an_upload(firm, content, kind="invoices", columns=columns, ignored_columns=("due date",), currency="EUR")
    )

    # Read, the due date before the document's would have been refused.
    assert (upload.outcome["brought_in"], upload.outcome["refused"]) == (1, 0)


def test_a_snapshot_that_shrank_waits_for_a_person():
    firm = an_organization()
    header = "customer number,invoice number,invoice date,due date,open amount,currency\n"
    rows = [f"C1,A-{n},2026-01-10,2026-02-09,100.00,EUR\n" for n in range(10)]
    day = {"is_snapshot": True, "source": "erp", "kind": "open_items"}

    def brought_in(count: int, as_of: date):
        upload_id = an_upload(firm, (header + "".join(rows[:count])).encode(), as_of=as_of, **day)
        bring_upload_in(upload_id=upload_id, context=firm.context())
        run_upload(upload_id, context=firm.context())
        return upload_id

    assert head(firm, brought_in(10, date(2026, 3, 1))).outcome["changes"]["created"] == 10
    upload_id = brought_in(2, date(2026, 3, 2))
    upload = head(firm, upload_id)
    assert (upload.state, upload.run_id is None) == ("waiting", False)

    decline_snapshot(run_id=upload.run_id, reason="cut off", context=firm.context())
    assert head(firm, upload_id).run_state == "declined"

    approve_snapshot(run_id=upload.run_id, context=firm.context())
    bring_upload_in(upload_id=upload_id, context=firm.context())
    run_upload(upload_id, context=firm.context())
    assert head(firm, upload_id).outcome["changes"]["cleared"] == 8


def test_nothing_and_too_much_are_refused():
    firm = an_organization()
    with nothing_changes(firm.id):
        with pytest.raises(FileIsEmpty):
            keep_upload(file_name="a.csv", content=b"", context=firm.context())
        with pytest.raises(UploadTooLarge, match="larger than 64 MB"):
            keep_upload(file_name="a.csv", content=b"x" * (LARGEST_BYTES + 1), context=firm.context())


def test_an_upload_is_discarded_and_another_firm_reaches_none():
    firm, other = an_organization(), an_organization()
    upload_id = an_upload(firm, INVOICES.splitlines(keepends=True)[0] + INVOICES.splitlines(keepends=True)[1])

    with nothing_changes(firm.id):
        for act in (discard_upload, bring_upload_in):
            with pytest.raises(UploadUnknown):
                act(upload_id=upload_id, context=other.context())
        with pytest.raises(UploadUnknown):
            run_upload(upload_id, context=other.context())
    with scope(firm.id), pytest.raises(NothingRefused):
        upload_rejects(upload_id)
    discard_upload(upload_id=upload_id, context=firm.context())
    with scope(firm.id), pytest.raises(UploadUnknown):
        upload_of(upload_id)


def test_old_uploads_are_forgotten_and_new_ones_are_not():
    firm = an_organization()
    old = clock.now() - KEPT - timedelta(days=1)
    keep_upload(file_name="old.csv", content=b"a", context=operator_context(firm.id, at=old))
    new = keep_upload(file_name="new.csv", content=b"a", context=firm.context())
    before = clock.now() - KEPT

    assert firm.id in organizations_with_uploads(before)
    assert forget_uploads(before=before, context=firm.context()) == 1
    assert firm.id not in organizations_with_uploads(before)
    assert head(firm, new).file_name == "new.csv"


def jobs_of(firm: AnOrganization) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'bring_in_upload'"
            " AND args ->> 'organization_id' = %s",
            [str(firm.id)],
        )
        return cursor.fetchone()[0]
