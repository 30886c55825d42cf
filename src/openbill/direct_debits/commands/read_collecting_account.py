"""Find the account from or to which files move money."""

from uuid import UUID

from openbill.direct_debits.errors import AccountCannotCollect
from openbill.foundation.context import Context
from openbill.organizations.models import BankAccount

EUR = "EUR"


def read_collecting_account(bank_account_id: UUID, legal_entity_id: UUID, *, context: Context) -> BankAccount:
    """An own account in euros with an IBAN, of this legal entity. Raises AccountCannotCollect."""
    account = BankAccount.objects.filter(organization_id=context.organization_id, id=bank_account_id).first()
    is_fit = account is not None and account.legal_entity_id == legal_entity_id
    if account is None or not is_fit or account.currency != EUR or not account.iban:
        raise AccountCannotCollect(name=account.name if account else bank_account_id)
    return account
