"""Put bank lines off: people wait for a word of the payer, or of a colleague."""

from collections.abc import Sequence
from uuid import UUID

from openbill.cash_application.commands.lock_lines import lock_lines
from openbill.cash_application.models import LineToDo
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="cash_application.post")
def hold_lines(*, line_ids: Sequence[UUID], note: str = "", context: Context) -> None:
    """Hold lines back with a note; they are not posted by themselves meanwhile. Raises LineUnknown, LineIsDecided."""
    _set(line_ids, context, is_held=True, note=note)


@command(permission="cash_application.post")
def take_lines_up(*, line_ids: Sequence[UUID], context: Context) -> None:
    """Put held lines among those to be decided again. Raises LineUnknown and LineIsDecided."""
    _set(line_ids, context, is_held=False, note="")


def _set(line_ids: Sequence[UUID], context: Context, *, is_held: bool, note: str) -> None:
    lines = lock_lines(line_ids, context=context)
    LineToDo.objects.filter(organization_id=context.organization_id, line_id__in=list(lines)).update(
        is_held=is_held, note=note
    )
