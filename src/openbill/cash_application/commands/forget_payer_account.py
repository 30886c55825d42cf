"""Forget that a customer pays from an account."""

from uuid import UUID

from openbill.cash_application.errors import PayerAccountUnknown
from openbill.cash_application.models import PayerAccount
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="cash_application.configure")
def forget_payer_account(*, payer_account_id: UUID, context: Context) -> None:
    """Forget what was learned of an account and a customer; the next payment that is confirmed teaches it anew.

    What was posted stays as it is. Raises PayerAccountUnknown.
    """
    learned = PayerAccount.objects.filter(organization_id=context.organization_id, id=payer_account_id)
    forgotten, _ = learned.delete()
    if not forgotten:
        raise PayerAccountUnknown(payer_account_id=payer_account_id)
