"""Which file has an identifier, and what is in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.documents.errors import StoredFileUnknown
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class FileHead:
    """What is known of a kept file without its content; `size` in bytes."""

    id: UUID
    file_name: str
    media_type: str
    size: int
    sha256: bytes
    created_at: datetime
    command_id: UUID


@dataclass(frozen=True, slots=True)
class FileWithContent:
    head: FileHead
    content: bytes


def stored_file(file_id: UUID) -> FileWithContent:
    """A kept file with its content. Raises StoredFileUnknown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, file_name, media_type, size, sha256, created_at, command_id, content FROM stored_file"
            " WHERE organization_id = %s AND id = %s",
            [current_organization_id(), file_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise StoredFileUnknown(file_id=file_id)
    return FileWithContent(_head(row[:-1]), bytes(row[-1]))


def stored_file_heads(file_ids: Collection[UUID]) -> dict[UUID, FileHead]:
    """What is known of files, by identifier; those that there are not are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, file_name, media_type, size, sha256, created_at, command_id FROM stored_file"
            " WHERE organization_id = %s AND id = ANY(%s)",
            [current_organization_id(), list(file_ids)],
        )
        return {row[0]: _head(row) for row in cursor.fetchall()}


def _head(row: tuple[Any, ...]) -> FileHead:
    identifier, file_name, media_type, size, digest, created_at, command_id = row
    return FileHead(identifier, file_name, media_type, size, bytes(digest), created_at, command_id)
