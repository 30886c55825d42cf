"""One entry of the log: begun before the act, finished after it, answered again where the key is known."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.errors import KeyUsedForOtherInput
from openbill.foundation.models import CommandLogEntry


def begin_entry(*, name: str, context: Context, logged: Mapping[str, Any], input_digest: bytes) -> bool:
    """Open the entry of a command; False where its idempotency key was used before for the same input.

    Whoever comes second with a key waits here until the first has ended. Raises KeyUsedForOtherInput.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO command_log (organization_id, id, name, actor_kind, actor_id, recorded_at, idempotency_key,
                                     input, input_digest, nested, is_finished)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, '[]', false)
            ON CONFLICT (organization_id, idempotency_key) DO NOTHING
            """,
            [
                context.organization_id,
                context.running_command_id,
                name,
                context.actor.kind.value,
                context.actor.id,
                context.at,
                context.idempotency_key,
                json.dumps(logged),
                input_digest,
            ],
        )
        if cursor.rowcount == 1:
            return True
    first = _entry_of_key(context)
    if first.name != name or bytes(first.input_digest) != input_digest:
        raise KeyUsedForOtherInput(key=context.idempotency_key)
    return False


def first_answer(context: Context) -> Any:
    """The stored result of the command that used the key first, as JSON."""
    return _entry_of_key(context).result


def finish_entry(*, context: Context, nested: Sequence[Mapping[str, Any]], result: Any) -> None:
    """Complete the entry with what the command answered."""
    CommandLogEntry.objects.filter(organization_id=context.organization_id, id=context.running_command_id).update(
        nested=list(nested), result=result, is_finished=True
    )


def _entry_of_key(context: Context) -> CommandLogEntry:
    return CommandLogEntry.objects.get(organization_id=context.organization_id, idempotency_key=context.idempotency_key)
