"""The chart of accounts as it is."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.ledger.errors import AccountUnknown
from openbill.ledger.types import AccountKind, ChartAccount


def accounts() -> dict[UUID, ChartAccount]:
    """Every account of the organization by identifier, in the order of the codes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, code, name, kind, role FROM account WHERE organization_id = %s ORDER BY code",
            [current_organization_id()],
        )
        return {
            account_id: ChartAccount(code, name, AccountKind(kind), role)
            for account_id, code, name, kind, role in cursor.fetchall()
        }


def accounts_by_code(codes: Collection[str]) -> dict[str, tuple[UUID, ChartAccount]]:
    """The accounts with these codes. Raises AccountUnknown for the first code that is in no use."""
    chart = accounts()
    by_code = {account.code: (account_id, account) for account_id, account in chart.items()}
    for code in codes:
        if code not in by_code:
            raise AccountUnknown(code=code, known=", ".join(by_code))
    return {code: by_code[code] for code in codes}
