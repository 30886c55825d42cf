"""Which part of an item's value its settlements took that were made before the value was known."""

from collections.abc import Sequence
from uuid import UUID

from openbill.receivables.policies.share_functional_amount import functional_part
from openbill.receivables.types import UnvaluedUse


def parts_of_uses(amount_minor: int, worth_minor: int, uses: Sequence[UnvaluedUse]) -> dict[UUID, int]:
    """The part of each use of one item, by its identifier, as if the value had been known all the time.

    The uses are gone through by their effective dates, each taking its `functional_part` of what is left then; an
    undoing gives back exactly what the undone one took. So on no day anything is carried for an item that is
    settled, and what is open carries its share. What was undone on its own day stands on no day: it takes its
    part of the whole item, and gives it back.
    """
    used = {use.allocation_id: use for use in uses}
    undoings = {use.undoes_id: use for use in uses if use.undoes_id is not None}
    parts: dict[UUID, int] = {}
    lasting = []
    for use in uses:
        undone = used[use.undoes_id] if use.undoes_id is not None else use
        undoing = undoings.get(undone.allocation_id)
        if undoing is not None and undoing.effective_date == undone.effective_date:
            part = functional_part(amount_minor, worth_minor, undone.amount_minor)
            parts[use.allocation_id] = part if use is undone else -part
        else:
            lasting.append(use)

    left_minor, left_worth_minor = amount_minor, worth_minor
    # Of one day what is given back comes first: together with it nothing is ever used beyond the item.
    for use in sorted(lasting, key=lambda use: (use.effective_date, use.undoes_id is None, use.allocation_id)):
        if use.undoes_id is not None:
            part = -parts[use.undoes_id]
        else:
            part = functional_part(left_minor, left_worth_minor, use.amount_minor)
        parts[use.allocation_id] = part
        left_minor -= use.amount_minor
        left_worth_minor -= part
    return parts
