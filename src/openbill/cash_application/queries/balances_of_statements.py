"""What the statements of accounts open and close with."""

from collections.abc import Collection
from uuid import UUID

from openbill.cash_application.models import BankStatement
from openbill.cash_application.policies.statements_in_order import StatementBalances
from openbill.cash_application.types.statements import StatementKind
from openbill.foundation.tenancy import current_organization_id


def balances_of_statements(account_ids: Collection[UUID]) -> dict[UUID, list[StatementBalances]]:
    """By account, in no order; notices are left out, as they tell single bookings."""
    statements = BankStatement.objects.filter(
        organization_id=current_organization_id(), bank_account_id__in=list(account_ids)
    ).exclude(kind=StatementKind.NOTICE.value)
    found: dict[UUID, list[StatementBalances]] = {}
    fields = ("id", "kind", "number", "from_date", "to_date", "opening_minor", "closing_minor")
    for account_id, *told in statements.values_list("bank_account_id", *fields):
        found.setdefault(account_id, []).append(StatementBalances(*told))
    return found
