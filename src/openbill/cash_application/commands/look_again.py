"""Have open lines looked at again of which a notice tells more."""

from collections.abc import Set
from uuid import UUID

from openbill.cash_application.models import LinePosting, LineToDo
from openbill.foundation.context import Context


def look_again(references: Set[str], *, bank_account_id: UUID, context: Context) -> None:
    """Inside the running command: a notice told of bookings under these references of the bank.

    It may say what a statement has as one sum. What a person took back is not looked at again: it would be posted by
    itself once more.
    """
    told = references - {""}
    if told:
        undone = LinePosting.objects.filter(organization_id=context.organization_id, undone_at__isnull=False)
        LineToDo.objects.filter(
            organization_id=context.organization_id,
            bank_account_id=bank_account_id,
            line__bank_reference__in=told,
            is_matched=True,
        ).exclude(line_id__in=undone.values("line_id")).update(is_matched=False)
