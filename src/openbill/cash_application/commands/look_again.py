"""Have open lines looked at again of which a notice tells more."""

from collections.abc import Sequence

from openbill.cash_application.models import BankLine, LineToDo
from openbill.foundation.context import Context


def look_again(told: Sequence[BankLine], *, context: Context) -> None:
    """Inside the running command: `told` are lines of a notice, which may say what a statement has as one sum."""
    references = {line.bank_reference for line in told if line.bank_reference}
    if references:
        LineToDo.objects.filter(
            organization_id=context.organization_id,
            line__bank_account_id=told[0].bank_account_id,
            line__bank_reference__in=references,
            is_matched=True,
        ).update(is_matched=False)
