"""Find the handing over that an act is about, and move it on."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.primitives.lifecycle import NotPossibleInState
from openbill.unclaimed.errors import HandOverAlreadyDecided, HandOverUnknown
from openbill.unclaimed.models import HandOver
from openbill.unclaimed.policies.hand_over_lifecycle import HAND_OVER_LIFECYCLE


def read_hand_over(hand_over_id: UUID, act: str, *, context: Context) -> HandOver:
    """Lock one handing over to which an act may be done. Raises HandOverUnknown and HandOverAlreadyDecided."""
    rows = HandOver.objects.filter(organization_id=context.organization_id, id=hand_over_id)
    row = rows.select_for_update(no_key=True).first()
    if row is None:
        raise HandOverUnknown(hand_over_id=hand_over_id)
    try:
        HAND_OVER_LIFECYCLE.after(row.state, act)
    except NotPossibleInState:
        raise HandOverAlreadyDecided(state=row.state) from None
    return row


def decide(row: HandOver, act: str) -> None:
    """Write down where a locked handing over is after an act."""
    row.state = HAND_OVER_LIFECYCLE.after(row.state, act)
    row.save(update_fields=["state", "decided_by", "decided_at", "handed_over_on", "paid_on", "reference", "reason"])
