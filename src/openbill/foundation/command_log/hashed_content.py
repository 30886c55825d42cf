"""What of a log entry goes into its hash: everything but the seal itself."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection


def hashed_content(organization_id: UUID, identifiers: Sequence[UUID]) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """The content of entries, in the given order, ready to be hashed.

    Personal payload enters by the digest of its ciphertext, which stays when the subject's key is destroyed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT log.id, log.name, log.actor_kind, log.actor_id, log.recorded_at AT TIME ZONE 'UTC',
                   log.idempotency_key, log.input, encode(log.input_digest, 'hex'), log.nested, log.result,
                   (SELECT coalesce(jsonb_agg(encode(sha256(personal.ciphertext), 'hex') ORDER BY personal.id), '[]')
                    FROM personal_payload personal
                    WHERE personal.organization_id = log.organization_id AND personal.command_id = log.id),
                   (SELECT coalesce(jsonb_agg(jsonb_build_array(event.kind, event.payload) ORDER BY event.id), '[]')
                    FROM event
                    WHERE event.organization_id = log.organization_id AND event.command_id = log.id)
            FROM unnest(%s::uuid[]) WITH ORDINALITY AS wanted (id, position)
            JOIN command_log log ON log.organization_id = %s AND log.id = wanted.id
            ORDER BY wanted.position
            """,
            [list(identifiers), organization_id],
        )
        names = ("id", "name", "actor_kind", "actor_id", "recorded_at", "key", "input", "input_digest",
                 "nested", "result", "personal", "events")  # fmt: skip
        for row in cursor.fetchall():
            content = dict(zip(names, row, strict=True))
            yield (
                row[0],
                {
                    **content,
                    "id": str(content["id"]),
                    "actor_id": str(content["actor_id"]) if content["actor_id"] else None,
                    "recorded_at": content["recorded_at"].isoformat(),
                },
            )
