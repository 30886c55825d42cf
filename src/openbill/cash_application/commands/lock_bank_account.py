"""Have an own bank account stay as it is until the command is over."""

from uuid import UUID

from openbill.cash_application.errors import OwnAccountUnknown
from openbill.foundation.context import Context
from openbill.organizations.models import BankAccount


def lock_bank_account(bank_account_id: UUID, *, context: Context) -> BankAccount:
    """The account; who acts on the same one waits. Raises OwnAccountUnknown."""
    rows = BankAccount.objects.filter(organization_id=context.organization_id, id=bank_account_id)
    account = rows.select_for_update(no_key=True).first()
    if account is None:
        raise OwnAccountUnknown(bank_account_id=bank_account_id)
    return account
