"""The organization's own bank accounts."""

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.types import BankAccountDetails


def bank_accounts() -> list[BankAccountDetails]:
    """Every own account, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, legal_entity_id, name, iban, bic, account_number, currency FROM bank_account"
            " WHERE organization_id = %s ORDER BY lower(name), id",
            [current_organization_id()],
        )
        return [BankAccountDetails(*row) for row in cursor.fetchall()]
