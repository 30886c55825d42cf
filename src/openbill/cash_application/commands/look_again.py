"""Have open lines looked at again of which a notice tells more."""

from collections.abc import Set
from uuid import UUID

from openbill.cash_application.models import LineToDo
from openbill.foundation.context import Context


def look_again(references: Set[str], *, bank_account_id: UUID, context: Context) -> None:
    """Inside the running command: a notice told of bookings under these references of the bank.

    It may say what a statement has as one sum.
    """
    told = references - {""}
    if told:
        LineToDo.objects.filter(
            organization_id=context.organization_id,
            bank_account_id=bank_account_id,
            line__bank_reference__in=told,
            is_matched=True,
        ).update(is_matched=False)
