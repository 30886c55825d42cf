"""Refuse what would take back, behind its back, what belongs to an owner who was written to, or to a state."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.context import Context
from openbill.unclaimed.errors import CreditIsUnclaimed
from openbill.unclaimed.models import HandOverCredit, UnclaimedCredit

PROTECTED = ("letter_due", "letter_sent", "to_hand_over", "handed_over")
"""In these a credit that is cancelled would become income of who wrote it."""


def refuse_cancelling_unclaimed(item_id: UUID, *, context: Context) -> None:
    """Refuse to cancel a credit that its owner is asked about, or that a state gets. Raises CreditIsUnclaimed."""
    owed = UnclaimedCredit.objects.filter(organization_id=context.organization_id, item_id=item_id)
    credit = owed.filter(state__in=PROTECTED).first()
    if credit is not None:
        raise CreditIsUnclaimed(number=credit.number)


def refuse_taking_back_handed_over(
    *, item_ids: Sequence[UUID] = (), line_ids: Sequence[UUID] = (), context: Context
) -> None:
    """Refuse to take back what a state has: a payment, or what was decided about a line. Raises CreditIsUnclaimed."""
    held = HandOverCredit.objects.filter(
        organization_id=context.organization_id, is_live=True, hand_over__state__in=["approved", "paid"]
    )
    owed = UnclaimedCredit.objects.filter(organization_id=context.organization_id, id__in=held.values("credit_id"))
    wanted = owed.filter(item_id__in=item_ids) | owed.filter(line_id__in=line_ids)
    credit = wanted.first()
    if credit is not None:
        raise CreditIsUnclaimed(number=credit.number or credit.arose_on)
