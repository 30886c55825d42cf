"""Keep files: the only way to a kept one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db import connection

from openbill.documents.policies import keepable_file
from openbill.foundation.context import Context
from openbill.primitives.identifiers import new_identifiers


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to keep: its name without folders, its media type (application/pdf), its bytes."""

    file_name: str
    media_type: str
    content: bytes


def keep_files(files: Sequence[NewFile], *, context: Context) -> list[UUID]:
    """Keep files inside the running command, set-based, and give the identifier of each, in their order.

    A content that the organization has kept before, or that comes twice, is kept once and has one identifier.
    Raises FileNameBlank, FileNameWrong, MediaTypeWrong, FileEmpty and FileTooLarge, and keeps nothing then.
    """
    checked = [_checked(file) for file in files]
    digests = [sha256(file.content).digest() for file in checked]
    known = _identifiers_of(digests, context)
    # The first of a content comes last here, and so is the one that stays.
    firsts = dict(zip(reversed(digests), reversed(checked), strict=True))
    if missing := {digest: file for digest, file in firsts.items() if digest not in known}:
        _write(missing, context)
        known = _identifiers_of(digests, context)
    return [known[digest] for digest in digests]


def _checked(file: NewFile) -> NewFile:
    name = keepable_file.file_name(file.file_name)
    kind = keepable_file.media_type(file.media_type, name=name)
    return NewFile(name, kind, keepable_file.content(file.content, name=name))


def _identifiers_of(digests: Sequence[bytes], context: Context) -> dict[bytes, UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sha256, id FROM stored_file WHERE organization_id = %s AND sha256 = ANY(%s)",
            [context.organization_id, list(digests)],
        )
        return {bytes(digest): identifier for digest, identifier in cursor.fetchall()}


def _write(files: Mapping[bytes, NewFile], context: Context) -> None:
    """Add the files; where somebody else adds one of them at the same time, theirs is taken.

    In the order of the digests, so that two batches with the same files wait for each other and never deadlock.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE new_file (id uuid, sha256 bytea, file_name text, media_type text, content bytea)"
            " ON COMMIT DROP"
        )
        with cursor.copy("COPY new_file FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["uuid", "bytea", "text", "text", "bytea"])
            for identifier, (digest, file) in zip(new_identifiers(len(files)), files.items(), strict=True):
                copy.write_row((identifier, digest, file.file_name, file.media_type, file.content))
        cursor.execute(
            """
            INSERT INTO stored_file (organization_id, id, sha256, file_name, media_type, size, content, created_at,
                                     command_id)
            SELECT %(organization)s, id, sha256, file_name, media_type, octet_length(content), content, %(at)s,
                   %(command)s
            FROM new_file ORDER BY sha256
            ON CONFLICT (organization_id, sha256) DO NOTHING
            """,
            {
                "organization": context.organization_id,
                "at": context.at,
                "command": context.running_command_id,
            },
        )
        cursor.execute("DROP TABLE new_file")
