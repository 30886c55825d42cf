"""Files are kept once, stay as they were, and belong to one organization."""

from hashlib import sha256
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from tests.support.database import connected_as, guards_switched_off
from tests.support.organizations import AnOrganization, an_organization
from tests.support.threads import at_the_same_time
from tests.support.unchanged import nothing_changes

from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.documents.errors import FileEmpty, StoredFileUnknown
from openbill.documents.queries.check_documents import check_documents
from openbill.documents.queries.stored_file import stored_file, stored_file_heads
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier

INVOICE = NewFile("invoice.pdf", "application/pdf", b"%PDF-1.7 invoice")
LETTER = NewFile("letter.pdf", "application/pdf", b"%PDF-1.7 letter")


@command(permission="customers.manage", summarised=("files",))
def keep_files_in_a_test(*, files: list[bytes], names: list[str], context: Context) -> list[UUID]:
    """Keep files, as a command of another domain would."""
    new = [NewFile(name, "application/pdf", data) for name, data in zip(names, files, strict=True)]
    return keep_files(new, context=context)


def kept(firm: AnOrganization, *files: NewFile) -> list[UUID]:
    return keep_files_in_a_test(
        files=[file.content for file in files], names=[file.file_name for file in files], context=firm.context()
    )


def stored_files_of(firm: AnOrganization) -> int:
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM stored_file WHERE organization_id = %s", [firm.id])
        return int(cursor.fetchone()[0])


def test_a_file_comes_back_as_it_was():
    firm = an_organization()
    context = firm.context()
    (file_id,) = keep_files_in_a_test(files=[INVOICE.content], names=["invoice.pdf"], context=context)
    with scope(firm.id):
        file = stored_file(file_id)
        assert stored_file_heads([file_id, new_identifier()]) == {file_id: file.head}
    assert file.content == INVOICE.content
    assert (file.head.file_name, file.head.media_type, file.head.size) == ("invoice.pdf", "application/pdf", 16)
    assert file.head.sha256 == sha256(INVOICE.content).digest()
    assert file.head.created_at == context.at


def test_the_same_content_is_kept_once_under_its_first_name():
    firm = an_organization()
    first, letter, again = kept(firm, INVOICE, LETTER, NewFile("copy.pdf", "application/pdf", INVOICE.content))
    assert first == again != letter
    assert kept(firm, LETTER, NewFile("other.pdf", "application/pdf", b"new"), INVOICE)[::2] == [letter, first]
    assert stored_files_of(firm) == 3
    with scope(firm.id):
        assert stored_file(first).head.file_name == "invoice.pdf"


def test_nothing_to_keep_is_nothing():
    firm = an_organization()
    assert kept(firm) == []
    assert stored_files_of(firm) == 0


def test_one_file_that_is_refused_keeps_none():
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(FileEmpty):
        kept(firm, INVOICE, NewFile("empty.pdf", "application/pdf", b""))


def test_batches_with_the_same_files_at_the_same_time_agree():
    firm = an_organization()
    files = [NewFile(f"{number}.pdf", "application/pdf", b"%d" % number) for number in range(50)]
    answers = at_the_same_time([lambda: kept(firm, *files), lambda: kept(firm, *reversed(files))[::-1]])
    assert answers[0] == answers[1]
    assert stored_files_of(firm) == 50


def test_another_organization_neither_sees_the_file_nor_shares_it():
    firm, other = an_organization(), an_organization()
    (ours,) = kept(firm, INVOICE)
    with nothing_changes(firm.id):
        (theirs,) = kept(other, INVOICE)
    assert ours != theirs
    with scope(other.id):
        assert stored_file_heads([ours]) == {}
        with pytest.raises(StoredFileUnknown):
            stored_file(ours)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_file SET file_name = 'x' WHERE organization_id = %s",
        "DELETE FROM stored_file WHERE organization_id = %s",
        "TRUNCATE stored_file CASCADE",
    ],
)
def test_not_even_the_owner_changes_a_kept_file(statement: str):
    firm = an_organization()
    kept(firm, INVOICE)
    with nothing_changes(firm.id), connected_as("owner") as opened, pytest.raises(psycopg.errors.RestrictViolation):
        opened.execute(statement, [firm.id] if "%s" in statement else None)


def test_the_app_may_add_and_read_and_nothing_else():
    with connected_as("postgres") as opened:
        (role,) = opened.execute("SELECT current_setting('is_superuser')").fetchone()
        assert role == "on"
        with connected_as("app") as app:
            (name,) = app.execute("SELECT current_user").fetchone()
        rows = opened.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants"
            " WHERE table_name = 'stored_file' AND grantee = %s ORDER BY 1",
            [name],
        ).fetchall()
    assert rows == [("INSERT",), ("SELECT",)]


def test_the_database_itself_checks_the_digest():
    firm = an_organization()
    kept(firm, INVOICE)
    with (
        pytest.raises(psycopg.errors.CheckViolation, match="stored_file_content_fits"),
        connected_as("owner") as opened,
    ):
        opened.execute(
            "INSERT INTO stored_file SELECT organization_id, %s, sha256(%s), file_name, media_type, size, content,"
            " created_at, command_id FROM stored_file WHERE organization_id = %s",
            [new_identifier(), b"other", firm.id],
        )


def test_content_is_stored_apart_and_not_compressed():
    with connected_as("owner") as opened:
        row = opened.execute(
            "SELECT attstorage::text FROM pg_attribute WHERE attrelid = 'stored_file'::regclass AND attname = 'content'"
        ).fetchone()
    assert row == ("e",)


def test_a_content_that_was_changed_past_every_guard_is_found():
    firm = an_organization()
    (file_id,) = kept(firm, INVOICE)
    with scope(firm.id):
        assert list(check_documents()) == []
    with guards_switched_off() as opened:
        opened.execute("ALTER TABLE stored_file DROP CONSTRAINT stored_file_content_fits")
        opened.execute("UPDATE stored_file SET content = 'forged' WHERE id = %s", [file_id])
    try:
        with scope(firm.id):
            (finding,) = check_documents()
    finally:
        with guards_switched_off() as opened:
            opened.execute("UPDATE stored_file SET content = %s WHERE id = %s", [INVOICE.content, file_id])
            opened.execute(
                "ALTER TABLE stored_file ADD CONSTRAINT stored_file_content_fits"
                " CHECK (sha256 = sha256(content) AND size = octet_length(content))"
            )
    assert finding.invariant == "kept_files_are_unchanged"
    assert finding.what == "The content of invoice.pdf is not the one that was kept."
    assert finding.where == f"stored file {file_id}"
